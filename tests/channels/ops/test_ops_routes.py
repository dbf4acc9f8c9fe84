"""What operators ask a running server, and who may."""

from __future__ import annotations

import json
import uuid

import pytest
import requests

from tests.channels.ops.conftest import TOKEN, Server

GUARDED = ["health/ready", "metrics"]


def _say(server: Server, text: str, **fields: str) -> list[dict]:
    body = {"sender": uuid.uuid4().hex, "message": text, **fields}
    return requests.post(f"{server.url}/webhooks/rest/webhook", json=body, timeout=20).json()


def _figures(server: Server) -> dict[str, float]:
    lines = requests.get(f"{server.url}/metrics", timeout=20).text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_it_is_alive_and_names_its_model(server: Server) -> None:
    answer = requests.get(f"{server.url}/health", timeout=20)
    assert answer.status_code == 200
    told = {"status": "ok", "released": False, "assistant": "guide", "model": "m1", "content": ""}
    assert answer.json() == told


def test_it_is_not_ready_without_an_action_server_and_says_so(server: Server) -> None:
    answer = requests.get(f"{server.url}/health/ready", timeout=20)
    checks = answer.json()["checks"]
    assert answer.status_code == 503
    assert checks.pop("action_server").startswith("ClientConnectorError")
    assert checks == {"model": "ok", "tracker_store": "ok", "lock_store": "ok"}


def test_the_log_says_why_a_part_is_not_ready(server: Server) -> None:
    requests.get(f"{server.url}/health/ready", timeout=20)
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
    told = [line for line in lines if line["message"] == "The action_server isn't ready."][-1]
    assert (told["level"], told["logger"]) == ("warning", "channels.ops.readiness")
    assert "readiness.py" in told["error"]
    assert "127.0.0.1:9" in told["error"], "a connection's error tells of machines alone"


def test_it_is_not_ready_without_a_model(server: Server) -> None:
    requests.post(f"{server.url}/bot", json={"ready": False}, timeout=20)
    try:
        assert "no model is loaded" in requests.get(f"{server.url}/health/ready", timeout=20).json()["checks"]["model"]
        assert requests.get(f"{server.url}/health", timeout=20).status_code == 200, "alive all the same"
    finally:
        requests.post(f"{server.url}/bot", json={"ready": True}, timeout=20)


@pytest.mark.parametrize("path", GUARDED)
@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Origin"])
def test_nobody_gets_in_through_a_proxy_or_from_a_page(server: Server, path: str, header: str) -> None:
    answer = requests.get(f"{server.url}/{path}", headers={header: "127.0.0.1"}, timeout=20)
    assert answer.status_code == 403
    assert "OPS_TOKEN" in answer.json()["error"]


@pytest.mark.parametrize("path", GUARDED)
def test_the_token_lets_in_from_anywhere_and_a_wrong_one_does_not(server: Server, path: str) -> None:
    outside = {"X-Forwarded-For": "198.51.100.7"}
    for token, allowed in ((TOKEN, True), ("another", False), ("", False), ("tökén", False)):
        headers = {**outside, "Authorization": f"Bearer {token}".encode()}
        status = requests.get(f"{server.url}/{path}", headers=headers, timeout=20).status_code
        assert (status != 403) == allowed, token


def test_messages_replies_and_failures_are_counted_by_channel(server: Server) -> None:
    before = _figures(server)
    _say(server, "what is kpo?")
    _say(server, "silence")
    _say(server, "break")
    after = _figures(server)

    def more(name: str) -> float:
        return after.get(f"outsourcing_guide_{name}", 0) - before.get(f"outsourcing_guide_{name}", 0)

    assert more('messages_total{channel="rest"}') == 3
    assert more('replies_total{channel="rest",part="definition"}') == 1
    assert more('failures_total{channel="rest",reason="silence"}') == 1
    assert more('failures_total{channel="rest",reason="error"}') == 1
    assert more('turn_seconds_count{channel="rest"}') == 3
    assert after["outsourcing_guide_turns_in_progress"] == 0


def test_a_client_cannot_make_up_channels(server: Server) -> None:
    _say(server, "hello", input_channel="made-up-by-a-client")
    figures = _figures(server)
    assert figures['outsourcing_guide_messages_total{channel="other"}'] >= 1
    assert not [name for name in figures if "made-up" in name]


def test_every_line_of_the_log_is_json_and_none_has_a_text(server: Server) -> None:
    secret = f"secret{uuid.uuid4().hex}"
    for text in (secret, f"break {secret}", "break", "silence"):
        _say(server, text)
    lines = [line for line in server.log.read_text().splitlines() if line.startswith("{")]
    turns = [json.loads(line) for line in lines if '"message": "turn"' in line]
    assert {"time", "level", "conversation", "channel", "parts", "seconds"} <= set(turns[-1])
    assert [turn["level"] for turn in turns[-2:]] == ["warning", "warning"]
    assert any("RuntimeError" in json.loads(line).get("error", "") for line in lines)
    assert secret not in server.log.read_text()
    assert "no such table" not in server.log.read_text(), "an error may quote what was to be stored"


def test_what_tells_who_somebody_is_is_masked_on_rasas_own_channel_too(server: Server) -> None:
    said = _say(server, "I am jane@example.org, +49 30 901820, card 4111 1111 1111 1111")[0]["text"]
    assert said == "You said I am [e-mail address], [phone number], card [card number]"


def test_a_conversation_is_deleted_before_the_farewell(server: Server) -> None:
    sender = uuid.uuid4().hex
    _say(server, "what is kpo?", sender=sender)
    assert requests.get(f"{server.url}/bot/{sender}", timeout=20).json()
    assert _say(server, "forget me", sender=sender)[0]["text"] == "Gone."
    assert requests.get(f"{server.url}/bot/{sender}", timeout=20).json() is None


def test_an_operator_deletes_a_conversation_with_the_token(server: Server) -> None:
    sender = uuid.uuid4().hex
    _say(server, "what is kpo?", sender=sender)
    address, token = f"{server.url}/conversations/{sender}", {"Authorization": f"Bearer {TOKEN}"}
    refused = requests.delete(address, timeout=20)
    assert refused.status_code == 403, "whoever has a token uses it"
    assert "OPS_TOKEN" in refused.json()["error"]
    assert requests.delete(address, headers={"Origin": "http://evil.example"}, timeout=20).status_code == 403
    assert requests.delete(address, headers=token, timeout=20).json() == {"forgotten": True}
    assert requests.get(f"{server.url}/bot/{sender}", timeout=20).json() is None
    assert requests.delete(address, headers=token, timeout=20).status_code == 404

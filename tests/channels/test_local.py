"""The channels for programs of this machine, as credentials.yml has them: off by default, and closed to all others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from rasa.shared.exceptions import InvalidConfigException

from channels import local, switch
from channels.local import MOST_BYTES, RefusedError
from channels.rest import RestInput
from channels.shell.channel import ShellInput
from commands.network import answers, free_ports

CHANNELS = ["rest", "shell"]
ASKED = {"sender": "me", "message": "hello"}
JSON = {"Content-Type": "application/json"}


@contextmanager
def serving(**variables: str) -> Iterator[str]:
    """A server with these variables: its address."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    outside = {key: value for key, value in os.environ.items() if key != "REST" and not key.startswith("SLACK_")}
    command = [sys.executable, "-W", "ignore", "-m", "tests.channels.local_app", str(port)]
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3"}
    with subprocess.Popen(command, env=outside | quiet | variables, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 90
        while not answers(f"{url}/health") and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        yield url
        process.kill()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server whose user asked for the channels."""
    with serving(REST="yes") as url:
        yield url


def post(url: str, channel: str, body: Any = None, **headers: str) -> requests.Response:
    """A message; a body of bytes goes as it is."""
    data = body if isinstance(body, bytes) else json.dumps(ASKED if body is None else body).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.post(f"{url}/webhooks/{channel}/webhook", data=data, headers=JSON | names, timeout=20)


def refusal(response: requests.Response) -> tuple[int, str]:
    """Status and reason."""
    assert list(response.json()) == ["error"]
    return response.status_code, response.json()["error"]


def test_they_are_not_there_unless_somebody_asks_for_them() -> None:
    with serving() as url:
        assert answers(f"{url}/health")
        for channel in CHANNELS:
            assert post(url, channel).status_code == 404
            assert requests.get(f"{url}/webhooks/{channel}/", timeout=20).status_code == 404


@pytest.mark.parametrize(("given", "is_on"), [("", False), ("no", False), (" Yes ", True)])
def test_rest_in_the_environment_turns_them_on(given: str, is_on: bool) -> None:
    assert switch.is_on({"REST": given}) is is_on
    assert not switch.is_on({})


def test_any_other_word_and_any_setting_is_refused() -> None:
    with pytest.raises(InvalidConfigException, match="REST=true: write yes"):
        switch.is_on({"REST": "true"})
    for channel in (RestInput, ShellInput):
        with pytest.raises(InvalidConfigException, match=f"{channel.__name__} in the credentials: it has no settings"):
            channel.from_credentials({"url": "x"})


def test_rest_answers_in_rasas_form(server: str) -> None:
    first, *_ = post(server, "rest").json()
    assert first["recipient_id"] == "me"
    assert first["text"] == "You said hello"
    assert {"title", "payload"} <= set(first["buttons"][0])
    assert post(server, "rest", {**ASKED, "message": "break"}).json() == []
    assert requests.get(f"{server}/webhooks/rest/", timeout=20).json() == {"status": "ok"}


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1", "http://localhost", "null", ""])
def test_pages_of_other_sites_get_nothing(server: str, channel: str, origin: str) -> None:
    assert refusal(post(server, channel, Origin=origin)) == (403, "Pages of other sites may not use this.")


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_page_of_the_bot_itself_may(server: str, channel: str) -> None:
    assert post(server, channel, Origin=server).status_code == 200


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1", "[", "bot"])
def test_a_page_whose_name_leads_to_this_machine_gets_nothing(server: str, channel: str, host: str) -> None:
    assert refusal(post(server, channel, Host=host, Origin=f"http://{host}"))[0] == 403
    response = requests.get(f"{server}/webhooks/{channel}/", headers={"Host": host}, timeout=20)
    assert refusal(response)[0] == 403


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"])
def test_nobody_gets_in_through_a_proxy(server: str, channel: str, header: str) -> None:
    status, reason = refusal(post(server, channel, **{header: "127.0.0.1"}))
    assert (status, "without a proxy" in reason) == (403, True)


@pytest.mark.parametrize(
    ("peer", "host", "is_let_in"),
    [
        ("127.0.0.1", "127.0.0.1:5005", True),
        ("127.0.0.2", "localhost:5005", True),
        ("::1", "[::1]:5005", True),
        ("::ffff:127.0.0.1", "127.0.0.1", True),
        ("10.0.0.7", "127.0.0.1:5005", False),
        ("192.168.1.4", "localhost", False),
        ("fe80::1", "[::1]:5005", False),
        ("", "127.0.0.1", False),
        ("127.0.0.1", "", False),
    ],
)
def test_only_this_machine_is_let_in(peer: str, host: str, is_let_in: bool) -> None:
    request = SimpleNamespace(method="GET", ip=peer, headers={"host": host})
    if is_let_in:
        local.check(request)
    else:
        with pytest.raises(RefusedError, match="on the bot's own machine"):
            local.check(request)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_page_may_send_unasked_is_not_read(server: str, channel: str, kind: str) -> None:
    assert refusal(post(server, channel, Content_Type=kind))[0] == 415


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("sender", ["web-1", "slack-D1", "slack-C1-1700000000.1", " Web-1", "SLACK-D1"])
def test_conversations_of_other_channels_are_out_of_reach(server: str, channel: str, sender: str) -> None:
    status, reason = refusal(post(server, channel, {**ASKED, "sender": sender}))
    assert (status, "belong to other channels" in reason) == (403, True)
    assert requests.get(f"{server}/bot/{sender}", timeout=20).json() is None


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_body_has_a_limit(server: str, channel: str) -> None:
    assert refusal(post(server, channel, {**ASKED, "message": "a" * 900_000}))[0] == 413
    chunks = iter([b" " * 50_000] * 4)
    url = f"{server}/webhooks/{channel}/webhook"
    assert requests.post(url, data=chunks, headers=JSON, timeout=20).status_code == 413
    assert refusal(post(server, channel, {**ASKED, "message": "a" * 10_001}))[0] == 413
    longest = json.dumps({"sender": "\U0001f642" * 100, "message": "\U0001f642" * 10_000}).encode()
    assert len(longest) <= MOST_BYTES
    assert post(server, channel, longest).status_code == 200


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "no JSON"),
        (b"\xff", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        ([], "sender:"),
        ({"message": "hello"}, "sender:"),
        ({"sender": 5, "message": "hello"}, "sender:"),
        ({"sender": "x" * 101, "message": "hello"}, "sender:"),
        ({"sender": "me"}, "message:"),
        ({"sender": "me", "message": ["hello"]}, "message:"),
        ({**ASKED, "input_channel": "web"}, "input_channel:"),
        ({**ASKED, "metadata": {"name": "Jane"}}, "metadata:"),
    ],
)
def test_a_request_that_can_not_be_read_is_told_what_to_send(server: str, channel: str, body: Any, told: str) -> None:
    status, reason = refusal(post(server, channel, body))
    assert (status, told in reason) == (400, True), reason


def test_rest_passes_on_what_has_no_words_in_it(server: str) -> None:
    assert post(server, "rest", {**ASKED, "message": ""}).status_code == 200

"""Who isn't Slack gets nowhere, and secrets stay secret."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.channels.slack.flow import everything
from tests.channels.slack.people import Person, envelope, texts
from tests.channels.slack.samples import SECRETS
from tests.channels.slack.serving import Server, serving
from tests.channels.slack.workspace import Workspace

JSON = "application/json"


def endpoint(person: Person) -> str:
    """Where Slack posts to."""
    return f"{person.slack.server}/webhooks/slack/events"


def test_requests_that_slack_didnt_sign_are_refused(person: Person) -> None:
    body = json.dumps(envelope(person.message("what is A?")))
    slack = person.slack
    refused = [
        slack.deliver(body, JSON, secret="another secret"),
        slack.deliver(body, JSON, at=time.time() - 6 * 60),
        slack.deliver(body, JSON, at=time.time() + 6 * 60),
        slack.deliver(body, JSON, {"X-Slack-Signature": ""}),
        slack.deliver(body, JSON, {"X-Slack-Signature": "v0=" + "0" * 64}),
        slack.deliver(body, JSON, {"X-Slack-Request-Timestamp": str(int(time.time()) - 10)}),
        requests.post(endpoint(person), data=body, headers={"Content-Type": JSON}, timeout=20),
    ]
    assert [answer.status_code for answer in refused] == [401] * len(refused)
    person.says("and B?")
    assert texts(person.hears(2))[1].startswith("You said and B?")


def test_a_body_that_was_changed_on_the_way_is_refused(person: Person) -> None:
    body = json.dumps(envelope(person.message("what is A?")))
    signed = person.slack.deliver(body, JSON).request.headers
    headers = {name: signed[name] for name in ("X-Slack-Signature", "X-Slack-Request-Timestamp", "Content-Type")}
    tampered = body.replace("what is A?", "what is B?")
    assert requests.post(endpoint(person), data=tampered, headers=headers, timeout=20).status_code == 401
    assert texts(person.hears(2))[1].startswith("You said what is A?")


@pytest.mark.parametrize("id", ["unsigned command", "unsigned click"])
def test_commands_and_clicks_are_checked_as_well(person: Person, id: str) -> None:
    body = "command=/outsourcing&text=a" if "command" in id else 'payload={"type":"block_actions","actions":[{}]}'
    kind = "application/x-www-form-urlencoded"
    assert person.slack.deliver(body, kind, secret="another secret").status_code == 401


def test_the_address_is_verified_as_slack_asks(person: Person) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "a-challenge", "token": "x"})
    answer = person.slack.deliver(body, JSON)
    assert (answer.status_code, answer.json()) == (200, {"challenge": "a-challenge"})


def test_a_body_that_is_too_large_is_refused(person: Person) -> None:
    assert person.slack.deliver("x" * 1_000_001, JSON).status_code == 413


@pytest.mark.parametrize(
    "body", ["", "[", "[]", "null", '"text"', '{"type": "event_callback"}', "payload=[]", "\ud83d"]
)
def test_nonsense_harms_nobody(person: Person, body: str) -> None:
    body = body.encode("utf-8", "surrogatepass").decode("latin-1")
    assert person.slack.deliver(body, JSON).status_code < 600
    person.says("what is A?")
    person.hears(2)


def test_other_methods_lead_nowhere(person: Person) -> None:
    assert requests.get(endpoint(person), timeout=20).status_code == 405


def test_a_request_without_a_plain_length_is_refused(person: Person) -> None:
    address = urlsplit(person.slack.server)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(b"POST /webhooks/slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n")
        assert b" 400 " in connection.recv(100)


def test_a_token_that_slack_refuses_is_told_at_the_start(workspace: Workspace, tmp_path: Path) -> None:
    workspace.refuse("auth.test", "invalid_auth")
    with serving(workspace, tmp_path / "server.log") as server:
        server.logs("Slack refuses SLACK_BOT_TOKEN (invalid_auth)")


def test_no_secret_is_logged(person: Person, channel: str, workspace: Workspace, server: Server) -> None:
    everything(person, channel, workspace)
    person.slack.deliver("{}", JSON, secret="another secret")
    workspace.refuse("chat.postMessage", "invalid_auth")
    person.says("what is A?")
    person.says("and B?")
    workspace.wait(
        lambda: [c for c in workspace.called("chat.postMessage", channel=person.direct) if "and B" in str(c)]
    )
    log = server.log.read_text(errors="replace")
    assert "DEBUG:" in log
    secrets = (*SECRETS, "a-verification-token-of-the-tests", f"{workspace.url}/response/")
    assert [secret for secret in secrets if secret in log] == []

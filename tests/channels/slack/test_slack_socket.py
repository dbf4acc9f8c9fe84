"""Socket Mode: the same by a connection that the bot opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests.channels.slack.people import Person, Slack, envelope, texts
from tests.channels.slack.samples import APP_TOKEN, BOT_TOKEN, SECRETS
from tests.channels.slack.serving import Server, serving
from tests.channels.slack.workspace import Workspace

SOCKET = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}


@pytest.fixture(scope="module")
def connected(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in Socket Mode."""
    log = tmp_path_factory.mktemp("socket") / "server.log"
    with serving(workspace, log, SOCKET) as server:
        workspace.wait(workspace.has_socket, "a connection")
        yield server
        server.end()
        server.has_ended()
        assert "Traceback" not in server.log.read_text(errors="replace")


def test_events_commands_and_clicks_come_by_the_socket(
    connected: Server, workspace: Workspace, meet: Callable[..., Person], channel: str
) -> None:
    person = meet(Slack(connected.url, workspace))
    workspace.send({"type": "events_api", "envelope_id": "e1", "payload": envelope(person.message("what is A?"))})
    answer = person.hears(2)[1]
    workspace.send({"type": "interactive", "envelope_id": "e2", "payload": person.click(answer, "question-0")})
    assert texts(person.hears(3))[2].startswith("You said Tell me more")
    fields = {"command": "/outsourcing", "text": "what is B?", "user_id": person.user, "channel_id": channel}
    url = {"response_url": f"{workspace.url}/response/by-socket", "trigger_id": "t-by-socket"}
    workspace.send({"type": "slash_commands", "envelope_id": "e3", "payload": {**fields, **url}})
    person.gets("by-socket")
    assert workspace.acknowledged[-3:] == ["e1", "e2", "e3"]


def test_a_delivery_that_comes_again_by_the_socket_is_answered_once(
    connected: Server, workspace: Workspace, meet: Callable[..., Person]
) -> None:
    person = meet(Slack(connected.url, workspace))
    event = envelope(person.message("what is A?"))
    for number in range(2):
        workspace.send({"type": "events_api", "envelope_id": f"a{number}", "payload": event, "retry_attempt": number})
    workspace.send({"type": "events_api", "envelope_id": "a2", "payload": envelope(person.message("and B?"))})
    assert [text.splitlines()[0] for text in texts(person.hears(3))[1:]] == ["You said what is A?", "You said and B?"]


def test_nothing_comes_by_http(connected: Server) -> None:
    assert requests.post(f"{connected.url}/webhooks/slack/events", data="{}", timeout=10).status_code == 404


def test_no_secret_is_logged_by_the_socket(connected: Server) -> None:
    log = connected.log.read_text(errors="replace")
    assert [secret for secret in (*SECRETS, "a-ticket-of-the-tests") if secret in log] == []


def test_a_token_that_slack_refuses_is_told_in_one_line(workspace: Workspace, tmp_path: Path) -> None:
    workspace.refuse("apps.connections.open", "invalid_auth")
    with serving(workspace, tmp_path / "server.log", SOCKET) as server:
        server.logs("Slack refuses SLACK_APP_TOKEN (invalid_auth): ")
        server.end()
        server.has_ended()
        assert "Traceback" not in server.log.read_text(errors="replace")


def test_what_slack_cannot_do_just_now_is_tried_again(workspace: Workspace, tmp_path: Path) -> None:
    workspace.refuse("apps.connections.open", "internal_error")
    with serving(workspace, tmp_path / "server.log", SOCKET) as server:
        server.logs("Connected to Slack by Socket Mode.")

"""What `make serve` tells about Slack."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import slack
from commands.command import CommandError
from commands.network import url
from commands.processes import PATIENCE
from commands.servers import ROOT

VARIABLES = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "a",
    "SLACK_APP_TOKEN": "xapp-1",
}
BOT = url(5005)
CREDENTIALS = ROOT / "credentials.yml"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without any of Slack's variables."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def put(environment: pytest.MonkeyPatch, *names: str) -> None:
    """Set some of the variables."""
    for name in names:
        environment.setenv(name, VARIABLES[name])


def test_without_secrets_it_tells_nothing_and_ends_as_ever(given: pytest.MonkeyPatch) -> None:
    assert slack.line(BOT, CREDENTIALS) == ""
    assert slack.patience(CREDENTIALS) == PATIENCE


def test_with_a_signing_secret_it_tells_the_address(given: pytest.MonkeyPatch) -> None:
    put(given, "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET")
    assert "http://127.0.0.1:5005/webhooks/slack/events" in slack.line(BOT, CREDENTIALS)
    assert slack.patience(CREDENTIALS) > PATIENCE


def test_with_an_app_token_it_tells_of_socket_mode(given: pytest.MonkeyPatch) -> None:
    put(given, "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
    assert "Socket Mode" in slack.line(BOT, CREDENTIALS)


def test_half_of_it_is_told_before_anything_starts(given: pytest.MonkeyPatch) -> None:
    put(given, "SLACK_BOT_TOKEN")
    with pytest.raises(CommandError, match="SLACK_SIGNING_SECRET"):
        slack.line(BOT, CREDENTIALS)


def test_credentials_without_the_channel_are_none_of_slacks(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    put(given, "SLACK_BOT_TOKEN")
    path = tmp_path / "credentials.yml"
    path.write_text("rest:\n")
    assert slack.line(BOT, path) == ""


def test_a_bot_of_ones_own_stays_out_of_slack() -> None:
    assert slack.without_secrets({**VARIABLES, "PATH": "/bin"}) == {"PATH": "/bin"}

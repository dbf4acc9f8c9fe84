"""What sets Slack up, and what is said where it is half set up."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa.shared.exceptions import InvalidConfigException

from channels.slack.channel import SlackInput
from channels.slack.settings import NAME, Secrets, Settings
from tests.channels.slack.samples import SECRETS

BOT = {"SLACK_BOT_TOKEN": "xoxb-1"}
SIGNING = {"SLACK_SIGNING_SECRET": "a"}
APP = {"SLACK_APP_TOKEN": "xapp-1"}


async def nothing(_: object) -> None:
    """No bot."""


def test_the_settings_of_the_project_are_the_defaults() -> None:
    credentials = yaml.safe_load(Path("credentials.yml").read_text(encoding="utf-8"))
    assert Settings.read(credentials[NAME]) == Settings.read(None)


def test_without_secrets_it_does_nothing() -> None:
    assert Secrets.read({}) is None
    assert Secrets.read({"SLACK_BOT_TOKEN": " ", "SLACK_SIGNING_SECRET": ""}) is None
    assert SlackInput().blueprint(nothing)._future_routes == set()


@pytest.mark.parametrize(
    ("environment", "uses_socket_mode"),
    [({**BOT, **SIGNING}, False), ({**BOT, **APP}, True), ({**BOT, **SIGNING, **APP}, True)],
)
def test_secrets_choose_how_slack_reaches_the_bot(environment: dict[str, str], uses_socket_mode: bool) -> None:
    secrets = Secrets.read(environment)
    assert secrets is not None
    assert secrets.uses_socket_mode is uses_socket_mode


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        (BOT, "SLACK_BOT_TOKEN is set, and neither SLACK_SIGNING_SECRET"),
        (SIGNING, "SLACK_SIGNING_SECRET is set and SLACK_BOT_TOKEN isn't"),
        (APP, "SLACK_APP_TOKEN is set and SLACK_BOT_TOKEN isn't"),
        ({**BOT, "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN doesn't begin with xapp-"),
        ({"SLACK_BOT_TOKEN": "xoxp-1", **SIGNING}, "SLACK_BOT_TOKEN doesn't begin with xoxb-"),
    ],
    ids=str,
)
def test_half_of_the_secrets_are_told_in_one_line(environment: dict[str, str], told: str) -> None:
    with pytest.raises(InvalidConfigException) as raised:
        Secrets.read(environment)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "xoxp" not in str(raised.value)


def test_secrets_arent_shown() -> None:
    assert not any(secret in repr(Secrets(*SECRETS)) for secret in SECRETS)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"greting": "hello"}, "greting: there is no such setting"),
        ({"deliveries_storage": "mongodb://a"}, "deliveries_storage: write it as"),
        ({"api_url": "slack.com"}, "api_url: write it as"),
        ({"message_characters": 0}, "message_characters:"),
        ({"greeting": ""}, "greeting:"),
    ],
    ids=str,
)
def test_a_wrong_setting_is_told(settings: dict[str, object], told: str) -> None:
    with pytest.raises(InvalidConfigException, match=NAME) as raised:
        Settings.read(settings)
    assert told in str(raised.value)

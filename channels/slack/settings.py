"""The Slack channel's settings: what credentials.yml may say, and the secrets, which the environment holds alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import Field, validator
from rasa.shared.exceptions import InvalidConfigException

from channels.cleaning import MOST_CHARACTERS
from channels.settings import ChannelSettings, storage_address

NAME = "channels.slack.channel.SlackInput"
BOT_TOKEN = "SLACK_BOT_TOKEN"
SIGNING_SECRET = "SLACK_SIGNING_SECRET"
APP_TOKEN = "SLACK_APP_TOKEN"


class Settings(ChannelSettings):
    """All of them, each with a value that is right for one server."""

    channel = NAME
    greeting: str = Field("hello", min_length=1)
    overview: str = Field("Which outsourcing models do you know?", min_length=1)
    message_characters: int = Field(2_000, ge=1, le=MOST_CHARACTERS)
    deliveries_storage: str = "memory://"
    api_url: str = "https://slack.com/api/"

    _is_a_storage = validator("deliveries_storage", allow_reuse=True)(storage_address)

    @validator("api_url")
    def _is_an_address(cls, address: str) -> str:
        if urlsplit(address).scheme not in ("http", "https") or not address.endswith("/"):
            raise ValueError('write it as "https://slack.com/api/"')
        return address


@dataclass(frozen=True)
class Secrets:
    """What lets the bot into a workspace. With an app token it comes by Socket Mode, without one by HTTP."""

    bot_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    app_token: str = field(repr=False)

    @property
    def uses_socket_mode(self) -> bool:
        """True where the bot calls Slack, so that Slack needs no address of it."""
        return bool(self.app_token)

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Secrets | None:
        """The secrets of the environment, None where there are none; raises InvalidConfigException on half of them."""
        bot, signing, app = (environment.get(name, "").strip() for name in (BOT_TOKEN, SIGNING_SECRET, APP_TOKEN))
        if not (bot or signing or app):
            return None
        if not bot:
            given = APP_TOKEN if app else SIGNING_SECRET
            raise InvalidConfigException(f"{given} is set and {BOT_TOKEN} isn't: set both for Slack, or neither.")
        if not (signing or app):
            raise InvalidConfigException(
                f"{BOT_TOKEN} is set, and neither {SIGNING_SECRET} (Slack reaches the bot by HTTP) nor {APP_TOKEN} "
                "(Socket Mode): set one of them, or none of the three."
            )
        _check_kind(BOT_TOKEN, bot, "xoxb-")
        _check_kind(APP_TOKEN, app, "xapp-")
        return cls(bot, signing, app)


def _check_kind(name: str, token: str, prefix: str) -> None:
    if token and not token.startswith(prefix):
        raise InvalidConfigException(f"{name} doesn't begin with {prefix}: this is another of Slack's tokens.")

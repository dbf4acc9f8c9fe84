"""How Slack reaches a bot that is served here, by the secrets in the environment."""

from __future__ import annotations

from pathlib import Path

import yaml
from rasa.shared.exceptions import InvalidConfigException

from channels.slack.settings import NAME, Secrets
from commands.command import CommandError

PATIENCE = 30  # seconds for the bot to answer what it has acknowledged, before it is made to end


def line(bot: str, credentials: Path) -> str:
    """A line that says so for the bot at an address, "" where Slack isn't set up; raises CommandError on half of it."""
    secrets = _secrets(credentials)
    if secrets is None:
        return ""
    if secrets.uses_socket_mode:
        return "Slack: by Socket Mode, which needs no address."
    return f"Slack: {bot}/webhooks/slack/events, by HTTPS from outside (docs/slack.md)."


def patience(credentials: Path, otherwise: float) -> float:
    """The seconds that the bot has to end."""
    return otherwise if _secrets(credentials) is None else PATIENCE


def _secrets(credentials: Path) -> Secrets | None:
    """The secrets, None where there are none or the credentials leave the channel out."""
    channels = yaml.safe_load(credentials.read_text(encoding="utf-8")) or {}
    if NAME not in channels:
        return None
    try:
        return Secrets.read()
    except InvalidConfigException as error:
        raise CommandError(str(error)) from None

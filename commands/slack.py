"""How Slack reaches a bot that is served here, by the secrets in the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from commands import processes
from commands.command import CommandError

if TYPE_CHECKING:
    from channels.slack.settings import Secrets

PATIENCE = 30  # seconds for the bot to answer what it has acknowledged, before it is made to end


def line(bot: str, credentials: Path) -> str:
    """A line that says so for the bot at an address, "" where Slack isn't set up; raises CommandError on half of it."""
    secrets = _secrets(credentials)
    if secrets is None:
        return ""
    if secrets.uses_socket_mode:
        return "Slack: by Socket Mode, which needs no address."
    return f"Slack: {bot}/webhooks/slack/events, by HTTPS from outside (docs/slack.md)."


def patience(credentials: Path) -> float:
    """The seconds that the bot has to end."""
    return processes.PATIENCE if _secrets(credentials) is None else PATIENCE


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a bot that stays out of Slack."""
    return {name: value for name, value in environment.items() if not name.startswith("SLACK_")}


def _secrets(credentials: Path) -> Secrets | None:
    """The secrets, None where there are none or the credentials leave the channel out."""
    import yaml  # these take a while, and most commands do without them
    from rasa.shared.exceptions import InvalidConfigException

    from channels.slack.settings import NAME, Secrets

    channels = yaml.safe_load(credentials.read_text(encoding="utf-8")) or {}
    if NAME not in channels:
        return None
    try:
        return Secrets.read()
    except InvalidConfigException as error:
        raise CommandError(str(error)) from None

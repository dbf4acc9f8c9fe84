"""The REST channel of a bot that is served here, where REST=yes asks for it."""

from __future__ import annotations

from pathlib import Path

from commands.command import CommandError

NAME = "channels.rest.RestInput"
ON = {"REST": "yes"}  # for a bot that a command of ours talks with


def line(bot: str, credentials: Path) -> str:
    """A line that says where it is for the bot at an address, "" where it is off; raises CommandError."""
    import yaml  # these take a while, and most commands do without them
    from rasa.shared.exceptions import InvalidConfigException

    from channels import switch

    try:
        if not switch.is_on():
            return ""
    except InvalidConfigException as error:
        raise CommandError(str(error)) from None
    if NAME not in (yaml.safe_load(credentials.read_text(encoding="utf-8")) or {}):
        raise CommandError(f"{credentials.name} names no REST channel: add a line `{NAME}:`, or leave out REST=yes.")
    return f"REST for programs on this machine: {bot}/webhooks/rest/webhook"

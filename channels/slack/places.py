"""Where a conversation takes place in Slack, and which of Slack's messages belong to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.slack.text import mentions

PREFIX = "slack-"  # no id of another channel begins so
SLACKBOT = "USLACKBOT"
SPOKEN = (None, "thread_broadcast")  # the subtypes of what people say; all others tell of edits, joins, files ...


@dataclass(frozen=True)
class Place:
    """A direct message, one of its threads, a channel's thread, or what only `asker` sees in a channel."""

    channel: str
    thread: str = ""
    asker: str = ""

    @property
    def conversation(self) -> str:
        """The id of the conversation that is held here. Slack's ids are unique in all that one token reaches."""
        return PREFIX + "-".join(part for part in (self.channel, self.thread, self.asker) if part)

    @property
    def queue(self) -> str:
        """What is kept in order here: a conversation, and all that is said in somebody's direct messages."""
        return PREFIX + self.channel if self.is_direct else self.conversation

    @property
    def is_direct(self) -> bool:
        """True where nobody else reads."""
        return self.channel.startswith("D")


@dataclass(frozen=True)
class Said:
    """A message of a person. Where it isn't addressed to the bot it counts only in a thread that the bot is part of."""

    place: Place
    user: str
    text: str
    id: str
    is_addressed: bool


def string(data: Mapping[str, Any] | None, key: str) -> str:
    """What Slack says under a key, "" where it says nothing."""
    return str((data or {}).get(key) or "")


def said(event: Mapping[str, Any], bot: str) -> Said | None:
    """What a person said in a `message` or `app_mention` event; None for what isn't for the bot in any case.

    Edits, joins, shared files and what bots say isn't. Nor is what is said to somebody else: a message in a thread that
    mentions people and not the bot.
    """
    if not _is_spoken(event, bot):
        return None
    user, text, channel, ts, thread = (string(event, key) for key in ("user", "text", "channel", "ts", "thread_ts"))
    id = f"message {channel} {ts}"  # a mention in a channel comes as two events
    if event.get("channel_type") == "im" or channel.startswith("D"):
        return Said(Place(channel, thread), user, text, id, True)
    if event.get("type") == "app_mention" or bot in mentions(text):
        return Said(Place(channel, thread or ts), user, text, id, True)
    if not thread or mentions(text):
        return None
    return Said(Place(channel, thread), user, text, id, False)


def _is_spoken(event: Mapping[str, Any], bot: str) -> bool:
    """True for what a person says in words, as it came in first."""
    if event.get("subtype") not in SPOKEN or any(event.get(key) for key in ("bot_id", "edited", "hidden", "files")):
        return False
    is_whole = string(event, "text").strip() and string(event, "channel") and string(event, "ts")
    return bool(is_whole) and string(event, "user") not in ("", bot, SLACKBOT)


def bot_of(body: Mapping[str, Any]) -> str:
    """The bot's user id, which comes with every event; "" where it doesn't."""
    granted = body.get("authorizations") or ()
    return next((string(each, "user_id") for each in granted if each.get("is_bot")), "")


def place_of_click(body: Mapping[str, Any]) -> Place:
    """Where the message with the button is that somebody clicked on."""
    box = body.get("container") or {}
    channel = string(box, "channel_id") or string(body.get("channel"), "id")
    if box.get("is_ephemeral"):
        return Place(channel, asker=str(body["user"]["id"]))
    thread = string(body.get("message"), "thread_ts") or string(box, "thread_ts")
    if not thread and not channel.startswith("D"):
        thread = string(box, "message_ts")
    return Place(channel, thread)

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


def said(event: Mapping[str, Any], bot: str) -> Said | None:
    """What a person said in a `message` or `app_mention` event; None for what isn't for the bot in any case.

    Edits, joins, shared files and what bots say isn't. Nor is what is said to somebody else: a message in a thread that
    mentions people and not the bot.
    """
    user, text, channel, ts = (str(event.get(key) or "") for key in ("user", "text", "channel", "ts"))
    if event.get("subtype") not in SPOKEN or any(event.get(key) for key in ("bot_id", "edited", "hidden", "files")):
        return None
    if not (text.strip() and channel and ts) or user in ("", bot, SLACKBOT):
        return None
    thread = str(event.get("thread_ts") or "")
    id = f"message {channel} {ts}"  # a mention in a channel comes as two events
    if event.get("channel_type") == "im" or channel.startswith("D"):
        return Said(Place(channel, thread), user, text, id, True)
    if event.get("type") == "app_mention" or bot in mentions(text):
        return Said(Place(channel, thread or ts), user, text, id, True)
    if not thread or mentions(text):
        return None
    return Said(Place(channel, thread), user, text, id, False)


def bot_of(body: Mapping[str, Any]) -> str:
    """The bot's user id, which comes with every event; "" where it doesn't."""
    granted = body.get("authorizations") or ()
    return next((str(each.get("user_id") or "") for each in granted if each.get("is_bot")), "")


def place_of_click(body: Mapping[str, Any]) -> Place:
    """Where the message with the button is that somebody clicked on."""
    box, message = body.get("container") or {}, body.get("message") or {}
    channel = str(box.get("channel_id") or (body.get("channel") or {}).get("id") or "")
    if box.get("is_ephemeral"):
        return Place(channel, asker=str(body["user"]["id"]))
    thread = str(message.get("thread_ts") or box.get("thread_ts") or "")
    if not thread and not channel.startswith("D"):
        thread = str(box.get("message_ts") or "")
    return Place(channel, thread)

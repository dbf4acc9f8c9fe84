"""The people of the workspace, and Slack as the bot's server meets it: requests signed as Slack signs them."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import requests
from slack_sdk.signature import SignatureVerifier

from tests.channels.slack.samples import SIGNING_SECRET
from tests.channels.slack.workspace import RESPONSE_URL, Call, Workspace

BOT = "U0THEBOT00"
TEAM = "T000000001"

_numbers = itertools.count(1)


def new_ts() -> str:
    """A message's id that no other has."""
    return f"1700000000.{next(_numbers):06d}"


class Slack:
    """Delivers to a server of the bot."""

    def __init__(self, server: str, workspace: Workspace) -> None:
        self.server = server
        self.workspace = workspace

    def event(self, event: Mapping[str, Any], id: str = "", **headers: str) -> requests.Response:
        """Deliver an event, again under the same `id` if it is given."""
        return self.deliver(json.dumps(envelope(event, id)), "application/json", headers)

    def command(self, fields: Mapping[str, str]) -> requests.Response:
        """Deliver a slash command."""
        return self.deliver(urlencode(fields), "application/x-www-form-urlencoded")

    def click(self, payload: Mapping[str, Any]) -> requests.Response:
        """Deliver a click."""
        return self.deliver(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")

    def deliver(
        self,
        body: str,
        kind: str,
        headers: Mapping[str, str] | None = None,
        at: float = 0,
        secret: str = SIGNING_SECRET,
    ) -> requests.Response:
        """Post a body, signed at a time (now where that is 0) with a secret."""
        stamp = str(int(at or time.time()))
        signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
        signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": kind}
        url = f"{self.server}/webhooks/slack/events"
        return requests.post(url, data=body.encode(), headers={**signed, **(headers or {})}, timeout=20)


def envelope(event: Mapping[str, Any], id: str = "") -> dict[str, Any]:
    """An event as the Events API wraps it."""
    return {
        "token": "a-verification-token-of-the-tests",
        "team_id": TEAM,
        "type": "event_callback",
        "event": dict(event),
        "event_id": id or f"Ev{next(_numbers):08d}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }


class Person:
    """Somebody with direct messages with the bot."""

    def __init__(self, slack: Slack, user: str, direct: str, name: str) -> None:
        self.slack, self.user, self.direct, self.name = slack, user, direct, name
        self._workspace = slack.workspace

    def message(self, text: str, channel: str = "", thread: str = "", **more: Any) -> dict[str, Any]:
        """The event of a message, in the direct messages unless a channel is given."""
        kind = "im" if not channel else "channel"
        event = {"type": "message", "user": self.user, "text": text, "ts": new_ts(), "channel": channel or self.direct}
        return {**event, "channel_type": kind, **({"thread_ts": thread} if thread else {}), **more}

    def says(self, text: str, channel: str = "", thread: str = "", **more: Any) -> dict[str, Any]:
        """Send a message; returns its event."""
        event = self.message(text, channel, thread, **more)
        assert self.slack.event(event).status_code == 200
        return event

    def mentions(self, text: str, channel: str, thread: str = "") -> dict[str, Any]:
        """Mention the bot in a channel, which Slack tells by two events; returns the message's."""
        event = self.message(f"<@{BOT}> {text}", channel, thread)
        assert self.slack.event({**event, "type": "app_mention"}).status_code == 200
        assert self.slack.event(event).status_code == 200
        return event

    def opens(self, tab: str) -> None:
        """Open the app's home or its messages."""
        event = {"type": "app_home_opened", "user": self.user, "channel": self.direct, "tab": tab, "event_ts": new_ts()}
        assert self.slack.event(event).status_code == 200

    def opens_pane(self) -> str:
        """Open the assistant's pane; returns its thread."""
        ts = new_ts()
        thread = {"user_id": self.user, "context": {}, "channel_id": self.direct, "thread_ts": ts}
        event = {"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": ts}
        assert self.slack.event(event).status_code == 200
        return ts

    def commands(self, text: str, channel: str, trigger: str = "") -> str:
        """Use the slash command; returns the id of its response URL."""
        id = f"r{next(_numbers)}"
        fields = {
            "command": "/outsourcing",
            "text": text,
            "user_id": self.user,
            "user_name": self.name,
            "channel_id": channel,
            "team_id": TEAM,
            "trigger_id": trigger or f"t{id}",
            "response_url": f"{self._workspace.url}/response/{id}",
        }
        assert self.slack.command(fields).status_code == 200
        return id

    def clicks(self, call: Call, action_id: str, value: str = "", trigger: str = "") -> str:
        """Click on something in a message of the bot; returns the id of the response URL."""
        payload = self.click(call, action_id, value)
        assert self.slack.click({**payload, "trigger_id": trigger or payload["trigger_id"]}).status_code == 200
        return str(payload["response_url"].rpartition("/")[2])

    def click(self, call: Call, action_id: str, value: str = "") -> dict[str, Any]:
        """The payload of a click on a message or, for `views.publish`, in the app's home."""
        blocks = call.params["view"]["blocks"] if "view" in call.params else call.params["blocks"]
        block, element = next(
            (block, element)
            for block in blocks
            for element in block.get("elements", ())
            if element.get("action_id") == action_id
        )
        id = f"r{next(_numbers)}"
        action = {
            "type": element["type"],
            "action_id": action_id,
            "block_id": block["block_id"],
            "value": value or element.get("value"),
            **({"text": element["text"]} if "text" in element else {}),
        }
        return {
            "type": "block_actions",
            "user": {"id": self.user, "username": self.name, "team_id": TEAM},
            "team": {"id": TEAM},
            "trigger_id": f"t{id}",
            "actions": [action],
            **self._surroundings(call, id),
        }

    def _surroundings(self, call: Call, id: str) -> dict[str, Any]:
        """What Slack tells of where the click was made."""
        if "view" in call.params:
            return {"container": {"type": "view", "view_id": "V1"}, "view": call.params["view"], "response_url": ""}
        url = {"response_url": f"{self._workspace.url}/response/{id}"}
        if call.method == RESPONSE_URL:
            channel = {"id": self.channel_of_command}
            box = {"type": "message", "message_ts": new_ts(), "channel_id": channel["id"], "is_ephemeral": True}
            return {"container": box, "channel": channel, **url}
        channel, ts = call.answer["channel"], call.answer["ts"]
        thread = {"thread_ts": call.params["thread_ts"]} if call.params.get("thread_ts") else {}
        message = {"type": "message", "ts": ts, "text": call.params["text"], "blocks": call.params["blocks"], **thread}
        box = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False, **thread}
        return {"container": box, "channel": {"id": channel}, "message": message, **url}

    channel_of_command = ""

    # -- what they see -----------------------------------------------------------------------------------------

    def hears(self, count: int = 1, channel: str = "", thread: str = "") -> list[Call]:
        """The bot's messages in a place, once there are as many."""
        place = {"channel": channel or self.direct, **({"thread_ts": thread} if thread else {})}

        def look() -> list[Call] | None:
            posted = self._workspace.called("chat.postMessage", **place)
            return posted if len(posted) >= count else None

        found = self._workspace.wait(look, f"{count} messages in {place}")
        assert len(found) == count, [call.params["text"] for call in found]
        return found

    def gets(self, id: str, count: int = 1) -> list[Call]:
        """The answers by a response URL, once there are as many."""

        def look() -> list[Call] | None:
            sent = self._workspace.called(RESPONSE_URL, id=id)
            return sent if len(sent) >= count else None

        return self._workspace.wait(look, f"{count} answers to {id}")


def texts(calls: list[Call]) -> list[str]:
    """The plain texts of messages."""
    return [call.params["text"] for call in calls]

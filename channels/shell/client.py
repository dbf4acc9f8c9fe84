"""The bot as seen from a terminal: a question over HTTP, answers back. Knows nothing of Rasa."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from channels.cleaning import one_line, printable

CHANNELS = ("shell", "rest")  # the first that the bot has is used
FORM = 1  # the version of the structured data that is understood here
TIMEOUT = (3, 60)  # seconds to connect, to wait for an answer
UNAVAILABLE = "Sorry, the bot has no answer right now. Please ask again in a moment."


class BotAwayError(Exception):
    """The bot can't be reached or doesn't answer as it should; the message says what to do."""


@dataclass(frozen=True)
class Button:
    """A quick reply: `title` is shown, `payload` is sent."""

    title: str
    payload: str


@dataclass(frozen=True)
class Answer:
    """One answer. `data` is empty where the channel has none."""

    text: str
    buttons: tuple[Button, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> Mapping[str, Any]:
        """{"columns": [...], "rows": [{"label", "cells"}]}, or {} where the answer compares nothing."""
        table = self.data.get("table") if self.data.get("version") == FORM else None
        return table if isinstance(table, dict) and table.get("rows") else {}

    @property
    def sources(self) -> tuple[str, ...]:
        """The titles of the documents that the answer cites: from its data, else from its last line."""
        listed = self.data.get("sources")
        if isinstance(listed, list):
            return tuple(one_line(str(source.get("title", ""))) for source in listed if isinstance(source, dict))
        last = self.text.splitlines()[-1] if self.text else ""
        head, _, titles = last.partition(": ")
        return tuple(titles.split("; ")) if head in ("Source", "Sources") else ()

    @property
    def why(self) -> tuple[str, ...]:
        """How the message was understood, line by line; empty for a fixed reply."""
        answers = self.data.get("answers")
        told = [answer for answer in answers if isinstance(answer, dict)] if isinstance(answers, list) else []
        return tuple(one_line(str(line)) for answer in told for line in answer.get("why") or ())


class Client:
    """One conversation with the bot at `url`; the shell channel if the bot has it, else Rasa's REST channel."""

    def __init__(self, url: str, timeout: tuple[float, float] = TIMEOUT) -> None:
        self.url = url.rstrip("/")
        self._timeout = timeout
        self._channels: tuple[str, ...] = CHANNELS
        self._http = requests.Session()
        self._http.trust_env = False  # a proxy of the environment doesn't know 127.0.0.1
        self.restart()

    def restart(self) -> None:
        """Begin a new conversation: the bot remembers nothing of the one before."""
        self._sender = f"shell-{uuid.uuid4().hex}"

    def ask(self, text: str) -> tuple[Answer, ...]:
        """The answers to a message, at least one; raises BotAwayError."""
        for channel in self._channels:
            response = self._post(channel, text)
            if response.status_code == 404:
                continue
            self._channels = (channel, *(c for c in CHANNELS if c != channel))
            return _answers(_json(response)) or (Answer(UNAVAILABLE),)
        raise BotAwayError(
            f"The bot at {self.url} has no shell and no REST channel: start it with `make serve REST=yes`."
        )

    def _post(self, channel: str, text: str) -> requests.Response:
        body = {"sender": self._sender, "message": text}
        try:
            return self._http.post(f"{self.url}/webhooks/{channel}/webhook", json=body, timeout=self._timeout)
        except requests.Timeout as error:
            raise BotAwayError(f"The bot at {self.url} takes too long to answer. Please ask again.") from error
        except requests.RequestException as error:
            raise BotAwayError(f"The bot at {self.url} can't be reached. Please ask again when it is back.") from error


def _json(response: requests.Response) -> Any:
    """The body of a good response; raises BotAwayError, with what the bot says where it refuses the message."""
    if 400 <= response.status_code < 500 and (refusal := _refusal(response)):
        raise BotAwayError(f"The bot refuses this: {refusal}")
    try:
        response.raise_for_status()
        return response.json()
    except requests.RequestException as error:
        raise BotAwayError(
            f"The bot failed on this message (HTTP {response.status_code}). Please ask again."
        ) from error


def _refusal(response: requests.Response) -> str:
    """Why the channel refuses a request, "" where it doesn't say so in its form."""
    try:
        body = response.json()
    except requests.RequestException:
        return ""
    return one_line(str(body.get("error") or "")) if isinstance(body, dict) else ""


def _answers(body: Any) -> tuple[Answer, ...]:
    """The answers in a response's JSON; what has no text can't be shown and is left out."""
    entries = body if isinstance(body, list) else []
    return tuple(_answer(entry) for entry in entries if isinstance(entry, dict) and entry.get("text"))


def _answer(entry: Mapping[str, Any]) -> Answer:
    data = entry.get("data")
    lines = (line.strip() for line in printable(str(entry["text"])).splitlines())
    return Answer(
        text="\n".join(line for line in lines if line),
        buttons=tuple(_button(button) for button in entry.get("buttons") or () if isinstance(button, dict)),
        data=data if isinstance(data, dict) else {},
    )


def _button(button: Mapping[str, Any]) -> Button:
    title = one_line(str(button.get("title") or button.get("payload") or ""))
    return Button(title, str(button.get("payload") or title))

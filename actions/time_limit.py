"""A call of an action has a limited time. A message that used it up is refused at once when it comes again."""

from __future__ import annotations

import asyncio
import logging
import time
import zlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

import ujson
from prometheus_client import Counter
from rasa_sdk.executor import CollectingDispatcher
from sanic import response
from sanic.response import HTTPResponse

from actions.workers import Answer, EndedError, Workers

logger = logging.getLogger(__name__)

TEXT = "Sorry, this message takes me too long. Please put it in other words."
KEPT = 3600  # seconds for which a message is refused
MOST_KEPT = 1_000  # such messages
MOST_ANSWERED = 10_000  # messages that are known to do no harm

Handler = Callable[[Any], Awaitable[HTTPResponse]]


class Call:
    """A request of the bot as far as rasa_sdk's handler reads it."""

    def __init__(self, body: bytes, is_deflated: bool) -> None:
        self.headers = {"Content-Encoding": "deflate"} if is_deflated else {}
        self.body = body

    @classmethod
    def of(cls, request: Any) -> Call:
        """The call in a request."""
        return cls(request.body, request.headers.get("Content-Encoding") == "deflate")

    @classmethod
    def unpacked(cls, data: bytes) -> Call:
        """The call that was packed into these bytes."""
        return cls(data[1:], data[:1] == b"d")

    @property
    def packed(self) -> bytes:
        """Its bytes, for another process."""
        return (b"d" if self.headers else b"-") + self.body

    @property
    def json(self) -> Any:
        """The body; raises ValueError where it isn't JSON."""
        return ujson.loads(zlib.decompress(self.body) if self.headers else self.body)

    def message(self) -> tuple[str, str]:
        """Conversation and text of the message for which the action is called; empty where it has none."""
        try:
            tracker = self.json["tracker"]
            conversation, text = tracker["sender_id"], tracker["latest_message"]["text"]
        except (ValueError, TypeError, KeyError, zlib.error):  # the handler says what is wrong with it
            return "", ""
        return str(conversation), str(text or "")


class Suspects:
    """The messages that took too long, by their hashes: no text is kept, and no more than MOST_KEPT of them.

    A message that was answered before does no harm by itself. Where it takes too long in a conversation it is refused
    in that one alone: nobody can have “tell me more” refused for everybody.
    """

    def __init__(self) -> None:
        self._until: OrderedDict[int, float] = OrderedDict()
        self._answered: OrderedDict[int, None] = OrderedDict()

    def has(self, conversation: str, text: str) -> bool:
        """True for a message that is refused."""
        keys = _key(text), _key(text, conversation)
        return any(self._until.get(key, 0.0) > time.monotonic() for key in keys)

    def add(self, conversation: str, text: str) -> None:
        """Refuse a message from now on."""
        key = _key(text, conversation) if _key(text) in self._answered else _key(text)
        _put(self._until, key, time.monotonic() + KEPT, MOST_KEPT)

    def clear(self, text: str) -> None:
        """Note that a message was answered."""
        _put(self._answered, _key(text), None, MOST_ANSWERED)


def _key(text: str, conversation: str = "") -> int:
    """Python's own hash has a key that each process draws anew."""
    return hash((" ".join(text.lower().split()), conversation))


def _put(entries: OrderedDict[int, Any], key: int, value: Any, most: int) -> None:
    entries[key] = value
    entries.move_to_end(key)
    while len(entries) > most:
        entries.popitem(last=False)


class TimeLimit:
    """Stands before the handler of rasa_sdk, and has it run in other processes."""

    def __init__(self, handler: Handler, refusals: Counter, workers: Callable[..., Workers] = Workers) -> None:
        self._handler, self._refusals = handler, refusals
        self._loop: asyncio.AbstractEventLoop | None = None
        self.workers = workers(self._answer)
        self._suspects = Suspects()

    async def __call__(self, request: Any) -> HTTPResponse:
        """What the handler answers; in place of that a reply to the person where it takes too long."""
        call = Call.of(request)
        conversation, text = call.message()
        if text and self._suspects.has(conversation, text):
            return self._refused("again")
        try:
            status, body = await self.workers.run(call.packed)
        except EndedError:
            logger.error("An action was ended: it took too long, or its process failed.")
            self._suspects.add(conversation, text)
            return self._refused("time")
        if text:
            self._suspects.clear(text)
        return response.raw(body, status=status, content_type="application/json")

    def renew(self) -> None:
        """Go over to the content that is loaded now, with which a message may not take too long any more."""
        self.workers.renew()
        self._suspects = Suspects()

    def _refused(self, reason: str) -> HTTPResponse:
        self._refusals.labels(reason).inc()
        dispatcher = CollectingDispatcher()
        dispatcher.utter_message(text=TEXT, data={"failed": True})  # as channels/base.py has it for what failed
        return response.json({"events": [], "responses": dispatcher.messages})

    def _answer(self, call: bytes) -> Answer:
        """In another process: run the handler."""
        if self._loop is None:
            self._loop = asyncio.SelectorEventLoop()
        try:
            answer = self._loop.run_until_complete(self._handler(Call.unpacked(call)))
        except Exception as error:
            logger.exception("An action has failed.")
            answer = response.json({"error": str(error)}, status=500)
        return answer.status, answer.body or b""

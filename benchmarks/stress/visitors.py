"""Visitors of a website who talk with the bot through nginx, each from an address of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any

import aiohttp
from itsdangerous import URLSafeTimedSerializer

from channels.cleaning import as_words, one_line
from commands.evaluate import phrasings

LONGEST = 2_000  # characters: message_characters in credentials.yml
PATIENCE = 75  # seconds for one reply: nginx gives up after 70
DELETING = "forget_question"  # what a right answer to such a message is
_PAUSE = 0.5  # seconds before a message is sent again that failed

_addresses = (f"127.{2 + number // 62500}.{number // 250 % 250}.{number % 250 + 1}" for number in count())


def texts() -> list[str]:
    """The messages that are sent: the held-out phrasings that the website takes, which refuses empty ones.

    Without those that have the conversation deleted when two follow each other: all of it would count as lost.
    """
    kept = (turn.text for turn in phrasings() if DELETING not in turn.expected.parts)
    return [text for text in kept if as_words(text) and len(one_line(text)) <= LONGEST]


@dataclass
class Talk:
    """What became of the messages of a conversation, which has this id in the database.

    `answered` are the ids that the bot gave to those it answered, with the times at which they were sent and answered;
    `told` the times at which the visitor was told that it doesn't work now; `broken` those at which it was clear that
    no answer of the bot would come at all.
    """

    conversation: str
    answered: list[tuple[str, float, float]] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    broken: list[float] = field(default_factory=list)

    async def say(self, visitor: Visitor, text: str) -> bool:
        """Send a message; True where it is answered."""
        begin = time.monotonic()
        try:
            status, body = await visitor.post("messages", {"text": text})
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
            self.broken.append(time.monotonic())
            return False
        now = time.monotonic()
        if status == 200 and not body["messages"][0]["data"].get("failed"):
            self.answered.append((body["question"]["id"], begin, now))
            return True
        (self.told if status == 200 or "error" in body else self.broken).append(now)
        return False


class Visitor:
    """A connection to the site, with a session."""

    def __init__(self, site: str, session: aiohttp.ClientSession, token: str = "") -> None:
        self._site, self._session, self.token = site, session, token

    @property
    def conversation(self) -> str:
        """The id that the session's token holds: it is signed, not encrypted."""
        return str(URLSafeTimedSerializer("").loads_unsafe(self.token)[1])

    async def post(self, route: str, body: Any) -> tuple[int, Any]:
        """Status and body of the answer; raises ValueError where that is no JSON."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        address = f"{self._site}/webhooks/web/{route}"
        async with self._session.post(address, json=body, headers=headers, ssl=False) as response:
            return response.status, await response.json()


@asynccontextmanager
async def visiting(site: str, token: str = "") -> AsyncIterator[Visitor]:
    """A visitor from another address than all before, in a new session or in that of a token."""
    connector = aiohttp.TCPConnector(local_addr=(next(_addresses), 0))
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        visitor = Visitor(site, session, token)
        if not token:
            visitor.token = (await visitor.post("session", {}))[1]["token"]
        yield visitor


async def crowd(site: str, texts: Sequence[str], conversations: int, seconds: float) -> list[Talk]:
    """So many conversations at once, each sending its next message when the one before is answered."""
    end = time.monotonic() + seconds

    async def talk(own: Iterator[str]) -> Talk:
        async with visiting(site) as visitor:
            told = Talk(visitor.conversation)
            for text in own:
                while time.monotonic() < end and not await told.say(visitor, text):
                    await asyncio.sleep(_PAUSE)
                if time.monotonic() >= end:
                    break
            return told

    shares = [cycle([*texts[start:], *texts[:start]]) for start in range(0, 7 * conversations, 7)]
    return list(await asyncio.gather(*map(talk, shares)))


async def one_sender(site: str, texts: Sequence[str], number: int, at_once: int = 10) -> Talk:
    """One session that sends a `number` of messages: `at_once` over as many connections, then the next."""
    async with AsyncExitStack() as connections:
        first = await connections.enter_async_context(visiting(site))
        visitors = [await connections.enter_async_context(visiting(site, first.token)) for _ in range(at_once)]
        talk = Talk(first.conversation)
        for start in range(0, number, at_once):
            batch = [texts[place % len(texts)] for place in range(start, start + at_once)]
            await asyncio.gather(*(talk.say(*each) for each in zip(visitors, batch, strict=True)))
        return talk

"""Messages that keep an action busy for ever, and what the others notice of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from actions.time_limit import TEXT
from benchmarks.figures import percentile
from benchmarks.stress import visitors
from benchmarks.stress.hanging import MARK
from benchmarks.stress.visitors import Talk
from benchmarks.tables import markdown

A_MINUTE = 50  # messages that hang an action
BAR = 2.0  # seconds for all others
PAUSE = 2.0  # seconds for which a visitor reads
MODULE = "benchmarks.stress.hanging"


@dataclass(frozen=True)
class Stopping:
    """`hung` messages that would never have been answered, of which `told` brought their sender the reply for that,
    and those that were `repeated`, with the seconds of their replies; the talks of the others.
    """

    hung: int
    told: int
    repeated: Sequence[float]
    others: Sequence[Talk]

    @property
    def seconds(self) -> list[float]:
        """Of the others' replies."""
        return [over - sent for talk in self.others for _, sent, over in talk.answered]

    @property
    def failed(self) -> int:
        """Messages of the others that weren't answered."""
        return sum(len(talk.told) + len(talk.broken) for talk in self.others)

    @property
    def is_whole(self) -> bool:
        """True where all others were answered in time, and the rest was told and refused."""
        in_time = bool(self.seconds) and max((*self.seconds, *self.repeated)) <= BAR
        return in_time and not self.failed and self.hung == self.told > 0


def stopping(site: str, texts: Sequence[str], others: int, seconds: float) -> Stopping:
    """So many visitors who read between two messages, while others send messages that hang."""
    return asyncio.run(_held(site, texts, others, seconds))


async def _held(site: str, texts: Sequence[str], others: int, seconds: float) -> Stopping:
    end = time.monotonic() + seconds
    reading = [asyncio.create_task(_read(site, texts[7 * number :] or texts, end)) for number in range(others)]
    hanging: list[asyncio.Task[tuple[float, str]]] = []
    while time.monotonic() < end:
        hanging.append(asyncio.create_task(_hang(site, f"what is kpo {MARK}{len(hanging)}")))
        await asyncio.sleep(60 / A_MINUTE)
    replies = await asyncio.gather(*hanging)
    talks = await asyncio.gather(*reading)
    # Sent more often than there are servers, each of which has to see it once.
    again = [await _hang(site, f"what is kpo {MARK}0") for _ in range(6)]
    repeated = [seconds for seconds, text in again if text == TEXT][-3:]
    return Stopping(len(replies), sum(text == TEXT for _, text in replies), repeated, talks)


async def _hang(site: str, text: str) -> tuple[float, str]:
    """The seconds of the reply to a message of a new visitor, and its text."""
    async with visitors.visiting(site) as visitor:
        begin = time.monotonic()
        _, body = await visitor.post("messages", {"text": text})
        return time.monotonic() - begin, body["messages"][0]["text"]


async def _read(site: str, texts: Sequence[str], end: float) -> Talk:
    async with visitors.visiting(site) as visitor:
        talk = Talk(visitor.conversation)
        for text in cycle(texts):
            if time.monotonic() >= end:
                return talk
            await talk.say(visitor, text)
            await asyncio.sleep(PAUSE)
    return talk


def table(of: Stopping) -> str:
    """One line."""
    head = ("messages that never end", "told so", "the same again")
    theirs = ("others' messages", "not answered", "p95", "slowest")
    again, seconds = max(of.repeated, default=float("inf")), of.seconds or [float("inf")]
    p95, slowest = percentile(seconds, 0.95), max(seconds)
    cells = (f"{of.hung:,}", f"{of.told:,}", f"{again:.2f} s", f"{len(of.seconds):,}", f"{of.failed:,}")
    return markdown([(*head, *theirs), (*cells, f"{p95:.2f} s", f"{slowest:.2f} s")])

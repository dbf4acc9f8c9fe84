"""What is made to fail in the middle of the load, and the figures of each run."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.figures import percentile
from benchmarks.stress import embedded, kept, visitors
from benchmarks.stress.embedded import Embedded
from benchmarks.stress.kept import Kept
from benchmarks.stress.visitors import Talk
from commands.cluster import Cluster

Fault = Callable[[Cluster], None]

_WATCH = 0.2  # seconds between two looks at the members
_FULL = 10.0  # seconds at most for which a disk is full

FAULTS: Mapping[str, Fault] = {
    "one Rasa process killed": lambda cluster: cluster["bot-1"].kill(),
    "one action server killed": lambda cluster: cluster["actions-1"].kill(),
    "Redis restarted": lambda cluster: cluster["redis"].kill(),
    "PostgreSQL restarted": lambda cluster: cluster["postgres"].kill(signal.SIGINT),
}


@dataclass(frozen=True)
class Outcome:
    """A run: messages that were `answered`, those whose senders were `told` that it doesn't work now, and those whose
    connection was `broken`; of a reply the 95th percentile in seconds; messages a second; what of it is stored; the
    seconds from the end of the fault to the last message that failed.
    """

    name: str
    answered: int
    told: int
    broken: int
    p95: float
    per_second: float
    kept: Kept
    back: float

    @property
    def is_whole(self) -> bool:
        """True where all that was acknowledged is stored, once and in order."""
        return not (self.kept.lost or self.kept.doubled or self.kept.disordered)


def load(cluster: Cluster, texts: Sequence[str], conversations: int, seconds: float, name: str) -> Outcome:
    """The load on the cluster, with the fault of that name half-way."""

    async def held() -> Run:
        watch = asyncio.create_task(_watched(cluster, FAULTS.get(name), seconds / 2))
        try:
            return await _timed(visitors.crowd(cluster.site, texts, conversations, seconds))
        finally:
            watch.cancel()

    run = asyncio.run(held())
    _until_ready(cluster)
    return outcome(name, cluster.database, [run], seconds / 2)


def full_disk(bot: Embedded, texts: Sequence[str], conversations: int, seconds: float) -> Outcome:
    """The load on one process with SQLite, whose disk is full for a while from half-way on."""
    full = min(_FULL, seconds / 4)

    async def held() -> Run:
        filling = asyncio.create_task(_filled(bot, seconds / 2, full))
        run = await _timed(visitors.crowd(bot.site, texts, conversations, seconds))
        await filling
        return run

    name = f"one process with SQLite, its disk full for {full:g} s"
    return outcome(name, bot.database, [asyncio.run(held())], seconds / 2 + full)


def one_sender(cluster: Cluster, texts: Sequence[str], messages: int, runs: int = 1) -> Outcome:
    """Messages of one sender, ten at once over all processes; and again with another sender, `runs` in all."""
    done = [asyncio.run(_timed(visitors.one_sender(cluster.site, texts, messages))) for _ in range(runs)]
    times = f", {runs} times" if runs > 1 else ""
    return outcome(f"one sender, {messages:,} messages, 10 at once{times}", cluster.database, done, None)


@dataclass(frozen=True)
class Run:
    """Talks that were held between two times."""

    talks: Sequence[Talk]
    begin: float
    end: float


async def _timed(talking: Awaitable[Sequence[Talk]]) -> Run:
    begin = time.monotonic()
    return Run(await talking, begin, time.monotonic())


def outcome(name: str, database: str, runs: Sequence[Run], fault: float | None) -> Outcome:
    """The figures of some runs; `fault`: the seconds from the beginning of each to the end of its fault.

    Without it the talks of a run are batches of one conversation.
    """
    stored = kept.places(database)
    talks = [talk for run in runs for talk in run.talks]
    seconds = [seconds for talk in talks for _, seconds, _ in talk.answered]
    late = [at - run.begin for run in runs for talk in run.talks for at in (*talk.told, *talk.broken)]
    return Outcome(
        name,
        len(seconds),
        sum(len(talk.told) for talk in talks),
        sum(len(talk.broken) for talk in talks),
        percentile(seconds, 0.95) if seconds else float("inf"),
        len(seconds) / sum(run.end - run.begin for run in runs),
        kept.total(kept.compare(stored, run.talks, is_one_conversation=fault is None) for run in runs),
        max(0.0, max(late) - fault) if late and fault is not None else 0.0,
    )


async def _watched(cluster: Cluster, fault: Fault | None, after: float) -> None:
    """Let the fault happen, and start again what has ended, as systemd would."""
    await asyncio.sleep(after)
    if fault is not None:
        fault(cluster)
    while True:
        await asyncio.sleep(_WATCH)
        cluster.look_after()


async def _filled(bot: Embedded, after: float, lasting: float) -> None:
    await asyncio.sleep(after)
    with embedded.no_room(bot):
        await asyncio.sleep(lasting)


def _until_ready(cluster: Cluster) -> None:
    deadline = time.monotonic() + 120
    while not all(member.is_ready for member in cluster.members) and time.monotonic() < deadline:
        cluster.look_after()
        time.sleep(_WATCH)

"""What is made to fail in the middle of the load, and the figures of each run."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from benchmarks.figures import percentile
from benchmarks.stress import embedded, kept, visitors
from benchmarks.stress.embedded import Embedded
from benchmarks.stress.kept import Kept
from benchmarks.stress.visitors import Talk
from commands.cluster import Cluster
from commands.command import CommandError
from commands.progress import Progress

_WATCH = 0.2  # seconds between two looks at the members
_FULL = 10.0  # seconds at most for which a disk is full
_SENDERS = 4  # that send at the same time


@dataclass(frozen=True)
class Fault:
    """A signal that ends a member of the cluster within some seconds."""

    member: str
    number: int = signal.SIGKILL
    seconds: float = 30


FAULTS: Mapping[str, Fault] = {
    "one Rasa process killed": Fault("bot-1"),
    "one action server killed": Fault("actions-1"),
    "Redis restarted": Fault("redis"),
    "PostgreSQL restarted": Fault("postgres", signal.SIGINT),
}


@dataclass(frozen=True)
class Outcome:
    """A run: messages that were `answered`, those whose senders were `told` that it doesn't work now, and those whose
    connection was `broken`; of a reply the 95th percentile in seconds; messages a second; what of it is stored; the
    seconds from the end of the fault to the last message that failed, None for a run without a fault.
    """

    name: str
    answered: int
    told: int
    broken: int
    p95: float
    per_second: float
    kept: Kept
    back: float | None

    @property
    def is_whole(self) -> bool:
        """True where messages were answered, all of those are stored, once and in order, and none failed without a
        fault.
        """
        has_failed = self.back is None and (self.told or self.broken)
        return bool(self.answered) and not (has_failed or self.kept.lost or self.kept.doubled or self.kept.disordered)


def load(
    cluster: Cluster, texts: Sequence[str], conversations: int, seconds: float, name: str, fault: Fault | None = None
) -> Outcome:
    """The load on the cluster, with the fault half-way; raises CommandError where that didn't happen."""

    async def held() -> Run:
        talking = asyncio.create_task(_timed(visitors.crowd(cluster.site, texts, conversations, seconds)))
        await asyncio.gather(talking, _watched(cluster, fault, seconds / 2, talking.done))
        return talking.result()

    run = asyncio.run(held())
    waiting = Progress("Waiting for the cluster")
    cluster.wait(waiting)
    waiting.end()
    return outcome(name, cluster.database, [run], None if fault is None else seconds / 2)


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


def one_sender(cluster: Cluster, texts: Sequence[str], messages: int, senders: int = 1) -> Outcome:
    """Messages of one sender, ten at once over all processes; of several senders four at the same time."""

    async def held(count: int) -> Run:
        return await _timed(asyncio.gather(*(visitors.one_sender(cluster.site, texts, messages) for _ in range(count))))

    groups = [min(_SENDERS, senders - start) for start in range(0, senders, _SENDERS)]
    runs = [asyncio.run(held(count)) for count in groups]
    name = f"one sender, {messages:,} messages, 10 at once"
    if senders > 1:
        name = f"{senders} senders, {groups[0]} at the same time; each {messages:,} messages, 10 at once"
    return outcome(name, cluster.database, runs, None)


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
    """The figures of some runs; `fault`: the seconds from the beginning of each to the end of its fault."""
    stored = kept.places(database)
    talks = list(chain.from_iterable(run.talks for run in runs))
    seconds = [over - sent for talk in talks for _, sent, over in talk.answered]
    return Outcome(
        name,
        len(seconds),
        sum(len(talk.told) for talk in talks),
        sum(len(talk.broken) for talk in talks),
        percentile(seconds, 0.95) if seconds else float("inf"),
        len(seconds) / sum(run.end - run.begin for run in runs),
        kept.total(kept.compare(stored.get(talk.conversation, {}), talk) for talk in talks),
        None if fault is None else _late(runs, fault),
    )


def _late(runs: Sequence[Run], fault: float) -> float:
    """The seconds from the end of the fault to the last message that failed, 0 where none did after it."""
    failed = (at - run.begin for run in runs for talk in run.talks for at in (*talk.told, *talk.broken))
    return max([0.0, *(at - fault for at in failed)])


async def _watched(cluster: Cluster, fault: Fault | None, after: float, is_over: Callable[[], bool]) -> None:
    """Let the fault happen, and start again what has ended, as systemd would."""
    await asyncio.sleep(after)
    if fault is not None:
        await _struck(cluster, fault)
    while not is_over():
        await asyncio.sleep(_WATCH)
        cluster.look_after()


async def _struck(cluster: Cluster, fault: Fault) -> None:
    """Come back when the member has ended and another process is in its place."""
    member = cluster[fault.member]
    before, deadline = member.process, time.monotonic() + fault.seconds
    member.kill(fault.number)
    while member.process is before:
        if time.monotonic() > deadline:
            why = f"{member.name} goes on {fault.seconds:g} s after signal {fault.number}"
            raise CommandError(f"{why}, so this run has no fault: read {member.log}")
        await asyncio.sleep(_WATCH)
        cluster.look_after()


async def _filled(bot: Embedded, after: float, lasting: float) -> None:
    await asyncio.sleep(after)
    with embedded.no_room(bot):
        await asyncio.sleep(lasting)

"""What is made to fail in the middle of the load, and the figures of each run."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.figures import percentile
from benchmarks.stress import kept, visitors
from benchmarks.stress.kept import Kept
from benchmarks.stress.visitors import Talk
from commands.cluster import Cluster

Fault = Callable[[Cluster], None]

_WATCH = 0.2  # seconds between two looks at the members

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
    seconds from the fault to the last message that failed.
    """

    name: str
    answered: int
    told: int
    broken: int
    p95: float
    per_second: float
    kept: Kept
    back: float


def load(cluster: Cluster, texts: Sequence[str], conversations: int, seconds: float, name: str) -> Outcome:
    """The load on the cluster, with the fault of that name half-way."""

    async def held() -> tuple[list[Talk], float]:
        watch = asyncio.create_task(_watched(cluster, FAULTS.get(name), seconds / 2))
        try:
            return await visitors.crowd(cluster.site, texts, conversations, seconds), time.monotonic()
        finally:
            watch.cancel()

    begin = time.monotonic()
    talks, end = asyncio.run(held())
    _until_ready(cluster)
    return outcome(name, cluster, talks, end - begin, begin + seconds / 2)


def one_sender(cluster: Cluster, texts: Sequence[str], messages: int) -> Outcome:
    """Messages of one sender, ten at once over all processes."""
    begin = time.monotonic()
    talks = asyncio.run(visitors.one_sender(cluster.site, texts, messages))
    return outcome(f"one sender, {messages:,} messages, 10 at once", cluster, talks, time.monotonic() - begin, None)


def outcome(name: str, cluster: Cluster, talks: Sequence[Talk], elapsed: float, fault_at: float | None) -> Outcome:
    """The figures of the talks."""
    seconds = [seconds for talk in talks for _, seconds, _ in talk.answered]
    failures = [at for talk in talks for at in (*talk.told, *talk.broken)]
    return Outcome(
        name,
        len(seconds),
        sum(len(talk.told) for talk in talks),
        sum(len(talk.broken) for talk in talks),
        percentile(seconds, 0.95) if seconds else float("inf"),
        len(seconds) / elapsed,
        kept.compare(kept.places(cluster.database), talks, is_one_conversation=fault_at is None),
        max(0.0, max(failures) - fault_at) if failures and fault_at is not None else 0.0,
    )


async def _watched(cluster: Cluster, fault: Fault | None, after: float) -> None:
    """Let the fault happen, and start again what has ended, as systemd would."""
    await asyncio.sleep(after)
    if fault is not None:
        fault(cluster)
    while True:
        await asyncio.sleep(_WATCH)
        cluster.look_after()


def _until_ready(cluster: Cluster) -> None:
    deadline = time.monotonic() + 120
    while not all(member.is_ready for member in cluster.members) and time.monotonic() < deadline:
        cluster.look_after()
        time.sleep(_WATCH)

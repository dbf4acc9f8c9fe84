"""What Prometheus reads: how many messages, what came back, what failed, how long it took. No texts, no ids."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST as CONTENT_TYPE

from channels.base import Answer

PREFIX = "outsourcing_guide"
OTHER = "other"
RESPONSE = "response"  # a fixed reply of the domain, which has no part
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds

__all__ = ["CONTENT_TYPE", "Metrics"]


class Metrics:
    """The figures of one server process."""

    def __init__(self, channels: Iterable[str]) -> None:
        """`channels`: the names that count by themselves; the stock REST channel lets its clients write any."""
        self._channels = frozenset(channels)
        self.registry = CollectorRegistry()
        self._messages = Counter(f"{PREFIX}_messages", "Messages of people", ["channel"], registry=self.registry)
        self._replies = Counter(
            f"{PREFIX}_replies", "What the bot said, by kind of reply", ["channel", "part"], registry=self.registry
        )
        self._refusals = Counter(
            f"{PREFIX}_refusals", "Questions outside of what the bot knows", ["channel"], registry=self.registry
        )
        self._failures = Counter(
            f"{PREFIX}_failures",
            "Messages that got no answer: an error, an apology for an action, silence",
            ["channel", "reason"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            f"{PREFIX}_turn_seconds",
            "From a message to the end of its answer",
            ["channel"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._waiting = Gauge(f"{PREFIX}_turns_in_progress", "Messages that are being answered", registry=self.registry)
        self._release = Info(f"{PREFIX}_release", "The model and the content that answer", registry=self.registry)

    def channel(self, name: str | None) -> str:
        """The name as it is counted."""
        return name if name in self._channels else OTHER

    def begin(self, channel: str) -> None:
        """Count a message."""
        self._messages.labels(channel).inc()
        self._waiting.inc()

    def end(self, channel: str, answers: Iterable[Answer], seconds: float, failure: str) -> None:
        """Count what came of it; `failure` is "" where nothing failed."""
        self._waiting.dec()
        self._seconds.labels(channel).observe(seconds)
        for part in map(part_of, answers):
            self._replies.labels(channel, part).inc()
            if part == "refusal":
                self._refusals.labels(channel).inc()
        if failure:
            self._failures.labels(channel, failure).inc()

    def exposition(self, release: dict[str, str]) -> bytes:
        """All figures in Prometheus' text form, beside the release that answers."""
        self._release.info(release)
        return bytes(generate_latest(self.registry))


def part_of(answer: Answer) -> str:
    """The kind of a reply: the part that the action names, else what a fixed reply is."""
    if answer["data"].get("failed"):
        return "apology"
    return str(answer["data"].get("part") or RESPONSE)

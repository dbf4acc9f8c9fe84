"""What Prometheus reads: how many messages, what came back, what failed, what people made of it. No texts, no ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST as CONTENT_TYPE

from channels.base import Answer

PREFIX = "outsourcing_guide"
OTHER = "other"
RESPONSE = "response"  # a fixed reply of the domain, which has no part
SEVERAL, NONE = "several", "none"  # subjects of an answer that is about more than one, or about nothing in particular
TAKEN_BACK = "taken_back"  # a vote
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds

GAP = "gap"  # the part of a reply to a question of our field that the documents don't answer
_ID = re.compile(r"[a-z0-9_]{1,60}")

__all__ = ["CONTENT_TYPE", "Metrics"]


class Metrics:
    """The figures of one server process."""

    def __init__(self, channels: Iterable[str]) -> None:
        """`channels`: the names that count by themselves; the stock REST channel lets its clients write any."""
        self._channels = frozenset(channels)
        self.registry = CollectorRegistry()
        self._messages = self._counter("messages", "Messages of people", "channel")
        self._replies = self._counter("replies", "What the bot said, by kind of reply", "channel", "part")
        self._refusals = self._counter("refusals", "Questions outside of what the bot knows", "channel")
        self._gaps = self._counter(
            "gaps", "Questions of our field that the documents don't answer, by the known gap", "channel", "subject"
        )
        self._votes = self._counter(
            "votes",
            "Votes on answers, by kind of reply and by model or known gap",
            "channel",
            "value",
            "part",
            "subject",
        )
        self._failures = self._counter(
            "failures", "Messages that got no answer: an error, an apology for an action, silence", "channel", "reason"
        )
        self._seconds = Histogram(
            f"{PREFIX}_turn_seconds",
            "From a message to the end of its answer",
            ["channel"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._waiting = Gauge(f"{PREFIX}_turns_in_progress", "Messages that are being answered", registry=self.registry)
        self._reachable = Gauge(
            f"{PREFIX}_channel_up",
            "1 where the service that a channel is there for can be reached, else 0",
            ["channel"],
            registry=self.registry,
        )
        self._release = Info(f"{PREFIX}_release", "The model and the content that answer", registry=self.registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"{PREFIX}_{name}", meaning, labels, registry=self.registry)

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
        for answer in answers:
            part = part_of(answer["data"])
            self._replies.labels(channel, part).inc()
            if part == "refusal":
                self._refusals.labels(channel).inc()
            if part == GAP:
                self._gaps.labels(channel, subject_of(answer["data"])).inc()
        if failure:
            self._failures.labels(channel, failure).inc()

    def vote(self, channel: str | None, data: Mapping[str, Any], value: str | None) -> None:
        """Count what somebody made of the answer with these data: "up", "down", None where they took it back."""
        self._votes.labels(self.channel(channel), value or TAKEN_BACK, part_of(data), subject_of(data)).inc()

    def exposition(self, release: dict[str, str], faults: Mapping[str, str]) -> bytes:
        """All figures in Prometheus' text form, beside the release that answers and what is wrong with channels."""
        self._release.info(release)
        for channel, fault in faults.items():
            self._reachable.labels(channel).set(0 if fault else 1)
        return bytes(generate_latest(self.registry))


def part_of(data: Mapping[str, Any]) -> str:
    """The kind of a reply with these data: the part that the action names, else what a fixed reply is."""
    if data.get("failed"):
        return "apology"
    return str(data.get("part") or RESPONSE)


def subject_of(data: Mapping[str, Any]) -> str:
    """What a reply with these data is about: the id of the known gap or of the one model; never a free text."""
    if part_of(data) == GAP:
        return _id(data.get("aspect"))
    topics: Sequence[object] = data.get("topics") or ()
    if len(topics) == 1:
        return _id(topics[0])
    return SEVERAL if topics else NONE


def _id(told: object) -> str:
    return told if isinstance(told, str) and _ID.fullmatch(told) else OTHER

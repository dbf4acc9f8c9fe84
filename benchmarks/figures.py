"""The statistics of a measurement: pure functions on numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Round:
    """What one round of messages took: a reply's `seconds` one by one, all of it `elapsed` seconds.

    `unanswered` counts the messages that got no text, or only the apology for a failed action; `processor` is the
    processor time that the servers used meanwhile, in seconds.
    """

    seconds: tuple[float, ...]
    elapsed: float
    unanswered: int = 0
    processor: float = 0.0

    @property
    def median(self) -> float:
        """The median of a reply, in seconds."""
        return median(self.seconds)

    @property
    def per_second(self) -> float:
        """Messages answered a second, by all clients together."""
        return len(self.seconds) / self.elapsed


@dataclass(frozen=True)
class Ratio:
    """How many times as much one side has as the other: the `middle` of all rounds, the `least` and the `most`."""

    middle: float
    least: float
    most: float


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least a `share` (0 to 1) of them doesn't exceed."""
    if not values:
        raise ValueError("there is no percentile of nothing")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def typical(rounds: Sequence[Round]) -> float:
    """The median of a reply over all rounds, in seconds."""
    return median([seconds for each in rounds for seconds in each.seconds])


def slowest(rounds: Sequence[Round], share: float = 0.95) -> float:
    """The percentile of a reply over all rounds, in seconds."""
    return percentile([seconds for each in rounds for seconds in each.seconds], share)


def work(rounds: Sequence[Round]) -> float:
    """The processor time of a reply over all rounds, in seconds: it tells less of what else the machine does."""
    return sum(each.processor for each in rounds) / sum(len(each.seconds) for each in rounds)


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Ratio:
    """The ratio of two series that were measured in turn: round by round, so that a busy moment hits both sides."""
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return Ratio(median(ratios), min(ratios), max(ratios))

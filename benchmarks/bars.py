"""What the figures must reach, and whether they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from benchmarks.figures import Ratio, ratio, slowest, typical, work
from benchmarks.measure import Figures


@dataclass(frozen=True)
class Bar:
    """A limit: `most` or `least`, for the ratio of two set-ups, or `seconds` that the second one may take at most."""

    most: float | None = None
    least: float | None = None
    seconds: float | None = None
    aim: float | None = None

    def is_met(self, value: float, of: Ratio) -> bool:
        """True where the second set-up's `value` and its ratio to the first are within the limit."""
        return (
            (self.most is None or of.middle <= self.most)
            and (self.least is None or of.middle >= self.least)
            and (self.seconds is None or value <= self.seconds)
        )

    def __str__(self) -> str:
        aim = f" (aim {self.aim:g})" if self.aim is not None else ""
        if self.seconds is not None:
            return f"≤ {self.seconds:g} s"
        return f"≥ {self.least:g}{aim}" if self.least is not None else f"≤ {self.most:g}{aim}"


@dataclass(frozen=True)
class Row:
    """A line of a table: what was measured, both values as text, their ratio, the bar and whether it is met."""

    measure: str
    first: str
    second: str
    ratio: Ratio
    bar: Bar | None
    passed: bool


BESIDE_STARTER: Mapping[str, Bar] = {
    "median reply, 1 client": Bar(most=0.6, aim=0.4),
    "median reply, 16 clients": Bar(most=0.6, aim=0.4),
    "messages a second, 16 clients": Bar(least=2.5, aim=4),
    "first right answer after": Bar(most=0.5),
    "memory": Bar(most=0.8),
    "training": Bar(seconds=60),
}
WITH_MANY_MODELS: Mapping[str, Bar] = {
    "median reply, 1 client": Bar(most=1.3),
    "median reply, 16 clients": Bar(most=1.3),
}


@dataclass(frozen=True)
class _Measure:
    """How a line is computed: the value of a set-up, the series that ratios are taken of, and the unit."""

    name: str
    value: Callable[[Figures], float]
    series: Callable[[Figures], tuple[float, ...]]
    unit: Callable[[float], str]

    def row(self, first: Figures, second: Figures, bar: Bar | None) -> Row:
        """The line for two set-ups."""
        before, after = self.series(first), self.series(second)
        paired = len(before) == len(after)
        of = ratio(after, before) if paired else ratio((median(after),), (median(before),))
        value = self.value(second)
        passed = bar is None or bar.is_met(value, of)
        return Row(self.name, self.unit(self.value(first)), self.unit(value), of, bar, passed)


def rows(first: Figures, second: Figures, bars: Mapping[str, Bar]) -> list[Row]:
    """The lines that set the second set-up beside the first one."""
    return [measure.row(first, second, bars.get(measure.name)) for measure in _measures(tuple(first.rounds))]


def _measures(clients: tuple[int, ...]) -> list[_Measure]:
    talking = [measure for number in clients for measure in _of_talking(number)]
    return [
        *talking,
        _Measure(
            "processor time of a reply",
            lambda f: work([one for rounds in f.rounds.values() for one in rounds]),
            lambda f: tuple(work(together) for together in zip(*f.rounds.values(), strict=True)),
            _milliseconds,
        ),
        _Measure("first right answer after", lambda f: median(f.ready), lambda f: f.ready, _seconds),
        _Measure("memory", lambda f: f.memory, lambda f: (f.memory,), _megabytes),
        _Measure("training", lambda f: f.training, lambda f: (f.training,), _seconds),
        _Measure("trained archive", lambda f: f.archive, lambda f: (f.archive,), _megabytes),
    ]


def _of_talking(clients: int) -> list[_Measure]:
    """Each value is over all rounds, each ratio round by round."""
    end = f"{clients} client{'s' if clients > 1 else ''}"
    return [
        _Measure(
            f"median reply, {end}",
            lambda f: typical(f.rounds[clients]),
            lambda f: tuple(one.median for one in f.rounds[clients]),
            _milliseconds,
        ),
        _Measure(
            f"95th percentile, {end}",
            lambda f: slowest(f.rounds[clients]),
            lambda f: tuple(slowest([one]) for one in f.rounds[clients]),
            _milliseconds,
        ),
        _Measure(
            f"messages a second, {end}",
            lambda f: median(one.per_second for one in f.rounds[clients]),
            lambda f: tuple(one.per_second for one in f.rounds[clients]),
            lambda value: f"{value:.0f}",
        ),
    ]


def _milliseconds(value: float) -> str:
    return f"{1000 * value:.0f} ms" if value >= 0.1 else f"{1000 * value:.1f} ms"


def _seconds(value: float) -> str:
    return f"{value:.0f} s" if value >= 10 else f"{value:.1f} s"


def _megabytes(value: float) -> str:
    megabytes = value / 1e6
    return f"{megabytes:.0f} MB" if megabytes >= 10 else f"{megabytes:.1f} MB"

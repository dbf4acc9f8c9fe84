"""The pictures of the understanding: what each threshold trades, and which intent is taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.understanding.data import families
from benchmarks.understanding.measure import Answer

Shares = tuple[float, float, float]  # right of what is in scope, of known gaps, of what is to be refused; 0 to 1
Percent = npt.NDArray[np.float64]

_COLOURS = {"in scope": "#1f6feb", "known gaps": "#bf8700", "refused": "#1a7f37"}
_SHOWN = 2  # percent of an intent's messages from which a number stands in the cell
_DARK = 35  # percent from which it is white


class Point(NamedTuple):
    """What is right at a value of a setting: on tests/calibration/ (`here`) and in cross-validation (`there`)."""

    setting: str
    value: float
    here: Shares
    there: Shares


def thresholds(path: Path, points: Sequence[Point], chosen: Mapping[str, float]) -> None:
    """Write a PNG with a panel for each setting; `chosen`: setting -> its configured value."""
    settings = list(dict.fromkeys(point.setting for point in points))
    figure = Figure(figsize=(10, 5.6))
    panels = figure.subplots(2, len(settings) // 2 + 1, sharey=True).flat
    for panel, setting in zip(panels, settings, strict=False):
        _curves(panel, [point for point in points if point.setting == setting])
        panel.set_ylabel("right (%)" if panel.get_subplotspec().is_first_col() else "")
        panel.axvline(chosen[setting], color="#d1242f", linewidth=1)
        panel.set_title(f"{setting} = {chosen[setting]:g}", fontsize=11)
    for panel in panels[len(settings) :]:
        panel.axis("off")
    panels[len(settings)].legend(*panels[0].get_legend_handles_labels(), loc="center", frameon=False)
    figure.tight_layout(pad=0.6)
    figure.savefig(path, dpi=100)


def _curves(panel: Axes, points: Sequence[Point]) -> None:
    values = [point.value for point in points]
    for kind, (name, colour) in enumerate(_COLOURS.items()):
        here, there = [100 * p.here[kind] for p in points], [100 * p.there[kind] for p in points]
        panel.plot(values, here, color=colour, marker="o", markersize=4, label=name)
        panel.plot(values, there, color=colour, linestyle=":", label=f"{name}, in cross-validation")
    panel.spines[["top", "right"]].set_visible(False)
    panel.grid(alpha=0.25)


def confusion(path: Path, answers: Sequence[Answer]) -> None:
    """Write a PNG of the confusion matrix: a row is what was asked, a column what it was taken for, in percent."""
    asked = Counter(case.intents[0] for case, _ in answers)
    names = sorted({*asked, *(got for _, got in answers)}, key=lambda name: (families().get(name, ""), name))
    percent = confusion_percent(answers, names)
    figure = Figure(figsize=(10.2, 9.6))
    panel = figure.subplots()
    panel.imshow(np.sqrt(percent), cmap="Blues", vmin=0, vmax=10)
    for row, column in zip(*np.nonzero(percent >= _SHOWN), strict=True):
        colour = "white" if percent[row, column] > _DARK else "black"
        panel.text(column, row, f"{percent[row, column]:.0f}", ha="center", va="center", fontsize=9, color=colour)
    panel.set_xticks(range(len(names)), names, rotation=90, fontsize=10)
    panel.set_yticks(range(len(names)), [f"{name} ({asked[name]})" for name in names], fontsize=10)
    panel.set_xlabel("taken for (% of the row)", fontsize=11)
    panel.set_ylabel("asked (number of messages)", fontsize=11)
    panel.set_xticks(np.arange(-0.5, len(names)), minor=True)
    panel.set_yticks(np.arange(-0.5, len(names)), minor=True)
    panel.grid(which="minor", color="#dddddd", linewidth=0.4)
    panel.tick_params(which="minor", length=0)
    figure.tight_layout(pad=0.5)
    figure.savefig(path, dpi=100)


def confusion_percent(answers: Sequence[Answer], names: Sequence[str]) -> Percent:
    """How many percent of the messages of each intent (rows) were taken for each intent: shape (names, names)."""
    place = {name: number for number, name in enumerate(names)}
    counts: Percent = np.zeros((len(names), len(names)))
    for case, got in answers:
        counts[place[case.intents[0]], place[got]] += 1
    asked: Percent = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return 100 * counts / asked

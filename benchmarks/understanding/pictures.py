"""The pictures of the understanding: what each threshold trades, and which intent is taken for which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.understanding.measure import Curves, Judged, Shares

Percent = npt.NDArray[np.float64]

_LINE, _CHOSEN = "#1f6feb", "#d1242f"
_SHOWN = 2  # percent of an intent's messages from which a number stands in the cell


def thresholds(path: Path, rows: Mapping[str, Curves], chosen: Mapping[str, float]) -> None:
    """Write a PNG with a panel for each setting, and a row of them for each set of messages.

    `rows`: the name of a set of messages -> its curves; `chosen`: setting -> its configured value.
    """
    settings = list(next(iter(rows.values())))
    figure = Figure(figsize=(2.9 * len(settings), 2.7 * len(rows)))
    panels = figure.subplots(len(rows), len(settings), sharex="row", sharey="row", squeeze=False)
    for line, (name, curves) in zip(panels, rows.items(), strict=True):
        line[0].set_ylabel(f"{name}\nin scope, right (%)", fontsize=8)
        for panel, setting in zip(line, settings, strict=True):
            _trade(panel, curves[setting], chosen[setting])
            panel.set_title(f"{setting} = {chosen[setting]:g}", fontsize=9)
            panel.set_xlabel("unrelated, refused (%)", fontsize=8)
    figure.tight_layout(pad=0.6)
    figure.savefig(path, dpi=110)


def _trade(panel: Axes, curve: Mapping[float, Shares], chosen: float) -> None:
    values = sorted(curve)
    places = [(100 * curve[value].refused, 100 * curve[value].in_scope) for value in values]
    panel.plot(*zip(*places, strict=True), color=_LINE, marker="o", markersize=3, linewidth=1)
    panel.plot(*places[values.index(chosen)], color=_CHOSEN, marker="o", markersize=7, zorder=3)
    labels: dict[tuple[float, float], list[float]] = {}
    for value, place in zip(values, places, strict=True):
        labels.setdefault(place, []).append(value)
    for place, same in labels.items():
        text = f"{same[0]:g}" if len(same) == 1 else f"{same[0]:g}–{same[-1]:g}"
        panel.annotate(text, place, xytext=(3, 4), textcoords="offset points", fontsize=6)
    panel.tick_params(labelsize=7)
    panel.margins(0.12)
    panel.spines[["top", "right"]].set_visible(False)
    panel.grid(alpha=0.25)


def confusion(path: Path, judged: Sequence[Judged]) -> None:
    """Write a PNG of the confusion matrix: a row is what was asked, a column what it was taken for, in percent."""
    names = sorted({j.intent for j in judged} | {j.predicted for j in judged})
    percent = confusion_percent(judged, names)
    figure = Figure(figsize=(11, 9.6))
    panel = figure.subplots()
    panel.imshow(np.sqrt(percent), cmap="Blues", vmin=0, vmax=10)
    for row, column in zip(*np.nonzero(percent >= _SHOWN), strict=True):
        colour = "white" if percent[row, column] > 45 else "black"
        panel.text(column, row, f"{percent[row, column]:.0f}", ha="center", va="center", fontsize=7, color=colour)
    asked = Counter(j.intent for j in judged)
    panel.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    panel.set_yticks(range(len(names)), [f"{name} ({asked[name]})" for name in names], fontsize=8)
    panel.set_xlabel("taken for", fontsize=9)
    panel.set_ylabel("asked (number of messages)", fontsize=9)
    panel.set_xticks(np.arange(-0.5, len(names)), minor=True)
    panel.set_yticks(np.arange(-0.5, len(names)), minor=True)
    panel.grid(which="minor", color="#dddddd", linewidth=0.4)
    panel.tick_params(which="minor", length=0)
    figure.tight_layout(pad=0.5)
    figure.savefig(path, dpi=100)


def confusion_percent(judged: Sequence[Judged], names: Sequence[str]) -> Percent:
    """How many percent of the messages of each intent (rows) were taken for each intent: shape (names, names)."""
    place = {name: number for number, name in enumerate(names)}
    counts: Percent = np.zeros((len(names), len(names)))
    for one in judged:
        counts[place[one.intent], place[one.predicted]] += 1
    asked: Percent = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return 100 * counts / asked

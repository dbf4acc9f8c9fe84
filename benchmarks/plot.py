"""The figures as a small picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from matplotlib.figure import Figure

from benchmarks.figures import slowest, typical
from benchmarks.measure import Figures

_COLOURS = ("#9aa5b1", "#1f6feb", "#79b8ff")
_PANELS: Mapping[str, Callable[[Figures], float]] = {
    "median reply, 1 client (ms)": lambda f: 1000 * typical(f.rounds[1]),
    "95th percentile, 1 client (ms)": lambda f: 1000 * slowest(f.rounds[1]),
    "messages a second, 16 clients": lambda f: median(one.per_second for one in f.rounds[16]),
    "first right answer after (s)": lambda f: median(f.ready),
    "memory (MB)": lambda f: f.memory / 1e6,
}


def draw(path: Path, compared: Sequence[tuple[str, Figures]]) -> None:
    """Write a PNG with one panel a measure, one bar a set-up."""
    figure = Figure(figsize=(11, 1.7))
    panels = figure.subplots(1, len(_PANELS), sharey=True)
    places = list(range(len(compared)))[::-1]
    for panel, (title, value) in zip(panels, _PANELS.items(), strict=True):
        values = [value(figures) for _, figures in compared]
        bars = panel.barh(places, values, color=_COLOURS, height=0.7)
        panel.bar_label(bars, fmt="%.0f", padding=2, fontsize=8)
        panel.set_title(title, fontsize=8)
        panel.set_yticks(places)
        panel.set_yticklabels([name for name, _ in compared], fontsize=8)
        panel.set_xticks([])
        panel.set_xlim(0, 1.25 * max(values))
        panel.spines[["top", "right", "bottom"]].set_visible(False)
    figure.tight_layout(pad=0.5)
    figure.savefig(path, dpi=110)

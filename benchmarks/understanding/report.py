"""From the measurements to what is printed and to the parts of docs/nlu.md."""

from __future__ import annotations

from benchmarks import document
from benchmarks.understanding import pictures, tables
from benchmarks.understanding.measure import mean
from benchmarks.understanding.pipeline import configured
from benchmarks.understanding.run import measure
from benchmarks.understanding.variants import CONFIGURED
from commands.evaluate import ROOT

DOCUMENT = ROOT / "docs" / "nlu.md"
PARTS = ("variants", "thresholds", "likeness", "confusions")
_THRESHOLDS, _CONFUSION = (DOCUMENT.with_name(name) for name in ("thresholds.png", "confusion.png"))


def report(quick: bool) -> None:
    """Measure and print; unless it is to be quick, write the tables and the pictures too."""
    outcome, chosen = measure(quick), configured()
    judged, here = outcome.judged(CONFIGURED.name), outcome.calibrated[CONFIGURED.name].curves
    there = mean([fold.curves for fold in outcome.folds[CONFIGURED.name]])
    found = (
        tables.tried(outcome),
        tables.settings(here, there, chosen),
        tables.likeness(outcome.nearest),
        tables.confusions(judged),
    )
    print("\n\n".join(["", *found]))
    if quick:
        return
    pictures.thresholds(_THRESHOLDS, {"tests/calibration": here, "cross-validation": there}, chosen)
    pictures.confusion(_CONFUSION, judged)
    shown = {
        "thresholds": f"![What each threshold trades]({_THRESHOLDS.name})",
        "confusions": f"![Which intent is taken for which]({_CONFUSION.name})",
    }
    for part, table in zip(PARTS, found, strict=True):
        document.write(DOCUMENT, part, "\n\n".join(filter(None, [table, shown.get(part)])))

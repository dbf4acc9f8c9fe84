"""`python -m benchmarks.understanding`: how well messages are understood, and how well in other ways.

Measures the pipeline of config.yml and variants of it without `rasa train`: by cross-validation on the training
data, and on tests/calibration/. Takes about six minutes on two cores and writes the tables and two pictures into
docs/nlu.md; --quick takes about one, measures the configured pipeline alone, and only prints.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings

from benchmarks import document
from commands.command import run
from commands.evaluate import ROOT
from commands.variables import quiet

DOCUMENT = ROOT / "docs" / "nlu.md"
THRESHOLDS, CONFUSION = (DOCUMENT.with_name(name) for name in ("thresholds.png", "confusion.png"))


def main() -> int:
    """Print the tables and, without --quick, write them and the pictures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.understanding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="the configured pipeline alone; writes nothing")
    quick: bool = parser.parse_args().quick
    # Read by the libraries when they are loaded, which therefore happens below: one thread for each process.
    os.environ.update(quiet(), OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from benchmarks.understanding import pictures, tables
        from benchmarks.understanding.measure import mean
        from benchmarks.understanding.pipeline import configured
        from benchmarks.understanding.run import measure
        from benchmarks.understanding.variants import CONFIGURED
    outcome, chosen = measure(quick), configured()
    judged, here = outcome.judged(CONFIGURED.name), outcome.calibrated[CONFIGURED.name].curves
    there = mean([fold.curves for fold in outcome.folds[CONFIGURED.name]])
    parts = {
        "variants": tables.tried(outcome),
        "thresholds": tables.settings(here, there, chosen),
        "likeness": tables.likeness(outcome.nearest),
        "confusions": tables.confusions(judged),
    }
    print("\n\n".join(["", *parts.values()]))
    if not quick:
        pictures.thresholds(THRESHOLDS, {"tests/calibration": here, "cross-validation": there}, chosen)
        pictures.confusion(CONFUSION, judged)
        parts["thresholds"] += f"\n\n![What each threshold trades]({THRESHOLDS.name})"
        parts["confusions"] += f"\n\n![Which intent is taken for which]({CONFUSION.name})"
        for part, content in parts.items():
            document.write(DOCUMENT, part, content)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))

"""`make bench OF=understanding`: how well messages are understood, and how well they would be in other ways.

Measures the pipeline of config.yml and variants of it without `rasa train`: by cross-validation on the training data,
and on tests/calibration/. Takes five minutes of processor time, shared by the cores, and writes tables and two pictures
into docs/nlu.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings

from commands.command import run
from commands.variables import quiet


def main() -> int:
    """Print the tables, and write them and the pictures."""
    argparse.ArgumentParser(
        prog="make bench OF=understanding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args()
    # The libraries read these when they are loaded, so they are loaded below. One thread for each process.
    os.environ.update(quiet(), OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    warnings.simplefilter("ignore")
    from benchmarks.understanding.measure import measure
    from benchmarks.understanding.report import report

    report(measure())
    return 0


if __name__ == "__main__":
    sys.exit(run(main))

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

from commands.command import run
from commands.variables import quiet


def main() -> int:
    """Print the tables and, without --quick, write them and the pictures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.understanding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="the configured pipeline alone; writes nothing")
    quick: bool = parser.parse_args().quick
    # The libraries read these when they are loaded, so they are loaded below. One thread for each process.
    os.environ.update(quiet(), OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from benchmarks.understanding.report import report
    report(quick)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))

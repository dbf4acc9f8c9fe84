"""`make bench`: this bot beside the starter bot of `rasa init`, and beside itself with many models.

Trains and starts all three on this machine, has the same conversations with each in turn, and holds the figures
against the bars. The full run takes about ten minutes and writes the tables and a picture into docs/performance.md;
ARGS=--quick takes two to three once there are models of an earlier run, and only prints.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import bars, document, machine, plot, tables
from benchmarks.measure import FULL, QUICK, Figures, measure
from commands.command import run
from knowledge.files import load

MODELS = 200
PART = "speed"
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
PICTURE = DOCUMENT.with_suffix(".png")


def main() -> int:
    """Print the tables; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer messages, models of an earlier run; writes nothing")
    quick: bool = parser.parse_args().quick
    plan, place = (QUICK if quick else FULL), machine.description()
    starter, guide, grown = measure(plan, MODELS)
    beside = bars.rows(starter, guide, bars.BESIDE_STARTER)
    growth = bars.rows(guide, grown, bars.WITH_MANY_MODELS)
    real = len(load().models)
    sections = [
        tables.table(beside, "starter", "guide"),
        tables.table(growth, f"guide, {real} models", f"guide, {MODELS} models"),
        _conditions(guide, place),
    ]
    print("\n\n".join(["", *sections]))
    if not quick:
        plot.draw(PICTURE, [("starter", starter), ("guide", guide), (f"guide, {MODELS} models", grown)])
        picture = f"![The guide beside the starter bot]({PICTURE.name})"
        document.write(DOCUMENT, PART, "\n\n".join([picture, *sections]))
    return int(not all(row.passed for row in (*beside, *growth)))


def _conditions(guide: Figures, place: str) -> str:
    """A line on how much was measured, and where."""
    counts = [f"{len(rounds)} × {len(rounds[0].seconds)} messages of {n} at once" for n, rounds in guide.rounds.items()]
    return f"Each bot: {', '.join(counts)}; {len(guide.ready)} starts. Machine: {place}."


if __name__ == "__main__":
    sys.exit(run(main))

"""Tables that read well in a terminal and in a Markdown document alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.bars import Row
from benchmarks.figures import Ratio


def table(rows: Iterable[Row], first: str, second: str) -> str:
    """A Markdown table of the lines, with the names of the two set-ups as headings."""
    heading = ("", first, second, "ratio (rounds)", "bar", "")
    return markdown([heading, *(_cells(row) for row in rows)])


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with aligned columns; the first row is its heading."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    heading, *lines = (_line(row, widths) for row in rows)
    return "\n".join([heading, _rule(widths), *lines])


def _cells(row: Row) -> tuple[str, ...]:
    bar = str(row.bar) if row.bar else ""
    verdict = ("pass" if row.passed else "MISSED") if row.bar else ""
    return row.measure, row.first, row.second, _ratio(row.ratio), bar, verdict


def _ratio(of: Ratio) -> str:
    """The ratio, with its range where there were several rounds."""
    if of.least == of.most:
        return f"{of.middle:.2f}"
    return f"{of.middle:.2f} ({of.least:.2f}–{of.most:.2f})"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """A row with the first column to the left and all others, which hold numbers, to the right."""
    first, *others = zip(cells, widths, strict=True)
    aligned = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(aligned)} |"


def _rule(widths: Sequence[int]) -> str:
    first, *others = widths
    return "|".join(["", "-" * (first + 2), *("-" * (width + 1) + ":" for width in others), ""])

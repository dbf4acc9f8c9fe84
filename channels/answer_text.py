"""The parts of an answer's text that its data holds as well, so that a channel shows each of them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

BULLET = "• "
ROW = "| "  # how a row of a table begins that the text holds in Markdown


def around_table(lines: Sequence[str], table: Mapping[str, Any]) -> tuple[list[str], list[str]] | None:
    """The lines before a comparison's rows and after them; None where the text doesn't hold the table."""
    grid = [place for place, line in enumerate(lines) if line.startswith(ROW)]
    if grid:
        return list(lines[: grid[0]]), list(lines[grid[-1] + 1 :])
    labels = [f"{row['label']}:" for row in table["rows"]]
    if labels[0] not in lines or labels[-1] not in lines:
        return None
    begin, end = lines.index(labels[0]), lines.index(labels[-1]) + 1
    end += sum(line.startswith(BULLET) for line in lines[end : end + len(table["columns"])])
    return list(lines[:begin]), list(lines[end:])


def in_rows(lines: Sequence[str], table: Mapping[str, Any]) -> list[str]:
    """The lines for where there is no room for a table: one in Markdown becomes a list, row by row."""
    around = around_table(lines, table) if table and any(line.startswith(ROW) for line in lines) else None
    if around is None:
        return list(lines)
    listed: list[str] = []
    for row in table["rows"]:
        cells = zip(table["columns"], row["cells"], strict=True)
        listed += [f"{row['label']}:", *(f"{BULLET}{column}: {cell}" for column, cell in cells)]
    return [*around[0], *listed, *around[1]]


def names_sources(line: str) -> bool:
    """True for the line that names the documents."""
    return line.startswith(("Source: ", "Sources: "))

"""The parts of an answer's text that its data holds as well, so that a channel shows each of them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

BULLET = "• "


def around_table(lines: Sequence[str], table: Mapping[str, Any]) -> tuple[list[str], list[str]] | None:
    """The lines before a comparison's rows and after them; None where the text doesn't hold the table."""
    labels = [f"{row['label']}:" for row in table["rows"]]
    if labels[0] not in lines or labels[-1] not in lines:
        return None
    begin, end = lines.index(labels[0]), lines.index(labels[-1]) + 1
    end += sum(line.startswith(BULLET) for line in lines[end : end + len(table["columns"])])
    return list(lines[:begin]), list(lines[end:])


def names_sources(line: str) -> bool:
    """True for the line that names the documents."""
    return line.startswith(("Source: ", "Sources: "))

"""Answers as a terminal shows them: wrapped text, comparisons as tables, numbered quick replies."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from channels.answer_text import around_table, in_rows, names_sources
from channels.cleaning import one_line
from channels.shell.client import Answer, Button

WIDTH = 80  # longer lines are hard to read
WIDEST_TABLE = 120
NARROWEST_CELL = 16
SEPARATOR = " / "  # stands for a line break where an answer has one line


def plain(answers: Iterable[Answer]) -> str:
    """The answers as text, for a terminal without layout."""
    return "\n".join(answer.text for answer in answers)


def wrapped(line: str, width: int) -> str:
    """A line broken between words so that it fits; what follows a bullet is indented."""
    indent = "  " if line.startswith("• ") else ""
    pieces = textwrap.wrap(line, min(max(width, 10), WIDTH), subsequent_indent=indent, break_on_hyphens=False)
    return "\n".join(pieces)


def on_one_line(text: str) -> str:
    """The text for a pipe: one line."""
    return SEPARATOR.join(line for line in map(one_line, text.splitlines()) if line)


def rendered(answer: Answer, width: int) -> list[RenderableType]:
    """What a terminal of `width` columns prints: the text, or around a comparison's table the rest of it."""
    split = around_table(answer.text.splitlines(), answer.table) if answer.table else None
    if split is None or not _fits(answer.table, width):
        return _paragraphs(in_rows(answer.text.splitlines(), answer.table), width)
    before, after = split
    return [*_paragraphs(before, width), _table(answer.table, width), *_paragraphs(after, width)]


def quick_replies(buttons: Sequence[Button], width: int) -> Text:
    """The titles with their numbers, as many on a line as fit."""
    text, used = Text(), 0
    for number, button in enumerate(buttons, 1):
        item = f"{number} {button.title}"
        if used and used + 3 + cell_len(item) > min(width, WIDTH):
            text.append("\n")
            used = 0
        elif used:
            text.append("   ")
            used += 3
        text.append(str(number), "bold cyan").append(f" {button.title}", "cyan")
        used += cell_len(item)
    return text


def _paragraphs(lines: Iterable[str], width: int) -> list[RenderableType]:
    """Each line wrapped; sources are dim."""
    return [_paragraph(line, width) for line in lines]


def _paragraph(line: str, width: int) -> Text:
    cites = names_sources(line)
    return Text(wrapped(line, width), style="dim" if cites else "", no_wrap=True, overflow="fold")


# -- comparisons -----------------------------------------------------------------------------------------------


def _label_width(table: Mapping[str, Any]) -> int:
    """As wide as the longest word among the labels."""
    return max(cell_len(word) for row in table["rows"] for word in str(row["label"]).split())


def _fits(table: Mapping[str, Any], width: int) -> bool:
    columns = len(table["columns"])
    room = min(width, WIDEST_TABLE) - _label_width(table) - 3 * columns - 4
    return columns > 0 and room // columns >= NARROWEST_CELL


def _table(table: Mapping[str, Any], width: int) -> Table:
    """Models across, aspects down."""
    grid = Table(box=box.ROUNDED, show_lines=True, border_style="dim", width=min(width, WIDEST_TABLE))
    grid.add_column("", style="bold", width=_label_width(table))
    for name in table["columns"]:
        grid.add_column(Text(one_line(str(name))), ratio=1)
    for row in table["rows"]:
        grid.add_row(*(Text(one_line(str(cell))) for cell in (row["label"], *row["cells"])))
    return grid

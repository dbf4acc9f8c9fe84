"""The rows of a comparison: which aspects get one, and what each topic's cell says; as lines and as a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from actions.answer import Line, bullet, table_row
from actions.wording import first_sentence, name_first, without_subject
from dialogue.question import Style
from knowledge.model import Knowledge, Topic

_IN_TABLE = 5  # aspects of a table that names none
LONGEST = 700  # characters of a comparison's rows and what leads them


def rows_of(
    knowledge: Knowledge,
    topics: Sequence[Topic],
    aspects: Sequence[str],
    style: Style,
    length: int,
    narrow: bool,
    out: frozenset[str],
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The aspects that get a row each, and their lines: as many as keep the answer short, unless more are wanted."""
    if (style.length == "short" and style.layout != "table") or (narrow and not style):
        return (), ()
    wanted = wanted_aspects(knowledge, topics, aspects, style, out)
    if style.layout == "table":
        return wanted, _grid(knowledge, topics, wanted)
    rows = {id: _row(knowledge, topics, id, whole=len(wanted) == 1) for id in wanted}
    if not _wants_all(style, aspects):
        rows = dict(list(rows.items())[: _fitting_rows(list(rows.values()), length)])
    return tuple(rows), tuple(line for row in rows.values() for line in row)


def _wants_all(style: Style, aspects: Sequence[str]) -> bool:
    """True where the rows are told whatever their length."""
    return style.length == "long" or bool(style.points) or len(aspects) > 1


def _fitting_rows(rows: Sequence[Sequence[Line]], length: int) -> int:
    """How many rows keep the answer short; one at least where nothing leads them. `length`: of what leads them."""
    ends = accumulate((sum(len(line.text) for line in row) for row in rows), initial=length)
    return max(sum(end <= LONGEST for end in ends) - 1, 0 if length else 1)


def wanted_aspects(
    knowledge: Knowledge, topics: Sequence[Topic], aspects: Sequence[str], style: Style, out: frozenset[str]
) -> tuple[str, ...]:
    """The aspects that may get a row, the most important first; none of `out`."""
    if aspects:
        return tuple(aspects)
    common = tuple(id for id in common_aspects(knowledge, topics) if id not in out)
    if style.length == "long":
        return common
    order = (*(id for id in knowledge.matters if id in common), *(id for id in common if id not in knowledge.matters))
    if style.layout == "table" or style.points:
        return order[: style.points or _IN_TABLE]
    return order[: len(knowledge.matters)]


def common_aspects(knowledge: Knowledge, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The aspects that at least two of the topics have."""
    least = min(2, len(topics))
    return tuple(id for id in knowledge.aspects if sum(id in topic.aspects for topic in topics) >= least)


def _row(knowledge: Knowledge, topics: Sequence[Topic], aspect: str, whole: bool) -> list[Line]:
    """The label of an aspect, and a line for each topic: all that is said, or its first sentence."""
    lines = [Line(f"{knowledge.aspects[aspect].label}:")]
    for topic in topics:
        said = topic.aspects.get(aspect)
        text = bullet(f"{name_first(knowledge, topic)}: {_cell(knowledge, topic, aspect, whole)}")
        lines.append(Line.of(text, (said,) if said else (), ((topic.id, f"aspects {aspect}", 0),) if said else ()))
    return lines


def _grid(knowledge: Knowledge, topics: Sequence[Topic], aspects: Sequence[str]) -> tuple[Line, ...]:
    """The aspects down and the topics across, in Markdown, which reads as a table wherever it is shown as text."""
    if not aspects:
        return ()
    head = ("Aspect", *(name_first(knowledge, topic) for topic in topics))
    lines = [Line(table_row(head)), Line(table_row(["---"] * len(head)))]
    for id in aspects:
        cells = [_cell(knowledge, topic, id, whole=len(aspects) == 1) for topic in topics]
        having = [topic for topic in topics if id in topic.aspects]
        told = [(topic.id, f"aspects {id}", 0) for topic in having]
        label = knowledge.aspects[id].label
        lines.append(Line.of(table_row([label, *cells]), [topic.aspects[id] for topic in having], told))
    return tuple(lines)


def _cell(knowledge: Knowledge, topic: Topic, aspect: str, whole: bool) -> str:
    said = topic.aspects.get(aspect)
    text = without_subject(said.text, knowledge, topic) if said else "The documents don't say."
    return text if whole else first_sentence(text)


def table_of(knowledge: Knowledge, topics: Sequence[Topic], aspects: Sequence[str], whole: bool) -> dict[str, object]:
    rows = [
        {"label": knowledge.aspects[id].label, "cells": [_cell(knowledge, topic, id, whole) for topic in topics]}
        for id in aspects
    ]
    return {"columns": [name_first(knowledge, topic) for topic in topics], "rows": rows} if rows else {}

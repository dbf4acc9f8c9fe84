"""What the bot answers with: a text that is whole by itself, the next questions, and data for rich channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.knowledge import Disagreement, Knowledge, Statement

FORM = 1  # the version of the structured data, raised when its keys change their meaning


@dataclass(frozen=True)
class Button:
    """A next question: its `title` is read, its `payload` is what the user says by choosing it."""

    title: str
    payload: str

    def as_dict(self) -> dict[str, str]:
        """The form that Rasa's dispatcher takes."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True)
class Reply:
    """An answer. `text` has no blank line; `topics` and `part` say what it is about; `table` holds a comparison:
    {"columns": [name ...], "rows": [{"label": ..., "cells": [text ...]} ...]}; `sources` are ids.

    `shown` counts the statements of the part that the user has seen, so that “more” goes on from there.
    """

    text: str
    part: str
    topics: tuple[str, ...] = ()
    aspect: str = ""
    buttons: tuple[Button, ...] = ()
    sources: tuple[str, ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    shown: int = 0

    def data(self, knowledge: Knowledge) -> dict[str, Any]:
        """The structured data that goes along with the text, as JSON types."""
        return {
            "version": FORM,
            "content": knowledge.digest,
            "part": self.part,
            "topics": list(self.topics),
            "aspect": self.aspect,
            "table": dict(self.table),
            "sources": [{"id": id, "title": str(knowledge.sources[id])} for id in self.sources],
        }


def enumerate_words(words: Iterable[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”."""
    *front, end = words
    return f"{', '.join(front)} {last} {end}" if front else end


def sentence(text: str) -> str:
    """The text with a capital at its start and one mark at its end."""
    text = text.strip()
    return f"{text[0].upper()}{text[1:]}" + ("" if text[-1] in ".!?" else ".")


def cited(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The ids of all sources of the statements, each once."""
    return tuple(dict.fromkeys(source for statement in statements for source in statement.sources))


def in_words(count: int) -> str:
    """A small number as a word, as prose has it: “five”."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)


def sources_line(knowledge: Knowledge, sources: Sequence[str], numbered: bool = False) -> str:
    """“Sources: …” with the documents' names, or "" where nothing is cited; `numbered` where the text refers to it."""
    titles = [str(knowledge.sources[id]) for id in sources]
    if not titles:
        return ""
    if numbered:
        titles = [f"[{number}] {title}" for number, title in enumerate(titles, 1)]
    return f"{'Sources' if len(titles) > 1 else 'Source'}: {'; '.join(titles)}"


def lines(*parts: str) -> str:
    """The parts on lines of their own; empty ones leave no blank line (rasa I 4895: it would split the reply)."""
    return "\n".join(part for part in parts if part)


def disagreement_lines(disagreement: Disagreement, sources: Sequence[str]) -> str:
    """Both views of an open question, each with the numbers of its documents among `sources`."""
    marks = {id: f"[{number}]" for number, id in enumerate(sources, 1)}
    views = [
        f"• {sentence(v.text)} {''.join(marks[id] for id in sources if id in v.sources)}" for v in disagreement.views
    ]
    return lines(f"Here the documents disagree. {disagreement.question}", *views)


def ending(
    knowledge: Knowledge, used: Iterable[Statement], disputes: Sequence[Disagreement]
) -> tuple[str, tuple[str, ...]]:
    """The end of an answer, what the documents dispute and their names, and the ids of all that it cites."""
    sources = cited([*used, *(view for dispute in disputes for view in dispute.views)])
    disputed = (disagreement_lines(dispute, sources) for dispute in disputes)
    return lines(*disputed, sources_line(knowledge, sources, numbered=bool(disputes))), sources

"""What is answered: lines that each know what they cite, a verdict, the next questions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from knowledge.model import Statement
from knowledge.search import Address

MOST_BUTTONS = 5
ROW_END = " |"  # of a table: what is cited stands before it


@dataclass(frozen=True)
class Button:
    """A next question: its `title` is read, its `payload` is what the user says by choosing it."""

    title: str
    payload: str

    def as_dict(self) -> dict[str, str]:
        """The form that Rasa's dispatcher takes."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True)
class Line:
    """A sentence or an item of a list. `cites`: for each fact in it the documents that say it, with their section;
    `told`: the addresses of the statements that it tells, or else the statements themselves as `facts`; `joins`: it
    goes on in the paragraph of the line before."""

    text: str
    cites: tuple[Mapping[str, str], ...] = ()
    told: tuple[Address, ...] = ()
    joins: bool = False
    facts: tuple[Statement, ...] = ()

    @classmethod
    def of(cls, text: str, statements: Iterable[Statement], told: Iterable[Address] = (), joins: bool = False) -> Line:
        """A line that says what some statements say."""
        facts = tuple(statements)
        cites = tuple({source: said.sections.get(source, "") for source in said.sources} for said in facts)
        return cls(text, cites, tuple(told), joins, facts)


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    `part`, `topics`, `aspects`: what it is about; `verdict`: "yes", "no", "not_only", "both", "rather", "equal",
    "depends", "disagree", "silent" or "" where none was asked; `table`: a comparison as {"columns": [name ...],
    "rows": [{"label": ..., "cells": [text ...]} ...]}; `options`: topics that it offers; `shown`: how many of
    the part are known once it was read; `subject`: the known gap that it names; `waits`: it asks back.
    """

    lines: tuple[Line, ...]
    part: str
    topics: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    verdict: str = ""
    buttons: tuple[Button, ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    shown: int = 0
    subject: str = ""
    waits: bool = False

    @property
    def told(self) -> tuple[Address, ...]:
        """The statements that it tells, in order."""
        return tuple(address for line in self.lines for address in line.told)

    def addressed(self, addresses: Mapping[Statement, Address]) -> Answer:
        """The answer where each line knows the addresses of its facts."""
        lines = (
            line if line.told else replace(line, told=tuple(addresses[f] for f in line.facts if f in addresses))
            for line in self.lines
        )
        return replace(self, lines=tuple(lines))

    def with_verdict(self, text: str, verdict: str) -> Answer:
        """The answer with a verdict before its first sentence."""
        head, *rest = self.lines
        return replace(self, lines=(Line(text), replace(head, joins=True), *rest), verdict=verdict)

    def led_by(self, *lines: Line) -> Answer:
        """The answer with lines before its own."""
        return replace(self, lines=(*lines, *self.lines))


def enumerate_words(words: Iterable[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”; "" for none."""
    *front, end = tuple(words) or ("",)
    return f"{', '.join(front)} {last} {end}" if front else end


def sentence(text: str) -> str:
    """The text with a capital at its beginning and a full stop at its end."""
    text = text.strip()
    if not text:
        return ""
    ended = text if text.endswith((".", "!", "?", ":")) else f"{text}."
    return ended[0].upper() + ended[1:]


def in_words(count: int) -> str:
    """A small number as a word, as prose has it: “five”."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)


def bullet(text: str) -> str:
    """An item of a list."""
    return f"• {text}"


def table_row(cells: Iterable[str]) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)}{ROW_END}"


def first(buttons: Sequence[Button]) -> tuple[Button, ...]:
    """So many as are shown, each payload once."""
    return tuple({button.payload: button for button in reversed(buttons)}.values())[::-1][:MOST_BUTTONS]

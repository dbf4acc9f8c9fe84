"""Where the documents disagree: both sides, each with its documents. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from actions.answer import Line, bullet, sentence
from knowledge.model import Disagreement, Knowledge
from knowledge.phrases import normal


def dispute_lines(disputes: Iterable[Disagreement]) -> tuple[Line, ...]:
    """The views on each open question."""
    return tuple(line for dispute in disputes for line in views(dispute))


def views(dispute: Disagreement) -> tuple[Line, ...]:
    """The question, and each view on a line of its own."""
    head = Line(f"The documents disagree here. {dispute.question}")
    return (head, *(Line.of(bullet(sentence(view.text)), (view,)) for view in dispute.views))


def word_on(dispute: Disagreement) -> Line:
    """That there is an open question, without its views."""
    return Line.of(f"On one point the documents disagree: {dispute.question}", dispute.views[:1])


def asked_for(knowledge: Knowledge, words: str) -> tuple[Disagreement, ...]:
    """The open question that the words are: what its button says."""
    return tuple(d for d in knowledge.disagreements if _without_possessives(d.question) == _without_possessives(words))


def _without_possessives(text: str) -> list[str]:
    """The words of a text; reading drops the “s” of “a company's staff”."""
    return [word for word in normal(text).split() if word != "s"]

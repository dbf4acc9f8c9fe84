"""Why a message was taken as it was, in lines that a content editor can read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dialogue.question import Question

_FIELDS = (
    ("asked of", "topics"), ("parts", "parts"), ("aspects", "aspects"), ("work", "services"), ("left out", "excluded"),
    ("words left out", "shut_out"), ("known gaps named", "gaps"), ("unknown name", "unknown"),
    ("points at", "references"),
    ("turns", "cues"), ("words that tell most", "content"),
)  # fmt: skip
_MOST = 3  # statements and intents that are shown


def trace(question: Question) -> list[str]:
    """A line for each thing that led to the question: its words, what they name, each step, what it is like."""
    return [
        f"words: {question.words}",
        *_named(question),
        *(f"step: {line}" for line in question.evidence),
        *_scores(question),
    ]


def _named(question: Question) -> Iterator[str]:
    yield f"form: {question.form}"
    for label, name in _FIELDS:
        value = getattr(question, name)
        if value:
            yield f"{label}: {', '.join(value)}"
    if question.claim:
        said = "so" if question.claim.positive else "not so"
        yield f"claim: that it is {said}{f', {question.claim.quantifier}' if question.claim.quantifier else ''}"


def _scores(question: Question) -> Iterator[str]:
    if question.ranking:
        yield f"classes: {', '.join(f'{name} {chance:.2f}' for name, chance in question.ranking[:_MOST])}"
    near = sorted(question.near, key=lambda n: -n.score)[:_MOST]
    if near:
        yield f"most like: {', '.join(f'{n.topic} {n.part} {n.place + 1} ({n.score:.2f})' for n in near)}"
    if question.point:
        yield f"picks: {question.point.topic} {question.point.part} {question.point.place + 1}"


def told(answer: Mapping[str, Any]) -> str:
    """What was answered: an entry of a reply's data["answers"] on a line."""
    about = ", ".join([*answer.get("topics", ()), *answer.get("aspects", ())])
    verdict = f", verdict {answer['verdict']}" if answer.get("verdict") else ""
    statements = "; ".join(f"{topic} {part} {place + 1}" for topic, part, place in answer.get("statements", ()))
    return f"answered: {answer.get('part', '')} {about}{verdict}{f' by {statements}' if statements else ''}".strip()

"""Two, three or four topics side by side: on all aspects or on one."""

from __future__ import annotations

from collections.abc import Sequence

from actions.knowledge import Disagreement, Knowledge, Statement, Topic
from actions.replies import ask
from actions.reply import (
    Button,
    Reply,
    ending,
    enumerate_words,
    lines,
    sentence,
)

MOST = 4  # topics that can still be read side by side


def compare(knowledge: Knowledge, topics: Sequence[Topic], aspect: str = "") -> Reply:
    """Topics side by side on `aspect`, or on all aspects that at least two of them have."""
    topics = topics[:MOST]
    ids = tuple(topic.id for topic in topics)
    aspects = [aspect] if aspect else _common_aspects(knowledge, topics)
    used = [t.aspects[a] for a in aspects for t in topics if a in t.aspects]
    if not aspect or not used:
        used += [t.part("definition")[0] for t in topics]
    open_questions = _open_questions(knowledge, ids, aspect)
    end, sources = ending(knowledge, used, open_questions)
    text = lines(
        _one_aspect(knowledge, topics, aspect) if aspect else _gist(knowledge, topics, aspects),
        *(_relation_lines(topics) if not aspect and not open_questions else ()),
        end,
    )
    return Reply(
        text,
        "comparison",
        ids,
        aspect,
        _buttons(knowledge, topics, aspect, aspects),
        sources,
        _table(knowledge, topics, aspects) if aspects else {},
        options=ids,
    )


def _common_aspects(knowledge: Knowledge, topics: Sequence[Topic]) -> list[str]:
    least = min(2, len(topics))
    return [id for id in knowledge.aspects if sum(id in topic.aspects for topic in topics) >= least]


def _open_questions(knowledge: Knowledge, ids: tuple[str, ...], aspect: str) -> tuple[Disagreement, ...]:
    """What the documents dispute between exactly these topics; at most one, so that the answer stays short."""
    part = "aspects" if aspect else "relations"
    found = knowledge.disagreements_on(ids, part, aspect)
    return tuple(d for d in found if aspect or len(set(ids) & set(d.topics)) > 1)[:1]


def _gist(knowledge: Knowledge, topics: Sequence[Topic], aspects: Sequence[str]) -> str:
    """What each topic is, in a line, and then how they differ on each aspect."""
    rows = [f"{_name(knowledge, topic)} is {topic.in_short}." for topic in topics]
    blocks = [row for aspect in aspects for row in _aspect_rows(knowledge, topics, aspect)]
    return lines(" ".join(rows), *blocks)


def _aspect_rows(knowledge: Knowledge, topics: Sequence[Topic], aspect: str) -> list[str]:
    return [f"{knowledge.aspects[aspect].label}:", *(_cell_line(knowledge, topic, aspect) for topic in topics)]


def _one_aspect(knowledge: Knowledge, topics: Sequence[Topic], aspect: str) -> str:
    if not any(aspect in topic.aspects for topic in topics):
        names = enumerate_words((knowledge.name(topic) for topic in topics), "or")
        label = knowledge.aspects[aspect].label.lower()
        return lines(
            f"On {label}, the documents say nothing about {names}. What they do say:",
            *(f"• {_name(knowledge, topic)} is {topic.in_short}." for topic in topics),
        )
    return lines(*_aspect_rows(knowledge, topics, aspect))


def _cell_line(knowledge: Knowledge, topic: Topic, aspect: str) -> str:
    return f"• {_name(knowledge, topic)}: {_cell(topic, aspect)}"


def _cell(topic: Topic, aspect: str) -> str:
    statement = topic.aspects.get(aspect)
    return sentence(statement.text) if statement else "the documents don't say."


def _name(knowledge: Knowledge, topic: Topic) -> str:
    return sentence(knowledge.name(topic))[:-1]


def _relation_lines(topics: Sequence[Topic]) -> list[str]:
    """How the topics belong together, where the documents say so."""
    ids = {topic.id for topic in topics}
    found: list[Statement] = []
    for topic in topics:
        found += [r.statement for r in topic.relations if r.to in ids and r.kind in ("part_of", "has_part")]
        if topic.parent in ids:
            found += topic.part("definition")[:1]
    return [sentence(statement.text) for statement in found[:1]]


def _table(knowledge: Knowledge, topics: Sequence[Topic], aspects: Sequence[str]) -> dict[str, object]:
    return {
        "columns": [_name(knowledge, topic) for topic in topics],
        "rows": [
            {"label": knowledge.aspects[a].label, "cells": [_cell(topic, a) for topic in topics]} for a in aspects
        ],
    }


def _buttons(knowledge: Knowledge, topics: Sequence[Topic], aspect: str, aspects: Sequence[str]) -> tuple[Button, ...]:
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    if aspect:
        buttons = [Button("All aspects", f"What is the difference between {names}?")]
    else:
        labels = [knowledge.aspects[a].label for a in ("cost_savings", "expertise") if a in aspects]
        buttons = [Button(label, f"Compare {names} on {label.lower()}") for label in labels]
    buttons += [
        Button(f"Benefits of {knowledge.name(t)}", ask(knowledge, "benefits", t))
        for t in topics[:3]
        if t.part("benefits")
    ]
    return (*buttons, Button("Which one fits us?", "Help me choose a model"))


def short_list(knowledge: Knowledge, topics: Sequence[Topic]) -> Reply:
    """Asked when more topics are named than fit side by side."""
    names = [knowledge.name(topic) for topic in topics]
    text = f"I can set up to four side by side. Which of {enumerate_words(names, 'or')} matter most to you?"
    pairs = [(names[0], other) for other in names[1:4]]
    buttons = tuple(Button(f"{a} and {b}", f"What is the difference between {a} and {b}?") for a, b in pairs)
    return Reply(text, "comparison", tuple(t.id for t in topics), buttons=buttons, options=tuple(t.id for t in topics))


def compare_with_what(knowledge: Knowledge, topic: Topic | None) -> Reply:
    """Asked when a comparison lacks its second topic, or both."""
    rivals = [model for model in knowledge.models if model != topic]
    if topic is None:
        text = "Which models shall I compare? Name two to four of them."
        first, rest = rivals[0], rivals[1:5]
    else:
        text = f"Compare {knowledge.name(topic)} with which model?"
        first, rest = topic, rivals[:5]
    buttons = tuple(
        Button(
            f"{knowledge.name(first)} and {knowledge.name(other)}",
            f"What is the difference between {knowledge.name(first)} and {knowledge.name(other)}?",
        )
        for other in rest
    )
    return Reply(text, "compare_with", (topic.id,) if topic else (), buttons=buttons)

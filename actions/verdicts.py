"""Which of several topics has more of something, by what the documents say of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from actions.answer import Answer, Line, enumerate_words, sentence
from dialogue.question import Question
from knowledge.model import Knowledge, Topic, Verdict
from knowledge.phrases import normal

_VERB = re.compile(r"\{(\w+)\|(\w+)\}")  # of a template: its singular and its plural


def ranking(knowledge: Knowledge, topics: Sequence[Topic], aspect: str, question: Question) -> Answer:
    """The verdict on an aspect in its first sentence; no lines where the documents allow none and nobody asked."""
    stated = _stated(knowledge, topics, aspect, question.words)
    if stated:
        statement = stated.statement
        return Answer((Line.of(sentence(statement.text), (statement,)),), "comparison", verdict="rather")
    ranked = _by_levels(knowledge, topics, aspect, question.pole)
    if ranked:
        return ranked
    if not question.pole and question.wh not in ("which", "who"):
        return Answer((), "comparison")
    label = knowledge.aspects[aspect].label.lower()
    names = enumerate_words((knowledge.name(topic) for topic in topics), "or")
    return Answer((Line(f"The documents don't rank {names} on {label}."),), "comparison", verdict="silent")


def told_apart(knowledge: Knowledge, topics: Sequence[Topic], aspect: str) -> Line | None:
    """Two topics on an aspect in one sentence, where the knowledge has it; else None."""
    stated = _stated(knowledge, topics, aspect, "")
    return Line.of(sentence(stated.statement.text), (stated.statement,)) if stated else None


def _stated(knowledge: Knowledge, topics: Sequence[Topic], aspect: str, words: str) -> Verdict | None:
    """What the knowledge says of just these two; a verdict on a narrower point where its words are said."""
    if len(topics) != 2:
        return None
    pair = {topic.id for topic in topics}
    found = [v for v in knowledge.verdicts if v.aspect == aspect and {v.first, v.second} == pair]
    narrow = _asked_for(found, words)
    return narrow or next((v for v in found if not v.words), None)


def _asked_for(verdicts: Iterable[Verdict], words: str) -> Verdict | None:
    """The verdict on a narrower point whose words are said."""
    said = f" {normal(words)} "
    return next((v for v in verdicts if any(f" {normal(word)} " in said for word in v.words)), None)


def worded(knowledge: Knowledge, topics: Sequence[Topic], words: str) -> Answer | None:
    """The verdict on a narrower point that the words ask for: “who brings better hires?”; else None."""
    pair = {topic.id for topic in topics}
    found = _asked_for((v for v in knowledge.verdicts if {v.first, v.second} == pair), words)
    if found is None:
        return None
    line = Line.of(sentence(found.statement.text), (found.statement,))
    return Answer((line,), "comparison", aspects=(found.aspect,), verdict="rather")


def _by_levels(knowledge: Knowledge, topics: Sequence[Topic], aspect: str, pole: str) -> Answer | None:
    """By the levels of the statements on the aspect; None where these rank nobody."""
    scale = knowledge.aspects[aspect].scale
    if scale is None:
        return None
    high, low = _at(topics, aspect, "high"), _at(topics, aspect, "low")
    statements = [topic.aspects[aspect] for topic in (*high, *low)]
    told = [(topic.id, f"aspects {aspect}", 0) for topic in (*high, *low)]
    if high and low:
        names = {"high": _names(knowledge, high), "low": _names(knowledge, low)}
        template, subjects = (scale.less, low) if pole == "low" else (scale.more, high)
        text = _in_number(template, len(subjects)).format(**names)
        return Answer((Line.of(text, statements, told),), "comparison", verdict="rather")
    if pole and len(topics) > 1 and len(high) == len(topics):
        text = _in_number(scale.equal, 1).format(high=knowledge.name(high[0]), low=_names(knowledge, high[1:]))
        return Answer((Line.of(text, statements, told),), "comparison", verdict="equal")
    return None


def _at(topics: Sequence[Topic], aspect: str, level: str) -> list[Topic]:
    """The topics whose statement on the aspect has that level, each once."""
    return [t for t in dict.fromkeys(topics) if aspect in t.aspects and t.aspects[aspect].level == level]


def _in_number(template: str, subjects: int) -> str:
    """A template whose verb agrees with so many subjects: “{is|are}” is one or the other."""
    return _VERB.sub(lambda found: found[1] if subjects == 1 else found[2], template)


def _names(knowledge: Knowledge, topics: Sequence[Topic]) -> str:
    return enumerate_words(knowledge.name(topic) for topic in topics)

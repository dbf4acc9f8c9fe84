"""The one statement that a question for a fact means. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Answer, Line
from actions.parts import statement_alone
from actions.topics import models_and_kinds
from dialogue.question import Nearness, Question
from knowledge.model import Knowledge, Topic
from knowledge.search import NEAR, SURE, word_index

_LEADS = {"year": "The documents give no year for that.", "number": "The documents give no figure for that."}
_NEAREST = " The nearest that they do say:"
_LAG = 0.12  # in likeness, by which a fact may lag behind other statements where facts are asked for
_ALL_BUT_THE_SAME = 0.85  # likeness from which other words may well mean the same
_ASKED = 0.5  # chance from which the question is one that editors wrote beside it
_TOLD = 0.5  # likeness from which a fact is told to whom asks for one without naming a model


def fact(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """The fact that is meant, among those of `topics` where any is named; None where none comes near or all are."""
    if topics and "names_part" in question.cues:
        return None
    named = {topic.id for topic in models_and_kinds(topics)}
    found = _meant(topics, named, question.near)
    if found is None:
        return None
    owner = knowledge.topics.get(found.topic)
    told = statement_alone(knowledge, owner, found.part, found.place) if owner else None
    if told and named and _misses(knowledge, found, question):
        lead = Line(_LEADS.get(_wanted(question), "The documents don't say that in so many words.") + _NEAREST)
        return replace(told.led_by(lead), verdict="silent")
    return told


def _wanted(question: Question) -> str:
    """The kind of fact that is asked for: “year”, “number”, else ""."""
    return next((cue for cue in _LEADS if cue in question.cues), "")


def _meant(topics: Sequence[Topic], named: set[str], near: Sequence[Nearness]) -> Nearness | None:
    """The nearest statement on what is named; on anything, where there is none or what is named has no facts."""
    found = _best(near, named)
    if found is None or (named and not any(topic.part("facts") for topic in topics)):
        return _best(near, set()) or found
    return found


def _misses(knowledge: Knowledge, found: Nearness, question: Question) -> bool:
    """True for a statement that holds none of the rarer words of a question, and that it neither is nor is asked by."""
    address = (found.topic, found.part, found.place)
    content = [word for word in question.content if len(word) > 3]
    meant = found.asked >= _ASKED or found.score >= _ALL_BUT_THE_SAME
    return bool(content) and not meant and not word_index(knowledge).shared(address, content)[1]


def _best(near: Sequence[Nearness], ids: set[str]) -> Nearness | None:
    """The nearest fact; where none is near enough, the nearest other statement that surely is."""
    fitting = _on(near, ids)
    least = max(NEAR if ids else _TOLD, fitting[0].score - _LAG if fitting else 0.0)
    best = next((n for n in fitting if n.score >= least and n.part == "facts"), None)
    return best or next((n for n in fitting if n.score >= SURE and n.part != "services"), None)


def _on(near: Sequence[Nearness], ids: set[str]) -> list[Nearness]:
    """The statements on these topics; all where none is named."""
    return [n for n in near if not ids or n.topic in ids]

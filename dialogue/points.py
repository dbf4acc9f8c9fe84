"""The one statement that a question is after, where it is after one: by meaning and by its rarer words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question
from knowledge.model import Knowledge
from knowledge.search import Address, word_index

# Measured on the committed phrasings: docs/nlu.md, “Thresholds”.
SAME = 0.78  # likeness from which a statement is what was asked for, whatever the question looks like
_VERY_ALIKE, _FAR, _CLOSE = 0.82, 0.06, 0.05  # likeness to a statement, and its lead over all else
_ALIKE = 0.55  # likeness that supports words in common
_WORDS = 0.5  # share of the rarer words from which a statement is meant
_ALL_WORDS = 0.8  # the same where the statement stands in a part that wasn't asked for
_SOME_WORDS = 0.34  # share of them that supports likeness
_SEVERAL = 2  # rarer words that aren't shared by chance
_OWN_PART = 0.12  # what a statement gains that stands in the part asked for
_LONG = 6  # rarer words of a story, which share some with any statement
_UNSURE = 0.4  # chance of its intent below which a question is answered by what it is like
_LIKELY = 0.15  # chance from which it may ask for a fact
_NEVER = frozenset({"examples", "types"})  # parts that no statement is picked from
_WHOLE = frozenset({"types", "relations", "examples"})  # parts that are asked for as a whole
_LISTED = frozenset({"services", "benefits", "drawbacks"})


def pointed(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question with its `point`, where one statement on its topics stands out."""
    if question.point or question.form not in (q.TELL, q.VERIFY) or not question.topics or len(question.topics) > 2:
        return question
    if question.style or set(question.parts) & _WHOLE or "names_part" in question.cues:
        return question
    if question.aspects and question.claim is None:
        return question
    best = sorted(_scored(question, knowledge), key=lambda scored: -scored.total)[:3]
    found = next((scored.near for scored in best if _stands_out(question, scored)), None) or _by_meaning(question)
    if found is None:
        return question
    return question.because(f"asks for {found.topic} {found.part} {found.place}", point=found)


def found_anywhere(question: Question, knowledge: Knowledge) -> Nearness | None:
    """The statement on any topic that holds most of the rarer words: “what is that 79000 number about”."""
    index = word_index(knowledge)
    if not 0 < len(question.content) <= _LONG:
        return None
    scored = ((*index.shared(address, question.content), index.rare(address, question.content), address)
              for address in index.stems if address[1] not in _NEVER)  # fmt: skip
    share, _, rare, address = max(scored, key=lambda s: (s[2], s[0]), default=(0.0, 0, 0, ("", "", 0)))
    told = share >= _WORDS if rare >= _SEVERAL else rare > 0 and share >= _ALL_WORDS
    return Nearness(*address, 0.0) if told else None


def _by_meaning(question: Question) -> Nearness | None:
    """What the content words are most like by far, on their own topics and beside those of others."""
    if question.services or question.aspects or not question.content:
        return None
    own = [n for n in question.near if n.topic in question.topics and n.part not in _NEVER]
    others = max((n.score for n in question.near if n.topic not in question.topics), default=0.0)
    if not own or own[0].score < max(_VERY_ALIKE, others - _CLOSE):
        return None
    if question.claim is None and own[0].part not in question.parts:
        return None
    second = own[1].score if len(own) > 1 else 0.0
    return own[0] if own[0].score - second >= _FAR else None


@dataclass(frozen=True)
class _Scored:
    """A statement with its likeness to the question, the share of its rarer words that it holds, and how many."""

    near: Nearness
    share: float
    count: int
    rare: int
    own: bool

    @property
    def total(self) -> float:
        return self.near.score + self.share + _OWN_PART * self.own


def _scored(question: Question, knowledge: Knowledge) -> Iterator[_Scored]:
    """Each statement on the topics."""
    likeness = {(near.topic, near.part, near.place): near.score for near in question.near}
    index = word_index(knowledge)
    content = question.content if len(question.content) <= _LONG else ()
    for address in _addresses(question.topics, knowledge):
        share, count = index.shared(address, content)
        near = Nearness(*address, round(likeness.get(address, 0.0), 3))
        rare = index.rare(address, content)
        yield _Scored(near, share, count, rare, address[1] in question.parts)


def _stands_out(question: Question, scored: _Scored) -> bool:
    """True for a statement that shares the rarer words, or is all but the question itself."""
    near = scored.near
    if near.part == "services" and (question.services or question.claim is None):
        return False
    if near.part.startswith("aspects") and (question.aspects or question.claim is None):
        return False
    asks_fact = question.chance_of("ask_fact") >= _LIKELY and not set(question.parts) & _LISTED
    fits = question.claim is not None or near.part in question.parts or (near.part == "facts" and asks_fact)
    several = scored.count >= _SEVERAL
    telling = several or question.claim is not None or not question.parts
    if scored.rare and telling and scored.share >= _WORDS and not question.services and near.part != "services":
        return True
    if question.services or question.aspects:
        return several and fits and scored.share >= _WORDS
    lone = len(question.content) == 1 and scored.count == 1 and fits
    if (several or lone) and scored.share >= _WORDS and (fits or scored.share >= _ALL_WORDS):
        return True
    if near.score >= _ALIKE and scored.share >= _SOME_WORDS and several and fits:
        return True
    if near.score < SAME:
        return False
    return (near.part == "facts" and asks_fact) or question.chance < _UNSURE


def _addresses(topics: Sequence[str], knowledge: Knowledge) -> Iterator[Address]:
    """The addresses of all statements on some topics, and on the kinds of a single one."""
    homes = [knowledge.topics[id] for id in topics if id in knowledge.topics]
    for topic in homes:
        for part, statements in topic.parts.items():
            if part in _NEVER:
                continue
            for place in range(len(statements)):
                yield topic.id, part, place
        for aspect in topic.aspects:
            yield topic.id, f"aspects {aspect}", 0

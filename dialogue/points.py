"""The one statement that a question is after, where it is after one: by meaning and by its rarer words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question
from knowledge.model import Knowledge
from knowledge.phrases import is_in, normal, padded
from knowledge.search import Address, word_index

# Measured on the committed phrasings: docs/nlu.md, “Thresholds”.
# Chances from which a statement is what was asked for: of a part that the question may be after, of another one, beside
# an aspect or a heading that has an answer of its own, and beside work that has.
_ASKED, _ASKED_ELSEWHERE, _ASKED_BESIDE, _ASKED_OF_WORK = 0.3, 0.45, 0.6, 0.6
_ASKED_ON_BOTH = 0.4  # the same of one on a topic that names the other; it often stands on that, too
_ASKED_OF_PAIR = 0.5  # the same of a statement on two topics, for a comparison that names no aspect
_ASKED_SURELY = 0.8  # the same beside a claim on an aspect, which has its verdict by itself
_NEVER_SO_SURE = 1.1
_CERTAIN = 0.9  # chance of its class from which a list is what a question is after
_CLEAR = 0.6  # chance from which a statement is told alone; below, beside one that is nearly as likely
_NEARLY = 0.5  # share of the chance of the likeliest from which another one is
_ALIKE_IN_WORDS = 0.5  # share of its words from which another statement says the same
SAME = 0.78  # likeness from which a statement is what was asked for, whatever the question looks like
_VERY_ALIKE, _FAR, _CLOSE = 0.82, 0.06, 0.05  # likeness to a statement, and its lead over all else
_ALIKE = 0.55  # likeness that supports words in common
_WORDS = 0.5  # share of the rarer words from which a statement is meant
_ALL_WORDS = 0.8  # the same where the statement stands in a part that wasn't asked for
_SOME_WORDS = 0.34  # share of them that supports likeness
_SEVERAL = 2  # rarer words that aren't shared by chance
_SOME = 0.05  # chance from which a statement with a number may be meant where one is asked for
_KIND = 1.0  # what a statement gains that holds a number where one is asked for
_LESS = 0.3  # the share of a chance that is enough then
# of what a cue asks for
_MARKS = {
    "number": re.compile(r"\b\d"),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
    "why": re.compile(r"\b(?:because|since|so that|in order to|thanks to)\b"),
}
_OWN_PART = 0.12  # what a statement gains that stands in the part asked for
_LONG = 6  # rarer words of a story, which share some with any statement
_UNSURE = 0.4  # chance of its intent below which a question is answered by what it is like
_LIKELY = 0.15  # chance from which it may ask for a fact
_NEVER = frozenset({"examples", "types"})  # parts that no statement is picked from
_WHOLE = frozenset({"types", "relations", "examples"})  # parts that are asked for as a whole
_LISTED = frozenset({"services", "benefits", "drawbacks"})
_OF_CLAIMS = frozenset({"definition", "how_it_works", "facts"})  # parts that tell what a model is more than


def pointed(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question with its `point`, where one statement on its topics stands out."""
    asks = question.form in (q.TELL, q.VERIFY) and 0 < len(question.topics) <= 2
    if not (asks or _compares_openly(question)) or _is_of_other_form(question):
        return question
    if question.form == q.COMPARE and (stated := _on_pair(question)):
        return question.because(f"asks for {_named(stated)}", point=stated)
    best = sorted(_candidates(question, knowledge), key=lambda candidate: -candidate.total)[:3]
    found = next((candidate.near for candidate in best if candidate.stands_out), None)
    by_words = not (_is_settled(question) or question.form == q.COMPARE or _asks_for_whole(question))
    found = found or (_by_meaning(question) if by_words else None)
    if found is None or _was_just_told(found, question, conversation):
        return question
    beside = _beside(found, question, knowledge)
    line = f"asks for {_named(found)}{f' or {_named(beside)}' if beside else ''}"
    return question.because(line, point=found, beside=beside)


def _was_just_told(found: Nearness, question: Question, conversation: Conversation) -> bool:
    """True for a statement of the latest answer where another part is asked for now, unless it is surely meant."""
    told = {statement.address for statement in conversation.latest}
    elsewhere = bool(question.parts) and found.part not in question.parts
    return elsewhere and found.address in told and found.asked < _CLEAR


def _named(near: Nearness) -> str:
    return f"{near.topic} {near.part} {near.place} ({near.asked:.2f})"


def _beside(found: Nearness, question: Question, knowledge: Knowledge) -> Nearness | None:
    """Another statement that is nearly as likely to be the one, where that isn't clear and it says something else."""
    if question.claim or not 0 < found.asked < _CLEAR:
        return None
    index = word_index(knowledge)
    stems = index.stems.get(found.address, frozenset())
    rivals = sorted((n for n in question.near if n.topic == found.topic and n != found), key=lambda near: -near.asked)
    for near in rivals[:1]:
        alike = len(stems & index.stems.get(near.address, frozenset())) > _ALIKE_IN_WORDS * max(len(stems), 1)
        if near.asked >= _NEARLY * found.asked and near.part not in _NEVER | {"services"} and not alike:
            return near
    return None


def _on_pair(question: Question) -> Nearness | None:
    """The statement on just these topics that a comparison is after; None where it asks for the difference."""
    own = (n for n in question.near if set(n.topic.split("+")) == set(question.topics) and n.asked >= _ASKED_OF_PAIR)
    return max(own, key=lambda near: near.asked, default=None)


def _compares_openly(question: Question) -> bool:
    """True for “which of KPO and BPO is dying out?”, which asks neither for the difference nor for an aspect."""
    return question.form == q.COMPARE and len(question.topics) == 2 and bool(question.content) and not question.aspects


def _is_settled(question: Question) -> bool:
    """True where a heading or an aspect is named, which have answers of their own."""
    return "names_part" in question.cues or _is_on_aspect(question)


def _is_of_other_form(question: Question) -> bool:
    """True where no single statement can be the answer."""
    of_one = len(question.topics) == 1  # a statement on two may tell how they belong together
    claims = question.claim is not None and bool(question.content) and "relations" in question.parts
    return bool(question.point or question.style) or (of_one and _asks_for_whole(question) and not claims)


def _asks_for_whole(question: Question) -> bool:
    """True where a part is asked for that no single statement stands for."""
    return bool(set(question.parts) & _WHOLE)


def _is_on_aspect(question: Question) -> bool:
    return bool(question.aspects) and question.claim is None


def _least(near: Nearness, question: Question) -> float:
    """The chance from which a statement is told in place of what the question is answered by else."""
    if question.aspects and (question.claim or not question.content) and question.wh != "why":
        return _ASKED_SURELY if question.content else _NEVER_SO_SURE  # what is said of the aspect tells more
    if "names_part" in question.cues and not question.content:
        return _NEVER_SO_SURE
    if question.services:
        return _ASKED_OF_WORK
    if "names_part" in question.cues or _is_on_aspect(question):
        return _ASKED_BESIDE
    if _is_of_part_asked(near, question):
        return _ASKED
    lists = bool(set(question.parts) & _LISTED) and question.chance >= _CERTAIN
    return _ASKED_BESIDE if lists else _ASKED_ELSEWHERE


def found_anywhere(question: Question, knowledge: Knowledge) -> Nearness | None:
    """The statement on any topic that holds most of the rarer words: “what is that 79000 number about”."""
    index = word_index(knowledge)
    if not 0 < len(question.content) <= _LONG:
        return None
    lone = len(question.content) == 1  # “text her back”: a single word names no work but by chance
    never = _NEVER | {"services"} if lone else _NEVER
    scored = ((*index.shared(address, question.content), index.rare(address, question.content), address)
              for address in index.stems if address[1] not in never)  # fmt: skip
    share, _, rare, address = max(scored, key=lambda s: (s[2], s[0]), default=(0.0, 0, 0, ("", "", 0)))
    told = share >= _WORDS if rare >= _SEVERAL else rare > 0 and share >= _ALL_WORDS
    return Nearness(*address, 0.0) if told else None


def _by_meaning(question: Question) -> Nearness | None:
    """What the content words are most like by far, on their own topics and beside those of others."""
    if question.services or question.aspects or not question.content:
        return None
    own = [near for near in question.near if near.topic in question.topics and near.part not in _NEVER]
    return own[0] if own and _is_of_part_asked(own[0], question) and _leads(own, question) else None


def _is_of_part_asked(near: Nearness, question: Question) -> bool:
    """True for a statement of a part that is asked for; a claim may be confirmed by any part."""
    return question.claim is not None or near.part in question.parts


def _leads(own: Sequence[Nearness], question: Question) -> bool:
    """True where the first of a topic's statements is very alike, the second isn't, and no other topic's is more so."""
    best = own[0].score
    second = own[1].score if len(own) > 1 else 0.0
    others = max((near.score for near in question.near if near.topic not in question.topics), default=0.0)
    return best >= max(_VERY_ALIKE, others - _CLOSE) and best - second >= _FAR


@dataclass(frozen=True)
class _Candidate:
    """A statement that a question may be after.

    `near`: its address and its likeness to the question; `share`: the share of the question's words that it holds,
    weighed by their rarity; `count`: how many of them; `rare`: how many of those that few other statements hold;
    `text`: what it says; `knowledge`: where it stands.
    """

    question: Question
    near: Nearness
    share: float
    count: int
    rare: int
    text: str
    knowledge: Knowledge

    @property
    def total(self) -> float:
        """What candidates are ranked by."""
        own = _OWN_PART * (self.near.part in self.question.parts)
        return (
            self.near.score
            + self.near.asked
            + self.share
            + own
            + _KIND * (self.is_of_kind and (self.near.asked >= _SOME or self.count > 0))
        )

    @property
    def is_of_kind(self) -> bool:
        """True where a number, a year or a reason is asked for and stands there."""
        wanted = [mark for cue, mark in _MARKS.items() if cue in (*self.question.cues, self.question.wh)]
        return any(mark.search(self.text) for mark in wanted)

    @property
    def is_on_both(self) -> bool:
        """True where the text names all that is asked of."""
        topics = (self.knowledge.topics[id] for id in self.question.topics if id in self.knowledge.topics)
        return all(is_in(normal(topic.called), padded(self.text)) for topic in topics)

    @property
    def stands_out(self) -> bool:
        """True where it shares the rarer words, or is all but the question itself."""
        if self._is_asked or self._is_what_is_claimed:
            return True
        whole = self.question.form == q.COMPARE or _asks_for_whole(self.question)
        if whole or self._is_told_by_name or _is_settled(self.question):
            return False
        if self._holds_what_few_hold:
            return True
        if self.question.services or self.question.aspects:
            return self._fits and self._holds_several and self._holds_most
        return self._holds_enough or self._is_alike_in_words_too or self._is_the_same

    @property
    def _is_asked(self) -> bool:
        """True where the questions that editors wrote beside it are like this one."""
        least = _least(self.near, self.question)
        if len(self.question.topics) > 1:
            return self.is_on_both and self.near.asked >= _ASKED_ON_BOTH
        return self.near.asked >= least * (_LESS if self.is_of_kind else 1)

    @property
    def _is_what_is_claimed(self) -> bool:
        """True for “RPO is just an agency” and a statement that says whether it is more than one."""
        claim, own = self.question.claim, self.near.part in _OF_CLAIMS
        of_one = len(self.question.topics) == 1 and claim is not None and claim.quantifier == q.ONLY
        return of_one and own and self.near.score >= _VERY_ALIKE

    @property
    def _is_told_by_name(self) -> bool:
        """True for work and aspects: they are told where they are named, and found by words for a claim without."""
        of_work, of_aspect = self.near.part == "services", self.near.part.startswith("aspects")
        if self.question.claim is None:
            return of_work or of_aspect
        return bool((of_work and self.question.services) or (of_aspect and self.question.aspects))

    @property
    def _holds_what_few_hold(self) -> bool:
        """True where most words stand there, rare ones among them, which say more than the part asked for."""
        of_work = bool(self.question.services) or self.near.part == "services"
        telling = self._holds_several or self.question.claim is not None or not self.question.parts
        return self.rare > 0 and self._holds_most and telling and not of_work

    @property
    def _holds_enough(self) -> bool:
        """True where most words stand there, and nearly all of them where another part was asked for."""
        lone = len(self.question.content) == 1 and self.count == 1
        if self._fits:
            return (self._holds_several or lone) and self._holds_most
        return self._holds_several and self.share >= _ALL_WORDS

    @property
    def _is_alike_in_words_too(self) -> bool:
        """True where likeness and some words in common support each other."""
        return self.near.score >= _ALIKE and self.share >= _SOME_WORDS and self._holds_several and self._fits

    @property
    def _is_the_same(self) -> bool:
        """True where it is all but the question itself, of which nothing else says for sure what it asks."""
        return self.near.score >= SAME and (self._is_fact_asked_for or self.question.chance < _UNSURE)

    @property
    def _fits(self) -> bool:
        """True where the question may be after such a statement by what it asks."""
        return _is_of_part_asked(self.near, self.question) or self._is_fact_asked_for

    @property
    def _is_fact_asked_for(self) -> bool:
        """True for a fact where the question may ask for one, and for no list."""
        likely = self.question.chance_of("ask_fact") >= _LIKELY
        return self.near.part == "facts" and likely and not set(self.question.parts) & _LISTED

    @property
    def _holds_several(self) -> bool:
        """True where it holds more of the words than chance would have it."""
        return self.count >= _SEVERAL

    @property
    def _holds_most(self) -> bool:
        """True where it holds the larger part of the words."""
        return self.share >= _WORDS


def _candidates(question: Question, knowledge: Knowledge) -> Iterator[_Candidate]:
    """Each statement on the topics."""
    near = {near.address: near for near in question.near}
    index = word_index(knowledge)
    content = question.content if len(question.content) <= _LONG else ()
    for address in _addresses(question.topics, knowledge):
        alike = near.get(address) or Nearness(*address, 0.0)
        said = knowledge.statement(*address)
        text = said.text if said else ""
        yield _Candidate(
            question, alike, *index.shared(address, content), index.rare(address, content), text, knowledge
        )


def _addresses(topics: Sequence[str], knowledge: Knowledge) -> Iterator[Address]:
    """The addresses of all statements on some topics, and on the kinds of a single one."""
    homes = [topic for topic in knowledge.topics.values() if topic.id in topics or topic.parent in topics]
    for topic in homes:
        for part, statements in topic.parts.items():
            if part in _NEVER:
                continue
            for place in range(len(statements)):
                yield topic.id, part, place
        for aspect in topic.aspects:
            yield topic.id, f"aspects {aspect}", 0

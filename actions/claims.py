"""Claims and questions to be confirmed: the verdict first, then what it rests on. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import aspects
from actions.advice import advise
from actions.answer import Answer, Button, Line, enumerate_words, sentence
from actions.disputes import asked_for, dispute_lines
from actions.parts import ask, part_of, statement_alone
from actions.relations import related
from actions.services import covers
from dialogue import question as q
from dialogue.question import Claim, Question, Style
from knowledge.model import Knowledge, Topic
from knowledge.phrases import normal
from knowledge.search import hinted_kind, word_index

_TELLING = 3  # words of a claim that say more than what it is on
_HOLDS_ALL = 0.8  # share of the rarer words of a claim from which a statement says just that
_MEANT = 0.6  # chance of a statement from which a claim of this wording is confirmed or denied by it
_HOLDS = 0.5  # and from which it says nothing against it
_HEDGES = ("some or all", "one or more", "in part", "partly", "varies", "depends")
_DENIALS = frozenset(["not", "never", "no", "less", "without", "only", "may", "t"])  # “isn’t” is “isn t”
# What a statement says more by than that it is so only.
_MORE = re.compile(
    r"\b(?:also (?:takes|covers|brings|includes|handles|offers|helps|gives|does)|besides|as well as|beyond|"
    r"further than|more than|not only)\b"
)
_LEADS = {("yes", True): "Yes.", ("yes", False): "That's right.", ("no", True): "No.", ("no", False): "No."}


def verify(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """The verdict on what shall be confirmed, and why."""
    claim = question.claim or Claim()
    kind = hinted_kind(knowledge, [topic.id for topic in topics], question.words)
    if kind and kind not in topics and claim.positive and not question.services:
        return _not_always_so(knowledge, kind)
    if question.point and (len(topics) == 1 or question.point.part not in ("relations", "definition")):
        return _point(knowledge, topics[0], question, claim)
    hedged = _hedged(knowledge, topics[0]) if claim.quantifier == q.ALL and len(topics) == 1 else None
    if hedged and not question.aspects:
        return hedged.with_verdict("Not always.", "no")
    if question.aspects and len(topics) == 1 and "services" not in question.parts:
        return aspects.confirm(knowledge, topics[0], question, claim)
    if question.services or question.without or (question.parts == ("services",) and question.content):
        return covers(knowledge, topics, question, claim)
    if len(topics) > 1 and claim.quantifier == q.EITHER and "advice" in question.cues:
        return advise(knowledge, topics, question)
    if len(topics) > 1 and not question.aspects:
        of_part = set(question.parts) & {"benefits", "drawbacks", "fit", "how_it_works", "types"}
        return _unranked(knowledge, topics, question) if of_part else related(knowledge, topics, question)
    topic = topics[0]
    if question.aspects:
        return aspects.confirm(knowledge, topic, question, claim)
    if (
        claim.quantifier == q.ONLY
        and topic.parent
        and ("only_topic" in question.cues or {"types", "relations"} & set(question.parts))
    ):
        return _not_the_only_kind(knowledge, topic)
    if topic.parent and "relations" in question.parts:
        return related(knowledge, (topic, knowledge.topics[topic.parent]), question)
    return _part(knowledge, topic, question, claim)


def _not_always_so(knowledge: Knowledge, kind: Topic) -> Answer:
    """“Is BPO always abroad?”: that is one kind of it."""
    model = knowledge.topics[kind.parent]
    others = [knowledge.topics[id] for id in model.types if id != kind.id and id in knowledge.topics]
    said = kind.part("definition")[0]
    told = Line.of(sentence(said.text), (said,), ((kind.id, "definition", 0),), joins=True)
    besides = Line(f"There is also {enumerate_words(map(knowledge.name, others))}.", told.cites, joins=True)
    buttons = (Button(f"Types of {knowledge.name(model)}", ask(knowledge, "types", model)),)
    lead = Line(f"Not always: that is {knowledge.name(kind)}.")
    return Answer((lead, told, besides), "types", (model.id, kind.id), verdict="depends", buttons=buttons,
                  options=model.types)  # fmt: skip


def _hedged(knowledge: Knowledge, topic: Topic) -> Answer | None:
    """What denies that it is so in every case: “some or all of the recruitment”."""
    places = [place for place, said in enumerate(topic.part("definition")) if any(h in said.text for h in _HEDGES)]
    return statement_alone(knowledge, topic, "definition", places[0]) if places else None


def _unranked(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """“Is it riskier than BPO?”: nothing ranks them, so what is said of each."""
    part = question.parts[0]
    told = part_of(knowledge, part, topics, question.style)
    names = enumerate_words((knowledge.name(topic) for topic in topics), "or")
    noun = knowledge.questions[part].noun.removeprefix("the ")
    return replace(
        told.led_by(Line(f"The documents don't rank {names} by {noun}. What they say of each:")), verdict="silent"
    )


def _not_the_only_kind(knowledge: Knowledge, kind: Topic) -> Answer:
    """“Only offshore BPO exists?”: no, there are others."""
    model = knowledge.topics[kind.parent]
    listed = part_of(knowledge, "types", (model,), Style())
    return Answer(
        (Line("No."), Line(listed.lines[0].text, joins=True), *listed.lines[1:]), "types", (model.id,),
        verdict="no", buttons=listed.buttons, options=listed.options, shown=listed.shown,
    )  # fmt: skip


def _point(knowledge: Knowledge, topic: Topic, question: Question, claim: Claim) -> Answer:
    """The statement that the claim is about; a yes only where neither of them denies anything."""
    point = question.point
    owner = knowledge.topics.get(point.topic, topic) if point else topic
    told = statement_alone(knowledge, owner, point.part, point.place) if point else None
    if told is None:
        return _part(knowledge, topic, question, claim)
    disputed = asked_for(knowledge, question.words)
    if disputed:
        return replace(told, lines=dispute_lines(disputed), verdict="disagree")
    answer = _confirmed(knowledge, question, claim)
    lead = _LEADS.get((answer, claim.positive))
    return told.with_verdict(lead, answer) if lead and len(told.lines) == 1 else told


def _confirmed(knowledge: Knowledge, question: Question, claim: Claim) -> str:
    """“yes” or “no” to a claim by the statement that it is about; "" where neither is clear.

    A claim whose words all stand in a statement without a denial is confirmed, and never denied.
    """
    point = question.point
    said = knowledge.statement(*point.address) if point else None
    if point is None or said is None or claim.quantifier == q.EITHER:
        return ""
    if claim.quantifier == q.ONLY and claim.positive and point.asked >= _MEANT and _MORE.search(said.text):
        return "no"
    held, _ = word_index(knowledge).shared(point.address, question.content)
    plain = claim.positive and not claim.quantifier and not _DENIALS & set(normal(said.text).split())
    says_just_that = held >= _HOLDS_ALL and len(question.content) >= _TELLING
    if plain and (point.part == "services" or says_just_that):
        return "yes"
    if point.asked < _MEANT or (question.answer == "no" and plain and held >= _HOLDS):
        return ""
    return question.answer


def _part(knowledge: Knowledge, topic: Topic, question: Question, claim: Claim) -> Answer:
    """Whether there is something: “does LPO have drawbacks?”; where the words ask for more, what is known."""
    part = question.parts[0] if question.parts else "definition"
    if claim.quantifier == q.ONLY and question.content:
        told = part_of(knowledge, part, (topic,), question.style)
        return told.with_verdict("No, the documents don't limit it to that.", "not_only")
    if claim.quantifier == q.ALL and part == "types":
        return part_of(knowledge, part, (topic,), question.style).with_verdict("Not all of them.", "no")
    return part_of(knowledge, part, (topic,), question.style)

"""Claims and questions to be confirmed: the verdict first, then what it rests on. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import aspects
from actions.advice import advise
from actions.answer import Answer, Button, Line, enumerate_words, sentence
from actions.disputes import asked_for, dispute_lines, disputes_over, other_views
from actions.parts import ask, part_of, statement_alone
from actions.relations import related
from actions.services import covers
from dialogue import question as q
from dialogue.points import SAME
from dialogue.question import Claim, Question, Style
from knowledge.model import Knowledge, Statement, Topic
from knowledge.phrases import normal
from knowledge.search import hinted_kind, model_of_work, stem, word_index

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
_RANKED_BY = frozenset({"benefits", "drawbacks", "fit", "how_it_works", "types"})  # parts on which nothing ranks topics
_LEADS = {("yes", True): "Yes.", ("yes", False): "That's right.", ("no", True): "No.", ("no", False): "No."}


def verify(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """The verdict on what shall be confirmed, and why: that of the first rule that has one."""
    asked = replace(question, claim=question.claim or Claim())
    found = (rule(knowledge, topics, asked) for rule in _RULES)
    return next((told for told in found if told is not None), None) or _part(knowledge, topics[0], asked)


def _claim(question: Question) -> Claim:
    return question.claim or Claim()


def _of_other_kind(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Is BPO always abroad?”: that is one kind of it."""
    kind = hinted_kind(knowledge, [topic.id for topic in topics], question.words)
    every = _claim(question).positive and _claim(question).quantifier in (q.ALL, q.ONLY, q.EITHER)
    other = kind is not None and kind not in topics and every and not question.services
    return _not_always_so(knowledge, kind) if kind and other else None


def _by_statement(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """The one statement that the claim is about."""
    point = question.point
    alone = point is not None and (len(topics) == 1 or point.part not in ("relations", "definition"))
    return _point(knowledge, topics[0], question) if alone else None


def _in_every_case(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Is it always all of it?”: not always, where a definition says so."""
    if _claim(question).quantifier != q.ALL or len(topics) != 1 or question.aspects:
        return None
    hedged = _hedged(knowledge, topics[0])
    return hedged.with_verdict("Not always.", "no") if hedged else None


def _on_aspect(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Is BPO cheap?”: by what is said of one topic on the aspect."""
    alone = len(topics) == 1 and "services" not in question.parts
    return aspects.confirm(knowledge, topics[0], question, _claim(question)) if question.aspects and alone else None


def _as_a_model(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Is recruitment part of BPO, or separate?”: how the model of that work stands to the topic."""
    asks = _claim(question).quantifier == q.EITHER and "relations" in question.parts and len(topics) == 1
    work = model_of_work(knowledge, " ".join(question.services), question.services) if asks else None
    if work is None or work in topics or not knowledge.disagreements_on((work.id, topics[0].id), "relations"):
        return None
    return related(knowledge, (work, *topics), replace(question, claim=None))


def _on_work(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Does HRO do payroll?”: whether the topics cover some work."""
    described = question.parts == ("services",) and bool(question.content)
    named = bool(question.services or question.without)
    return covers(knowledge, topics, question, _claim(question)) if named or described else None


def _which_to_take(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Should we take BPO or KPO?”"""
    asks = len(topics) > 1 and _claim(question).quantifier == q.EITHER and "advice" in question.cues
    return advise(knowledge, topics, question) if asks else None


def _of_several(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Is KPO a part of BPO?”, “is it riskier than BPO?”"""
    if len(topics) < 2 or question.aspects:
        return None
    ranked = set(question.parts) & _RANKED_BY
    return _unranked(knowledge, topics, question) if ranked else related(knowledge, topics, question)


def _on_aspect_of_first(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    return aspects.confirm(knowledge, topics[0], question, _claim(question)) if question.aspects else None


def _of_a_kind(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Only offshore BPO exists?”, “is hybrid RPO an RPO?”"""
    topic, parts = topics[0], set(question.parts)
    if not topic.parent:
        return None
    sole = "only_topic" in question.cues or bool({"types", "relations"} & parts)
    if _claim(question).quantifier == q.ONLY and sole:
        return _not_the_only_kind(knowledge, topic)
    return related(knowledge, (topic, knowledge.topics[topic.parent]), question) if "relations" in parts else None


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


def _point(knowledge: Knowledge, topic: Topic, question: Question) -> Answer:
    """The statement that the claim is about; a yes only where neither of them denies anything."""
    point = question.point
    owner = knowledge.topics.get(point.topic, topic) if point else topic
    told = statement_alone(knowledge, owner, point.part, point.place) if point else None
    if told is None:
        return _part(knowledge, topic, question)
    disputed = asked_for(knowledge, question.words)
    if disputed:
        return replace(told, lines=dispute_lines(disputed), verdict="disagree")
    said = knowledge.statement(*point.address) if point else None
    if said and (opposed := other_views(disputes_over(knowledge, said), told.lines)):
        return replace(told, lines=(*told.lines, *opposed), verdict="disagree")
    answer = _confirmed(knowledge, question)
    lead = _LEADS.get((answer, _claim(question).positive))
    return told.with_verdict(lead, answer) if lead and len(told.lines) == 1 else told


def _confirmed(knowledge: Knowledge, question: Question) -> str:
    """“yes” or “no” to a claim by the statement that it is about; "" where neither is clear.

    A claim whose words all stand in a statement without a denial is confirmed, and never denied.
    """
    point, claim = question.point, _claim(question)
    said = knowledge.statement(*point.address) if point else None
    if point is None or said is None or claim.quantifier == q.EITHER:
        return ""
    if _says_more(claim, said) and (point.asked >= _MEANT or point.score >= SAME):
        return "no"
    held, _ = word_index(knowledge).shared(point.address, question.content)
    if _is_plain(claim, said):
        if point.part == "services" or _says_just_that(held, question):
            return "yes"
        if question.answer == "no" and held >= _HOLDS:
            return ""
    return question.answer if point.asked >= _MEANT else ""


def _says_more(claim: Claim, said: Statement) -> bool:
    """True for a statement by which a claim that it is so only is too narrow."""
    return claim.quantifier == q.ONLY and claim.positive and bool(_MORE.search(said.text))


def _is_plain(claim: Claim, said: Statement) -> bool:
    """True where neither the claim nor the statement denies or limits anything."""
    return claim.positive and not claim.quantifier and not _DENIALS & set(normal(said.text).split())


def _says_just_that(held: float, question: Question) -> bool:
    """True where a statement holds nearly all words of a claim; `held`: their share."""
    return held >= _HOLDS_ALL and len(question.content) >= _TELLING


def _stands_for(knowledge: Knowledge, topic: Topic, question: Question) -> Answer:
    """“The K is for knowledge, right?”: whether the words stand in the name; no verdict where none of them does."""
    told = part_of(knowledge, "definition", (topic,), question.style)
    named, said = ({stem(word) for word in words} for words in (normal(topic.name).split(), question.content))
    if not _claim(question).positive or not named & said:
        return told
    right = said <= named
    return told.with_verdict("Yes." if right else f"No, it stands for {topic.name}.", "yes" if right else "no")


def _part(knowledge: Knowledge, topic: Topic, question: Question) -> Answer:
    """Whether there is something: “does LPO have drawbacks?”; where the words ask for more, what is known."""
    claim = _claim(question)
    part = question.parts[0] if question.parts else "definition"
    if part == "definition" and "stands_for" in question.cues and question.content and not claim.quantifier:
        return _stands_for(knowledge, topic, question)
    if claim.quantifier == q.ONLY and question.content:
        told = part_of(knowledge, part, (topic,), question.style)
        return told.with_verdict("No, the documents don't limit it to that.", "not_only")
    if claim.quantifier == q.ALL and part == "types":
        return part_of(knowledge, part, (topic,), question.style).with_verdict("Not all of them.", "no")
    return part_of(knowledge, part, (topic,), question.style)


# The rules in the order in which they are tried; the first that has an answer decides.
_RULES = (
    _of_other_kind, _by_statement, _in_every_case, _on_aspect, _as_a_model, _on_work, _which_to_take, _of_several,
    _on_aspect_of_first, _of_a_kind,
)  # fmt: skip

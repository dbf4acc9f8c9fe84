"""Topics on an aspect: what is said of it, whether it holds, for one of them alone or for several. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import MOST_BUTTONS, Answer, Button, Line, enumerate_words, sentence
from actions.disputes import asked_for, dispute_lines, other_views, views
from actions.parts import next_questions, nothing_on
from actions.wording import name_first, noun_of
from dialogue import question as q
from dialogue.question import Claim, Question
from knowledge.model import Disagreement, Knowledge, Topic
from knowledge.phrases import normal
from knowledge.search import stem

_MOST_OTHERS = 3  # benefits that a “not only” names


def aspect_of(knowledge: Knowledge, topic: Topic, aspect: str, whole: bool = False) -> Answer:
    """One topic on one point of comparison, with a word on what is open; with both sides of it as a `whole`."""
    statement = topic.aspects.get(aspect)
    label = knowledge.aspects[aspect].label.lower()
    if statement is None and topic.parent:
        parent = aspect_of(knowledge, knowledge.topics[topic.parent], aspect, whole)
        return parent.led_by(Line(f"On {label}, the documents say nothing about {knowledge.name(topic)} itself."))
    buttons = next_questions(knowledge, topic, "aspect", False)
    if statement is None:
        no = Line(f"On {label}, the documents say nothing about {knowledge.name(topic)}.")
        known = nothing_on(knowledge, "definition", topic).lines[1:]
        return Answer((no, *known), "aspect", (topic.id,), (aspect,), "silent", buttons)
    line = Line.of(sentence(statement.text), (statement,), ((topic.id, f"aspects {aspect}", 0),))
    disputed = knowledge.disagreements_on((topic.id,), "aspects", aspect)[:1]
    disputes = dispute_lines(disputed) if whole else other_views(disputed, (line,))
    buttons = (*(Button("Both sides", d.question) for d in disputed if not whole), *buttons)[:MOST_BUTTONS]
    verdict = "disagree" if disputes else ""
    return Answer((line, *disputes), "aspect", (topic.id,), (aspect,), verdict, buttons)


def confirm(knowledge: Knowledge, topic: Topic, question: Question, claim: Claim) -> Answer:
    of_topic = "only_topic" in question.cues or "one" in question.references
    limits = claim.quantifier == q.ONLY and claim.positive and (of_topic or not _denies_pole(topic, question, claim))
    limited = _limited(knowledge, topic, question) if limits else None
    if limited:
        return limited
    whole = bool(asked_for(knowledge, question.words))
    known = [id for id in question.aspects if id in knowledge.aspects]
    if "guesses_aspect" in question.cues and not claim.pole:  # no yes or no on what its words don't name
        answers = [aspect_of(knowledge, topic, id, whole) for id in known]
    else:
        answers = [_aspect(knowledge, topic, id, claim, whole) for id in known]
    lines = tuple(line for answer in answers for line in answer.lines)
    topics = answers[0].topics
    return Answer(lines, "aspect", topics, question.aspects, answers[0].verdict, answers[0].buttons)


def _denies_pole(topic: Topic, question: Question, claim: Claim) -> bool:
    """True for “KPO takes only non-core work”, where what is said of it is the other end of the scale."""
    said = topic.aspects.get(question.aspects[0])
    return bool(said and claim.pole and said.level in ("high", "low") and said.level != claim.pole)


def _limited(knowledge: Knowledge, topic: Topic, question: Question) -> Answer | None:
    """“Is BPO alone cheap?”, “is BPO only cheap?”: not only, where the documents say more."""
    aspect = question.aspects[0]
    if aspect not in topic.aspects or aspect not in knowledge.aspects:
        return None
    of_topic = "only_topic" in question.cues or "one" in question.references
    return _others_too(knowledge, topic, aspect) if of_topic else _more_than(knowledge, topic, aspect)


def _others_too(knowledge: Knowledge, topic: Topic, aspect: str) -> Answer | None:
    """What is said of another model that has as much of an aspect."""
    level = topic.aspects[aspect].level
    others = (model for model in knowledge.models if model != topic and aspect in model.aspects)
    other = next((model for model in others if level and model.aspects[aspect].level == level), None)
    if other is None:
        return None
    told = aspect_of(knowledge, other, aspect)
    ids = (topic.id, other.id)
    return replace(told, lines=told.lines[:1], topics=ids, options=ids).with_verdict("No, not only.", "not_only")


def _more_than(knowledge: Knowledge, topic: Topic, aspect: str) -> Answer | None:
    """The benefits of a topic besides an aspect, by their headings."""
    stems = {stem(word) for name in knowledge.aspects[aspect].words for word in normal(name).split()}
    besides = [
        (place, said)
        for place, said in enumerate(topic.part("benefits"))
        if said.name and not stems & {stem(word) for word in normal(said.name).split()}
    ][:_MOST_OTHERS]
    if not besides:
        return None
    text = f"{name_first(knowledge, topic)} also brings {enumerate_words(noun_of(said) for _, said in besides)}."
    told = [(topic.id, "benefits", place) for place, _ in besides]
    line = Line.of(text, [said for _, said in besides], told, joins=True)
    buttons = next_questions(knowledge, topic, "aspect", False)
    return Answer((Line("No, not only."), line), "aspect", (topic.id,), (aspect,), "not_only", buttons)


def _aspect(knowledge: Knowledge, topic: Topic, aspect: str, claim: Claim, whole: bool) -> Answer:
    """Yes or no by the level of the statement; where the documents disagree, that."""
    told = aspect_of(knowledge, topic, aspect, whole)
    statement = topic.aspects.get(aspect)
    always = claim.quantifier == q.ALL and claim.positive
    disputed = knowledge.disagreements_on((topic.id,), "aspects", aspect)
    if statement is not None and disputed:
        return (
            told.with_verdict("Not always.", "no") if always else _disputed(told, disputed[0], statement.level, claim)
        )
    open_ended = claim.quantifier == q.EITHER  # “does it save or cost?” wants no yes
    if statement is None or not statement.level or knowledge.aspects[aspect].scale is None or open_ended:
        return told
    if statement.level == "mixed":
        return told.with_verdict("It depends.", "depends")
    holds = (statement.level == (claim.pole or "high")) == claim.positive
    if holds and claim.quantifier == q.ALL:
        return told.with_verdict("Often, though no document says always.", "depends")
    return told.with_verdict("Yes." if holds else "No.", "yes" if holds else "no")


def _disputed(told: Answer, dispute: Disagreement, level: str, claim: Claim) -> Answer:
    """All views on it, with what most of what is said comes to before them."""
    question, *each = views(dispute)
    lead = f"{_on_the_whole(level, claim)} {question.text}".strip()
    return replace(told, lines=(replace(question, text=lead), *each), verdict="disagree")


def _on_the_whole(level: str, claim: Claim) -> str:
    """A yes or no to a claim on what is disputed; "" where its words assert neither end of the scale."""
    if claim.quantifier == q.NEVER and claim.positive:
        return "Not quite."
    denied = claim.quantifier == q.ONLY and claim.positive and claim.pole != level
    if not claim.pole or level not in ("high", "low") or (claim.quantifier and not denied):
        return ""
    return "Mostly yes." if (level == claim.pole) == claim.positive else "Mostly no."


def both(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Do both save money, or only one?”: both, or the one that does; None where they are measured by each other."""
    aspect, claim = question.aspects[0], question.claim or Claim()
    asserts = claim.quantifier != q.EITHER and bool(claim.pole or claim.quantifier)
    if not asserts or {"than", "more", "less"} & set(question.words.split()) or aspect not in knowledge.aspects:
        return None
    levels = {topic: topic.aspects[aspect].level for topic in topics if aspect in topic.aspects}
    holding = [topic for topic, level in levels.items() if level == (claim.pole or "high")]
    if len(levels) < len(topics) or not all(levels.values()) or not holding:
        return None
    names = enumerate_words(map(knowledge.name, holding))
    verdict = "both" if len(holding) == len(topics) else "rather"
    lead = (
        ("Yes, both." if len(topics) == 2 else "Yes, all.") if verdict == "both" else f"Only {names}, by the documents."
    )
    told = (aspect_of(knowledge, topic, aspect) for topic in topics)
    lines = (line for answer in told for line in answer.lines[:1])
    return Answer((Line(lead), *lines), "comparison", tuple(t.id for t in topics), (aspect,), verdict,
                  next_questions(knowledge, topics[0], "aspect", False),
                  options=tuple(t.id for t in topics))  # fmt: skip

"""Which model an acronym means that stands for several, and when outsourcing itself is meant."""

from __future__ import annotations

from dataclasses import replace

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Question
from knowledge.model import Knowledge, Topic
from knowledge.phrases import normal


def with_senses(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question with topics for acronyms: the sense settled before, else the main one, which is then `assumed`."""
    topics, assumed = _meant(question.topics, conversation, knowledge)
    excluded, _ = _meant(question.excluded, conversation, knowledge)
    keeps = question.form == q.COMPARE or "relations" in question.parts or question.form == q.EDIT
    topics = _other_senses(topics, question, knowledge)
    topics = without_general(topics, knowledge, keep_beside_one=keeps)
    if (topics, excluded) == (question.topics, question.excluded):
        return question
    told = replace(question, topics=topics, excluded=tuple(e for e in excluded if e not in topics), assumed=assumed)
    return told.because(f"takes {assumed} in its main sense") if assumed else told


def _meant(ids: tuple[str, ...], conversation: Conversation, knowledge: Knowledge) -> tuple[tuple[str, ...], str]:
    """The topics, and the one whose acronym was taken in its main sense without being told so."""
    topics: dict[str, None] = {}
    assumed = ""
    for id in ids:
        owners = knowledge.shared_acronyms.get(id, ())
        if id in knowledge.topics:
            topics[id] = None
        elif owners:
            known = settled(id, owners, conversation)
            topics[known or owners[0].id] = None
            assumed = "" if known else owners[0].id
    return tuple(topics), assumed


def _other_senses(topics: tuple[str, ...], question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """“The RPO that isn't recruitment”: the other model of the acronym where the words of one are shut out."""
    out = set(question.shut_out)
    if not out or "services" in question.parts:  # “what does RPO cover other than interviews?” leaves out some work
        return topics
    meant = []
    for id in topics:
        topic = knowledge.topics[id]
        shut = bool(out & {word for cue in topic.cues for word in normal(cue).split()})
        other = knowledge.namesakes(topic)[:1] if shut else ()
        meant.append(other[0].id if other else id)
    return tuple(dict.fromkeys(meant))


def settled(acronym: str, owners: tuple[Topic, ...], conversation: Conversation) -> str:
    """The model that a shared acronym means in this conversation; "" where that is open."""
    known = conversation.senses.get(acronym, "")
    ids = [owner.id for owner in owners]
    return known if known in ids else next((id for id in ids if id in conversation.topics), "")


def without_general(ids: tuple[str, ...], knowledge: Knowledge, keep_beside_one: bool = False) -> tuple[str, ...]:
    """The topics without the one that all are a kind of: “BPO outsourcing” asks for BPO.

    With `keep_beside_one` it stays beside a single other topic: “outsourcing or BPO?” sets the two side by side.
    """
    specific = tuple(id for id in ids if is_specific(id, knowledge))
    return ids if not specific or (keep_beside_one and len(specific) == 1) else specific


def is_specific(id: str, knowledge: Knowledge) -> bool:
    """True for a model or a kind of one, not for outsourcing itself."""
    topic = knowledge.topics.get(id)
    return topic is not None and (topic.is_model or bool(topic.parent))


def general(knowledge: Knowledge) -> tuple[str, ...]:
    """Outsourcing itself: the topic that all models are a kind of."""
    return tuple(t.id for t in knowledge.topics.values() if not t.is_model and not t.parent)[:1]

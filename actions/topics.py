"""The topics that a question or a conversation is about, as the knowledge has them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue.conversation import Conversation
from dialogue.question import Question
from dialogue.senses import general
from knowledge.model import Knowledge, Topic


def topics_of(question: Question, knowledge: Knowledge) -> tuple[Topic, ...]:
    """The topics of a question."""
    return _known(knowledge, question.topics)


def talked_of(knowledge: Knowledge, conversation: Conversation) -> tuple[Topic, ...]:
    """The topics that are on the table."""
    return _known(knowledge, conversation.topics)


def meant(question: Question, knowledge: Knowledge, conversation: Conversation) -> tuple[Topic, ...]:
    """The topics named, else those talked about, else outsourcing itself."""
    found = topics_of(question, knowledge) or talked_of(knowledge, conversation)
    return found or tuple(knowledge.topics[id] for id in general(knowledge))


def models_and_kinds(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """The topics without outsourcing itself, which is neither a model nor a kind of one."""
    return tuple(topic for topic in topics if topic.is_model or topic.parent)


def _known(knowledge: Knowledge, ids: Iterable[str]) -> tuple[Topic, ...]:
    return tuple(knowledge.topics[id] for id in ids if id in knowledge.topics)

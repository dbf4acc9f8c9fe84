"""What the rules on whether a question can be answered have in common. Pure."""

from __future__ import annotations

from collections.abc import Callable

from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question
from dialogue.senses import is_specific
from knowledge.model import Knowledge

Rule = Callable[[Question, Conversation, Knowledge], Question | None]  # None where the rule doesn't hold

ASKED = 0.5  # chance of a statement from which it is meant rather than a gap that nobody named, or a second side


def models_named(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """The topics besides outsourcing itself."""
    return tuple(id for id in question.topics if is_specific(id, knowledge))


def home(near: Nearness, knowledge: Knowledge) -> str:
    """The part that a statement stands in, for a question on it."""
    return near.part if near.part in knowledge.questions else ""

"""Questions and conversations for the tables of the pure rooms, made from what a row says and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question
from knowledge.phrases import normal

# The ways of asking, said so often that no word of theirs counts as content.
ASKING = (
    """
what is the difference between these and those, how does it work and who is it for
tell me about the types of this, please, can you do that for me or not
i want to know which one should we use, why, when, where, is it only for all of them
does it also cover more than that, are there any other, no, not, never, both, either, else, except, instead
compare them, list, name, explain, describe, define, give me two three four five of them, on in with from to by at a an
do you think they will, would, could, has, have, had been, was, were, may, might, must, so, if, then, than, as, but
just
""".strip().splitlines()
    * 60
)


def asks(text: str = "", **fields: Any) -> Question:
    """A question with words in normal form; a single id stands for a tuple of it."""
    plural = (
        "parts",
        "aspects",
        "topics",
        "against",
        "excluded",
        "services",
        "without",
        "references",
        "cues",
        "content",
        "gaps",
        "gap_words",
        "shut_out",
        "unknown",
    )
    given: dict[str, Any] = {
        key: (value,) if key in plural and isinstance(value, str) else value for key, value in fields.items()
    }
    return Question(words=normal(text), **given)


def tells(part: str, *topics: str, **fields: Any) -> Question:
    """A question that was asked for a part of some topics."""
    return asks(form=q.TELL, parts=part, topics=topics, **fields)


def compares(*topics: str, **fields: Any) -> Question:
    """A question that set topics side by side."""
    return asks(form=q.COMPARE, topics=topics, **fields)


def after(*questions: Question, **fields: Any) -> Conversation:
    """The conversation after some questions, the first asked first; `fields` replace what they left."""
    talk = Conversation()
    for question in questions:
        talk = talk.with_question(question)
    return replace(talk, **fields)


def near(topic: str, part: str, place: int = 0, score: float = 0.9) -> Nearness:
    """A statement that the words are like."""
    return Nearness(topic, part, place, score)

"""What is remembered of a conversation, typed, in one slot. Pure: no Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from dialogue.question import Question, Style

VERSION = 2
_TRAIL = 6  # topics that “the other one” may go back to
_MOST_TOLD = 60  # statements that are remembered as told
_QUESTIONS = 4  # questions that “back” may return to


@dataclass(frozen=True)
class Told:
    """A statement that was told: its address in the knowledge and the turn, counted from 1."""

    turn: int
    topic: str
    part: str
    place: int

    @property
    def address(self) -> tuple[str, str, int]:
        """Its address in the knowledge."""
        return self.topic, self.part, self.place


@dataclass(frozen=True)
class Conversation:
    """The thread of a conversation.

    `turn`: how many messages were answered; `topics`: what is on the table; `excluded`: what was shut out; `asked`: the
    questions answered last, the latest first; `pending`: one that waits for its topic; `options`: topics offered
    last, in order; `senses`: acronym -> the model meant by it; `trail`: topics before, the latest first; `shown`: how
    many statements of the part are known; `told`: all that was told; `verdict`: of the last answer; `style`: wishes
    that stand; `choice`: answers of the guided choice; `recommended`: the model it
    ended with; `reminded`: whether its open question was repeated; `said`: digests of the latest replies;
    `cited`: the documents of the last reply that cited any, as they were numbered;
    `asking`: the question of the guided choice that is open just now.
    """

    turn: int = 0
    topics: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    asked: tuple[Question, ...] = ()
    pending: Question | None = None
    options: tuple[str, ...] = ()
    senses: Mapping[str, str] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    shown: int = 0
    told: tuple[Told, ...] = ()
    verdict: str = ""
    style: Style = field(default_factory=Style)
    choice: Mapping[str, str] = field(default_factory=dict)
    recommended: str = ""
    reminded: bool = False
    said: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    asking: str = ""

    @property
    def last(self) -> Question | None:
        """The question answered last."""
        return self.asked[0] if self.asked else None

    @property
    def latest(self) -> tuple[Told, ...]:
        """The statements of the last answer that told any, in order."""
        turn = self.told[-1].turn if self.told else 0
        return tuple(told for told in self.told if told.turn == turn)

    @classmethod
    def of(cls, slot: Mapping[str, Any] | None) -> Conversation:
        """The conversation kept in a slot; what an older version wrote counts as a new conversation."""
        if not slot or slot.get("version") != VERSION:
            return cls()
        kept: dict[str, Any] = {f.name: slot[f.name] for f in fields(cls) if f.name in slot}
        kept |= {key: tuple(value) for key, value in kept.items() if isinstance(value, list)}
        kept["asked"] = tuple(Question.of(entry) for entry in kept.get("asked", ()))
        kept["pending"] = Question.of(kept["pending"]) if kept.get("pending") else None
        kept["told"] = tuple(Told(*entry) for entry in kept.get("told", ()))
        kept["style"] = Style(**kept.get("style", {}))
        return cls(**kept)

    def as_slot(self) -> dict[str, Any]:
        """The conversation as JSON types."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "asking"}
        plain["asked"] = [question.as_json() for question in self.asked]
        plain["pending"] = self.pending.as_json() if self.pending else None
        plain["told"] = [[told.turn, told.topic, told.part, told.place] for told in self.told]
        plain["style"] = asdict(self.style)
        plain |= {key: list(value) for key, value in plain.items() if isinstance(value, tuple)}
        return {"version": VERSION, **plain}

    def with_topics(self, topics: tuple[str, ...]) -> Conversation:
        """With other topics on the table; those before are kept in the trail."""
        if not topics or topics == self.topics:
            return self
        trail = tuple(dict.fromkeys((*self.topics, *self.trail)))[:_TRAIL]
        return replace(self, topics=topics, trail=trail, excluded=tuple(e for e in self.excluded if e not in topics))

    def with_question(self, question: Question) -> Conversation:
        """With a question as the one asked last, and what it settles."""
        kept = [replace(asked, near=()) for asked in self.asked if asked != question][: _QUESTIONS - 1]
        near = tuple(near for near in question.near if near.asked)  # for “and LPO?”
        excluded = tuple(dict.fromkeys((*self.excluded, *question.excluded)))
        named = {*question.topics, *question.against} - set(question.excluded)
        told = self.with_topics(question.topics)
        return replace(
            told,
            asked=(replace(question, evidence=(), near=near, ranking=(), options=(), subjects=()), *kept),
            excluded=tuple(id for id in excluded if id not in named),
            style=question.style if question.style.standing else self.style,
            pending=None,
        )

    def shows(self, count: int) -> Conversation:
        """With so many statements of the part known."""
        return replace(self, shown=count)

    def with_told(self, addresses: tuple[tuple[str, str, int], ...]) -> Conversation:
        """With statements told in this turn."""
        new = tuple(Told(self.turn, *address) for address in dict.fromkeys(addresses))
        return replace(self, told=(*self.told, *new)[-_MOST_TOLD:])

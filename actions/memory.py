"""What the bot remembers of a conversation, and what a new message means in its light. Pure: no Rasa."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from actions.knowledge import Knowledge, Topic
from actions.phrases import is_in, normal, padded
from actions.reply import Reply

_PRONOUNS = frozenset(
    "it its they them their theirs that this these those there one ones both each same such".split()  # noqa: SIM905
)
_SHORT = 9  # words of a question that may do without its subject where there is one to go back to
VERY_SHORT = 4  # and where there is none, so that the bot asks for it
_TRAIL = 4  # topics that “the other one” may go back to


@dataclass(frozen=True)
class Memory:
    """The thread of a conversation.

    `topics`, `part`, `aspect`: what was answered last; `shown`: how many statements of it; `senses`: acronym ->
    the model that the user means by it; `options`: topics offered last, in order, for “the first one”;
    `pending`: the part that was asked for when the bot had to ask back, or “aspect”, which `aspect` then names;
    `trail`: the topics before, latest first.
    """

    topics: tuple[str, ...] = ()
    part: str = ""
    aspect: str = ""
    shown: int = 0
    senses: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    pending: str = ""
    trail: tuple[str, ...] = ()

    @classmethod
    def of(cls, slot: Mapping[str, Any] | None) -> Memory:
        """The memory kept in a slot; an empty or foreign value is an empty memory."""
        if not slot:
            return cls()
        known: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in slot.items()
            if key in cls.__dataclass_fields__
        }
        return cls(**known)

    def as_slot(self) -> dict[str, Any]:
        """The memory as JSON types."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    def after(self, reply: Reply) -> Memory:
        """The memory once `reply` was given. A reply on no topic leaves the thread as it was."""
        if not reply.topics:
            return replace(self, options=reply.options or self.options)
        return replace(
            self,
            topics=reply.topics,
            part=reply.part if reply.part not in ("gap", "did_you_mean", "compare_with") else self.part,
            aspect=reply.aspect if reply.part in ("aspect", "comparison") else "",
            shown=reply.shown,
            options=reply.options or self.options,
            pending="",
            trail=tuple(dict.fromkeys((*self.topics, *self.trail)))[:_TRAIL],
        )


@dataclass(frozen=True)
class Mention:
    """The topics of a message: resolved `topics`, whether they were `named` in it (or taken from memory), and
    `assumed`: the topic whose shared acronym was taken in its main sense without being told so."""

    topics: tuple[Topic, ...]
    named: bool = False
    assumed: Topic | None = None


def resolve(knowledge: Knowledge, memory: Memory, ids: Iterable[str]) -> tuple[Mention, Memory]:
    """The topics meant by the entity values `ids`, and the memory with the senses of acronyms that they settle.

    An id that is a shared acronym means the remembered model, else the first that owns it, which is then
    remembered too: it is asked about once.
    """
    topics: list[Topic] = []
    senses = dict(memory.senses)
    assumed: Topic | None = None
    for id in dict.fromkeys(ids):
        if id in knowledge.topics:
            topic = knowledge.topics[id]
        elif id in knowledge.shared_acronyms:
            owners = knowledge.shared_acronyms[id]
            known = senses.get(id) or next((t.id for t in owners if t.id in memory.topics), "")
            topic = knowledge.topics.get(known, owners[0])
            assumed = None if known else topic
        else:
            continue
        if knowledge.namesakes(topic):
            senses[topic.acronym.lower()] = topic.id
        if topic not in topics:
            topics.append(topic)
    return Mention(tuple(topics), bool(topics), assumed), replace(memory, senses=senses)


def without_general(topics: Sequence[Topic], keep_beside_one: bool = False) -> tuple[Topic, ...]:
    """The topics without the one that all are a kind of: “BPO outsourcing” asks for BPO.

    With `keep_beside_one` it stays beside a single other topic: “outsourcing or BPO?” sets the two side by side.
    """
    specific = tuple(topic for topic in topics if topic.is_model or topic.parent)
    if not specific or (keep_beside_one and len(specific) == 1):
        return tuple(topics)
    return specific


def leans(memory: Memory, text: str, foreign: int) -> bool:
    """True for a message that may lean on what was said before: by a pronoun, or short and all in our words."""
    said = normal(text).split()
    short = _SHORT if memory.topics else VERY_SHORT
    return bool(_PRONOUNS & set(said)) or (not foreign and len(said) <= short)


def before(knowledge: Knowledge, memory: Memory) -> tuple[Topic, ...]:
    """The topics that were talked about before the current ones, the latest first."""
    return tuple(knowledge.topics[id] for id in memory.trail if id in knowledge.topics and id not in memory.topics)


def from_memory(knowledge: Knowledge, memory: Memory, text: str = "") -> tuple[Topic, ...]:
    """The topics that the conversation is about.

    Of models with one acronym, the one whose cues stand in `text`: “the hiring one, how does it work?”
    """
    topics = tuple(knowledge.topics[id] for id in memory.topics if id in knowledge.topics)
    said = padded(text)
    meant = tuple(t for t in topics if knowledge.namesakes(t) and any(is_in(normal(cue), said) for cue in t.cues))
    return meant if len(meant) == 1 and len(topics) > 1 else topics

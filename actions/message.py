"""The edge to Rasa: reading a message and the memory off the tracker, giving a reply to the dispatcher."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guidance import Likeness
from actions.knowledge import FOLDER, Knowledge
from actions.knowledge_files import load
from actions.memory import Memory
from actions.reply import Reply
from actions.searches import Found

MEMORY = "memory"
_LIKELY = 0.15  # probability from which an intent is one of the readings of a message


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The knowledge of this action server, loaded once, at its start; `renew` has it loaded again."""
    return load(folder())


def folder() -> Path:
    """Where the knowledge lies: the variable KNOWLEDGE may name a release's."""
    return Path(os.environ.get("KNOWLEDGE") or FOLDER)


def renew() -> str:
    """Go over to what lies there now: its digest. Raises KnowledgeError on a fault, and the old one stays."""
    load(folder())
    knowledge.cache_clear()
    return knowledge().digest


@dataclass(frozen=True)
class Message:
    """The user's latest message as the trained model understood it.

    `topics` … `services` are what it names; `found` are the statements that it is most like, `subjects` the known
    gaps, the likeliest first, with their likeness; `ranking` its intents with their probabilities; `foreign` counts its
    words from elsewhere.
    """

    text: str
    intent: str
    topics: tuple[str, ...]
    aspects: tuple[str, ...]
    gaps: tuple[str, ...]
    services: tuple[str, ...]
    found: tuple[Found, ...]
    subjects: tuple[tuple[str, float], ...]
    ranking: tuple[tuple[str, float], ...]
    foreign: int
    likeness: tuple[Likeness, ...]

    @classmethod
    def of(cls, tracker: Tracker) -> Message:
        """The latest message of a tracker."""
        data: dict[str, Any] = tracker.latest_message or {}
        return cls(
            text=data.get("text") or "",
            intent=(data.get("intent") or {}).get("name") or "",
            topics=_values(data, "outsourcing_model"),
            aspects=_values(data, "aspect"),
            gaps=_values(data, "not_covered"),
            services=_values(data, "service"),
            found=tuple(Found(**entry) for entry in data.get("statements") or ()),
            subjects=tuple((entry["id"], entry["score"]) for entry in data.get("subjects") or ()),
            ranking=tuple((entry["name"], entry["confidence"]) for entry in data.get("intent_ranking") or ()),
            foreign=data.get("foreign") or 0,
            likeness=tuple(Likeness(**entry) for entry in data.get("options") or ()),
        )

    @property
    def chance(self) -> float:
        """The probability of its intent, 0 to 1."""
        return dict(self.ranking).get(self.intent, 0.0)

    def may_be(self, intent: str) -> bool:
        """True where the intent is one of the likelier readings of the message."""
        return dict(self.ranking).get(intent, 0.0) >= _LIKELY


def _values(data: dict[str, Any], entity: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e["value"] for e in data.get("entities") or () if e["entity"] == entity))


def memory_of(tracker: Tracker) -> Memory:
    """What the bot remembers of this conversation."""
    return Memory.of(tracker.get_slot(MEMORY))


def give(dispatcher: CollectingDispatcher, reply: Reply, memory: Memory) -> list[EventType]:
    """Send the reply and return the events that keep the memory of it."""
    dispatcher.utter_message(
        text=reply.text, buttons=[button.as_dict() for button in reply.buttons], data=reply.data(knowledge())
    )
    return [SlotSet(MEMORY, memory.after(reply).as_slot())]

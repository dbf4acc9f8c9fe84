"""The edge to Rasa: questions and conversation off the tracker, a reply to the dispatcher."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answer
from actions.render import Reply, render
from dialogue.conversation import Conversation
from dialogue.question import Question
from knowledge.files import load
from knowledge.model import FOLDER, Knowledge
from knowledge.search import word_index

MEMORY = "memory"


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The knowledge of this action server, loaded once, at its start; `renew` has it loaded again."""
    known = load(folder())
    word_index(known)  # now, so that no process for an action makes it anew
    return known


def folder() -> Path:
    """Where the knowledge lies: the variable KNOWLEDGE may name a release's."""
    return Path(os.environ.get("KNOWLEDGE") or FOLDER)


def renew() -> str:
    """Go over to what lies there now: its digest. Raises KnowledgeError on a fault, and the old one stays."""
    load(folder())
    knowledge.cache_clear()
    return knowledge().digest


def questions_of(tracker: Tracker) -> tuple[Question, ...]:
    """The questions of the latest message, as the trained model understood them; at least one."""
    data: dict[str, Any] = tracker.latest_message or {}
    found = tuple(Question.of(entry) for entry in data.get("questions") or ())
    return found or (Question(intent=(data.get("intent") or {}).get("name") or "", words=data.get("text") or ""),)


def conversation_of(tracker: Tracker) -> Conversation:
    """What the bot remembers of this conversation."""
    return Conversation.of(tracker.get_slot(MEMORY))


def say(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Send a reply."""
    buttons = [button.as_dict() for button in reply.buttons]
    dispatcher.utter_message(text=reply.text, buttons=buttons, data=dict(reply.data))


def say_alone(dispatcher: CollectingDispatcher, answer: Answer, question: Question) -> None:
    """Send an answer that stands by itself."""
    say(dispatcher, render([answer], [question], knowledge()))


def remember(conversation: Conversation) -> EventType:
    """The event that keeps the conversation."""
    return SlotSet(MEMORY, conversation.as_slot())

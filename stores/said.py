"""What people and the bot said, read from the end of a conversation: at the same cost however long it is."""

from __future__ import annotations

import json
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from sqlalchemy import bindparam, func, select, union_all
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from stores.window import StoredEvent, in_one_row, pairs

VOTES = "feedback"  # the slot whose events are the votes (channels/feedback.py)
MOST_VOTES = 200  # of one reading: who changes a vote over and over doesn't make others slow
# So many questions back one is found by its id: near the end first, where it mostly is.
NEAR, FAR = 50, 500
LONGEST_ID = 200  # characters: what is longer is none of ours

_Event = SQLTrackerStore.SQLEvent
_OF_ALL = _Event.sender_id == bindparam("conversation")
_FIRST, _END = bindparam("first"), bindparam("end")


def _of(kind: str, name: str | None = None) -> tuple[Any, ...]:
    """The events of a kind, as the index finds them."""
    return _OF_ALL, _Event.type_name == kind, _Event.action_name == name


_QUESTION = _of(UserUttered.type_name)


def _newest(*columns: Any) -> Select:
    return select(*columns).where(*_QUESTION).order_by(_Event.id.desc())


def _between() -> Select:
    """Questions and answers from `first` to before `end`, and the newest votes since `first`."""
    both = _Event.id >= _FIRST, _Event.id < _END
    questions = select(_Event.id, _Event.data).where(*_QUESTION, *both)
    answers = select(_Event.id, _Event.data).where(*_of(BotUttered.type_name), *both)
    votes = select(_Event.id, _Event.data).where(*_of(SlotSet.type_name, VOTES), _Event.id >= _FIRST)
    newest = votes.order_by(_Event.id.desc()).limit(MOST_VOTES).subquery()
    return in_one_row(union_all(questions, answers, select(newest)).subquery())


_BETWEEN = _between()
_AGO = _newest(_Event.id).limit(1).offset(bindparam("ago"))
_AFTER = select(func.min(_Event.id)).where(*_QUESTION, _Event.id > _FIRST)


def latest(connection: Connection, conversation: str, questions: int) -> list[Event]:
    """The last so many questions with their answers and votes, in order."""
    first = connection.execute(_AGO, {"conversation": conversation, "ago": questions - 1}).scalar()
    return _said(connection, conversation, first or 0, None)


def exchange(connection: Connection, conversation: str, message_id: str) -> list[Event]:
    """The question with this id, its answers and votes, in order; empty where it isn't among the last FAR ones."""
    if len(message_id) > LONGEST_ID:
        return []
    near_first = (_place(connection, conversation, message_id, most) for most in (NEAR, FAR))
    first = next(filter(None, near_first), None)
    if first is None:
        return []
    end = connection.execute(_AFTER, {"conversation": conversation, "first": first}).scalar()
    return _said(connection, conversation, first, end)


def _said(connection: Connection, conversation: str, first: int, end: int | None) -> list[Event]:
    after_all = 2**63 - 1
    values = {"conversation": conversation, "first": first, "end": after_all if end is None else end}
    (text,) = connection.execute(_BETWEEN, values).one()
    return [_event(event) for _, event in pairs(text)]


def _event(stored: StoredEvent) -> Event:
    """The event as far as people saw it: to make it whole again takes longer than to read it."""
    at = stored.get("timestamp")
    if stored["event"] == UserUttered.type_name:
        named = {key: stored.get(key) for key in ("message_id", "input_channel")}
        return UserUttered(stored.get("text"), timestamp=at, **named)
    if stored["event"] == BotUttered.type_name:
        return BotUttered(stored.get("text"), stored.get("data"), stored.get("metadata"), at)
    return SlotSet(stored["name"], stored.get("value"), at)


def _place(connection: Connection, conversation: str, message_id: str, most: int) -> int | None:
    """Where the message is among the last ones. The database looks for the id in their texts, so that only the one
    that has it is read.
    """
    newest = _newest(_Event.id, _Event.data).limit(most).subquery()
    written = newest.c.data.contains(f'"message_id": {json.dumps(message_id)}', autoescape=True)
    for id, data in connection.execute(select(newest).where(written), {"conversation": conversation}):
        if json.loads(data).get("message_id") == message_id:
            return int(id)
    return None

"""Which part of a conversation a turn reads: its latest events, and what earlier ones still mean for them.

A turn's events come in one row, as JSON: with a row for each, reading took as long as all the rest of a reply, since
SQLite lets go of Python's global lock, and waits for it again, at every row.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    ConversationPaused,
    ConversationResumed,
    Restarted,
    SessionStarted,
    SlotSet,
)
from sqlalchemy import String, bindparam, cast, func, literal, select, union_all
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import GenericFunction

# So many events of a conversation are read for a turn; an action is sent no more than that (dialogue/shortcuts.py).
MOST_EVENTS = 100

StoredEvent = dict[str, Any]  # as Rasa writes events
_Event = SQLTrackerStore.SQLEvent


class Joined(GenericFunction[str]):
    """The texts of a group with commas between them, in any order."""

    type = String()
    inherit_cache = True


@compiles(Joined)  # type: ignore[untyped-decorator]
def _in_standard_sql(element: Joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **options)}, ',')"


@compiles(Joined, "sqlite")  # type: ignore[untyped-decorator]
def _in_sqlite(element: Joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **options)}, ',')"


def _last(kinds: list[tuple[str, str | None]], *more: ColumnElement[bool]) -> Any:
    """The ids of the last event of each kind: a seek in the index for each."""
    of_all = (_Event.sender_id == bindparam("conversation"), *more)
    queries = [
        select(func.max(_Event.id).label("id")).where(*of_all, _Event.type_name == kind, _Event.action_name == name)
        for kind, name in kinds
    ]
    return union_all(*queries)


def in_one_row(events: Any, *more: ColumnElement[Any]) -> Select:
    """Pairs of id and event in a JSON list without its brackets."""
    pair = literal("[").concat(cast(events.c.id, String)).concat(",").concat(events.c.data).concat("]")
    return select(Joined(pair), *more)


def _latest() -> Select:
    begins = _last([(SessionStarted.type_name, None), (Restarted.type_name, None)]).subquery()
    first = select(func.coalesce(func.max(begins.c.id), 0)).scalar_subquery()
    of_all = (_Event.sender_id == bindparam("conversation"), _Event.id >= first)
    newest = select(_Event.id, _Event.data).where(*of_all).order_by(_Event.id.desc()).limit(MOST_EVENTS)
    return in_one_row(newest.subquery(), first)


_LATEST = _latest()


def latest(connection: Connection, conversation: str, domain: Domain) -> list[StoredEvent]:
    """The events that a turn needs, in their order: those since the last session's start or restart, at most
    MOST_EVENTS from the begin of a turn on, and before them what still holds of those that are left out.
    """
    text, first = connection.execute(_LATEST, {"conversation": conversation}).one()
    found = pairs(text)
    if len(found) < MOST_EVENTS or found[0][0] == first:
        return [event for _, event in found]
    start = next((place for place, (_, event) in enumerate(found) if _is_listening(event)), 0)
    before = _still_valid(connection, conversation, domain, first, found[start][0])
    return [*before, *(event for _, event in found[start:])]


def pairs(text: str | None) -> list[tuple[int, StoredEvent]]:
    """Ids and events in the order of the ids."""
    return sorted(json.loads(f"[{text or ''}]"), key=lambda pair: int(pair[0]))


def _is_listening(event: StoredEvent) -> bool:
    return bool(event["event"] == ActionExecuted.type_name and event["name"] == ACTION_LISTEN_NAME)


def _still_valid(connection: Connection, conversation: str, domain: Domain, first: int, end: int) -> list[StoredEvent]:
    """The last event before `end` on each slot, on forms, and on a pause; replayed they give the state at `end`."""
    kinds: list[tuple[str, str | None]] = [(SlotSet.type_name, slot.name) for slot in domain.slots]
    kinds += [(ActiveLoop.type_name, form) for form in (*domain.form_names, None)]
    kinds += [(kind.type_name, None) for kind in (AllSlotsReset, ConversationPaused, ConversationResumed)]
    found = _last(kinds, _Event.id >= first, _Event.id < end).subquery()
    valid = select(_Event.id, _Event.data).where(_Event.id.in_(select(found.c.id))).subquery()
    (text,) = connection.execute(in_one_row(valid), {"conversation": conversation}).one()
    return [event for _, event in pairs(text)]

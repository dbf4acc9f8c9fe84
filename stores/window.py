"""Which part of a conversation a turn reads: its latest events, and what earlier ones still mean for them."""

from __future__ import annotations

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
from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

# So many events of a conversation are read for a turn; an action is sent no more than that (dialogue/shortcuts.py).
MOST_EVENTS = 100

Row = Any  # of the table of events
_Event = SQLTrackerStore.SQLEvent


def latest(session: Session, conversation: str, domain: Domain) -> list[Row]:
    """The events that a turn needs, in their order: those since the last session's start or restart, at most
    MOST_EVENTS from the begin of a turn on, and before them what still holds of those that are left out.
    """
    begin = _last(session, conversation, [(SessionStarted.type_name, None), (Restarted.type_name, None)])
    first = max(begin, default=0)
    newest = select(_Event).where(_Event.sender_id == conversation, _Event.id >= first)
    rows = session.scalars(newest.order_by(_Event.id.desc()).limit(MOST_EVENTS)).all()[::-1]
    if len(rows) < MOST_EVENTS or rows[0].id == first:
        return list(rows)
    start = next((place for place, row in enumerate(rows) if _is_listening(row)), 0)
    return [*_still_valid(session, conversation, domain, first, rows[start].id), *rows[start:]]


def _is_listening(row: Row) -> bool:
    return bool(row.type_name == ActionExecuted.type_name and row.action_name == ACTION_LISTEN_NAME)


def _still_valid(session: Session, conversation: str, domain: Domain, first: int, end: int) -> list[Row]:
    """The last event before `end` on each slot, on forms, and on a pause; replayed they give the state at `end`."""
    kinds: list[tuple[str, str | None]] = [(SlotSet.type_name, slot.name) for slot in domain.slots]
    kinds += [(ActiveLoop.type_name, form) for form in (*domain.form_names, None)]
    kinds += [(kind.type_name, None) for kind in (AllSlotsReset, ConversationPaused, ConversationResumed)]
    found = _last(session, conversation, kinds, first, end)
    return list(session.scalars(select(_Event).where(_Event.id.in_(found)).order_by(_Event.id)).all())


def _last(
    session: Session, conversation: str, kinds: list[tuple[str, str | None]], first: int = 0, end: int | None = None
) -> list[int]:
    """The ids of the last event of each kind from `first` to before `end`: a seek in the index for each."""
    bounds = [_Event.sender_id == conversation, _Event.id >= first, *([_Event.id < end] if end is not None else [])]
    queries = [
        select(func.max(_Event.id)).where(*bounds, _Event.type_name == kind, _Event.action_name == name)
        for kind, name in kinds
    ]
    return [id for id in session.scalars(union_all(*queries)) if id is not None]

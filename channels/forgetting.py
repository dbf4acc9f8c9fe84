"""Conversations deleted for good, from whatever store of Rasa's keeps them: it has no word for that itself."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    RedisTrackerStore,
    SQLTrackerStore,
)
from rasa.shared.exceptions import RasaException

from stores.erasure import deleting

FORGET = "forget"  # in an answer's data: the conversation is to be deleted when the turn is over
DELETED = "deleted"  # in the message with that answer, once this is done


class CannotForgetError(RasaException):
    """The store is of a kind that nothing can be deleted from here."""


def is_farewell(answer: dict[str, Any]) -> bool:
    """True for the answer that tells of a conversation's deletion."""
    return answer["data"].get(FORGET) is True


def stores_of(store: Any) -> list[Any]:
    """The stores that keep conversations, beneath what Rasa wraps around them."""
    if isinstance(store, FailSafeTrackerStore):
        spare = store._fallback_tracker_store
        return stores_of(store._tracker_store) + ([] if spare is None else stores_of(spare))
    if isinstance(store, AwaitableTrackerStore):
        return stores_of(store._tracker_store)
    return [store]


def forget(store: Any, conversation: str) -> bool:
    """Delete a conversation; True where there was one. Raises CannotForgetError, NotErasedError (of stores.erasure)
    where it can still be found in SQLite's files, and what the store raises.

    Whoever calls this holds the conversation's lock, or a turn that is under way would store it again.
    """
    found = [_forget(each, conversation) for each in stores_of(store)]
    return any(found)


def _forget(store: Any, conversation: str) -> bool:
    if isinstance(store, SQLTrackerStore):
        with deleting(store) as session:
            events = session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == conversation)
            count = events.delete(synchronize_session=False)
        return bool(count)
    if isinstance(store, InMemoryTrackerStore):
        return store.store.pop(conversation, None) is not None
    if isinstance(store, RedisTrackerStore):
        return bool(store.red.delete(store.key_prefix + conversation))
    kind = type(store).__name__
    raise CannotForgetError(f"Nothing can be deleted from a {kind} here: use an SQL or Redis tracker store.")

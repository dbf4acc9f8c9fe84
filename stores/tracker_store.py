"""Conversations in SQLite or PostgreSQL: as Rasa stores them, at the same cost for a turn however long they are."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import logging
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import sqlalchemy
import sqlalchemy.exc
from rasa.core.agent import Agent
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import sessionmaker

from stores import database, location, said, window

logger = logging.getLogger(__name__)

T = TypeVar("T")
_STORED = "_stored_events"  # an attribute of trackers: how many of their events came from the store, or are in it

_INSERT = sqlalchemy.insert(SQLTrackerStore.SQLEvent)
_create_fail_safe = Agent._create_tracker_store


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store with a bounded `retrieve`, indexes for it, and no waiting in the event loop.

    What can't be stored raises, so that the channel apologises: an answer that was given is in the database.
    """

    engine: Engine

    def __init__(self, domain: Domain | None = None, dialect: str = "sqlite", db: str = "rasa.db", **kwargs: Any):
        if dialect == "sqlite":
            db = location.file(db)
        super().__init__(domain, dialect=dialect, db=db, **kwargs)
        url = self.engine.url
        self.engine.dispose()
        self.engine = database.engine(url)
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._threads = ThreadPoolExecutor(database.CONNECTIONS, "conversations")
        self._is_prepared, self._preparation = False, threading.Lock()
        try:
            self._prepare()
        except sqlalchemy.exc.DBAPIError as error:  # the first turn that reaches it makes up for this
            logger.warning(f"The conversations' database can't be reached yet: {error.orig}")

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's state with its latest events, None where there is none."""
        return await self._in_thread(self._read, sender_id, self._latest)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The conversation with all its events, None where there is none."""
        return await self._in_thread(self._read, conversation_id, self._all)

    async def said_last(self, conversation_id: str, questions: int) -> list[Event]:
        """The last so many questions with their answers, and the votes since the first of them."""
        return await self._in_thread(self._events, said.latest, conversation_id, questions)

    async def said_to(self, conversation_id: str, message_id: str) -> list[Event]:
        """A question with its answers, and the votes since then; empty where it isn't known or is long ago."""
        return await self._in_thread(self._events, said.exchange, conversation_id, message_id)

    async def exists(self, conversation_id: str) -> bool:
        """True where anything of it is stored."""
        return bool(await self._in_thread(self._read_one, conversation_id))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the events that are new; raises SQLAlchemyError where that fails, and none of them is stored."""
        stored = vars(tracker).get(_STORED)
        if stored is None:  # it wasn't read from here
            stored = await self._in_thread(self._count, tracker.sender_id)
        new = list(itertools.islice(tracker.events, stored, None))
        await self.add(tracker.sender_id, new)
        vars(tracker)[_STORED] = stored + len(new)

    async def add(self, conversation_id: str, events: list[Event]) -> None:
        """Add events to a conversation whose lock the caller holds, without reading it; raises as `save` does."""
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, events, conversation_id)
        await _to_its_end(self._in_thread(self._write, conversation_id, events))

    async def _in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """What `work` returns. In threads of its own: a database that is slow keeps none from anybody else."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._prepared, work, *arguments)

    def _prepared(self, work: Callable[..., T], *arguments: Any) -> T:
        if not self._is_prepared:
            self._prepare()
        return work(*arguments)

    def _prepare(self) -> None:
        """Once; raises DBAPIError where the database is away: it connects first, so that none waits for others then."""
        with self.engine.connect() as connection, self._preparation:
            if self._is_prepared:
                return
            try:
                database.prepare(connection)
                self._is_prepared = True
            except sqlalchemy.exc.DBAPIError as error:  # another worker does it, or the disk is full: slower, but right
                logger.warning(f"The conversations have no index: {error.orig}")
                self._is_prepared = database.has_table(connection)  # then it isn't tried again at each turn

    def _read(
        self, conversation: str, events_of: Callable[[Connection, str], Sequence[window.StoredEvent]]
    ) -> DialogueStateTracker | None:
        with self.engine.connect() as connection:
            events = events_of(connection, conversation)
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(conversation, events, self.domain.slots)
        vars(tracker)[_STORED] = len(tracker.events)
        return tracker

    def _events(self, read: Callable[..., list[Event]], *arguments: Any) -> list[Event]:
        with self.engine.connect() as connection:
            return read(connection, *arguments)

    def _latest(self, connection: Connection, conversation: str) -> Sequence[window.StoredEvent]:
        return window.latest(connection, conversation, self.domain)

    def _all(self, connection: Connection, conversation: str) -> Sequence[window.StoredEvent]:
        with self.sessionmaker(bind=connection) as session:
            rows = self._event_query(session, conversation, fetch_events_from_all_sessions=True)
            return [json.loads(row.data) for row in rows]

    def _read_one(self, conversation: str) -> Any:
        with self.session_scope() as session:
            return session.query(self.SQLEvent.id).filter(self.SQLEvent.sender_id == conversation).first()

    def _count(self, conversation: str) -> int:
        """The stored events as Rasa counts them."""
        with self.session_scope() as session:
            return int(self._event_query(session, conversation, fetch_events_from_all_sessions=False).count())

    def _write(self, conversation: str, events: Sequence[Event]) -> None:
        if events:
            with self.engine.begin() as connection:
                connection.execute(_INSERT, [_row(conversation, event) for event in events])


def _row(conversation: str, event: Event) -> dict[str, Any]:
    """An event in the columns that Rasa has for it."""
    data = event.as_dict()
    return {
        "sender_id": conversation,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


async def _to_its_end(work: Awaitable[T]) -> T:
    """What `work` returns. Whoever is cancelled meanwhile still waits for it, and so keeps its lock."""
    running = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        with contextlib.suppress(Exception):
            await running
        raise


def _as_it_is(store: TrackerStore | None, domain: Domain) -> TrackerStore:
    """What an agent uses as its store. Rasa would take memory instead where the database fails, and lose what it
    stores there without a word; ours tells the channel.
    """
    if not isinstance(store, ConversationStore):
        return _create_fail_safe(store, domain)
    store.domain = domain
    return store


Agent._create_tracker_store = staticmethod(_as_it_is)

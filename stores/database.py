"""The connections to a database of conversations, and its indexes."""

from __future__ import annotations

from typing import Any

import sqlalchemy
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.pool import QueuePool

PATIENCE = 5  # seconds for a lock, or a new connection to a server
SILENCE = 15  # seconds for a statement, and after which a server that acknowledges nothing counts as gone
CONNECTIONS = 8  # as many as threads wait for the database

# Rasa's own index on the sender alone would have each turn read all of a conversation.
_events = SQLTrackerStore.SQLEvent.__table__
_INDEXES = (
    sqlalchemy.Index("ix_events_conversation", _events.c.sender_id, _events.c.id),
    sqlalchemy.Index("ix_events_kind", _events.c.sender_id, _events.c.type_name, _events.c.action_name, _events.c.id),
)


def engine(url: URL) -> Engine:
    """An engine whose connections may go from thread to thread, and are checked before use where they can break."""
    if url.get_backend_name() != "sqlite":
        options = create_engine_kwargs(url)
        arguments = {"connect_timeout": PATIENCE, **_watch(url), **options.pop("connect_args", {})}
        if url.get_backend_name() == "postgresql":
            arguments["options"] = _with_limits(url.query.get("options", ""), arguments.get("options", ""))
        return sqlalchemy.create_engine(url, pool_pre_ping=True, connect_args=arguments, **options)
    arguments = {"check_same_thread": False, "timeout": PATIENCE}
    made = sqlalchemy.create_engine(url, poolclass=QueuePool, pool_size=CONNECTIONS, connect_args=arguments)
    sqlalchemy.event.listen(made, "connect", _prepare)
    return made


def prepare(connection: Connection) -> None:
    """Make the table and the indexes that aren't there: a database of Rasa's own has none of these indexes."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # an index of many events takes its time
        _events.create(connection, checkfirst=True)
        for index in _INDEXES:
            index.create(connection, checkfirst=True)


def has_table(connection: Connection) -> bool:
    """True where events can be stored, with indexes or without."""
    return bool(sqlalchemy.inspect(connection).has_table(_events.name))


def _with_limits(*options: str) -> str:
    """What has PostgreSQL itself end what takes too long or waits for a lock; other options of a setting come last.

    A server that stands still altogether, and acknowledges packets, ends nothing: there the channels' patience counts.
    """
    limits = (f"-c statement_timeout={SILENCE * 1000}", f"-c lock_timeout={PATIENCE * 1000}")
    return " ".join(filter(None, (*limits, *options)))


def _watch(url: URL) -> dict[str, int]:
    """What has PostgreSQL's connections end with a network that swallows packets; else each held a thread for hours."""
    if url.get_backend_name() != "postgresql":
        return {}
    probes = {"keepalives_idle": PATIENCE, "keepalives_interval": PATIENCE, "keepalives_count": SILENCE // PATIENCE - 1}
    return {**probes, "tcp_user_timeout": SILENCE * 1000}


def _prepare(connection: Any, _: Any) -> None:
    """Readers don't wait for a writer (WAL), and a commit outlasts the end of this process, however it ends."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")

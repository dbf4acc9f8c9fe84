"""What is deleted from SQLite is gone from its files as well: from the database, and from its log (the `-wal` file).

A row that is deleted stays readable in three places, unless something is done about each:
- where it was, until SQLite needs the space: `secure_delete` overwrites it;
- in the log, until that is written anew: a checkpoint that truncates it;
- where SQLite once moved it from, when it merged pages after another deletion: only VACUUM writes these pages anew.
Other databases have files and logs that no client reaches: docs/privacy.md says what to do there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy
import sqlalchemy.exc
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy.engine import Connection, Engine

# Bytes of a database up to which each deletion ends in a VACUUM, which writes it anew (0.4 s for so many; nobody else
# writes meanwhile). A larger one has it by `make retention` alone: deletions by users mustn't keep the others waiting.
MOST_REWRITTEN = 64_000_000


class NotErasedError(Exception):
    """Rows are deleted, but what they held can still be found in the files; says how to go on."""


@contextmanager
def deleting(store: SQLTrackerStore, always_rewrite: bool = False) -> Iterator[Any]:
    """A session to delete rows in; after the block that is committed, and the rows are gone from SQLite's files.

    With `always_rewrite` a database of any size has its VACUUM. Raises NotErasedError where another program keeps the
    files from being cleared; the same deletion, repeated, makes up for it. Raises what the database raises.
    """
    is_sqlite = store.engine.dialect.name == "sqlite"
    with store.session_scope() as session:
        if is_sqlite:
            session.execute(sqlalchemy.text("PRAGMA secure_delete = ON"))
        yield session
        session.commit()
    if is_sqlite:
        _clear_files(store.engine, always_rewrite)


def _clear_files(engine: Engine, always_rewrite: bool) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            _empty_log(connection)  # first: while somebody keeps the log, each VACUUM would make it larger
            if always_rewrite or _size(connection) <= MOST_REWRITTEN:
                connection.exec_driver_sql("VACUUM")
                _empty_log(connection)
        except sqlalchemy.exc.OperationalError as error:
            raise _not_erased(engine, str(error.orig)) from None
        except TimeoutError as error:
            raise _not_erased(engine, str(error)) from None


def _empty_log(connection: Connection) -> None:
    """Raises TimeoutError where somebody reads from it, or writes, for longer than the connection's patience."""
    is_blocked, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    if is_blocked:
        raise TimeoutError("another program has been using it all the while")


def _size(connection: Connection) -> int:
    pages, bytes_of_a_page = (
        connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size")
    )
    return int(pages * bytes_of_a_page)


def _not_erased(engine: Engine, why: str) -> NotErasedError:
    return NotErasedError(
        f"What was deleted from {engine.url.database} can still be found in its files: {why}. "
        "Close what has the file open beside the bot (a shell of SQLite, a backup), or free space on the disk; "
        "then delete once more."
    )

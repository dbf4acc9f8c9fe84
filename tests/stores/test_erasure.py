"""What is deleted is in none of SQLite's files: shown by a search of them, byte by byte."""

from __future__ import annotations

import asyncio
import random
import re
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.forgetting import forget
from commands.command import CommandError
from commands.conversation_store import delete_older
from stores import database, erasure, location
from stores.tracker_store import ConversationStore

DOMAIN = Domain.empty()
SAID = "something that nobody else may read"
OLD, NEW = 1_000.0, 9_000_000.0  # a hundred days apart


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the conversations are; a store waits a moment for other programs."""
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    monkeypatch.delenv(location.VARIABLE, raising=False)
    return tmp_path / "conversations.db"


@pytest.fixture(params=[ConversationStore, SQLTrackerStore])
def store(request: pytest.FixtureRequest, file: Path) -> Iterator[SQLTrackerStore]:
    """Ours, and Rasa's own on a file that ours has made: the file keeps its log then."""
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode=WAL")
    store = request.param(DOMAIN, db=str(file))
    yield store
    store.engine.dispose()


def _say(store: SQLTrackerStore, sender: str, *texts: str, at: float = OLD) -> None:
    tracker = DialogueStateTracker(sender, [])
    for text in texts:
        tracker.update(UserUttered(text, timestamp=at))
    asyncio.run(store.save(tracker))


def _files(file: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))


def _forget(store: SQLTrackerStore) -> None:
    assert forget(store, "web-1")


def _clear_by_age(store: SQLTrackerStore) -> None:
    assert delete_older(store, 30, NEW) == (1, 1)


DELETIONS = pytest.mark.parametrize("delete", [_forget, _clear_by_age])


@DELETIONS
def test_it_is_in_no_file(store: SQLTrackerStore, file: Path, delete: Callable[[SQLTrackerStore], None]) -> None:
    _say(store, "web-1", SAID)
    _say(store, "web-2", "what is kpo?", at=NEW)
    assert SAID.encode() in _files(file)
    delete(store)
    assert SAID.encode() not in _files(file)
    assert b"web-1" not in _files(file)
    assert b"what is kpo?" in _files(file)


@DELETIONS
def test_a_running_bot_with_open_connections_does_not_keep_it(
    file: Path, delete: Callable[[SQLTrackerStore], None]
) -> None:
    bot, operator = (ConversationStore(DOMAIN, db=str(file)) for _ in range(2))
    _say(bot, "web-1", SAID)
    _say(bot, "web-2", "what is kpo?", at=NEW)
    delete(operator)
    assert SAID.encode() not in _files(file)
    _say(bot, "web-2", "what is kpo?", "what is lpo?", at=NEW)
    assert asyncio.run(operator.retrieve("web-2")).latest_message.text == "what is lpo?"
    for store in (bot, operator):
        store.engine.dispose()


@pytest.mark.parametrize(("delete", "error"), [(_forget, erasure.NotErasedError), (_clear_by_age, CommandError)])
def test_where_a_reader_keeps_it_that_is_said_and_a_second_deletion_makes_up_for_it(
    file: Path, delete: Callable[[SQLTrackerStore], None], error: type[Exception]
) -> None:
    store = ConversationStore(DOMAIN, db=str(file))
    _say(store, "web-1", SAID)
    _say(store, "web-2", "what is kpo?", at=NEW)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        with pytest.raises(error, match=rf"(?s){re.escape(str(file))} can still be found.*then delete once more"):
            delete(store)
        size = len(_files(file))
        with pytest.raises(erasure.NotErasedError):
            forget(store, "web-1")
        assert len(_files(file)) == size, "whoever tries again and again doesn't fill the disk"
    assert asyncio.run(store.retrieve("web-1")) is None, "the bot itself knows nothing of it"
    assert not forget(store, "web-1")
    assert SAID.encode() not in _files(file)
    store.engine.dispose()


def test_where_the_disk_is_full_that_is_said_and_the_bot_goes_on(file: Path) -> None:
    store = ConversationStore(DOMAIN, db=str(file))
    for number in range(50):
        _say(store, f"web-{number}", "x" * 3000)
    _say(store, "web-1", SAID)
    assert not forget(store, "nobody"), "what was written is in the database now, not in its log"
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size // 2, limits[1]))
    try:
        with pytest.raises(erasure.NotErasedError, match="disk"):
            forget(store, "web-1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert asyncio.run(store.retrieve("web-2")) is not None
    assert not forget(store, "web-1")
    assert SAID.encode() not in _files(file)
    store.engine.dispose()


@pytest.mark.parametrize("most", [erasure.MOST_REWRITTEN, 0], ids=["small", "large"])
def test_rows_that_sqlite_moved_leave_no_copy(most: int, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After deletions SQLite merges pages, and copies of the rows it moved stay behind. A small database is free of
    them after each deletion, a larger one after `make retention`.
    """
    monkeypatch.setattr(erasure, "MOST_REWRITTEN", most)
    store, chance = ConversationStore(DOMAIN, db=str(file)), random.Random(1)
    senders = [f"web-{number:03}" for number in range(150)]
    texts = [f"said by {sender} {'x' * chance.choice((10, 200, 900))}" for sender in chance.sample(senders * 8, 1200)]
    with store.engine.begin() as connection:
        rows = [{"sender_id": text.split()[2], "type_name": "user", "timestamp": NEW, "data": text} for text in texts]
        connection.execute(sqlalchemy.insert(store.SQLEvent), rows)
    gone = chance.sample(senders, 60)
    for sender in gone:
        forget(store, sender)
    if not most:
        delete_older(store, 30, NEW)
    kept = set(re.findall(rb"web-\d{3}", _files(file)))
    store.engine.dispose()
    assert kept == {sender.encode() for sender in senders if sender not in gone}


@DELETIONS
def test_in_a_large_database_the_rows_themselves_are_overwritten_at_once(
    file: Path, delete: Callable[[SQLTrackerStore], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with a SQLite that is built to leave them."""
    monkeypatch.setattr(erasure, "MOST_REWRITTEN", 0)
    monkeypatch.setattr(database, "_prepare", _leaving_rows)
    store = ConversationStore(DOMAIN, db=str(file))
    _say(store, "web-1", SAID)
    _say(store, "web-2", "what is kpo?", at=NEW)
    delete(store)
    found = _files(file)
    store.engine.dispose()
    assert SAID.encode() not in found


def _leaving_rows(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA secure_delete=OFF")

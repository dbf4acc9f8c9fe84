"""The file with the conversations is its owner's alone, with all that SQLite puts beside it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from stores import location
from stores.tracker_store import ConversationStore


@pytest.fixture(autouse=True)
def nobody_is_kept_out_by_the_umask(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As careless a machine as there is."""
    monkeypatch.delenv(location.VARIABLE)
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


async def test_nobody_else_may_read_what_was_said(tmp_path: Path) -> None:
    file = tmp_path / "var" / "conversations.db"
    store = ConversationStore(Domain.empty(), db=str(file))
    await store.save(DialogueStateTracker.from_events("me", [UserUttered("hello")]))
    files = sorted(path.name for path in file.parent.iterdir())
    assert files == ["conversations.db", "conversations.db-shm", "conversations.db-wal"]
    assert {oct(mode(path)) for path in file.parent.iterdir()} == {oct(0o600)}
    assert oct(mode(file.parent)) == oct(0o700)


def test_a_file_that_is_there_stays_as_its_owner_has_it(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    file.write_bytes(b"SQLite")
    file.chmod(0o640)
    assert location.file(str(file)) == str(file)
    assert (oct(mode(file)), file.read_bytes()) == (oct(0o640), b"SQLite")


def test_memory_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert location.file(":memory:") == ":memory:"
    assert list(tmp_path.iterdir()) == []

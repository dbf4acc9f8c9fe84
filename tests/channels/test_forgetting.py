"""A conversation is deleted from each store that can keep it, and no other with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    RedisTrackerStore,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.forgetting import CannotForgetError, forget


@pytest.fixture(params=["memory", "sqlite", "redis", "wrapped"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> TrackerStore:
    domain = Domain.empty()
    if request.param == "memory":
        return InMemoryTrackerStore(domain)
    if request.param == "redis":
        host, port = request.getfixturevalue("redis").removeprefix("redis://").split(":")
        return RedisTrackerStore(domain, host, int(port))
    sql = SQLTrackerStore(domain, db=str(tmp_path / "talks.db"))
    return FailSafeTrackerStore(AwaitableTrackerStore(sql)) if request.param == "wrapped" else sql


async def _talk(store: TrackerStore, sender: str) -> None:
    tracker = DialogueStateTracker.from_events(sender, [UserUttered("hello")])
    tracker.sender_id = sender
    await store.save(tracker)


async def test_a_conversation_is_deleted_and_no_other(store: TrackerStore) -> None:
    for sender in ("web-1", "web-12", "web-%"):
        await _talk(store, sender)
    assert forget(store, "web-1")
    assert await store.retrieve_full_tracker("web-1") is None
    assert await store.retrieve_full_tracker("web-12") is not None
    assert await store.retrieve_full_tracker("web-%") is not None
    assert not forget(store, "web-1"), "nothing is left of it"


async def test_what_a_store_kept_in_its_stead_is_deleted_too(tmp_path: Path) -> None:
    spare = InMemoryTrackerStore(Domain.empty())
    sql = SQLTrackerStore(Domain.empty(), db=str(tmp_path / "talks.db"))
    await _talk(spare, "web-1")
    assert forget(FailSafeTrackerStore(sql, fallback_tracker_store=spare), "web-1")
    assert list(await spare.keys()) == []


def test_a_store_that_cannot_forget_is_an_error() -> None:
    with pytest.raises(CannotForgetError, match="use an SQL or Redis"):
        forget(TrackerStore(Domain.empty()), "web-1")

"""Votes and history on Rasa's own stores, over the sessions into which it cuts a conversation."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered

from channels import feedback, history
from stores.tracker_store import ConversationStore

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = Domain.from_path(str(ROOT / "domain.yml"))
CONVERSATION = "web-1"


@pytest.fixture(params=["memory", "sql", "ours"])
def agent(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What an agent has of stores."""
    monkeypatch.delenv("CONVERSATIONS_FILE")
    if request.param == "memory":
        store: TrackerStore = InMemoryTrackerStore(DOMAIN)
    else:
        kind = SQLTrackerStore if request.param == "sql" else ConversationStore
        store = kind(DOMAIN, dialect="sqlite", db=str(tmp_path / "tracker.db"))
    return SimpleNamespace(tracker_store=store, lock_store=InMemoryLockStore(), domain=DOMAIN)


def turn(id: str) -> list[Event]:
    """A question with two answers, as Rasa stores it."""
    return [
        UserUttered("hello", message_id=id),
        BotUttered("One."),
        BotUttered(None, {"custom": {"raw": 1}}),
        BotUttered("  "),
        BotUttered("Two.", {"buttons": [{"title": "More", "payload": "more"}]}, {"data": {"version": 1}}),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


async def store(agent: Any, events: list[Event]) -> None:
    """Store events as Rasa does with each message."""
    tracker = await agent.tracker_store.get_or_create_tracker(CONVERSATION, append_action_listen=False)
    tracker.update_with_events(events, DOMAIN)
    await agent.tracker_store.save(tracker)


async def stored(agent: Any) -> list[Event]:
    """All that is stored."""
    tracker = await agent.tracker_store.retrieve_full_tracker(CONVERSATION)
    return list(tracker.events)


def session() -> list[Event]:
    """How Rasa begins a session."""
    return [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME)]


async def test_a_vote_is_one_more_event_and_the_slot_is_in_the_domain(agent: Any) -> None:
    await store(agent, [*session(), *turn("a")])
    before = await stored(agent)
    assert await feedback.keep(agent, CONVERSATION, "a.1", "up")
    *rest, last = await stored(agent)
    assert [event.as_dict() for event in rest] == [event.as_dict() for event in before]
    assert (last.key, last.value) == ("feedback", {"answer": "a.1", "value": "up"})
    tracker = await agent.tracker_store.retrieve(CONVERSATION)
    assert tracker.get_slot("feedback") == {"answer": "a.1", "value": "up"}


async def test_a_vote_that_is_given_already_is_not_stored_again(agent: Any) -> None:
    await store(agent, [*session(), *turn("a")])
    before = len(await stored(agent))
    for value in (None, "up", "up", None, None):
        assert await feedback.keep(agent, CONVERSATION, "a.1", value)
    assert len(await stored(agent)) == before + 2


async def test_an_answer_of_a_session_before_can_be_judged_too(agent: Any) -> None:
    await store(agent, [*session(), *turn("a")])
    await store(agent, [*session(), *turn("b")])
    assert await feedback.keep(agent, CONVERSATION, "a.0", "down")
    assert feedback.verdicts(await stored(agent)) == {"a.0": "down"}


async def test_votes_go_on_counting_when_rasa_carries_slots_into_a_new_session(agent: Any) -> None:
    await store(agent, [*session(), *turn("a")])
    for value in ("up", None, "down"):
        assert await feedback.keep(agent, CONVERSATION, "a.0", value)
    carried = [event for event in await stored(agent) if isinstance(event, SlotSet)]
    await store(agent, [*session()[:2], *carried, ActionExecuted(ACTION_LISTEN_NAME), *turn("b")])
    assert feedback.verdicts(await stored(agent)) == {"a.0": "down"}


@pytest.mark.parametrize("id", ["a", "a.2", "b.0", "a.0.0", ""])
async def test_what_is_no_answer_of_the_conversation_is_not_judged(agent: Any, id: str) -> None:
    assert not await feedback.keep(agent, CONVERSATION, id, "up")
    await store(agent, [*session(), *turn("a")])
    before = await stored(agent)
    assert not await feedback.keep(agent, CONVERSATION, id, "up")
    assert len(await stored(agent)) == len(before)


def test_the_history_numbers_what_can_be_read_and_leaves_out_the_rest() -> None:
    shown = history.messages([BotUttered("Too early."), *session(), *turn("a"), *turn("b")], {"b.1": "up"})
    assert [(m["id"], m["text"]) for m in shown] == [
        *(("a", "hello"), ("a.0", "One."), ("a.1", "Two.")),
        *(("b", "hello"), ("b.0", "One."), ("b.1", "Two.")),
    ]
    assert [m["feedback"] for m in shown if m["from"] == "bot"] == [None, None, None, "up"]
    assert (shown[2]["buttons"], shown[2]["data"]) == ([{"title": "More", "payload": "more"}], {"version": 1})

"""What was said is read from the end of a conversation: the same as from all of it, at a cost that doesn't grow."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered

from channels import feedback, history, recall
from channels.conversations import MOST_MESSAGES, Conversations
from commands.network import HOST, free_ports
from commands.postgresql import USER
from stores import location, said
from stores.tracker_store import ConversationStore
from tests import postgresql

DOMAIN = Domain.from_path(str(Path(__file__).resolve().parents[2] / "domain.yml"))
LONG, SHORT = 2_000, 60  # turns; the shorter one has more than a history shows, too


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """What an agent has of stores, with our store on SQLite."""
    monkeypatch.delenv(location.VARIABLE)
    store = ConversationStore(DOMAIN, db=str(tmp_path / "conversations.db"))
    yield SimpleNamespace(tracker_store=store, lock_store=InMemoryLockStore(), domain=DOMAIN)
    store.engine.dispose()


def turn(id: str, answers: int = 1) -> list[Event]:
    """A question and its answers."""
    said = [BotUttered(f"answer {id}.{number}", {"buttons": []}, {"data": {"n": number}}) for number in range(answers)]
    asked = UserUttered("what is kpo", parse_data={"intent": {"name": "ask"}, "message_id": id}, message_id=id)
    return [asked, ActionExecuted("action_x"), *said, SlotSet("memory", {"id": id}), ActionExecuted("action_listen")]


def begin() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


async def stored(agent: Any, events: list[Event], conversation: str = "me") -> None:
    await agent.tracker_store.add(conversation, events)


async def turns(agent: Any, conversation: str, count: int) -> None:
    """A conversation of so many turns, over two sessions, with a vote on each answer."""
    events = begin()
    for number in range(count):
        events += begin() if number == count // 2 else []
        events += [*turn(f"m{number}"), SlotSet("feedback", {"answer": f"m{number}.0", "value": "up"})]
    await stored(agent, events, conversation)


async def so_far(agent: Any, conversation: str = "me") -> list[history.Message]:
    return await Conversations(None, "web").so_far(agent, conversation)  # type: ignore[arg-type]


async def as_all_of_it_says(agent: Any, conversation: str = "me") -> list[history.Message]:
    events = (await agent.tracker_store.retrieve_full_tracker(conversation)).events
    return history.messages(events, feedback.verdicts(events))[-MOST_MESSAGES:]


@pytest.mark.parametrize("answers", [[], [1], [1] * 25, [1] * 80, [0] * 80, [0, 3] * 30, [2] * 80, [0] * 120 + [1]])
async def test_the_history_is_the_end_of_the_whole_conversation(agent: Any, answers: list[int]) -> None:
    events = [event for number, count in enumerate(answers) for event in turn(f"m{number}", count)]
    await stored(agent, [*begin(), *events, SlotSet("feedback", {"answer": f"m{len(answers) - 1}.0", "value": "up"})])
    assert await so_far(agent) == await as_all_of_it_says(agent)


async def test_votes_from_before_a_new_session_are_shown(agent: Any) -> None:
    await turns(agent, "me", SHORT)
    await feedback.keep(agent, "me", f"m{SHORT - 20}.0", None)
    shown = await so_far(agent)
    assert shown == await as_all_of_it_says(agent)
    assert [message["feedback"] for message in shown if message["from"] == "bot"].count(None) == 1


async def test_nobody_else_s_conversation_is_read(agent: Any) -> None:
    await turns(agent, "you", 3)
    await turns(agent, "me", 1)
    assert [message["id"] for message in await so_far(agent)] == ["m0", "m0.0"]
    assert not await feedback.keep(agent, "me", "m2.0", "up")


async def test_a_question_is_found_with_its_own_answers_alone(agent: Any) -> None:
    await turns(agent, "me", SHORT)
    events = await recall.exchange(agent.tracker_store, "me", "m7")
    assert [message["id"] for message in history.messages(events, {})] == ["m7", "m7.0"]
    assert feedback.verdicts(events)["m7.0"] == "up"


@pytest.mark.parametrize("id", ["", "M7", "m%", "m_", 'm7", "x": "', "m7\\", "é", "m" * 60_000])
async def test_what_is_no_id_of_the_conversation_finds_nothing(agent: Any, id: str) -> None:
    await turns(agent, "me", SHORT)
    assert await recall.exchange(agent.tracker_store, "me", id) == []


async def test_a_quoted_id_is_no_id(agent: Any) -> None:
    await stored(agent, [*begin(), UserUttered('"message_id": "m1"', message_id="other"), *turn("m1")])
    events = await recall.exchange(agent.tracker_store, "me", "m1")
    assert [message["id"] for message in history.messages(events, {})] == ["m1", "m1.0"]


async def test_a_vote_given_over_and_over_hides_none_that_is_shown(agent: Any) -> None:
    await turns(agent, "me", 3)
    for number in range(said.MOST_VOTES + 10):
        vote = {"answer": "m2.0", "value": ("up", "down")[number % 2]}
        await stored(agent, [SlotSet("feedback", vote)])
    assert await feedback.keep(agent, "me", "m2.0", "up")
    assert (await so_far(agent))[-1]["feedback"] == "up"


class Work:
    """Counts what a database does: the steps of SQLite's machine, as many for the same work on every machine."""

    def __init__(self, store: ConversationStore) -> None:
        self.steps, self._connections = 0, []
        sqlalchemy.event.listen(store.engine, "checkout", self._watch)

    def _watch(self, connection: Any, *_: Any) -> None:
        connection.set_progress_handler(self._step, 1)

    def _step(self) -> int:
        self.steps += 1
        return 0

    async def of(self, reading: Any) -> int:
        """The steps of what is awaited."""
        before = self.steps
        await reading
        return self.steps - before


async def test_what_a_reader_pays_does_not_grow_with_the_conversation(
    agent: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Any] = []
    pairs = said.pairs
    monkeypatch.setattr(said, "pairs", lambda text: read.extend(found := pairs(text)) or found)
    work = Work(agent.tracker_store)
    costs = {}
    for name, count in (("short", SHORT), ("long", LONG)):
        await turns(agent, name, count)
        read.clear()
        shown = await work.of(so_far(agent, name))
        voted = await work.of(feedback.keep(agent, name, f"m{count - 1}.0", "down"))
        costs[name] = (shown, voted, len(read))
    assert all(long <= 1.1 * short for long, short in zip(costs["long"], costs["short"], strict=True)), costs
    assert 0 < costs["long"][2] < 200


async def test_a_vote_on_something_long_ago_or_unknown_costs_little_more(agent: Any) -> None:
    work = Work(agent.tracker_store)
    await turns(agent, "long", LONG)
    await turns(agent, "as far as is looked", said.FAR)
    known = await work.of(recall.exchange(agent.tracker_store, "as far as is looked", "nobody"))
    assert await work.of(recall.exchange(agent.tracker_store, "long", "nobody")) <= 1.1 * known


def test_postgresql_reads_the_same() -> None:
    (port,) = free_ports(1)
    place = {"host": HOST, "port": port, "db": USER, "username": USER, "password": "none"}

    async def check() -> None:
        store = ConversationStore(DOMAIN, dialect="postgresql", **place)
        agent = SimpleNamespace(tracker_store=store, lock_store=InMemoryLockStore(), domain=DOMAIN)
        await turns(agent, "me", SHORT)
        assert await feedback.keep(agent, "me", f"m{SHORT - 1}.0", "down")
        assert not await feedback.keep(agent, "me", "m%.0", "down")
        assert await so_far(agent) == await as_all_of_it_says(agent)
        store.engine.dispose()

    with postgresql.serving(port):
        asyncio.run(check())

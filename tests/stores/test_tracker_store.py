"""The store of conversations: the state of a turn is right however long the conversation, at a bounded cost."""

from __future__ import annotations

import asyncio
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from commands.network import HOST, free_ports
from commands.postgresql import USER
from dialogue import shortcuts
from stores import location, window
from stores.tracker_store import ConversationStore
from tests import postgresql

DOMAIN = Domain.from_path(str(Path(__file__).resolve().parents[2] / "domain.yml"))
BEGIN = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


@pytest.fixture(autouse=True)
def as_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are those that the tests name."""
    monkeypatch.delenv(location.VARIABLE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    """An empty store in a file."""
    store = ConversationStore(DOMAIN, db=str(tmp_path / "folder" / "conversations.db"))
    yield store
    store.engine.dispose()


def turn(number: int) -> list[Event]:
    """A question and its answer."""
    said = [UserUttered(f"question {number}"), ActionExecuted("utter_greet"), BotUttered(f"answer {number}")]
    return [*said, SlotSet("memory", {"turn": number}), ActionExecuted("action_listen")]


async def add(store: ConversationStore, *events: Event, conversation: str = "me") -> DialogueStateTracker:
    """Take a turn as Rasa does: read, go on, save. The conversation as it is then read."""
    tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)
    return await store.retrieve(conversation)


def slots(tracker: DialogueStateTracker) -> dict[str, object]:
    return tracker.current_slot_values()


async def test_it_is_read_again_by_the_next_process(store: ConversationStore) -> None:
    await add(store, *BEGIN, *turn(1))
    again = ConversationStore(DOMAIN, db=store.engine.url.database)
    tracker = await again.retrieve("me")
    assert tracker.latest_message.text == "question 1"
    assert slots(tracker)["memory"] == {"turn": 1}
    assert await again.exists("me")
    assert not await again.exists("you")


async def test_a_turn_reads_so_many_events_and_all_are_kept(store: ConversationStore) -> None:
    await add(store, *BEGIN)
    for number in range(60):
        tracker = await add(store, *turn(number))
        assert len(tracker.events) <= window.MOST_EVENTS + len(DOMAIN.slots)
        assert tracker.latest_message.text == f"question {number}"
    whole = await store.retrieve_full_tracker("me")
    assert [event.text for event in whole.events if isinstance(event, UserUttered)] == [
        f"question {number}" for number in range(60)
    ]
    assert len(whole.events) == len(BEGIN) + 60 * len(turn(0))


async def test_slots_form_and_pause_of_long_ago_still_hold(store: ConversationStore) -> None:
    early = [SlotSet("choice_work", "old"), SlotSet("feedback", {"answer": "a"}), AllSlotsReset()]
    early += [SlotSet("choice_work", "new"), ActiveLoop("choice_form"), ConversationPaused()]
    await add(store, *BEGIN, *turn(0), *early, ActionExecuted("action_listen"))
    for number in range(40):
        tracker = await add(store, *turn(number))
    whole = await store.retrieve_full_tracker("me")
    assert len(tracker.events) < len(whole.events)
    assert slots(tracker) == slots(whole)
    assert slots(tracker)["choice_work"] == "new"
    assert tracker.active_loop_name == whole.active_loop_name == "choice_form"
    assert tracker.is_paused()
    assert tracker.latest_action_name == whole.latest_action_name


async def test_a_form_that_was_left_long_ago_stays_so(store: ConversationStore) -> None:
    await add(store, *BEGIN, ActiveLoop("choice_form"), ActiveLoop(None), ActionExecuted("action_listen"))
    for number in range(40):
        tracker = await add(store, *turn(number))
    assert tracker.active_loop is None


@pytest.mark.parametrize("begin", [[Restarted(), *BEGIN], BEGIN])
async def test_nothing_of_before_a_new_begin_counts(store: ConversationStore, begin: list[Event]) -> None:
    await add(store, *BEGIN, SlotSet("choice_work", "old"), *turn(0))
    tracker = await add(store, *begin)
    for number in range(40):
        tracker = await add(store, *turn(number))
    assert slots(tracker)["choice_work"] is None
    assert slots(tracker)["memory"] == {"turn": 39}


async def test_a_turn_is_cut_off_as_a_whole(store: ConversationStore) -> None:
    for number in range(41):
        tracker = await add(store, *turn(number))
    spoken = [event for event in tracker.events if not isinstance(event, SlotSet)]
    assert [type(event) for event in spoken[:2]] == [ActionExecuted, UserUttered]


async def test_what_another_program_made_is_counted_as_rasa_counts(store: ConversationStore) -> None:
    await add(store, *BEGIN, *turn(1))
    whole = DialogueStateTracker.from_events("me", [*BEGIN[1:], *turn(1), *turn(2)], DOMAIN.slots)
    await store.save(whole)
    tracker = await store.retrieve("me")
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["question 1", "question 2"]


def test_an_action_is_sent_no_more_than_a_turn_reads() -> None:
    assert shortcuts.MOST_EVENTS <= window.MOST_EVENTS


def test_rasa_takes_no_memory_in_its_place(store: ConversationStore) -> None:
    assert Agent._create_tracker_store(store, DOMAIN) is store


async def test_a_turn_finds_its_events_by_indexes_alone(store: ConversationStore) -> None:
    plans: list[str] = []

    def explain(connection: sqlalchemy.engine.Connection, _: object, statement: str, values: object, *__: object):
        if statement.startswith("SELECT"):
            cursor = connection.connection.cursor()
            plans.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values))

    for number in range(41):
        await add(store, *turn(number))
    sqlalchemy.event.listen(store.engine, "before_cursor_execute", explain)
    await store.retrieve("me")
    assert any("ix_events_kind" in plan for plan in plans)
    assert not any(plan.startswith("SCAN events") or "TEMP B-TREE" in plan for plan in plans), plans


async def test_a_full_disk_fails_the_turn_alone_and_only_while_it_is_full(store: ConversationStore) -> None:
    before = await add(store, *BEGIN, *turn(1))
    size = Path(str(store.engine.url.database) + "-wal").stat().st_size
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        before.update_with_events([UserUttered("lost"), BotUttered("x" * 100_000)], DOMAIN)
        with pytest.raises(sqlalchemy.exc.OperationalError):
            await store.save(before)
        assert (await store.retrieve("me")).latest_message.text == "question 1"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert (await add(store, *turn(2))).latest_message.text == "question 2"


async def test_where_an_index_cannot_be_made_turns_go_on_and_do_not_try_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "conversations.db"
    engine = sqlalchemy.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE ix_events_kind (taken TEXT)")
    engine.dispose()
    store = ConversationStore(DOMAIN, db=str(file))
    for number in range(3):
        await add(store, *BEGIN, *turn(number))
    told = [record for record in caplog.records if "no index" in record.getMessage()]
    store.engine.dispose()
    assert len(told) == 1


async def test_a_database_that_starts_after_the_bot_gets_its_table_and_indexes() -> None:
    (port,) = free_ports(1)
    place = {"host": HOST, "port": port, "db": USER, "username": USER, "password": "none"}
    store = ConversationStore(DOMAIN, dialect="postgresql", **place)
    with pytest.raises(sqlalchemy.exc.OperationalError):
        await add(store, *BEGIN)
    with postgresql.serving(port):
        trackers = await asyncio.gather(*(add(store, *BEGIN, *turn(1), conversation=f"{n}") for n in range(10)))
        assert {tracker.latest_message.text for tracker in trackers} == {"question 1"}
        names = {index["name"] for index in sqlalchemy.inspect(store.engine).get_indexes("events")}
        store.engine.dispose()
    assert names >= {"ix_events_conversation", "ix_events_kind"}


def test_the_environment_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(location.VARIABLE, str(tmp_path / "other.db"))
    ConversationStore(DOMAIN, db=str(tmp_path / "named.db")).engine.dispose()
    assert [path.name for path in sorted(tmp_path.glob("*.db"))] == ["other.db"]

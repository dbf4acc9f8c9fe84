"""What `make stress` counts as lost, doubled or out of order, and what it takes for a whole run."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.events import UserUttered

from benchmarks.stress import faults, hostile, kept, reading, stopping, visitors
from benchmarks.stress.faults import Fault, Outcome
from benchmarks.stress.kept import Kept
from benchmarks.stress.reading import Reading
from benchmarks.stress.stopping import Stopping
from benchmarks.stress.visitors import Talk
from channels.web.sessions import Sessions
from commands.cluster import Cluster, Member
from commands.command import CommandError
from commands.network import HOST, free_ports
from commands.progress import Progress

WHOLE = Outcome("", answered=1, told=0, broken=0, p95=0.1, per_second=1, kept=Kept(0, 0, 0), back=None)


def stored(file: Path, *said: tuple[str, UserUttered]) -> str:
    """The address of a database with such events of these conversations."""
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, type_name TEXT, data TEXT)")
        rows = [(conversation, event.type_name, json.dumps(event.as_dict())) for conversation, event in said]
        database.executemany("INSERT INTO events (sender_id, type_name, data) VALUES (?, ?, ?)", rows)
    return f"sqlite:///{file}"


def test_messages_are_found_in_their_conversations(tmp_path: Path) -> None:
    said = [("one", "a"), ("two", "b"), ("one", "c"), ("one", "a")]
    database = stored(tmp_path / "events.db", *((talk, UserUttered("Hello", message_id=id)) for talk, id in said))
    assert kept.places(database) == {"one": {"a": [1, 4], "c": [3]}, "two": {"b": [2]}}


def test_an_event_that_nobody_sent_is_no_message(tmp_path: Path) -> None:
    assert kept.places(stored(tmp_path / "events.db", ("one", UserUttered.create_external("remind")))) == {}


def test_the_conversation_is_the_one_that_the_bot_put_in_the_token() -> None:
    async def named() -> str:
        async with visitors.visiting("", Sessions(["secret"], 60).token("web-1")["token"]) as visitor:
            return visitor.conversation

    assert asyncio.run(named()) == "web-1"


def test_an_answered_message_that_is_not_stored_is_lost() -> None:
    assert kept.compare({"a": [1]}, Talk("one", [("a", 0, 1), ("b", 1, 2)])) == Kept(1, 0, 0)


def test_a_message_that_two_bots_stored_is_doubled() -> None:
    assert kept.compare({"a": [1], "other": [2]}, Talk("one", [("a", 0, 1)])) == Kept(0, 1, 0)


def test_a_message_that_is_stored_twice_under_its_id_is_doubled() -> None:
    assert kept.compare({"a": [1, 2]}, Talk("one", [("a", 0, 1)])) == Kept(0, 1, 0)


@pytest.mark.parametrize("failed", [Talk("one", told=[1]), Talk("one", broken=[1])])
def test_a_message_that_failed_may_be_stored_once(failed: Talk) -> None:
    assert kept.compare({}, failed) == Kept(0, 0, 0)
    assert kept.compare({"a": [1]}, failed) == Kept(0, 0, 0)
    assert kept.compare({"a": [1], "b": [2]}, failed) == Kept(0, 1, 0)


def test_a_lost_message_does_not_hide_a_doubled_one() -> None:
    assert kept.compare({"a": [1], "other": [2]}, Talk("one", [("a", 0, 1), ("b", 1, 2)])) == Kept(1, 1, 0)


def test_messages_at_the_same_time_may_be_stored_in_any_order() -> None:
    assert kept.compare({"a": [2], "b": [1]}, Talk("one", [("a", 0, 3), ("b", 1, 2)])) == Kept(0, 0, 0)


def test_a_message_stored_before_one_that_was_answered_when_it_was_sent_is_out_of_order() -> None:
    talk = Talk("one", [("a", 0, 2), ("b", 0, 1), ("c", 3, 4)])
    assert kept.compare({"a": [1], "b": [3], "c": [2]}, talk) == Kept(0, 0, 1)


def test_the_faults_of_all_conversations_are_added_up() -> None:
    assert kept.total([Kept(1, 0, 2), Kept(1, 1, 0)]) == Kept(2, 1, 2)


def test_messages_that_fail_because_of_a_fault_leave_a_run_whole() -> None:
    assert WHOLE.is_whole
    assert dataclasses.replace(WHOLE, told=1, broken=1, back=0.5).is_whole


@pytest.mark.parametrize(
    "change",
    [
        {"answered": 0},
        {"answered": 0, "told": 1, "back": 0.5},
        {"told": 1},
        {"broken": 1},
        {"kept": Kept(1, 0, 0)},
        {"kept": Kept(0, 1, 0)},
        {"kept": Kept(0, 0, 1)},
    ],
)
def test_a_run_is_not_whole_without_answers_with_failures_of_its_own_or_with_anything_amiss(
    change: dict[str, Any],
) -> None:
    assert not dataclasses.replace(WHOLE, **change).is_whole


STOPPED = Stopping(hung=2, told=2, repeated=[0.1], others=[Talk("one", [("a", 0, 1)])])


def test_messages_that_never_end_may_cost_others_no_more_than_two_seconds() -> None:
    assert STOPPED.is_whole
    assert "| 1.00 s |" in " ".join(stopping.table(STOPPED).split())


@pytest.mark.parametrize(
    "change",
    [
        {"hung": 0, "told": 0},
        {"told": 1},
        {"repeated": [2.1]},
        {"others": []},
        {"others": [Talk("one", [("a", 0, 2.1)])]},
        {"others": [Talk("one", [("a", 0, 1)], told=[1])]},
        {"others": [Talk("one", [("a", 0, 1)], broken=[1])]},
    ],
)
def test_a_run_in_which_they_cost_more_or_are_not_told_is_not_whole(change: dict[str, Any]) -> None:
    assert not dataclasses.replace(STOPPED, **change).is_whole


def test_a_reader_of_a_long_conversation_may_wait_half_as_long_again() -> None:
    lines = [Reading("a vote", 0.010, 0.015), Reading("GET /history", 0.010, 0.016)]
    assert [line.is_whole for line in lines] == [True, False]
    assert "| 1.50 |" in " ".join(reading.table(lines, ("so ", 0.05)).split())


def test_hostile_texts_are_as_long_as_the_website_takes_and_never_the_same() -> None:
    texts = [text for of_unit in hostile.texts().values() for text in of_unit]
    assert len(set(texts)) == len(texts) >= 2 * 39
    assert {len(text) for text in texts} == set(hostile.LENGTHS)
    assert max(hostile.LENGTHS) == visitors.LONGEST


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of one program that listens, with an empty database."""
    (port,) = free_ports(1)
    command = (sys.executable, "-m", "http.server", "--bind", HOST, "--directory", str(tmp_path), str(port))
    running = Cluster([Member("test", command, port)], "", stored(tmp_path / "events.db"))
    try:
        running.wait(Progress("Starting"))
        yield running
    finally:
        running.stop()


def test_after_a_fault_another_process_runs(running: Cluster) -> None:
    before = running["test"].process
    outcome = faults.load(running, [], 0, 0, "killed", Fault("test"))
    assert before is not None
    assert before.poll() is not None
    assert running["test"].process is not before
    assert running["test"].is_ready
    assert not outcome.is_whole, "nobody had an answer"


def test_a_fault_that_ends_nothing_ends_the_run(running: Cluster) -> None:
    with pytest.raises(CommandError, match="test goes on"):
        faults.load(running, [], 0, 0, "nothing", Fault("test", number=0, seconds=0))


def test_a_fault_that_raises_ends_the_run(running: Cluster) -> None:
    running.stop()
    with pytest.raises(ProcessLookupError):
        faults.load(running, [], 0, 0, "too late", Fault("test"))

"""The cluster under load while its members fail: the short form of `make stress`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from benchmarks.stress import embedded, faults, stopping, visitors
from commands import packages
from commands.cluster import Cluster, cluster
from commands.progress import Progress
from tests.programs import program

pytestmark = pytest.mark.bot

TEXTS = visitors.texts()
CONVERSATIONS, SECONDS = 8, 6


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    """All of it, ready."""
    for name in packages.PACKAGES:
        program(name)
    with cluster(embedded.NO_LIMIT) as running:
        running.wait(Progress("Starting the cluster"))
        yield running


def test_each_senders_messages_at_two_processes_are_stored_once_and_in_order(running: Cluster) -> None:
    outcome = faults.one_sender(running, TEXTS, 50, senders=2)
    assert outcome.is_whole, outcome
    assert (outcome.answered, outcome.told, outcome.broken) == (100, 0, 0)


@pytest.mark.parametrize("fault", faults.FAULTS)
def test_what_was_answered_is_stored_and_the_service_comes_back(running: Cluster, fault: str) -> None:
    outcome = faults.load(running, TEXTS, CONVERSATIONS, SECONDS, fault, faults.FAULTS[fault])
    assert outcome.is_whole, outcome
    (after,) = asyncio.run(visitors.crowd(running.site, TEXTS, 1, 2))
    assert after.answered
    assert after.told == after.broken == []


def test_messages_that_never_end_stop_nobody_else_and_are_refused_when_they_come_again() -> None:
    for name in packages.PACKAGES:
        program(name)
    with cluster(embedded.NO_LIMIT, 1, stopping.MODULE) as running:
        running.wait(Progress("Starting a cluster whose actions can hang"))
        outcome = stopping.stopping(running.site, TEXTS, CONVERSATIONS, SECONDS)
    assert outcome.failed == 0
    assert outcome.told == outcome.hung > 1
    assert len(outcome.seconds) >= CONVERSATIONS
    assert len(outcome.repeated) == 3


def test_a_full_disk_is_told_loses_nothing_and_is_over_once_there_is_room() -> None:
    with embedded.running("full-disk") as bot:
        outcome = faults.full_disk(bot, TEXTS, CONVERSATIONS, SECONDS)
        assert outcome.is_whole, outcome
        assert outcome.told
        (after,) = asyncio.run(visitors.crowd(bot.site, TEXTS, 1, 2))
        assert after.answered
        assert after.told == after.broken == []

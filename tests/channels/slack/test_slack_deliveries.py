"""Slack's deliveries: acknowledged soon, answered once and in order, whatever is repeated, put off or restarted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from channels.slack.claims import Claim, MemoryClaims, RedisClaims
from channels.slack.deliveries import Deliveries
from tests.channels.slack.people import BOT, Person, Slack, texts
from tests.channels.slack.serving import serving, workers
from tests.channels.slack.workspace import Workspace

Meet = Callable[..., Person]

ACKNOWLEDGED = 3  # seconds that Slack waits
REASONS = ("http_timeout", "too_many_redirects", "connection_failed", "ssl_error", "http_error", "unknown_error")


def heard(person: Person, count: int) -> list[str]:
    """The first lines of what the bot said in direct messages, after the greeting."""
    return [text.splitlines()[0] for text in texts(person.hears(count + 1))[1:]]


def let_go(server: str) -> None:
    """Let the answers go that wait."""
    requests.post(f"{server}/bot", json={"go": True}, timeout=10)


# -- repeated, at once, put off --------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", REASONS)
def test_a_repeated_delivery_is_answered_once(person: Person, reason: str) -> None:
    event = person.message("what is A?")
    for number in range(4):
        retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason} if number else {}
        assert person.slack.event(event, "Ev-repeated", **retry).status_code == 200
    person.says("and B?")
    assert heard(person, 2) == ["You said what is A?", "You said and B?"]


def test_a_hundred_at_once_are_answered_once_each_and_in_order(meet: Meet) -> None:
    people = [meet() for _ in range(20)]
    questions = [f"question {number}" for number in range(5)]

    def talk(person: Person) -> float:
        slowest = 0.0
        for question in questions:
            begin = time.monotonic()
            person.says(question)
            slowest = max(slowest, time.monotonic() - begin)
        return slowest

    with ThreadPoolExecutor(len(people)) as pool:
        slowest = max(pool.map(talk, people))
    assert slowest < ACKNOWLEDGED
    for person in people:
        assert heard(person, 5) == [f"You said {question}" for question in questions]


def test_a_call_that_slack_puts_off_is_made_again_when_it_says(person: Person, workspace: Workspace) -> None:
    person.opens("messages")
    person.hears(1)
    workspace.put_off("chat.postMessage", seconds=1, times=2)
    begin = time.monotonic()
    person.says("what is A?")
    person.says("and B?")
    assert heard(person, 2) == ["You said what is A?", "You said and B?"]
    assert time.monotonic() - begin > 2


def test_a_put_off_answer_to_a_command_is_sent_again(person: Person, channel: str, workspace: Workspace) -> None:
    workspace.put_off("response_url", seconds=1)
    person.gets(person.commands("what is A?", channel))


# -- the server ends -------------------------------------------------------------------------------------------


def test_what_was_acknowledged_is_answered_before_the_server_ends(
    workspace: Workspace, meet: Meet, tmp_path: Path
) -> None:
    with serving(workspace, tmp_path / "server.log") as server:
        person = meet(Slack(server.url, workspace))
        begin = time.monotonic()
        person.says("wait")
        person.says("what is A?")
        assert time.monotonic() - begin < ACKNOWLEDGED
        server.end()
        deadline = time.monotonic() + 10
        while (refused := person.slack.event(person.message("too late"))).status_code == 200:
            assert time.monotonic() < deadline
        assert refused.status_code == 503, "Slack tries again later"
        let_go(server.url)
        assert heard(person, 2)[:2] == ["You said wait", "You said what is A?"]
        server.has_ended()


def test_after_a_restart_a_repeated_delivery_is_answered_once_and_threads_go_on(
    workspace: Workspace, meet: Meet, channel: str, tmp_path: Path
) -> None:
    store = tmp_path / "tracker.db"
    with serving(workspace, tmp_path / "first.log", store=store) as server:
        person = meet(Slack(server.url, workspace))
        thread = person.mentions("what is A?", channel)["ts"]
        person.hears(1, channel, thread)
        event = person.message("wait", channel, thread)
        assert person.slack.event(event, "Ev-restart").status_code == 200
        server.kill()
    with serving(workspace, tmp_path / "second.log", store=store) as server:
        let_go(server.url)
        person.slack = Slack(server.url, workspace)
        for number in ("1", "2"):
            assert person.slack.event(event, "Ev-restart", **{"X-Slack-Retry-Num": number}).status_code == 200
        person.says("and B?", channel, thread=thread)
        assert [text.splitlines()[0] for text in texts(person.hears(3, channel, thread))[1:]] == [
            "You said wait",
            "You said and B?",
        ]


# -- several workers -------------------------------------------------------------------------------------------


def test_several_workers_answer_a_delivery_once(
    workspace: Workspace, meet: Meet, channel: str, redis: str, tmp_path: Path
) -> None:
    with workers(workspace, tmp_path, 2, deliveries_storage=redis) as servers:
        through = [Slack(server.url, workspace) for server in servers]
        person = meet(through[0])
        events = [person.message(f"<@{BOT}> question {number}", channel) for number in range(10)]
        with ThreadPoolExecutor(20) as pool:
            answers = [pool.submit(worker.event, event) for event in events for worker in through]
            assert {answer.result().status_code for answer in answers} == {200}
        for server in servers:
            server.end()
        for server in servers:
            server.has_ended()
        for event in events:
            person.hears(1, channel, event["ts"])


async def test_a_claim_of_a_worker_that_vanished_runs_out(redis: str) -> None:
    gone, here = RedisClaims(redis, lease=0.3), RedisClaims(redis, lease=30)
    assert await gone.claim("vanished") is Claim.OURS
    assert await here.claim("vanished") is Claim.BUSY
    done = []

    async def work() -> None:
        done.append(await gone.claim("vanished"))

    deliveries = Deliveries(here)
    deliveries.accept("vanished", "queue", work)
    deliveries.accept("vanished", "queue", work)
    await deliveries.close()
    assert done == [Claim.BUSY], "it is worked off once, by us"
    assert await gone.claim("vanished") is Claim.DONE
    await gone.close()


async def test_without_redis_deliveries_are_answered_all_the_same() -> None:
    claims = RedisClaims("redis://127.0.0.1:1")
    assert await claims.claim("one") is Claim.OURS
    await claims.finish("one")
    await claims.close()


async def test_the_memory_of_claims_is_bounded_and_runs_out() -> None:
    claims = MemoryClaims(remembered=0.05, most=2)
    assert [await claims.claim(key) for key in ("a", "b", "c", "b", "a")] == [
        Claim.OURS,
        Claim.OURS,
        Claim.OURS,
        Claim.DONE,
        Claim.OURS,
    ]
    while await claims.claim("c") is not Claim.OURS:
        await asyncio.sleep(0.01)


async def test_work_that_fails_or_takes_too_long_holds_up_nothing() -> None:
    deliveries, done = Deliveries(MemoryClaims()), []

    async def fail() -> None:
        raise RuntimeError("no such table")

    async def work() -> None:
        done.append(True)

    async def hang() -> None:
        await asyncio.Event().wait()

    deliveries.accept("fails", "queue", fail)
    deliveries.accept("works", "queue", work)
    deliveries.accept("hangs", "another", hang)
    await deliveries.close(patience=0.1)
    assert (done, deliveries.is_open) == ([True], False)

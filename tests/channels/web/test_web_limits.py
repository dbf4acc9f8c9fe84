"""Rates, counted in memory and in Redis."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from channels.web.errors import RefusedError
from channels.web.settings import Settings
from channels.web.visitors import Limits

Make = Callable[[str], Limits]


@pytest.fixture(params=["memory", "redis"])
def make(request: pytest.FixtureRequest) -> Make:
    """Limits per session, on each storage."""
    storage = "memory://" if request.param == "memory" else request.getfixturevalue("redis")
    return lambda limit: Limits(Settings.read({"limit_per_session": limit, "limits_storage": storage}))


async def counted(limits: Limits, conversation: str, kind: str = "say") -> int:
    """How many requests got through before the first that didn't, of at most 10."""
    for number in range(10):
        try:
            await limits.count_session(conversation, kind)
        except RefusedError:
            return number
    return 10


async def refusal(limits: Limits, conversation: str) -> RefusedError:
    """The refusal of the first request that is too many."""
    try:
        while True:
            await limits.count_session(conversation, "say")
    except RefusedError as refused:
        return refused


async def test_each_session_and_each_kind_of_request_has_its_own_count(make: Make) -> None:
    limits = make("3/hour")
    assert await counted(limits, "web-1") == 3
    assert await counted(limits, "web-1") == 0
    assert await counted(limits, "web-2") == 3
    assert await counted(limits, "web-1", "read") == 3


async def test_who_waits_as_told_may_go_on(make: Make) -> None:
    limits = make("2/second")
    assert (await refusal(limits, "web-3")).headers == {"Retry-After": "1"}
    deadline = time.monotonic() + 5
    while await counted(limits, "web-3") == 0:
        assert time.monotonic() < deadline


async def test_a_shared_storage_counts_for_all_servers(redis: str) -> None:
    settings = Settings.read({"limit_per_session": "3/hour", "limits_storage": redis})
    assert await counted(Limits(settings), "web-4") == 3
    assert await counted(Limits(settings), "web-4") == 0

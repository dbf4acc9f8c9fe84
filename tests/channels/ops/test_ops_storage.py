"""A Redis that takes requests and answers none must not stop the server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from redis import Redis

from channels.web.visitors import THREADS
from tests import redis_server
from tests.channels.ops.conftest import Server, serving
from tests.redis_server import RedisServer

VISITORS = 50  # at once: more than there are threads for


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server.running(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture(scope="module")
def server(redis: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log: Path = tmp_path_factory.mktemp("ops") / "log"
    with serving(log, redis.url) as running:
        yield running


def _begin(server: Server) -> requests.Response:
    return requests.post(f"{server.url}/webhooks/web/session", json={}, timeout=60)


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _web_storage(server: Server) -> str:
    return requests.get(f"{server.url}/health/ready", timeout=60).json()["checks"]["web_storage"]


def test_visitors_are_told_and_the_server_lives_until_redis_goes_on(server: Server, redis: RedisServer) -> None:
    assert _begin(server).status_code == 200
    assert _web_storage(server) == "ok"
    with ThreadPoolExecutor(VISITORS) as pool, redis.standing_still():
        visitors = [pool.submit(_begin, server) for _ in range(VISITORS)]
        assert requests.get(f"{server.url}/health", timeout=60).status_code == 200
        assert not any(visitor.done() for visitor in visitors), "health was asked while they waited"
        assert _web_storage(server) == "no answer within 3 seconds"
        assert {visitor.result().status_code for visitor in visitors} == {503}
        assert visitors[0].result().json()["error"]["code"] == "not_ready"
    _until(lambda: _begin(server).status_code == 200)
    assert _web_storage(server) == "ok"


def test_a_redis_that_stands_still_is_not_asked_again_by_each_visitor(server: Server, redis: RedisServer) -> None:
    with Redis.from_url(redis.url) as client:
        before = client.info("stats")["total_connections_received"]
        with ThreadPoolExecutor(VISITORS) as pool, redis.standing_still():
            assert {answer.status_code for answer in pool.map(lambda _: _begin(server), range(VISITORS))} == {503}
        _until(lambda: _begin(server).status_code == 200)
        assert client.info("stats")["total_connections_received"] - before < 3 * THREADS

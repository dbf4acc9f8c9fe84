"""Shared by the channels' tests: a Redis.

Sanic turns DeprecationWarnings on when it is imported: here that comes before pytest's own filters.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sanic  # noqa: F401

from tests import redis_server


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis of our own."""
    with redis_server.running(tmp_path_factory.mktemp("redis")) as server:
        yield server.url

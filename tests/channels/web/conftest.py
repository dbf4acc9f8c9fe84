"""The web channel's server, once for all tests, and visitors of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.web.serving import serving
from tests.channels.web.visitor import Come, Visitor


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Where the server listens."""
    with serving() as url:
        yield url


@pytest.fixture
def visitor(server: str) -> Visitor:
    """Somebody with a session on the channel as it is by default, but for its limits."""
    visitor = Visitor(f"{server}/webhooks/web")
    visitor.start()
    return visitor


@pytest.fixture
def come(server: str) -> Come:
    """Visitors without a session: come(channel, headers)."""
    return lambda channel="web", headers=None: Visitor(f"{server}/webhooks/{channel}", headers)

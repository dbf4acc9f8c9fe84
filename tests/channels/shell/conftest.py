"""A fake bot for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.shell.fake_bot import FakeBot, running


@pytest.fixture
def fake_bot() -> Iterator[FakeBot]:
    """A bot with the shell channel and canned answers."""
    with running() as bot:
        yield bot

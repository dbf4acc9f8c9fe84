"""Shared by all tests: the knowledge of this project, and places of their own for conversations and logs."""

import os
from collections.abc import Iterator

import pytest

from commands.servers import LOGS
from knowledge.files import load
from knowledge.model import Knowledge
from stores.location import VARIABLE


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge as the bot loads it."""
    return load()


@pytest.fixture(scope="session", autouse=True)
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No bot of a test keeps its conversations and logs where `make serve` does."""
    place = tmp_path_factory.mktemp("kept")
    before = dict(os.environ)
    os.environ |= {VARIABLE: str(place / "conversations.db"), LOGS: str(place / "logs")}
    yield
    for name in (VARIABLE, LOGS):
        os.environ.pop(name) if name not in before else os.environ.update({name: before[name]})

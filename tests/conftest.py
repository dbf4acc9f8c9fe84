"""Shared by all tests: the knowledge of this project, and a file of their own for conversations."""

import os
from collections.abc import Iterator

import pytest

from actions.knowledge import Knowledge
from actions.knowledge_files import load
from stores.location import VARIABLE


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge as the bot loads it."""
    return load()


@pytest.fixture(scope="session", autouse=True)
def conversations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No bot of a test keeps its conversations where `make serve` does."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(tmp_path_factory.mktemp("conversations") / "conversations.db")
    yield
    os.environ.pop(VARIABLE) if before is None else os.environ.update({VARIABLE: before})

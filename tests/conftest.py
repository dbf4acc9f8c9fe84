"""Shared by all tests: the knowledge of this project."""

import pytest

from actions.knowledge import Knowledge
from actions.knowledge_files import load


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge as the bot loads it."""
    return load()

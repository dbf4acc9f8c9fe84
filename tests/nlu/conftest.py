"""A reader made from the knowledge and a few ways of asking, without a trained model."""

from __future__ import annotations

import pytest

from knowledge.model import Knowledge
from nlu.reader import Reader
from nlu.vocabulary import Vocabulary
from tests.talk import ASKING


@pytest.fixture(scope="session")
def field_reader(knowledge: Knowledge) -> Reader:
    """A reader that knows the field and how people ask."""
    return Reader(Vocabulary.of(knowledge, ASKING))

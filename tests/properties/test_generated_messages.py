"""Whatever people type can be read: nothing is raised, spans are right, no name is left, nothing is kept."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import strategies as st

from knowledge.files import load
from knowledge.model import Knowledge
from nlu.names import TOPIC
from nlu.reader import MASK, Reader
from nlu.vocabulary import SEEN_OFTEN, Vocabulary
from nlu.words import LONGEST, join_letters, words
from tests.properties.inputs import inputs, texts

KNOWLEDGE = load()
ASKING = ["what is the difference between these", "what are the benefits of it", "tell me about the types"]
SAID = sorted({word for question in ASKING for word in question.split()} | {"outsource our", "offshore", "hybrid"})
NAMES = sorted({name for t in KNOWLEDGE.topics.values() for name in (t.name, t.acronym, *t.aliases, *t.misspellings)})
MESSAGES = texts(*filter(None, NAMES), *SAID)


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """A reader of this project's knowledge."""
    return Reader(Vocabulary.of(knowledge, ASKING * SEEN_OFTEN))


@inputs(2_000, text=MESSAGES, learning=st.booleans())
def test_entities_span_what_was_typed_one_after_the_other(reader: Reader, text: str, learning: bool) -> None:
    reading, entities = reader.read(text, learning)
    place = 0
    for entity in entities:
        assert place <= entity["start"] < entity["end"] <= min(len(text), LONGEST)
        assert entity["text"] == text[entity["start"] : entity["end"]]
        place = entity["end"]
    assert set(reading.topics) == {entity["value"] for entity in entities if entity["entity"] == TOPIC}
    assert set(reading.specific) <= set(reading.topics) <= reading.related
    assert 0 <= reading.foreign <= reading.length <= LONGEST


@inputs(1_000, text=MESSAGES)
def test_no_name_is_left_when_names_are_masked(reader: Reader, text: str) -> None:
    reading, _ = reader.read(text)
    others = reader._vocabulary.other_senses
    names = {n.words for n in reader._vocabulary.names if n.entity == TOPIC and n.id not in others}
    runs = [" ".join(run) for masks, run in groupby(reading.masked.split(), MASK.__eq__) if not masks]
    assert [name for name in names for run in runs if f" {name} " in f" {run} "] == []


@inputs(300, text=MESSAGES)
def test_nothing_that_was_typed_is_kept(reader: Reader, text: str) -> None:
    reader.read("a first question")
    before = len(reader._finder._words.strings)
    reader.read(text)
    assert len(reader._finder._words.strings) == before


@inputs(1_000, text=MESSAGES)
def test_words_stand_in_the_text_in_order(text: str) -> None:
    place = 0
    for word in join_letters(words(text), {"kpo", "bpo"}):
        assert word.norm
        assert word.norm == word.norm.lower()
        assert place <= word.start < word.end <= min(len(text), LONGEST)
        place = word.end

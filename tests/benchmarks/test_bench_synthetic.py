"""The knowledge that is grown for the benchmarks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.synthetic import TRADES, carried_over, grow
from knowledge.files import load
from knowledge.model import FOLDER, Knowledge
from nlu.names import names

COUNT = 60  # more than one trade for every real model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("grown") / "knowledge"
    shutil.copytree(FOLDER, copy)
    return copy


@pytest.fixture(scope="module")
def new(folder: Path) -> list[str]:
    return grow(folder, COUNT)


@pytest.fixture(scope="module")
def grown(folder: Path, new: list[str]) -> Knowledge:
    return load(folder)  # raises KnowledgeError where the schema or a name is violated


def test_grown_knowledge_is_valid_and_has_the_wanted_number_of_models(grown: Knowledge) -> None:
    assert len(grown.models) == COUNT


def test_the_real_models_stay_as_they_are(grown: Knowledge) -> None:
    assert {model.id: model.full for model in load().models}.items() <= {t.id: t.full for t in grown.models}.items()


def test_every_new_model_has_an_acronym_of_its_own(grown: Knowledge) -> None:
    acronyms = [topic.acronym for topic in grown.topics.values() if topic.acronym]
    shared = [topic.acronym for topics in load().shared_acronyms.values() for topic in topics]
    assert len(acronyms) - len(set(acronyms)) == len(shared) - len(set(shared))


def test_every_new_model_can_be_named(grown: Knowledge, new: list[str]) -> None:
    assert set(new) <= {name.id for name in names(grown)}


def test_a_new_model_says_as_much_as_the_real_one_behind_it(grown: Knowledge, new: list[str]) -> None:
    for id in new:
        real = grown.topics[id.split("_", 1)[1]]
        told = {part: len(statements) for part, statements in grown.topics[id].parts.items()}
        assert told == {part: len(statements) for part, statements in real.parts.items()}


def test_a_new_model_speaks_of_itself_by_its_new_names() -> None:
    model = {"name": "Tea Making", "acronym": "TM", "cues": ["cup"], "in_short": "tea", "definition": []}
    statement = {"text": "TM (Tea Making) is tea.", "sources": ["book"]}
    retold = carried_over({**model, "definition": [statement]}, "rail", "RTM")
    assert retold == {
        "name": "Rail Tea Making",
        "acronym": "RTM",
        "in_short": "tea in the rail trade",
        "definition": [{"text": "RTM (Rail Tea Making) is tea in the rail trade.", "sources": ["book"]}],
    }


def test_knowledge_that_is_large_enough_does_not_grow(folder: Path, grown: Knowledge) -> None:
    assert grow(folder, COUNT) == []


def test_more_models_than_trades_allow_are_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "knowledge")
    with pytest.raises(ValueError, match="too many"):
        grow(tmp_path / "knowledge", 100 * len(TRADES))

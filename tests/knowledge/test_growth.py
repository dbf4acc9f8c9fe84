"""What an editor adds to the knowledge: a gap with all that it needs, and a model with no more than it needs."""

import re
from pathlib import Path

import pytest
import yaml

from actions.comparisons import compare
from actions.parts import overview
from actions.recommendation import question, recommend
from dialogue.choice import UNSURE, WORK, answers
from dialogue.question import COMPARE, Nearness, Question
from knowledge import checks as knowledge_checks
from knowledge.files import load
from knowledge.model import FOLDER, Knowledge, KnowledgeError
from tests.knowledge_copy import Change, change


def gap(knowledge: Knowledge) -> dict:
    """A gap as an editor adds one."""
    general = next(topic.id for topic in knowledge.topics.values() if topic.general)
    return {
        "id": "translation",
        "name": "translation outsourcing",
        "terms": ["translators"],
        "asked_as": [f"who translates letter number {number}" for number in range(15)],
        "nearest": [general, "definition"],
        "reply": "The documents tell of other work.",
        "sources": [f"{source.id} > {source.sections[0]}" for source in knowledge.sources.values()][:1],
    }


def test_a_new_gap_is_taken(folder: Path, knowledge: Knowledge) -> None:
    change(folder, "not_covered.yml", lambda d: d["not_covered"].append(gap(knowledge)))
    assert "translation" in load(folder).gaps


ASKED_OF_A_MODEL = [f"what does procurement BPO number {number} cost" for number in range(8)]


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda g: g.update(id="mbpo"), '.id: "mbpo" is a model now: take the gap out'),
        (lambda g: g["terms"].append("MBPO"), '.terms[1]: "MBPO" names mbpo'),
        (lambda g: g["terms"].append("HR-outsourcing"), '.terms[1]: "HR-outsourcing" names hro: take it out'),
        (
            lambda g: g["asked_as"].__setitem__(slice(8), ASKED_OF_A_MODEL),
            ".asked_as: 8 of 15 phrases name procurement_bpo: take",
        ),
        (lambda g: g["asked_as"].pop(), ".asked_as: has 14 entries: give at least 15"),
        (lambda g: g["asked_as"].__setitem__(3, " "), ".asked_as[3]: is empty: write it or take it out"),
        (lambda g: g["terms"].append("two "), '.terms[1]: "two " has not the right form: write it without'),
        (lambda g: g.update(nearest=["nowhere", "definition"]), '.nearest[0]: "nowhere" is unknown: use one of'),
        (lambda g: g.update(nearest=["mbpo", "colour"]), '.nearest[1]: "colour" is unknown: use one of definition'),
        (lambda g: g.update(nearest=["mbpo"]), ".nearest: has 1 entries: give at least 2"),
        (lambda g: g.update(id="careers"), '.id: id "careers" stands above already: give each its own'),
    ],
)
def test_a_fault_in_a_gap_is_named(folder: Path, knowledge: Knowledge, edit: Change, complaint: str) -> None:
    faulty = gap(knowledge)
    edit(faulty)
    change(folder, "not_covered.yml", lambda d: d["not_covered"].append(faulty))
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    place = f"not_covered[{len(knowledge.gaps)}]"
    assert re.match(rf"not_covered\.yml: line \d+: {re.escape(place + complaint)}", str(error.value)), error.value
    assert len(str(error.value).splitlines()) == 1


def test_most_phrases_of_a_gap_may_name_the_model_that_is_nearest(folder: Path, knowledge: Knowledge) -> None:
    asked = {**gap(knowledge), "nearest": ["procurement_bpo", "definition"]}
    asked["asked_as"] = [*ASKED_OF_A_MODEL, *asked["asked_as"][8:]]
    change(folder, "not_covered.yml", lambda d: d["not_covered"].append(asked))
    assert "translation" in load(folder).gaps


def test_the_phrases_that_are_asked_for_are_as_many_as_contributing_says() -> None:
    text = (FOLDER.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    schema = yaml.safe_load(Path(knowledge_checks.__file__).with_name("schema.yml").read_text("utf-8"))
    gaps = schema["definitions"]["not_covered"]["properties"]["not_covered"]["items"]["properties"]
    assert f"with {gaps['asked_as']['minItems']} or more ways to ask" in " ".join(text.split())


MINIMAL = {"name": "Translation Outsourcing", "in_short": "turning texts into other languages"}


@pytest.fixture
def grown(folder: Path, knowledge: Knowledge) -> Knowledge:
    """The knowledge with a model that has the three keys it needs."""
    said = {"text": "It is the handing over of texts.", "sources": gap(knowledge)["sources"]}
    path = folder / "outsourcing_models" / "translation.yml"
    path.write_text(yaml.safe_dump({**MINIMAL, "definition": [said]}), encoding="utf-8")
    return load(folder)


def test_a_model_without_a_choice_is_listed_and_compared(grown: Knowledge) -> None:
    model = grown.topics["translation"]
    assert model in grown.models
    assert any(model.full in line.text for line in overview(grown).lines)
    asked = Question(form=COMPARE, topics=(model.id, grown.models[0].id))
    assert any(model.in_short in line.text for line in compare(grown, [model, grown.models[0]], asked).lines)


def test_a_model_without_a_choice_stays_out_of_the_guided_choice(grown: Knowledge) -> None:
    work = {button.title for button in question(grown, WORK).buttons}
    assert work == {m.choice.work for m in grown.models if m.choice} | {"Not sure"}
    said = Question(words="texts from abroad", near=(Nearness("translation", "definition", 0, 0.9),))
    assert answers(said, grown, "work", {}) == {}
    for told in ({}, {"work": "translation"}, {"work": UNSURE, "core": "core", "priority": "cost"}):
        assert "translation" not in recommend(grown, told).options

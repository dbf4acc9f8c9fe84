"""The guided choice in words."""

from __future__ import annotations

from itertools import product

import pytest

from actions.recommendation import question, rank, recommend, understood
from dialogue.choice import EITHER, UNSURE, WORK, by_words
from knowledge.model import ChoiceQuestion, Topic
from tests.actions.checks import (
    KNOWLEDGE,
    MODELS,
    assert_facts_are_cited,
    assert_is_whole,
    named,
    rendered,
    text_of,
)

OPTIONS = {choice.id: [option.id for option in choice.options] for choice in KNOWLEDGE.choice}
OPTIONS[WORK] = [*(model.id for model in MODELS), UNSURE]


@pytest.mark.parametrize("choice", KNOWLEDGE.choice, ids=lambda choice: choice.id)
def test_a_question_offers_all_its_options(choice: ChoiceQuestion) -> None:
    given = question(KNOWLEDGE, choice.id)
    assert_is_whole(rendered(given))
    assert (given.part, given.aspects, given.waits) == ("guided_choice", (choice.id,), True)
    assert len(given.buttons) == len(OPTIONS[choice.id])
    led = question(KNOWLEDGE, choice.id, "So far.")
    assert text_of(led) == f"So far. {text_of(given)}"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, ""),
        ({"core": "either"}, ""),
        ({"core": "core"}, "So far I have: core work."),
        ({"core": "non_core", "priority": "cost"}, "So far I have: non-core work and lower costs first."),
        ({WORK: UNSURE}, "So far I have: work still open."),
        ({WORK: "nobody"}, ""),
        ({"core": "weather"}, ""),
    ],
)
def test_what_was_understood(told: dict[str, str], says: str) -> None:
    assert understood(KNOWLEDGE, told) == says


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("it is not our core business", "non_core"),
        ("that isn't our core business", "non_core"),
        ("not core", "non_core"),
        ("it is our core business", "core"),
        ("not sure", "either"),
    ],
)
def test_core_work_is_told_from_its_denial(words: str, option: str) -> None:
    (core,) = (choice for choice in KNOWLEDGE.choice if choice.id == "core")
    assert by_words(core, words, 1) == option


def test_every_way_through_the_choice_ends_in_a_recommendation_with_reasons() -> None:
    for told in (dict(zip(OPTIONS, options, strict=True)) for options in product(*OPTIONS.values())):
        given = recommend(KNOWLEDGE, told)
        best = KNOWLEDGE.topics[given.topics[0]]
        assert best.choice is not None
        assert given.part == "recommendation"
        assert told[WORK] in (best.id, UNSURE)
        assert given.options[0] == best.id
        assert len(given.options) == 2
        begins = [line.text.split(":")[0] for line in given.lines]
        assert [head for head in begins if head in ("Why", "Bear in mind")] == ["Why", "Bear in mind"]
        assert ("meets your answers just as well" in text_of(given)) == (
            rank(best, told) == rank(KNOWLEDGE.topics[given.options[1]], told)
        )
        assert_facts_are_cited(given)
        assert_is_whole(rendered(given))


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_work_that_is_named_decides_unless_its_model_is_shut_out(model: Topic) -> None:
    for core, priority in product(OPTIONS["core"], OPTIONS["priority"]):
        told = {WORK: model.id, "core": core, "priority": priority}
        assert recommend(KNOWLEDGE, told).topics == (model.id,)
        without = recommend(KNOWLEDGE, told, excluded=(model.id,))
        assert model.id not in (*without.topics, *without.options)


def test_a_wish_that_the_model_does_not_meet_is_said() -> None:
    tried = 0
    for model in MODELS:
        for wish in OPTIONS["priority"]:
            met = wish in (EITHER, *(model.choice.priorities if model.choice else ()))
            given = recommend(KNOWLEDGE, {WORK: model.id, "priority": wish})
            assert ("more for other models" in text_of(given)) == (not met)
            tried += not met
    assert tried


def test_with_every_model_shut_out_there_is_none_to_recommend() -> None:
    given = recommend(KNOWLEDGE, {}, [model.id for model in MODELS])
    assert (given.topics, given.told, len(given.lines)) == ((), (), 1)


def test_the_last_one_left_has_no_second() -> None:
    given = recommend(KNOWLEDGE, {}, [model.id for model in MODELS[1:]])
    assert given.options == (MODELS[0].id,)

"""Which model, or which kind of one, takes over the work that is described."""

from __future__ import annotations

from itertools import permutations

import pytest

from actions.finding import kind_for, ranked_models
from dialogue import question as q
from dialogue.question import Claim, Question
from knowledge.model import Topic
from knowledge.search import NEAR, SURE
from tests.actions.checks import (
    KINDS,
    KNOWLEDGE,
    MODELS,
    answer,
    asked,
    assert_is_right_in_form,
    named,
    near,
    own_service,
    text_of,
)

SERVING = [model for model in MODELS if model.part("services")]


def work(*services: str, words: str = "", **fields: object) -> Question:
    """What is it called when others do that?"""
    return Question(form=q.FIND, services=services, words=words or " and ".join(services), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("model", SERVING, ids=named)
def test_the_model_with_the_service_is_found_and_the_service_told(model: Topic) -> None:
    service = own_service(model)
    given = assert_is_right_in_form(work(service.text))
    assert (given.part, given.topics) == ("find_model", (model.id,))
    assert (model.id, "services", model.part("services").index(service)) in given.told
    assert given.options[0] == model.id
    assert model.full in given.lines[0].text


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_the_words_of_its_work_lead_to_a_model(model: Topic) -> None:
    assert model.choice is not None
    given = assert_is_right_in_form(work(words=" ".join(model.choice.words)))
    assert model.id in given.options or given.topics == (model.id,)


def test_each_of_several_jobs_gets_its_model() -> None:
    for one, other in permutations(SERVING, 2):
        jobs = own_service(one).text, own_service(other).text
        given = assert_is_right_in_form(work(*jobs))
        assert set(given.topics) == {one.id, other.id}
        told = [line.text.split(":")[0].removeprefix("• ").lower() for line in given.lines if line.text[0] == "•"]
        assert told == [job.lower() for job in jobs]


def test_a_model_that_covers_all_of_several_jobs_leads() -> None:
    hro = KNOWLEDGE.topics["hro"]
    given = assert_is_right_in_form(work("hiring", "payroll", "staff training"))
    assert given.lines[0].text.startswith(f"{hro.full} covers all of it: ")
    assert given.lines[1].text == "Taken one by one:"
    apart = assert_is_right_in_form(work("payroll", "market research"))
    assert apart.lines[0].text == "That is work for two models:"


def test_of_one_model_all_the_work_that_is_named_is_told() -> None:
    services = [said.text for said in KNOWLEDGE.topics["lpo"].part("services")[:2]]
    given = assert_is_right_in_form(work(*services))
    assert all(service in text_of(given) for service in services)


def test_whether_work_can_be_handed_over_gets_a_yes() -> None:
    service = own_service(KNOWLEDGE.topics["lpo"]).text
    given = assert_is_right_in_form(work(service, claim=Claim()))
    assert (given.verdict, given.lines[0].text) == ("yes", "Yes.")
    assert answer(work(service)).verdict == ""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.cues], ids=named)
def test_the_cues_of_a_kind_lead_to_it_without_its_model(kind: Topic) -> None:
    given = answer(work(words=f"what do you call it {kind.cues[0]}"))
    assert given.topics == (kind.id,)


@pytest.mark.parametrize("model", SERVING, ids=named)
def test_what_is_shut_out_is_not_found(model: Topic) -> None:
    question = work(own_service(model).text, excluded=(model.id,))
    assert model.id not in [topic.id for topic, _ in ranked_models(KNOWLEDGE, question)]
    given = assert_is_right_in_form(question)
    assert model.id not in (*given.topics, *given.options)


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_kind_that_is_described_is_named_with_its_model(kind: Topic) -> None:
    question = work(words="we want that", near=(near(kind, "definition", 0, 0.9),))
    given = assert_is_right_in_form(question)
    assert (given.part, given.topics) == ("find_model", (kind.id,))
    assert kind.name in given.lines[0].text
    assert given.told[0] == (kind.id, "definition", 0)


@pytest.mark.parametrize("score", [NEAR - 0.01, SURE - 0.01])
def test_a_kind_is_not_named_where_the_words_are_hardly_like_it(score: float) -> None:
    for kind in KINDS:
        assert kind_for(KNOWLEDGE, (), work(near=(near(kind, "definition", 0, score),)), SURE) is None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.cues], ids=named)
def test_the_cues_of_a_kind_lead_to_it_where_its_model_is_named(kind: Topic) -> None:
    model = KNOWLEDGE.topics[kind.parent]
    found = {kind_for(KNOWLEDGE, (model,), work(words=f"we need {cue}"), SURE) for cue in kind.cues}
    assert kind in found
    assert found <= {kind, None}


def test_no_model_is_made_up_for_other_work() -> None:
    given = assert_is_right_in_form(work(words="somebody to paint our fence"))
    assert (given.part, given.topics, given.verdict, given.told) == ("find_model", (), "silent", ())
    assert all(KNOWLEDGE.name(model) in text_of(given) for model in MODELS)
    far = answer(work(words="paint our fence", near=(near(MODELS[0], "services", 0, NEAR - 0.01),)))
    assert far.lines == given.lines


def test_of_the_models_named_the_one_that_covers_the_work_is_meant() -> None:
    for one, other in permutations(SERVING, 2):
        given = answer(asked(q.FIND, one, other, services=(own_service(other).text,)))
        assert given.topics == (other.id,)


def test_rivals_are_named_as_such_and_offered_for_a_comparison() -> None:
    shared = [
        s for s, owners in KNOWLEDGE.services_by_phrase.items() if len({t.id for t, _ in owners if t.is_model}) > 1
    ]
    assert shared
    for phrase in shared:
        given = assert_is_right_in_form(work(phrase))
        if given.options[1:]:
            assert "It could also be" in text_of(given)
            assert any(button.title.startswith("Compare") for button in given.buttons)

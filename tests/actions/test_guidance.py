"""The guided choice recommends what the answers call for, whichever of them come together."""

from dataclasses import replace
from itertools import product

import pytest

from actions.guidance import UNSURE, WORK, is_question, rank, recommend
from actions.knowledge import Topic
from actions.knowledge_files import load
from actions.reply import Reply

KNOWLEDGE = load()
OTHERS = {q.id: [option.id for option in q.options] for q in KNOWLEDGE.choice if q.id != WORK}
REST = [dict(zip(OTHERS, answers, strict=True)) for answers in product(*OTHERS.values())]


def first_two(reply: Reply) -> tuple[Topic, Topic]:
    best, second = (KNOWLEDGE.topics[id] for id in reply.options)
    return best, second


def says_equal(reply: Reply) -> bool:
    return "just as well" in reply.text


@pytest.mark.parametrize("model", [m for m in KNOWLEDGE.models if m.choice], ids=lambda model: model.id)
def test_the_model_of_the_work_that_was_named_comes_first(model: Topic) -> None:
    for rest in REST:
        reply = recommend(KNOWLEDGE, {WORK: model.id, **rest})
        assert reply.topics == (model.id,), rest
        assert not says_equal(reply), rest


def test_a_model_for_one_field_is_recommended_only_to_those_who_name_its_work() -> None:
    for work, rest in product((UNSURE, *(model.id for model in KNOWLEDGE.models)), REST):
        for model in first_two(recommend(KNOWLEDGE, {WORK: work, **rest})):
            assert model.choice
            assert model.id == work or model.choice.any_work, (work, rest)


def test_no_model_comes_before_one_that_meets_more_of_the_answers() -> None:
    for rest in REST:
        told = {WORK: UNSURE, **rest}
        best, second = first_two(recommend(KNOWLEDGE, told))
        assert all(rank(best, told) >= rank(second, told) >= rank(m, told) for m in KNOWLEDGE.models if m != best), rest


def test_equal_models_are_said_to_be_equal_whatever_their_order() -> None:
    for rest in REST:
        told = {WORK: UNSURE, **rest}
        reply = recommend(KNOWLEDGE, told)
        best, second = first_two(reply)
        assert says_equal(reply) == (rank(best, told) == rank(second, told)), rest
        assert second.full in reply.text


def test_the_order_of_the_files_decides_nothing() -> None:
    turned = replace(KNOWLEDGE, topics=dict(reversed(KNOWLEDGE.topics.items())))
    for work, rest in product((UNSURE, *(model.id for model in KNOWLEDGE.models)), REST):
        told = {WORK: work, **rest}
        assert recommend(turned, told).options == recommend(KNOWLEDGE, told).options, told


def test_where_the_work_is_not_known_the_model_suits_core_or_non_core_work_as_told() -> None:
    for rest in (rest for rest in REST if rest["core"] != "either"):
        best, _ = first_two(recommend(KNOWLEDGE, {WORK: UNSURE, **rest}))
        assert best.choice
        assert best.choice.core in (rest["core"], "either"), rest


def test_every_wish_is_met_by_a_model_so_that_others_can_be_said_to_stress_it() -> None:
    met = {wish for model in KNOWLEDGE.models if model.choice for wish in model.choice.priorities}
    assert met == set(OTHERS["priority"])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("what is that", True),
        ("stop, what's the difference first", True),
        ("the legal one, what is done there", True),
        ("legal work", False),
        ("payroll, which is routine", False),
        ("cutting costs, that is what matters", False),
    ],
)
def test_a_question_is_told_from_an_answer(text: str, is_one: bool) -> None:
    assert is_question(text, ()) == is_one

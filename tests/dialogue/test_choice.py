"""The guided choice: what a message answers, what is known before, what changes it afterwards."""

from __future__ import annotations

import pytest

from dialogue.choice import (
    UNSURE,
    WORK,
    answers,
    by_words,
    changes_choice,
    is_side_question,
    known_from,
    last_answered,
)  # fmt: skip
from dialogue.conversation import Conversation
from dialogue.question import Claim, Question
from knowledge.model import Knowledge
from tests.talk import after, asks, compares, near, q, tells

NEW = Conversation()
FOUND = after(asks(form=q.FIND, topics="lpo"))
DONE = after(asks(form=q.CHOOSE), recommended="kpo", choice={"work": "kpo", "priority": "quality"})


def says(text: str, **fields: object) -> Question:
    return asks(text, **{"form": q.CHOOSE, **fields})


@pytest.mark.parametrize(
    ("question", "is_one", "why"),
    [
        (tells("fit", "kpo", wh="what"), True, "a question on a model"),
        (asks("does KPO do that", form=q.VERIFY, claim=Claim(), topics="kpo"), True, "a claim on a model"),
        (tells("benefits", cues="requests"), True, "an order"),
        (asks("stop", form=q.TALK, intent="stop", chance=0.8), True, "it ends the choice"),
        (asks("stop", form=q.TALK, intent="stop", chance=0.3), False, "it hardly ends the choice"),
        (says("which is it", wh="which"), False, "it asks for the choice"),
        (asks("no legal", form=q.CORRECT, topics="lpo"), False, "it puts an answer right"),
        (asks("no what is legal", form=q.CORRECT, wh="what", topics="lpo"), True, "it asks, while it puts right"),
        (asks("will that do", form=q.TALK, cues="asks"), True, "it begins as a question does"),
        (tells("services", "lpo"), False, "an answer that names a model"),
        (asks("is it", form=q.VERIFY, claim=Claim()), False, "a claim on nothing"),
    ],
)
def test_questions_of_their_own(question: Question, is_one: bool, why: str) -> None:
    assert is_side_question(question) is is_one, why


@pytest.mark.parametrize(
    ("question", "asked", "told", "why"),
    [
        (says("Legal work"), WORK, {"work": "lpo"}, "an option as it is offered"),
        (says("we draft patents"), WORK, {"work": "lpo"}, "work in words of its own"),
        (says("patents", services="drafting patent applications"), WORK, {"work": "lpo"}, "work that is named"),
        (says("the second", topics="kpo"), WORK, {"work": "kpo"}, "a model that is named"),
        (says("no idea really"), WORK, {"work": UNSURE}, "nothing is known"),
        (says("mugs"), WORK, {}, "work of no model"),
        (says("mugs", near=(near("kpo", "definition", 0, 0.9),)), WORK, {"work": "kpo"}, "work that is like a model's"),
        (says("legal work, core"), WORK, {"work": "lpo"}, "a short word answers nothing in passing"),
        (says("legal work, and above all flexible"), WORK, {"work": "lpo", "priority": "flexibility"},
         "a clear word does"),
        (says("above all flexible"), WORK, {}, "in passing alone it isn't the first answer"),
        (says("not core"), "core", {"core": "non_core"}, "the longest phrase wins"),
        (says("hard to say"), "core", {"core": "either"}, "undecided"),
        (says("purple", options=(("core", "non_core", 0.4),)), "core", {"core": "non_core"}, "like an option"),
        (says("purple", options=(("core", "non_core", 0.2),)), "core", {}, "hardly like it"),
        (says("purple", options=(("priority", "cost", 0.9),)), "core", {}, "like one of another question"),
        (says("purple", options=(("core", "core", 0.9),), topics="kpo"), "core", {}, "a model is named instead"),
        (says("nope", options=(("core", "core", 0.9),), intent="deny", chance=0.9), "core", {},
         "a bare no is like anything"),
        (says("can't spare anybody"), "involvement", {"involvement": "low"}, "a listed phrase with an apostrophe"),
        (says("routine, and we want flexibility"), "core", {"core": "non_core", "priority": "flexibility"},
         "two at once"),
        (says("flexibility"), "core", {}, "a lone word answers no other question"),
        (says("either way"), "core", {"core": "either"}, "undecided, of the question asked alone"),
        (tells("fit", "kpo", wh="what"), "core", {}, "a question of its own answers nothing"),
    ],
)  # fmt: skip
def test_answers(knowledge: Knowledge, question: Question, asked: str, told: dict[str, str], why: str) -> None:
    assert answers(question, knowledge, asked, {}) == told, why


@pytest.mark.parametrize(
    ("question", "asked", "told", "why"),
    [
        (says("actually legal work", cues="corrects"), "core", {"work": "lpo"}, "the work is put right"),
        (says("rather legal work"), "core", {}, "legal in passing, without a sign of correction"),
        (
            says("it is about quality after all"),
            "involvement",
            {"priority": "quality"},
            "an earlier answer is put right",
        ),
        (
            says("it is about flexibility after all"),
            WORK,
            {"priority": "flexibility"},
            "while the first question is open",
        ),
        (says("it is for saving money"), "involvement", {}, "the same as before"),
    ],
)
def test_answers_given_before_may_be_given_again(
    knowledge: Knowledge, question: Question, asked: str, told: dict[str, str], why: str
) -> None:
    assert answers(question, knowledge, asked, {"work": "bpo", "priority": "cost"}) == told, why


def test_every_option_is_answered_by_its_title_and_by_each_of_its_words(knowledge: Knowledge) -> None:
    for asked in knowledge.choice:
        for option in asked.options:
            for word in (option.title, *option.words):
                assert by_words(asked, word, 1), word
            assert answers(says(option.title), knowledge, asked.id, {}).get(asked.id) == option.id


def test_every_kind_of_work_that_is_offered_is_understood(knowledge: Knowledge) -> None:
    for model in knowledge.models:
        assert model.choice
        assert answers(says(model.choice.work), knowledge, WORK, {})[WORK] == model.id


@pytest.mark.parametrize(
    ("question", "talk", "known", "why"),
    [
        (says("help me choose"), NEW, {}, "nothing is known"),
        (says("help me choose for lawyers"), NEW, {"work": "lpo"}, "the work is described"),
        (says("core work, flexible above all"), NEW, {"core": "core", "priority": "flexibility"},
         "answers in one message"),
        (says("not sure about anything"), NEW, {}, "“either” is known of nothing"),
        (says("help me choose"), FOUND, {"work": "lpo"}, "a search came before"),
        (says("help me choose", excluded="lpo"), FOUND, {}, "what was found was shut out"),
        (says("help me choose"), after(asks(form=q.FIND, topics="lpo"), excluded=("lpo",)), {}, "shut out before"),
        (says("help me choose"), DONE, {}, "a new choice begins anew"),
        (says("cheaper then", operation="rechoose"), DONE, {"work": "kpo", "priority": "cost"},
         "a change keeps the others"),
        (says("help me choose"), after(asks(form=q.FIND, topics="offshore_bpo")), {}, "a kind is no answer"),
    ],
)  # fmt: skip
def test_what_is_known_before(
    knowledge: Knowledge, question: Question, talk: Conversation, known: dict[str, str], why: str
) -> None:
    assert known_from(question, talk, knowledge) == known, why


@pytest.mark.parametrize(
    ("question", "talk", "changes", "why"),
    [
        (says("flexibility matters more"), DONE, True, "another answer"),
        (says("what if we need flexibility", wh="what"), DONE, True, "put as a question"),
        (says("it is for lawyers"), DONE, True, "other work"),
        (says("quality matters"), DONE, False, "the same answer"),
        (says("purple"), DONE, False, "no answer"),
        (says("flexibility matters more"), FOUND, False, "nothing was recommended"),
        (
            says("flexibility"),
            after(asks(form=q.CHOOSE), tells("fit", "kpo"), recommended="kpo"),
            False,
            "something else was asked since",
        ),
        (says("flexibility", topics="kpo"), DONE, False, "a question on a model"),
        (tells("benefits", wh="what"), DONE, False, "a question of its own"),
        (compares(), DONE, False, "a comparison"),
        (asks("is it flexible", form=q.VERIFY, claim=Claim()), DONE, False, "a claim"),
    ],
)
def test_what_changes_the_recommendation(
    knowledge: Knowledge, question: Question, talk: Conversation, changes: bool, why: str
) -> None:
    assert changes_choice(question, talk, knowledge) is changes, why


@pytest.mark.parametrize(
    ("done", "last"), [({}, ""), ({"work": "kpo", "priority": "cost"}, "priority"), ({"core": ""}, "")]
)
def test_where_the_choice_stands(knowledge: Knowledge, done: dict[str, str], last: str) -> None:
    assert last_answered(knowledge, done) == last


@pytest.mark.parametrize(
    ("question", "done", "told", "why"),
    [
        (says("just say which", cues=("asks",)), {WORK: "lpo", "core": "core"}, {"priority": "either",
         "involvement": "either"}, "who wants the result is asked no more"),
        (says("just say which", cues=("asks",)), {}, {}, "the work has to be known"),
        (says("say which, cheap", cues=("asks",)), {WORK: "lpo"}, {"priority": "cost"}, "an answer is an answer"),
        (says("say which for patents", cues=("asks",), content=("patents",)), {WORK: "kpo"}, {}, "it is on something"),
    ],
)  # fmt: skip
def test_who_wants_the_result_gets_it(question: Question, done: dict[str, str], told: dict[str, str], why: str,
                                      knowledge: Knowledge) -> None:  # fmt: skip
    assert answers(question, knowledge, "priority", done) == told, why


def test_work_that_is_shut_out_is_no_answer_and_what_stands_in_its_place_is(knowledge: Knowledge) -> None:
    changed = says("scrap payroll, it is patents", shut_out=("payroll",), services=("drafting patent applications",))
    assert answers(changed, knowledge, "core", {WORK: "bpo"}) == {WORK: "lpo"}

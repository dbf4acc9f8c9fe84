"""The question survives the way through Rasa's JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dialogue.question import VERSION, WORD_CUES, Claim, Question, Style
from tests.talk import asks, near, q, tells

FULL = Question(
    form=q.VERIFY, intent="ask_services", chance=0.7, parts=("services",), aspects=("expertise",),
    topics=("kpo", "lpo"),
    against=("bpo",), excluded=("hro",), services=("payroll",), without=("staffing",),
    shut_out=("a",), gap_words=("b",), gaps=("careers",),
    subjects=(("careers", 0.5),), unknown=("WPO",), references=("it", "2"),
    claim=Claim(False, q.ONLY, "high"), pole="low",
    style=Style("short", 3, "table", True, True, True), point=near("kpo", "facts", 2, 0.8), near=(near("lpo", "fit"),),
    options=(("core", "non_core", 0.4),), ranking=(("ask_services", 0.7), ("ask_fit", 0.1)), operation="drop",
    cues=("back",), wh="which", words="a b", content=("b",), foreign=2, assumed="rpo", evidence=("why",),
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        FULL,
        Question(),
        asks("is it", form=q.VERIFY, claim=Claim()),
        asks(style=Style(points=2)),
        tells("fit", "kpo", point=near("kpo", "fit", 0, 0.0)),
    ],
    ids=["every field", "no field", "a plain claim", "a style", "a point without likeness"],
)
def test_what_was_written_is_read_again(question: Question) -> None:
    assert Question.of(json.loads(json.dumps(question.as_json()))) == question


def test_fields_that_say_nothing_are_not_written() -> None:
    assert tells("fit", "kpo").as_json() == {
        "version": VERSION,
        "form": q.TELL,
        "parts": ("fit",),
        "topics": ("kpo",),
    }


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, "nothing"),
        ({}, "an empty object"),
        ({"form": q.COMPARE}, "no version"),
        ({**FULL.as_json(), "version": VERSION - 1}, "an older version"),
        ({**FULL.as_json(), "version": VERSION + 1}, "a newer version"),
    ],
)
def test_what_another_version_wrote_is_an_empty_question(data: dict[str, Any] | None, why: str) -> None:
    assert Question.of(data) == Question(), why


def test_fields_that_nobody_knows_are_passed_over() -> None:
    data = {**FULL.as_json(), "mood": "sour"}
    data["claim"] = {**data["claim"], "mood": "sour"}
    assert Question.of(data) == FULL


def test_each_step_leaves_its_line_of_why() -> None:
    changed = tells("fit", "kpo").because("first", parts=("facts",)).because("second", form=q.VERIFY)
    assert (changed.parts, changed.form, changed.evidence) == (("facts",), q.VERIFY, ("first", "second"))


@pytest.mark.parametrize(
    ("now", "standing", "expected", "why"),
    [
        (Style(), Style("short", 2, "list"), Style("short", 2, "list"), "what stands holds where nothing is said"),
        (Style("long"), Style("short", 2), Style("long", 2), "what is said now goes first"),
        (Style(), Style(simple=True), Style(simple=True), "simple words stand"),
        (Style("long"), Style(simple=True), Style("long"), "another wish ends simple words"),
        (Style(), Style(example=True, standing=True), Style(), "an example is for one answer"),
    ],
)
def test_wishes_now_go_over_those_that_stand(now: Style, standing: Style, expected: Style, why: str) -> None:
    assert now.over(standing) == expected, why


@pytest.mark.parametrize(("style", "says"), [(Style(), False), (Style(points=1), True), (Style(standing=True), True)])
def test_a_style_is_true_where_it_says_something(style: Style, says: bool) -> None:
    assert bool(style) is says


def test_chances_of_intents_that_are_not_listed_are_nought() -> None:
    assert FULL.chance_of("greet") == 0.0


def test_the_cues_of_words_go_with_the_words() -> None:
    earlier = asks("drop both", cues=("asks", "drops", "pair"))
    told = earlier.in_words_of(asks("another", cues=("back", "another")))
    assert (told.words, told.cues) == ("another", ("asks", "another"))
    assert {"drops", "pair", "another"} <= WORD_CUES

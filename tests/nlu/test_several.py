"""Which questions of several clauses count."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dialogue.question import Nearness, Question, Style
from nlu.several import MOST, combined
from tests.talk import asks, compares, near, q, tells

WHOLE = [asks("the whole message", form=q.TELL)]
COST = asks(form=q.TELL, aspects="cost_savings", topics="kpo")
BENEFITS, DRAWBACKS = tells("benefits", "kpo"), tells("drawbacks", "lpo")
LIKELY = asks("who decides", form=q.TELL, parts="fit", near=(Nearness("kpo", "facts", 0, 0.5, 0.6),), chance=0.2)
LEANS = tells("fit", references="it", chance=0.25)
NOBODY = tells("benefits", chance=0.2)


def in_vain(words: str, **fields: Any) -> Question:
    """A question that nothing answers, in the words that tell what it is after."""
    return asks(words, **{**fields, "form": q.UNHEARD, "evidence": ("nothing here answers it",)})


@pytest.mark.parametrize(
    ("clauses", "expected", "why"),
    [
        ([[BENEFITS], [DRAWBACKS]], [BENEFITS, DRAWBACKS], "two that ask, in their order"),
        ([[DRAWBACKS], [BENEFITS]], [DRAWBACKS, BENEFITS], "in their order, not the knowledge's"),
        ([], WHOLE, "no clauses"),
        ([[NOBODY]], WHOLE, "a single clause that says little"),
        ([[BENEFITS], [asks("thanks", form=q.TALK)]], WHOLE, "small talk is no second question"),
        ([[BENEFITS], [NOBODY]], WHOLE, "a clause that names no topic, with a low chance"),
        ([[BENEFITS, DRAWBACKS], [NOBODY]], WHOLE, "both that count stand in one clause, which is whole already"),
        ([[BENEFITS], [asks(form=q.DECLINE)]], WHOLE, "out of scope, and names nothing"),
        (
            [
                [BENEFITS],
                [DRAWBACKS],
                [asks("and trips to court", form=q.SAME, content=("trips", "court"), cues=("asks", "same_for"))],
            ],
            [BENEFITS, DRAWBACKS, in_vain("trips court", content=("trips", "court"), cues=("asks", "same_for"))],
            "a fragment that nothing answers is named by its own words",
        ),
        (
            [[BENEFITS], [DRAWBACKS], [asks("you skipped strikes", form=q.CORRECT, content="strikes", cues="unmet")]],
            [BENEFITS, DRAWBACKS, in_vain("strikes", form=q.CORRECT, content=("strikes",), cues="unmet")],
            "so is what got no answer before",
        ),
        (
            [[tells("benefits", "kpo", style=Style(points=3))], [tells("benefits", "lpo", style=Style(points=2))]],
            [tells("benefits", "kpo", style=Style(points=3)), tells("benefits", "lpo", style=Style(points=2))],
            "three of the one and two of the other are two questions",
        ),
        ([[BENEFITS], [BENEFITS]], WHOLE, "the same twice is one"),
        ([[BENEFITS], [tells("drawbacks", chance=0.9)]], [BENEFITS, tells("drawbacks", chance=0.9)], "a part, surely"),
        ([[BENEFITS], [LEANS]], [BENEFITS, LEANS], "a clause that points at what was said, with a fair chance"),
        (
            [[BENEFITS], [asks(form=q.DECLINE, topics="lpo", services="payroll")]],
            [BENEFITS, asks(form=q.DECLINE, topics="lpo", services="payroll")],
            "what was declined, with a model and a piece of work, deserves an answer",
        ),
        (
            [[tells("fit", "kpo")], [tells("fit", "lpo")], [DRAWBACKS]],
            [tells("fit", "kpo", "lpo"), DRAWBACKS],
            "the same of two topics is one question on both",
        ),
        ([[BENEFITS], [LIKELY]], [BENEFITS, LIKELY], "a clause that names nothing, and is after a statement"),
        (
            [[BENEFITS], [replace(LIKELY, form=q.DECLINE, chance=0.5)]],
            [BENEFITS, replace(LIKELY, parts=("facts",), chance=0.5, evidence=("is after a statement",))],
            "taken for out of scope, though not surely",
        ),
        ([[BENEFITS], [replace(LIKELY, form=q.DECLINE, chance=0.8)]], WHOLE, "surely out of scope"),
        (
            [[LIKELY], [replace(LIKELY, near=(Nearness("kpo", "facts", 1, 0.5, 0.6),))], [BENEFITS]],
            [LIKELY, replace(LIKELY, near=(Nearness("kpo", "facts", 1, 0.5, 0.6),)), BENEFITS],
            "two statements of one part are two questions",
        ),
        (
            [[compares("kpo", "lpo")], [compares("hro", "bpo")]],
            [compares("kpo", "lpo"), compares("hro", "bpo")],
            "two comparisons stay two",
        ),
        (
            [[tells("facts", "kpo", point=near("kpo", "facts"))], [tells("facts", "lpo")]],
            [tells("facts", "kpo", point=near("kpo", "facts")), tells("facts", "lpo")],
            "one of them is after a single statement",
        ),
    ],
)
def test_clauses_that_ask_are_answered_each(clauses: list[list[Question]], expected: list[Question], why: str) -> None:
    assert combined(WHOLE, clauses) == expected, why


@pytest.mark.parametrize("count", [MOST, MOST + 3])
def test_no_more_than_a_reply_can_answer(count: int) -> None:
    parts = ["definition", "benefits", "drawbacks", "types", "facts", "fit", "services"][:count]
    clauses = [[tells(part, "kpo")] for part in parts]
    assert [found.parts for found in combined(WHOLE, clauses)] == [(part,) for part in parts[:MOST]]
    assert combined([COST] * count, []) == [COST] * MOST


ASKED = tells("fit", "lpo", chance=0.6)


@pytest.mark.parametrize(
    ("whole", "asked", "expected", "why"),
    [
        (asks(form=q.DECLINE, chance=0.4), ASKED, True, "the question behind a story is clearer than the whole"),
        (asks(form=q.FIND, chance=0.4), ASKED, False, "a whole that describes work stays"),
        (
            asks(form=q.TELL, topics="lpo", chance=0.4),
            tells("fit", chance=0.6),
            False,
            "a question that names nothing needs the story that does",
        ),
        (asks(form=q.TELL, chance=0.4), tells("fit", chance=0.6), True, "where neither does, it says what is asked"),
        (asks(form=q.DECLINE, topics="lpo", chance=0.9), tells("fit", chance=0.6), True, "praise around it is none"),
        (asks(form=q.TELL, chance=0.4), tells("fit", "lpo", chance=0.1), False, "an unclear one too"),
        (
            asks(form=q.TELL, chance=0.4),
            asks(form=q.TALK, topics="lpo", chance=0.9),
            False,
            "small talk is no question",
        ),
    ],
)
def test_a_story_around_one_question(whole: Question, asked: Question, expected: bool, why: str) -> None:
    [found] = combined([whole], [[asked]])
    assert (found.parts == asked.parts and found.topics == asked.topics and found.form == asked.form) is expected, why


def test_the_question_behind_a_story_keeps_what_the_story_shuts_out() -> None:
    whole = tells("fit", "lpo", excluded=("hro", "lpo"), services=("payroll", "sales"), chance=0.4)
    [found] = combined([whole], [[tells("services", "lpo", services="payroll", chance=0.6)]])
    assert (found.excluded, found.services) == (("hro",), ("payroll", "sales"))


def test_of_a_comparison_and_what_it_is_on_the_sides_are_but_the_frame() -> None:
    [found] = combined(WHOLE, [[compares("kpo", "lpo")], [tells("facts", aspects="expertise", chance=0.5)]])
    assert (found.form, found.topics, found.aspects) == (q.COMPARE, ("kpo", "lpo"), ("expertise",))
    other = tells("facts", "hro", aspects="expertise", chance=0.5)
    assert len(combined(WHOLE, [[compares("kpo", "lpo")], [other]])) == 2


def test_the_form_that_is_wished_anywhere_is_wished_of_all() -> None:
    whole = [replace(WHOLE[0], style=Style(length="short"))]
    found = combined(whole, [[BENEFITS], [replace(DRAWBACKS, style=Style(length="long"))]])
    assert [question.style.length for question in found] == ["short", "long"]


VAIN = replace(asks(form=q.DECLINE, content=("forecast", "true"), chance=0.9), words="did the forecast come true ?")


@pytest.mark.parametrize(
    ("clause", "named", "why"),
    [
        (VAIN, True, "a question on nothing that is known here"),
        (replace(VAIN, words="tell me the forecast", cues=("asks",)), True, "an order asks, too"),
        (replace(VAIN, form=q.TELL, chance=0.2), True, "hardly a question on the field"),
        (replace(VAIN, words="the forecast came true"), False, "a remark asks nothing"),
        (replace(VAIN, form=q.TALK), False, "small talk is left alone"),
        (replace(VAIN, content=("true",)), False, "“really?” says too little to be named"),
    ],
)
def test_what_nothing_answers_beside_a_question_is_named_last(clause: Question, named: bool, why: str) -> None:
    heard = combined([BENEFITS], [[clause], [BENEFITS]])
    assert [question.form for question in heard] == [q.TELL, *([q.UNHEARD] if named else [])], why


def test_nothing_is_named_beside_small_talk() -> None:
    hello = asks("hello", form=q.TALK)
    assert combined([hello], [[VAIN], [hello]]) == [hello]


@pytest.mark.parametrize(
    ("cues", "chance", "counts"), [(("asks",), 0.5, True), (("asks",), 0.3, False), ((), 0.5, False)]
)
def test_who_says_so_is_a_question_beside_another(cues: tuple[str, ...], chance: float, counts: bool) -> None:
    who = asks("who wrote that", form=q.SOURCE, cues=cues, chance=chance)
    assert combined(WHOLE, [[BENEFITS], [who]]) == ([BENEFITS, who] if counts else WHOLE)


@pytest.mark.parametrize(
    ("asked", "expected", "why"),
    [
        (asks("what would fit", form=q.CHOOSE, chance=0.9), True, "what fits is asked of the story"),
        (asks("what would fit", form=q.CHOOSE, topics="lpo", chance=0.9), False, "it names something itself"),
        (asks("who decides", form=q.TELL, chance=0.9), False, "another question"),
    ],
)
def test_what_fits_is_asked_of_its_story(asked: Question, expected: bool, why: str) -> None:
    story = asks("we hire forty welders by june", form=q.GAP, services="hiring", content=("welders",))
    [found] = combined([story], [[asked]])
    told = found.form == q.CHOOSE and found.services == story.services and found.content == story.content
    assert told is expected, why


def test_what_is_put_right_goes_with_the_question_behind_it() -> None:
    whole = asks("no i meant the research one what is that", form=q.CORRECT, cues="corrects", chance=0.4)
    that = tells("definition", references="it", chance=0.9)
    assert combined([whole], [[that]]) == [whole]
    assert combined([replace(whole, cues=())], [[that]]) != [whole]


def test_those_are_the_work_of_the_story() -> None:
    story = asks("mails and books eat our mornings", form=q.TELL, services=("mails", "books"))
    points = asks("can we hand those over", form=q.VERDICT, references="those", chance=0.5)
    alone = replace(points, references=("it",))
    [_, found] = combined([story], [[BENEFITS], [points]])
    assert (found.form, found.services) == (q.FIND, ("mails", "books"))
    assert len(combined([story], [[BENEFITS], [alone]])) == 1, "“it” is one thing"
    few = replace(story, services=("mails",))
    assert len(combined([few], [[BENEFITS], [points]])) == 1, "one piece of work is no “those”"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"form": q.CORRECT, "content": ("strikes",)}, q.UNHEARD),
        ({"form": q.VERDICT, "content": ("strikes",)}, q.UNHEARD),
        ({"form": q.CORRECT}, q.CORRECT),
        ({"form": q.CORRECT, "content": ("strikes",), "topics": "kpo"}, q.CORRECT),
        ({"form": q.TELL, "content": ("strikes",)}, q.TELL),
    ],
)
def test_what_got_no_answer_is_named_where_it_gets_none_again(fields: dict[str, Any], expected: str) -> None:
    [found] = combined([asks("you skipped it", cues="unmet", **fields)], [])
    assert found.form == expected
    assert found.words == ("strikes" if expected == q.UNHEARD else "you skipped it")

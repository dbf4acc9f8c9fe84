"""Several parts in one clause, each with its topics and its number of points."""

from __future__ import annotations

import pytest

from dialogue.question import Claim, Style
from knowledge.model import Knowledge
from nlu.exclusions import exclusions
from nlu.parts import PartAsked, parts_asked, question_on
from nlu.reader import Reader
from tests.talk import asks, q


@pytest.fixture
def asked(field_reader: Reader, knowledge: Knowledge, text: str) -> list[PartAsked]:
    tokens = field_reader.read(text)[0].tokens
    return parts_asked(tokens, exclusions(tokens), knowledge)


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "drawbacks of KPO and benefits of LPO",
            [("drawbacks", ("kpo",)), ("benefits", ("lpo",))],
            "each part with its own topic",
        ),
        (
            "KPO: types, drawbacks, examples",
            [("types", ("kpo",)), ("drawbacks", ("kpo",)), ("examples", ("kpo",))],
            "a topic before a row of parts belongs to all",
        ),
        (
            "benefits and drawbacks of LPO",
            [("benefits", ("lpo",)), ("drawbacks", ("lpo",))],
            "a topic behind a row of parts likewise",
        ),
        (
            "what is LPO and its drawbacks",
            [("definition", ("lpo",)), ("drawbacks", ("lpo",))],
            "“what is” asks for a part as well",
        ),
        (
            "define HRO, its types and benefits",
            [("definition", ("hro",)), ("types", ("hro",)), ("benefits", ("hro",))],
            "an order to define begins the row",
        ),
        (
            "benefits of KPO and benefits of LPO",
            [("benefits", ("kpo",)), ("benefits", ("lpo",))],
            "one part of two topics, named twice",
        ),
        (
            "benefits of KPO and LPO and their difference",
            [("benefits", ("kpo", "lpo")), ("comparison", ("kpo", "lpo"))],
            "a difference is compared",
        ),
        ("define HRO and list its models", [("definition", ("hro",)), ("types", ("hro",))], "its models are its kinds"),
        ("define HRO and list the models", [], "models of no model"),
        ("the difference between the three models KPO, LPO and HRO", [], "models that are named"),
        ("benefits of KPO and LPO", [], "one part of two topics"),
        (
            "the difference of LPO and its benefits",
            [("benefits", ("lpo",))],
            "a difference with nothing to set it beside",
        ),
        ("which types of KPO have drawbacks", [], "“which types” is how it is asked"),
        ("benefits of KPO and drawbacks of KPO but not LPO", [("benefits", ("kpo",)), ("drawbacks", ("kpo",))],
         "what is shut out is asked of nothing"),
    ],
)  # fmt: skip
def test_parts_and_topics(asked: list[PartAsked], expected: list[tuple[str, tuple[str, ...]]], why: str) -> None:
    assert [(one.part, one.topics) for one in asked] == expected, why


@pytest.mark.parametrize(
    ("text", "points", "why"),
    [
        ("3 benefits and two drawbacks of LPO", [3, 2], "each number with its part"),
        ("meaning of LPO, 4 examples", [0, 4], "a part without a number"),
        ("meaning of LPO, two short examples", [0, 2], "a word between"),
        ("meaning of LPO, examples", [0, 0], "no number"),
    ],
)
def test_points_of_each_part(asked: list[PartAsked], points: list[int], why: str) -> None:
    assert [one.points for one in asked] == points, why


@pytest.mark.parametrize(
    ("part", "form", "parts", "intent"),
    [("benefits", q.TELL, ("benefits",), "ask_benefits"), ("comparison", q.COMPARE, (), "ask_comparison")],
)
def test_the_question_on_one_part(
    knowledge: Knowledge, part: str, form: str, parts: tuple[str, ...], intent: str
) -> None:
    base = asks("lpo and kpo", cues="asks", claim=Claim(), aspects="cost", style=Style(length="short"))
    one = question_on(PartAsked(part, ("lpo", "kpo"), 2), base, knowledge)
    assert (one.form, one.parts, one.intent, one.topics) == (form, parts, intent, ("lpo", "kpo"))
    assert (one.claim, one.aspects, one.style) == (None, (), Style(length="short", points=2))
    assert (one.cues, one.words) == (("asks", "names_part"), base.words)

"""How an utterance wants its answer to look."""

from __future__ import annotations

import pytest

from dialogue.question import Style
from nlu.reader import Reader
from nlu.style import points, style
from nlu.utterance import Token


@pytest.fixture
def tokens(field_reader: Reader, text: str) -> tuple[Token, ...]:
    return field_reader.read(text)[0].tokens


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("KPO in a nutshell", Style(length="short"), "short"),
        ("everything on KPO in detail", Style(length="long"), "long"),
        ("draw me a table", Style(layout="table"), "a table"),
        ("LPO pointwise", Style(layout="list"), "a list"),
        ("no bullet points please", Style(layout="prose"), "the negative of a list is prose"),
        ("explain KPO to a child", Style(simple=True), "simple words"),
        ("KPO, for instance", Style(example=True), "an example"),
        ("from now on keep it brief", Style(length="short", standing=True), "a wish that stands"),
        ("four reasons for KPO", Style(points=4), "a number in words"),
        ("KPO in two sentences", Style(points=2, layout="prose"), "sentences are prose"),
        ("services of KPO (5 marks)", Style(points=5, marks=True), "what an exam gives for it"),
        ("what does KPO do", Style(), "no wish"),
    ],
)
def test_form_of_the_answer(tokens: tuple[Token, ...], expected: Style, why: str) -> None:
    assert style(tokens) == expected, why


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("name 6 things", 6, "before what is counted"),
        ("any three", 3, "behind any"),
        ("top 5", 5, "behind top"),
        ("(10 marks)", 10, "what an exam gives marks for"),
        ("two short reasons", 2, "a word between"),
        ("25 reasons", 0, "more than anybody reads"),
        ("0 points", 0, "none"),
        ("since 2004 the points changed", 0, "a year"),
        ("KPO has 300 people", 0, "a number of something else"),
        ("we are 7", 0, "a number of nothing that is counted"),
    ],
)
def test_number_of_points(tokens: tuple[Token, ...], number: int, why: str) -> None:
    assert points(tokens) == number, why

"""Drop, add, only, instead, back: the last question stands, the table changes."""

from __future__ import annotations

from typing import Any

import pytest

from dialogue.conversation import Conversation
from dialogue.operations import operated
from dialogue.question import Claim, Question
from knowledge.model import Knowledge
from tests.talk import after, asks, compares, q, tells

THREE = after(compares("bpo", "kpo", "lpo"))
PAIR = after(compares("kpo", "lpo"))
FIT = after(tells("fit", "kpo"))
WHAT = after(tells("definition", "kpo"))


def edits(operation: str = "", *topics: str, **fields: Any) -> Question:
    return asks("x", **{"form": q.EDIT, "operation": operation, "topics": topics, **fields})


@pytest.mark.parametrize(
    ("question", "talk", "form", "topics", "why"),
    [
        (edits("drop", excluded="lpo"), THREE, q.COMPARE, ("bpo", "kpo"), "one of three goes"),
        (edits("drop", excluded=("lpo", "bpo")), THREE, q.TELL, ("kpo",), "one alone isn't compared"),
        (edits("drop", excluded="hro"), THREE, q.COMPARE, ("bpo", "kpo", "lpo"), "one that isn't there"),
        (edits("drop", "hro", excluded="lpo"), THREE, q.COMPARE, ("bpo", "kpo", "hro"), "one goes, one comes"),
        (edits("", excluded="lpo"), THREE, q.COMPARE, ("bpo", "kpo"), "shut out without a verb"),
        (edits("add", "hro"), PAIR, q.COMPARE, ("kpo", "lpo", "hro"), "one comes"),
        (edits("add", "lpo"), PAIR, q.COMPARE, ("kpo", "lpo"), "one that is there"),
        (edits("add", "lpo"), FIT, q.TELL, ("kpo", "lpo"), "the part is told of both"),
        (edits("add", "lpo"), WHAT, q.TELL, ("kpo", "lpo"), "so is what it is"),
        (edits("only", "kpo"), PAIR, q.TELL, ("kpo",), "only one"),
        (edits("only", "kpo", "bpo"), THREE, q.COMPARE, ("kpo", "bpo"), "only two, in the order said"),
        (edits("swap", "hro"), PAIR, q.COMPARE, ("kpo", "hro"), "the last one goes"),
        (edits("swap", "kpo", "hro"), PAIR, q.COMPARE, ("hro", "lpo"), "the named one goes, in its place"),
        (edits("swap", "hro", excluded="kpo"), PAIR, q.COMPARE, ("hro", "lpo"), "the one shut out goes"),
        (edits("swap", "lpo"), FIT, q.TELL, ("lpo",), "the only one goes"),
    ],
)  # fmt: skip
def test_changes_of_the_table(
    knowledge: Knowledge, question: Question, talk: Conversation, form: str, topics: tuple[str, ...], why: str
) -> None:
    meant = operated(question, talk, knowledge)
    assert (meant.form, meant.topics, meant.excluded) == (form, topics, question.excluded), why


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (edits("", "lpo", cues="drops"), THREE, {"topics": ("bpo", "kpo"), "excluded": ("lpo",), "operation": "drop"},
         "what is pointed at beside a “drop” goes"),
        (edits("", "hro", cues="drops"), THREE, {"topics": ("hro",), "excluded": ()}, "what isn't there can't go"),
        (edits("", "lpo"), THREE, {"topics": ("lpo",), "excluded": ()}, "nothing is dropped without a word for it"),
        (edits("only", aspects="cost_savings"), PAIR,
         {"form": q.COMPARE, "aspects": ("cost_savings",), "topics": ("kpo", "lpo")}, "only an aspect"),
        (edits("only", parts="benefits"), PAIR, {"form": q.TELL, "parts": ("benefits",), "topics": ("kpo", "lpo")},
         "only a part"),
        (edits("drop", without="payroll"), after(tells("services", "hro")),
         {"form": q.TELL, "parts": ("services",), "without": ("payroll",)}, "work goes"),
        (edits("drop", without="payroll"), after(asks(form=q.VERIFY, claim=Claim(), topics="hro")),
         {"form": q.TELL, "claim": None}, "nothing is left to be confirmed"),
    ],
)  # fmt: skip
def test_changes_of_what_is_asked(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    meant = operated(question, talk, knowledge)
    assert {name: getattr(meant, name) for name in fields} == fields, why


@pytest.mark.parametrize(
    ("question", "talk", "why"),
    [
        (edits("drop", excluded="lpo"), Conversation(), "nothing is on the table"),
        (tells("fit", "kpo"), PAIR, "no operation"),
        (asks(form=q.TELL, operation="drop", excluded="lpo", wh="what"), PAIR, "a question of its own"),
        (asks(form=q.TELL, operation="drop", excluded="lpo", claim=Claim()), PAIR, "a claim"),
        (asks(form=q.TELL, operation="add", topics="lpo", services="payroll"), PAIR, "it names work"),
        (asks("we want many things from you", form=q.FIND, operation="add", topics="lpo"), PAIR,
         "a full question in a sentence"),
        (edits("swap", "kpo"), PAIR, "nothing new comes"),
        (edits("add"), PAIR, "nothing is added"),
        (edits("only"), PAIR, "only what?"),
        (edits(""), PAIR, "no operation at all"),
    ],
)  # fmt: skip
def test_what_changes_nothing_stays(knowledge: Knowledge, question: Question, talk: Conversation, why: str) -> None:
    assert operated(question, talk, knowledge) == question, why


def test_a_short_comparison_may_be_an_operation(knowledge: Knowledge) -> None:
    meant = operated(compares("hro", operation="add"), PAIR, knowledge)
    assert (meant.form, meant.topics) == (q.COMPARE, ("kpo", "lpo", "hro"))


@pytest.mark.parametrize(
    ("question", "talk", "form", "topics", "why"),
    [
        (asks(form=q.BACK, topics="kpo"), after(tells("fit", "kpo"), tells("facts", "lpo")), q.TELL, ("kpo",),
         "to a topic"),
        (asks(form=q.TELL, topics="kpo", cues="back"), after(compares("kpo", "lpo"), tells("facts", "hro")), q.COMPARE,
         ("kpo", "lpo"), "to the comparison that it was in"),
        (asks(form=q.BACK), after(tells("fit", "kpo"), tells("facts", "lpo")), q.TELL, ("kpo",),
         "to the question before"),
        (asks(form=q.BACK), FIT, q.SUMMARISE, (), "there is none before"),
        (asks(form=q.BACK, topics="hro"), FIT, q.BACK, ("hro",), "to what was never talked about"),
        (tells("fit", "lpo", cues="back"), PAIR, q.TELL, ("lpo",), "it says itself what it goes back for"),
        (asks(form=q.BACK, topics="kpo", aspects="expertise"), PAIR, q.BACK, ("kpo",), "and so with an aspect"),
    ],
)  # fmt: skip
def test_going_back(
    knowledge: Knowledge, question: Question, talk: Conversation, form: str, topics: tuple[str, ...], why: str
) -> None:
    meant = operated(question, talk, knowledge)
    assert (meant.form, meant.topics) == (form, topics), why

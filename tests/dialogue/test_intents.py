"""The intent that a resolved question stands for."""

from __future__ import annotations

import pytest

from dialogue.intents import intent_of
from dialogue.question import Claim, Question
from knowledge.files import load
from knowledge.model import Knowledge
from tests.talk import asks, compares, q, tells

PARTS = [(question.part, question.intent) for question in load().questions.values()]


@pytest.mark.parametrize(("part", "intent"), PARTS)
@pytest.mark.parametrize("form", [q.TELL, q.VERIFY, q.ASK_BACK])
def test_a_part_has_its_intent_however_it_is_asked(knowledge: Knowledge, form: str, part: str, intent: str) -> None:
    assert intent_of(asks(form=form, parts=part, intent="greet"), knowledge).intent == intent


@pytest.mark.parametrize(
    ("question", "intent", "why"),
    [
        (asks(form=q.TELL, aspects="expertise"), "ask_aspect", "an aspect"),
        (tells("fit", "kpo", aspects="expertise"), "ask_fit", "a part goes before an aspect"),
        (asks(form=q.TELL, topics="kpo"), "ask_definition", "nothing but a topic"),
        (asks(form=q.VERIFY, claim=Claim()), "ask_definition", "a bare claim"),
        (asks(form=q.ASK_BACK, parts="comparison"), "ask_comparison", "a comparison that lacks a side"),
        (compares("kpo", "lpo"), "ask_comparison", "a comparison"),
        (asks(form=q.FIND), "find_model", "a search"),
        (asks(form=q.LIST), "ask_overview", "a list"),
        (asks(form=q.GAP), "ask_not_covered", "a known gap"),
        (asks(form=q.UNKNOWN), "ask_definition", "a name that nobody knows"),
        (asks(form=q.DECLINE, intent="ask_fit"), "out_of_scope", "not ours"),
        (asks(form=q.SENSES), "out_of_scope", "a form that no rule knows"),
        (asks(form=q.TALK, intent="thank"), "thank", "small talk as it was classified"),
        (asks(form=q.MORE, intent="affirm"), "affirm", "a yes that asks for more stays a yes"),
        (asks(form=q.MORE, intent="greet"), "ask_more", "more"),
        (asks(form=q.RESTYLE, intent="ask_simpler"), "ask_simpler", "simpler words have an intent of their own"),
        (asks(form=q.RESTYLE), "restyle", "another form"),
    ],
)
def test_a_form_has_its_intent(knowledge: Knowledge, question: Question, intent: str, why: str) -> None:
    assert intent_of(question, knowledge).intent == intent, why


def test_a_question_that_has_it_already_is_itself(knowledge: Knowledge) -> None:
    question = tells("fit", "kpo", intent="ask_fit")
    assert intent_of(question, knowledge) is question

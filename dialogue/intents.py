"""The intent that a resolved question stands for, so that rules and stories pick the action by what is meant."""

from __future__ import annotations

from dataclasses import replace

from dialogue import question as q
from dialogue.question import Question
from knowledge.model import Knowledge

_OF_FORM = {
    q.COMPARE: "ask_comparison", q.FIND: "find_model", q.LIST: "ask_overview", q.GAP: "ask_not_covered",
    q.CHOOSE: "choose_model", q.MORE: "ask_more", q.AGAIN: "ask_repeat", q.RESTYLE: "restyle", q.EXAMPLE: "ask_example",
    q.SUMMARISE: "summarise", q.SOURCE: "ask_sources", q.SURE: "ask_sure", q.VERDICT: "ask_verdict", q.WHY: "ask_why",
    q.CORRECT: "correct", q.EDIT: "edit_topics", q.SAME: "ask_same", q.PICK: "pick_option", q.BACK: "go_back",
    q.DECLINE: "out_of_scope", q.UNKNOWN: "ask_definition", q.UNHEARD: "ask_definition",
}  # fmt: skip
# Several intents that one form may have: the class of the words stays where it is one of them.
_KEPT = {q.MORE: ("ask_more", "affirm"), q.RESTYLE: ("restyle", "ask_simpler")}


def intent_of(question: Question, knowledge: Knowledge) -> Question:
    """The question with the intent that its form and part ask for."""
    intent = _intent(question, knowledge)
    return question if intent == question.intent else replace(question, intent=intent)


def _intent(question: Question, knowledge: Knowledge) -> str:
    form = question.form
    if form == q.TALK or question.intent in _KEPT.get(form, ()):
        return question.intent
    if form in (q.TELL, q.VERIFY, q.ASK_BACK):
        part = question.parts[0] if question.parts else ""
        if part == "comparison":
            return "ask_comparison"
        if part in knowledge.questions:
            return knowledge.questions[part].intent
        return "ask_aspect" if question.aspects else "ask_definition"
    return _OF_FORM.get(form, "out_of_scope")

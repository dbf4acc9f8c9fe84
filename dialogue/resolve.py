"""From what the words say to what they mean in a conversation: a chain of small steps, Question → Question. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogue import question as q
from dialogue.asked import as_asked
from dialogue.choice import answers
from dialogue.conversation import Conversation
from dialogue.corrections import corrected
from dialogue.ellipsis import completed
from dialogue.intents import intent_of
from dialogue.operations import operated
from dialogue.points import pointed
from dialogue.question import Question
from dialogue.references import referred
from dialogue.scope import sufficient
from dialogue.senses import with_senses
from dialogue.terms import unexplained
from knowledge.model import Knowledge

_ON_THE_FIELD = frozenset({q.TELL, q.COMPARE, q.VERIFY, q.FIND, q.LIST})
_STEPS = (with_senses, as_asked, referred, corrected, operated, completed, pointed, sufficient)


def resolve(questions: Sequence[Question], conversation: Conversation, knowledge: Knowledge) -> list[Question]:
    """The questions as they are meant, in order; each later one may lean on those before it in the message."""
    meant: list[Question] = []
    for question in questions:
        resolved = resolve_one(question, conversation, knowledge)
        if resolved.form not in (q.TALK, q.DECLINE, q.UNHEARD):
            conversation = _with_kinds(conversation.with_question(resolved), resolved, knowledge)
        if meant and _only_sets_the_table(meant[-1], resolved):
            meant.pop()
        meant.append(resolved)
    return _named_in_vain(meant)


def _named_in_vain(meant: list[Question]) -> list[Question]:
    """The questions, where one beside others that nothing here answers is named, and one refusal stands for all."""
    if any(question.form in (q.GAP, q.UNKNOWN) for question in meant):  # “what is ITO, and how does it differ?”
        meant = [question for question in meant if question.form != q.ASK_BACK] or meant
    if any(question.form in _ON_THE_FIELD for question in meant):  # nothing is asked back beside an answer
        meant = [_in_vain(question) if question.form == q.ASK_BACK else question for question in meant]
    declined = [question for question in meant if question.form == q.DECLINE]
    if len(declined) == len(meant):
        return declined[:1]
    return [
        _in_vain(question) if question.form == q.DECLINE else question
        for question in meant
        if question.form != q.DECLINE or question.content
    ]


def _in_vain(question: Question) -> Question:
    """A question that nothing here answers."""
    return question.because("nothing here answers it", form=q.UNHEARD, unknown=())


def _with_kinds(conversation: Conversation, question: Question, knowledge: Knowledge) -> Conversation:
    """With the kinds on offer that are asked for: “RPO has three kinds, right? what's the last one for?”"""
    topics = [knowledge.topics[id] for id in question.topics if id in knowledge.topics]
    lists = len(topics) == 1 and question.parts == ("types",) and bool(topics[0].types)
    return replace(conversation, options=topics[0].types) if lists else conversation


def _only_sets_the_table(before: Question, question: Question) -> bool:
    """True for “drop KPO, and I want the cost only”: an order on the table that the next question is asked of."""
    changed = bool(before.operation) and any("on the table" in line for line in before.evidence)
    return changed and bool(question.topics) and before.topics == question.topics


def resolve_one(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """One question after all steps, with the intent that its form asks for."""
    question = unexplained(question, conversation, knowledge)
    if question.form == q.UNHEARD:
        return intent_of(question, knowledge)
    if conversation.asking:
        question = _in_choice(question, conversation, knowledge)
        if question.form in (q.CHOOSE, q.BACK):
            return intent_of(question, knowledge)
    for step in _STEPS:
        question = step(question, conversation, knowledge)
    return intent_of(question, knowledge)


def _in_choice(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """An answer to the open question of the guided choice as such, whatever else its words may mean elsewhere."""
    if question.form != q.CHOOSE and answers(question, knowledge, conversation.asking, conversation.choice):
        return question.because(f"answers {conversation.asking}", form=q.CHOOSE)
    return question

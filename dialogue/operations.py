"""Changes of what is on the table: drop, add, only, instead, and back to what was there before."""

from __future__ import annotations

from dataclasses import replace

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Question
from knowledge.model import Knowledge

_STANDS = frozenset({q.COMPARE, q.LIST, q.TELL, q.VERIFY, q.FIND, q.CHOOSE, q.EDIT})
_FULL = frozenset({q.COMPARE, q.FIND, q.LIST, q.CHOOSE, q.GAP, q.VERIFY})


def operated(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The last question with the table changed; as it is where the utterance asks something of its own."""
    last = conversation.last
    if _goes_back(question):
        return _back(question, conversation)
    if last is None or not _operates(question):
        return question
    operating = _with_operation(question, conversation)
    topics = _table(operating, conversation)
    if topics is None:
        return question
    kept = _narrowed(_worded(last, operating), operating)
    line = f"{operating.operation}s on the table: {', '.join(topics) or 'nothing is left'}"
    return kept.because(
        line, form=_form(kept, topics), topics=topics, excluded=operating.excluded, without=operating.without
    )


def _goes_back(question: Question) -> bool:
    """True for what asks to return to something, whatever else it was classified as."""
    may = question.form in (q.BACK, q.TELL, q.SAME, q.DECLINE)
    return question.form == q.BACK or ("back" in question.cues and may)


def _with_operation(question: Question, conversation: Conversation) -> Question:
    """The question with what it does: what is shut out is dropped, as is what is named beside “drop” and its like."""
    if question.operation:
        return question
    if question.excluded:
        return replace(question, operation="drop")
    on_table = set(question.topics) & set(conversation.topics)
    if question.form == q.EDIT and on_table and "drops" in question.cues:  # “drop the second one”
        return replace(question, operation="drop", excluded=question.topics, topics=())
    return question


def _worded(last: Question, operating: Question) -> Question:
    """The question asked last, as it is worded now."""
    kept = replace(last.in_words_of(operating), references=(), content=(), near=operating.near)
    kept = replace(kept, ranking=operating.ranking, evidence=operating.evidence, style=operating.style)
    return replace(kept, operation=operating.operation, assumed="")


def _operates(question: Question) -> bool:
    if question.form == q.EDIT:
        return True
    if not question.operation or question.wh or question.claim or question.services:
        return False
    return question.form not in _FULL or len(question.words.split()) <= 5


def _table(operating: Question, conversation: Conversation) -> tuple[str, ...] | None:
    """The topics once the operation was done; None where it changes nothing that is there."""
    topics, named = conversation.topics, operating.topics
    if operating.operation == "only":
        return named or (topics if operating.aspects or operating.parts else None)
    if operating.operation == "add":
        return tuple(dict.fromkeys((*topics, *named))) if named else None
    if operating.operation == "swap":
        return _swapped(topics, named, operating.excluded)
    return _left(operating, topics)


def _left(operating: Question, topics: tuple[str, ...]) -> tuple[str, ...] | None:
    """The topics without those that are shut out, and with those that are named; None where nothing is shut out."""
    if not operating.excluded:
        return topics if operating.without else None
    left = tuple(id for id in topics if id not in operating.excluded)
    return tuple(dict.fromkeys((*left, *operating.topics)))


def _swapped(topics: tuple[str, ...], named: tuple[str, ...], excluded: tuple[str, ...]) -> tuple[str, ...] | None:
    """“Swap KPO for LPO”, “LPO instead”: the one named that is on the table goes, or the last of several."""
    out = [id for id in (*excluded, *named) if id in topics]
    new = [id for id in named if id not in topics]
    if not new:
        return None
    gone = out[:1] or list(topics[-1:])
    return tuple(new[0] if id in gone else id for id in topics) or tuple(new)


def _narrowed(kept: Question, operating: Question) -> Question:
    """The question on what is wanted of it or left out: “only the cost”, “without payroll”."""
    narrows = operating.form == q.EDIT or operating.operation == "only"
    if operating.aspects and (narrows or operating.without):
        return replace(kept, aspects=operating.aspects, parts=())
    if operating.without:
        return replace(kept, parts=("services",), form=q.TELL, claim=None)
    return replace(kept, parts=operating.parts, form=q.TELL, claim=None) if narrows and operating.parts else kept


def _form(kept: Question, topics: tuple[str, ...]) -> str:
    """The form of the question once the table was changed: one topic is told, one that is added is compared."""
    if kept.form == q.COMPARE and len(topics) < 2:
        return q.TELL
    joins = kept.operation == "add" and len(topics) > 1 and kept.form not in (q.LIST, q.FIND)
    if joins and kept.parts in ((), ("definition",)):
        return q.COMPARE if kept.form == q.COMPARE or not kept.parts else q.TELL
    return kept.form if kept.form in _STANDS else q.TELL


def _back(question: Question, conversation: Conversation) -> Question:
    """The latest question before the last one; where topics are named, the latest on them."""
    earlier = conversation.asked[1:] if not question.topics else conversation.asked
    wanted = set(question.topics)
    found = next((asked for asked in earlier if not wanted or wanted & set(asked.topics)), None)
    if question.aspects or (question.parts and question.form != q.BACK):
        return question  # it says itself what it goes back for
    if found is None:
        return question if question.topics else question.because("nothing to go back to", form=q.SUMMARISE)
    line = f"goes back to {found.form} {', '.join(found.topics)}"
    kept = replace(found.in_words_of(question), evidence=question.evidence)
    cues = tuple(dict.fromkeys((*kept.cues, "back", "names_part")))
    return kept.because(line, style=question.style, cues=cues)

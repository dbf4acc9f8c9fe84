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
    if ("back" in question.cues and question.form in (q.BACK, q.TELL, q.SAME, q.DECLINE)) or question.form == q.BACK:
        return _back(question, conversation)
    if last is None or not _operates(question):
        return question
    operation = question.operation or ("drop" if question.excluded else "")
    if (
        question.form == q.EDIT
        and not operation
        and _drops(question)
        and set(question.topics) & set(conversation.topics)
    ):
        operation = "drop"
        question = replace(question, excluded=question.topics, topics=())
    topics = _table(operation, question, conversation)
    if topics is None:
        return question
    wanted = question.aspects or question.parts if question.form == q.EDIT or operation == "only" else ()
    kept = replace(last, references=(), words=question.words, content=(), near=question.near, ranking=question.ranking)
    kept = replace(kept, style=question.style, operation=operation, assumed="", evidence=question.evidence)
    kept = _with_aspects(kept, question, operation) if wanted or question.without else kept
    form = _form(kept, topics, operation)
    line = f"{operation}s on the table: {', '.join(topics) or 'nothing is left'}"
    return kept.because(line, form=form, topics=topics, excluded=question.excluded, without=question.without)


def _operates(question: Question) -> bool:
    if question.form == q.EDIT:
        return True
    if not question.operation or question.wh or question.claim or question.services:
        return False
    return question.form not in _FULL or len(question.words.split()) <= 5


def _drops(question: Question) -> bool:
    """True for “drop the second one”, “without the legal one”, which name nobody."""
    return bool(
        {"drop", "without", "remove", "skip", "not", "forget", "exclude", "minus", "except"}
        & set(question.words.split())
    )


def _table(operation: str, question: Question, conversation: Conversation) -> tuple[str, ...] | None:
    """The topics once the operation was done; None where it changes nothing that is there."""
    topics, named = conversation.topics, question.topics
    if operation == "only":
        return named or (topics if question.aspects or question.parts else None)
    if operation == "add":
        return tuple(dict.fromkeys((*topics, *named))) if named else None
    if operation == "swap":
        return _swapped(topics, named, question.excluded)
    if question.excluded:
        left = tuple(id for id in topics if id not in question.excluded)
        return tuple(dict.fromkeys((*left, *named)))
    return topics if question.without else None


def _swapped(topics: tuple[str, ...], named: tuple[str, ...], excluded: tuple[str, ...]) -> tuple[str, ...] | None:
    """“Swap KPO for LPO”, “LPO instead”: the one named that is on the table goes, or the last of several."""
    out = [id for id in (*excluded, *named) if id in topics]
    new = [id for id in named if id not in topics]
    if not new:
        return None
    gone = out[:1] or list(topics[-1:])
    return tuple(new[0] if id in gone else id for id in topics) or tuple(new)


def _with_aspects(kept: Question, question: Question, operation: str) -> Question:
    """“Only the cost”, “without payroll”."""
    if question.aspects:
        return replace(kept, aspects=question.aspects, parts=())
    if question.without:
        return replace(kept, parts=("services",), form=q.TELL, claim=None)
    return replace(kept, parts=question.parts, form=q.TELL, claim=None)


def _form(kept: Question, topics: tuple[str, ...], operation: str) -> str:
    if kept.form == q.COMPARE and len(topics) < 2:
        return q.TELL
    if (
        operation == "add"
        and len(topics) > 1
        and kept.form not in (q.LIST, q.FIND)
        and kept.parts in ((), ("definition",))
    ):
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
    kept = replace(found, words=question.words, evidence=question.evidence)
    cues = tuple(dict.fromkeys((*found.cues, "back", "names_part")))
    return kept.because(line, style=question.style, cues=cues)

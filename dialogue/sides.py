"""Comparisons: two topics at least; a single one is set beside another, or asked about by itself. Pure."""

from __future__ import annotations

from dialogue import question as q
from dialogue.asked import likeliest
from dialogue.conversation import Conversation
from dialogue.ellipsis import leans
from dialogue.question import Question
from dialogue.rules import ASKED, Rule, home
from knowledge.model import Knowledge
from knowledge.phrases import normal


def _whose_work(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Who does payroll, BPO or HRO?”"""
    asks_whose = "either" in question.cues or question.wh in ("who", "which")
    if len(question.topics) > 1 and question.services and asks_whose and not question.aspects:
        return question.because("asks whose work it is", form=q.FIND)
    return None


def _two_sides(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question if len(question.topics) > 1 else None


def _last_two(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Compare them”: the last two that were talked about."""
    earlier = _earlier(question, conversation)
    if question.topics or len(earlier) < 2 or not leans(question, conversation):
        return None
    return _beside(question, tuple(reversed(earlier[:2])))


def _namesake(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """The other model of an acronym: where one of them was assumed, and for “both RPOs”."""
    if not question.topics:
        return None
    namesakes = tuple(other.id for other in knowledge.namesakes(knowledge.topics[question.topics[0]]))
    assumed = bool(question.assumed) and not _earlier(question, conversation)
    return _beside(question, namesakes[:1]) if namesakes and (assumed or "pair" in question.cues) else None


def _kind_and_model(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Offshore BPO and BPO”: a kind beside its model."""
    if not question.topics:
        return None
    topic = knowledge.topics[question.topics[0]]
    named = topic.parent and _names_parent(question.words, topic.parent, topic.name, knowledge)
    return _beside(question, (topic.parent,)) if named else None


def _one_before(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """What was talked about before; a single topic on an aspect needs it only for “how does it compare on cost”."""
    earlier = _earlier(question, conversation)
    alone = question.aspects and not question.references
    return _beside(question, earlier[:1]) if question.topics and earlier and not alone else None


def _one_on_an_aspect(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    if question.topics and (question.aspects or question.pole):
        return question.because("one topic on an aspect", form=q.TELL)
    return None


def _asked_of_one(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“How is it different from an agency?”: a statement on the one side that is known."""
    topics = question.topics or (conversation.topics[:1] if leans(question, conversation) else ())
    likely = likeliest(question, topics, knowledge) if len(topics) == 1 and not question.aspects else None
    if likely is None or likely.asked < ASKED:
        return None
    parts = (home(likely, knowledge),)
    return question.because("is after a statement", form=q.TELL, parts=parts, topics=topics, point=likely)


def _compared_with_what(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    topics = question.topics or _earlier(question, conversation)[:1]
    if not topics and not leans(question, conversation):
        return None
    return question.because("compared with what?", form=q.ASK_BACK, parts=("comparison",), topics=topics)


def _nothing_to_compare(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question.because("nothing to compare", form=q.DECLINE)


def _beside(question: Question, others: tuple[str, ...]) -> Question:
    """The question with others before its topic, as two sides."""
    return question.because(f"set beside {', '.join(others)}", topics=(*others, *question.topics)[:2])


def _earlier(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """What was talked about before besides the topics of a question, the latest first."""
    named = (*question.topics, *question.excluded)
    return tuple(id for id in (*conversation.topics, *conversation.trail) if id not in named)


def _names_parent(words: str, parent: str, kind: str, knowledge: Knowledge) -> bool:
    """True where the words name a kind and, beside it, the model that it is a kind of: “Offshore BPO and BPO”."""
    said, model = f" {normal(words)} ", normal(knowledge.topics[parent].called)
    return said.count(f" {model} ") > said.count(f" {normal(kind)} ") * (model in normal(kind).split())


# In the order in which they are tried.
OF_COMPARISONS: tuple[Rule, ...] = (
    _whose_work, _two_sides, _last_two, _namesake, _kind_and_model, _asked_of_one, _one_before, _one_on_an_aspect,
    _compared_with_what, _nothing_to_compare,
)  # fmt: skip

"""What was taken for a known gap, or for out of scope: a statement after all, the gap, or nothing of ours. Pure."""

from __future__ import annotations

from dialogue import question as q
from dialogue.asked import likeliest
from dialogue.conversation import Conversation
from dialogue.ellipsis import SHORT
from dialogue.points import found_anywhere, pointed
from dialogue.question import Nearness, Question
from dialogue.rules import ASKED, Rule, home, models_named
from knowledge.model import Knowledge
from knowledge.search import NEARLY_THE_SAME

_NEAR = 0.6  # likeness to a known gap or a statement from which a message on our field is answered by it
_COMES_NEAR = 0.7  # likeness from which a question classified as one on a gap is on the nearest
_ASKED_SURELY = 0.8  # chance of a statement from which not even the words of a gap's question go before it
_TOLD = 0.75  # likeness of a statement from which it is told in place of a gap that is less alike
_GAP = 0.4  # chance from which a question on a model that names no known gap is taken for one
_SURELY_NOT_OURS = 0.85  # chance of being out of scope from which shared words are chance
_CERTAIN = 0.6  # chance of being out of scope from which likeness to a statement means nothing (“a joke about …”)
_FOREIGN = 2  # words from elsewhere from which a model's name alone makes no question of ours


# -- known gaps ------------------------------------------------------------------------------------------------------


def _work_and_no_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """Work that is named where no gap is: “I spend my week on interviews; is there outsourcing for that?”"""
    if question.gaps or not question.services or models_named(question, knowledge):
        return None
    return question.because("names work and no known gap", form=q.FIND)


def _asked_after_all(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """The statement on the model named that the questions of editors lead to."""
    specific = models_named(question, knowledge)
    likely = likeliest(question, specific, knowledge) if len(specific) == 1 and not question.gaps else None
    if likely is None or likely.asked < ASKED or question.chance >= _CERTAIN:
        return None
    if _is_surely_a_gap(question, likely.score) and likely.asked < _ASKED_SURELY:
        return None
    form, parts = q.VERIFY if question.claim else q.TELL, (home(likely, knowledge),)
    return question.because("is after a statement", form=form, parts=parts, point=likely)


def _is_surely_a_gap(question: Question, likeness: float) -> bool:
    """True where a question on a known gap says nearly the same, and no statement (`likeness`) is more alike."""
    gap = max((score for _, score in question.subjects), default=0.0)
    return gap >= NEARLY_THE_SAME and gap > likeness


def _treated_after_all(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """A statement that holds the rarer words, on the topics where some are named."""
    found = None if question.gaps else found_anywhere(question, knowledge)
    return _treated(question, found, question.topics, knowledge)


def _more_like_a_statement(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    told = next((near for near in question.near if near.topic in question.topics), None)
    if question.gaps or told is None or told.score < max(_TOLD, *(score for _, score in question.subjects)):
        return None
    line = "is more like a statement than like a gap"
    return question.because(line, form=q.TELL, point=told, parts=(home(told, knowledge),), topics=(told.topic,))


def _hardly_a_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """The part that the likeliest intent asks for, where a model is named and no known gap."""
    if question.gaps or question.chance >= _GAP or not models_named(question, knowledge):
        return None
    if _is_surely_a_gap(question, max((near.score for near in question.near), default=0.0)):
        return None
    part = next(filter(None, (_part_of(intent, knowledge) for intent, _ in question.ranking)), "")
    if not part:
        return None
    rather = question.because(f"hardly a known gap, rather {part}", form=q.TELL, parts=(part,))
    return pointed(rather, conversation, knowledge)


def _gap_that_we_know(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    nearest = next((id for id, _ in question.subjects), "")
    return question if nearest in knowledge.gaps and _comes_near(question) else None


def _comes_near(question: Question) -> bool:
    """True where a known gap is named, or where the words are like one."""
    return bool(question.gaps) or _likeness_to_gaps(question) >= _COMES_NEAR


def _asked_in_vain(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """What is like no known gap is named in the words of who asked."""
    on_the_field = bool(question.topics or conversation.topics)
    if not on_the_field or not question.content or not question.subjects:
        return None
    return question.because("no known gap comes near", form=q.UNHEARD, unknown=())


def _no_gap_near(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    return question.because("no known gap comes near", form=q.LIST)


def _treated(
    question: Question, found: Nearness | None, topics: tuple[str, ...], knowledge: Knowledge
) -> Question | None:
    """The question for a statement that was found by its words, if that is on some topics or none are named."""
    if found is None or (topics and found.topic not in _family(topics, knowledge)):
        return None
    parts = (home(found, knowledge),)
    return question.because("a statement treats it", form=q.TELL, parts=parts, topics=(found.topic,), point=found)


def _family(ids: tuple[str, ...], knowledge: Knowledge) -> set[str]:
    """The topics with their models and kinds."""
    parents = {knowledge.topics[id].parent for id in ids if id in knowledge.topics} - {""}
    return {*ids, *parents, *(topic.id for topic in knowledge.topics.values() if topic.parent in ids)}


def _part_of(intent: str, knowledge: Knowledge) -> str:
    """The part that an intent asks for; "" for one that asks for none."""
    return next((asked.part for asked in knowledge.questions.values() if asked.intent == intent), "")


# -- what was declined: the nearest statement or gap where a model is named, and “did you mean” ----------------------


def _ours_by_its_words(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """A statement that holds the rarer words, on the models where some are named."""
    found = found_anywhere(question, knowledge) if question.chance < _SURELY_NOT_OURS else None
    return _treated(question, found, models_named(question, knowledge), knowledge)


def _other_form(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Shorter please”: the last answer in another form."""
    if question.style and conversation.last and len(question.words.split()) <= SHORT:
        return question.because("asks for another form", form=q.RESTYLE)
    return None


def _like_a_statement(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    specific, least = models_named(question, knowledge), max(_NEAR, _likeness_to_gaps(question))
    told = next((near for near in question.near if near.topic in specific and near.score >= least), None)
    if told is None or question.chance >= _CERTAIN:
        return None
    return question.because("is like a statement", form=q.TELL, point=told, topics=(told.topic,), parts=(told.part,))


def _like_a_gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """A known gap that is named beside a model, or that the words are like in a talk on our field."""
    named = bool(question.gaps) and bool(models_named(question, knowledge))
    on_our_field = bool(question.topics or conversation.topics)
    alike = on_our_field and _likeness_to_gaps(question) >= _NEAR and question.chance < _CERTAIN
    if (named or alike) and any(id in knowledge.gaps for id, _ in question.subjects):
        return question.because("is like a known gap", form=q.GAP)
    return None


def _two_models(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    specific = models_named(question, knowledge)
    return question.because("names two models", form=q.COMPARE, topics=specific) if len(specific) > 1 else None


def _model_asked_what(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    specific = models_named(question, knowledge)
    if not specific or question.foreign >= _FOREIGN:
        return None
    return question.because("names a model, asks what?", form=q.ASK_BACK, parts=(), topics=specific)


def _likeness_to_gaps(question: Question) -> float:
    """The likeness to the nearest known gap."""
    return max((score for _, score in question.subjects), default=0.0)


# In the order in which they are tried.
OF_GAPS: tuple[Rule, ...] = (
    _work_and_no_gap, _asked_after_all, _treated_after_all, _more_like_a_statement, _hardly_a_gap, _gap_that_we_know,
    _asked_in_vain, _no_gap_near,
)  # fmt: skip
OF_DECLINED: tuple[Rule, ...] = (
    _ours_by_its_words, _other_form, _like_a_statement, _like_a_gap, _two_models, _model_asked_what,
)  # fmt: skip

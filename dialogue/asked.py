"""What the questions that editors wrote lead to, where the words were taken for something else."""

from __future__ import annotations

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Claim, Nearness, Question
from dialogue.senses import is_specific
from knowledge.model import Knowledge

SURE = 0.6  # chance of a statement from which a question that leans on the thread is after it
_NAMED = 0.5  # the same where its topic is named
_BELIEVED = 0.75  # chance of its class from which an utterance is what it was taken for
_BELIEVED_OF_TALK = 0.4  # the same of small talk, which shares no words with questions
_LATELY = 8  # statements that a question may go back to
_GAP = 0.6  # likeness to a known gap from which it is meant
_WORDS = 2  # words at least that lead to a statement
# Classes that the words of a question on the field are taken for by mistake.
_DOUBTFUL = frozenset({
    q.DECLINE, q.FIND, q.CHOOSE, q.LIST, q.MORE, q.SAME, q.WHY, q.SURE, q.VERDICT, q.SOURCE, q.CORRECT, q.AGAIN,
    q.EXAMPLE, q.BACK, q.EDIT, q.TALK,
})  # fmt: skip


def as_asked(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question on a statement that its words lead to: on the topic that is named or was talked about last, or one
    that was told in this conversation."""
    if _says_something_else(question):
        return question
    likely = _of_topics(question, conversation, knowledge) or _told_before(question, conversation)
    if likely is None:
        return question
    confirms = "confirms" in question.cues
    claim = question.claim or (Claim(positive="denies" not in question.cues) if confirms else None)
    parts = () if likely.part.startswith("aspects ") else (likely.part,)
    line = f"is after {likely.topic} {likely.part} {likely.place} ({likely.asked:.2f})"
    topics = question.topics or (likely.topic,)
    form = q.VERIFY if claim else q.TELL
    return question.because(line, form=form, claim=claim, parts=parts, topics=topics, point=likely)


def _of_topics(question: Question, conversation: Conversation, knowledge: Knowledge) -> Nearness | None:
    """The statement on the topic of the thread, where the words were taken for something that they hardly are."""
    believed = _BELIEVED_OF_TALK if question.form == q.TALK else _BELIEVED
    if question.form not in _DOUBTFUL or question.chance >= believed:
        return None
    named = tuple(id for id in question.topics if is_specific(id, knowledge))
    topics = named or conversation.topics[:1]
    likely = likeliest(question, topics, knowledge) if len(topics) == 1 else None
    return likely if likely and likely.asked >= (_NAMED if named else SURE) else None


def _told_before(question: Question, conversation: Conversation) -> Nearness | None:
    """“Until when?”: the statement of another topic that was told a while ago, and that the words are after."""
    names = question.topics or question.services or question.aspects or "names_part" in question.cues
    if names or question.form not in _DOUBTFUL | {q.TELL, q.VERIFY} or question.chance >= _BELIEVED:
        return None
    told = {told.address for told in conversation.told[-_LATELY:]}
    own = max((near.asked for near in question.near if near.topic in conversation.topics), default=0.0)
    likely = max((near for near in question.near if near.address in told), key=_chance, default=None)
    return likely if likely and likely.asked >= max(SURE, own) else None


def likeliest(question: Question, topics: tuple[str, ...], knowledge: Knowledge) -> Nearness | None:
    """The statement on some topics or their kinds that the words most likely ask for; None where none has a chance."""
    homes = {*topics, *(topic.id for topic in knowledge.topics.values() if topic.parent in topics)}
    own = (near for near in question.near if near.topic in homes and near.asked and near.part != "types")
    return max(own, key=_chance, default=None)


def _chance(near: Nearness) -> float:
    return near.asked


def _says_something_else(question: Question) -> bool:
    """True for a wish for another form, an order on what is on the table, a pointer at an option, or too few words."""
    few = len(question.words.split()) < _WORDS
    meant = question.style or question.operation or question.excluded or question.gaps or question.unknown
    compares = question.form in (q.FIND, q.CHOOSE, q.LIST) and question.aspects  # “which needs less of our time?”
    gap = max((score for _, score in question.subjects), default=0.0) >= _GAP
    return bool(meant or compares or gap or "advice" in question.cues) or few

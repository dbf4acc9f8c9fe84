"""Questions in, one reply and the conversation after it out. Pure: the whole of an action but Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from actions import honesty
from actions.answer import Answer, Line
from actions.parts import next_questions, statement_alone
from actions.plan import plan
from actions.render import Reply, render
from actions.topics import topics_of
from dialogue import question as q
from dialogue.asked import SURE as ASKED
from dialogue.conversation import Conversation
from dialogue.question import Question, Style
from knowledge.model import Knowledge
from knowledge.search import SURE, word_index

LONGEST = 900  # characters of a reply before its sources, unless all was asked for
_SHORT = 400  # characters of an answer that is said again where its question is asked in other words
_CLEAR = 0.6  # chance of its class from which it was clear what a question asks
_MAYBE = 0.15  # chance from which another statement is told in place of the same again, where that wasn't clear
_REMEMBERED = 8  # replies that are not said again word for word
_OPEN = frozenset({q.TELL, q.VERIFY})  # forms that a single statement may answer
# Acts after which the question asked before still stands.
_PASSING = frozenset({q.RESTYLE, q.SURE, q.SOURCE, q.SUMMARISE, q.VERDICT, q.AGAIN, q.WHY, q.DECLINE, q.GAP,
                      q.TALK, q.CORRECT, q.MORE, q.UNKNOWN, q.UNHEARD})  # fmt: skip


def respond(
    questions: Sequence[Question], knowledge: Knowledge, conversation: Conversation
) -> tuple[Reply, Conversation]:
    """The reply to all questions of a message, each in its turn, and what is remembered of it."""
    asked, answers, after = _in_length(questions, knowledge, replace(conversation, turn=conversation.turn + 1))
    reply = render(answers, asked, knowledge)
    asks_on = len(answers) == 1 and _asks_beyond(asked[0], answers[0], conversation)
    if asks_on or _digest(reply) in conversation.said:
        answers = [
            _beyond(question, answer, knowledge, conversation) or _no_more(question, answer, knowledge)
            for question, answer in zip(asked, answers, strict=True)
        ]
        after = after.with_told(tuple(address for answer in answers for address in answer.told))
        reply = render(answers, asked, knowledge)
    said = (_digest(reply), *after.said)[:_REMEMBERED]
    cited = tuple(source["id"] for source in reply.data["sources"])
    return reply, replace(after, said=said, cited=cited or after.cited)


def _asks_beyond(question: Question, answer: Answer, conversation: Conversation) -> bool:
    """True for a question whose one statement was told in the reply before: whoever asks on wants more than that."""
    latest = {said.address for said in conversation.latest}
    return question.form == q.TELL and bool(question.point) and bool(answer.told) and latest.issuperset(answer.told)


def _in_length(
    questions: Sequence[Question], knowledge: Knowledge, conversation: Conversation
) -> tuple[list[Question], list[Answer], Conversation]:
    """The questions as they are answered, with the answers; several in fewer words each, until all is short enough."""
    if len(questions) < 2:
        return list(questions), *_answered(questions, knowledge, conversation)
    asked = [_briefly(question) for question in questions]
    answers, after = _answered(asked, knowledge, conversation)
    for style in (Style(points=2), Style(length="short")):
        if _length(render(answers, asked, knowledge)) <= LONGEST:
            break
        asked = [question if _stays(question, style) else _styled(question, style) for question in asked]
        answers, after = _answered(asked, knowledge, conversation)
    return asked, answers, after


def _briefly(question: Question) -> Question:
    """One of several questions: its definition in a line."""
    if question.form == q.TELL and question.parts == ("definition",) and not question.style:
        return _styled(question, Style(points=1))
    return question


def _stays(question: Question, style: Style) -> bool:
    """True where an answer keeps its length: there is a wish for it, or it lists kinds, which go together."""
    counted = question.style.points > 0 or "types" in question.parts
    return bool(question.style.length) or (style.points > 0 and counted)


def _styled(question: Question, style: Style) -> Question:
    return replace(question, style=question.style.over(style))


def _length(reply: Reply) -> int:
    return len(reply.text.partition("\nSource")[0])


def _digest(reply: Reply) -> str:
    return blake2b(reply.text.encode(), digest_size=6).hexdigest()


def _beyond(question: Question, answer: Answer, knowledge: Knowledge, conversation: Conversation) -> Answer | None:
    """In place of the same words again: the likest statement on the same topics that wasn't told yet, if any is.

    Who gets the same answer to another question was not understood; what shares meaning and a word may be meant.
    """
    if question.point and question.point.asked >= ASKED:  # that was meant, whether or not it was told before
        return None
    told = {said.address for said in conversation.told} | set(answer.told)
    index = word_index(knowledge)
    likeliest = sorted(question.near, key=lambda near: -near.asked) if question.form in _OPEN else ()
    for near in likeliest:
        alike = near.score >= SURE and index.shared(near.address, question.content)[1]
        fresh = near.address not in told and near.topic in answer.topics
        if fresh and (alike or near.asked >= (ASKED if _is_clear(question) else _MAYBE)):
            return statement_alone(knowledge, knowledge.topics[near.topic], near.part, near.place)
    return None


def _is_clear(question: Question) -> bool:
    """True where it was clear what is asked, so that the same answer again is what was wanted."""
    return question.chance >= _CLEAR or question.form == q.VERIFY


def _no_more(question: Question, answer: Answer, knowledge: Knowledge) -> Answer:
    """In place of the same words again: a short answer with a word before it, since it may answer two questions, or be
    asked for by who scrolled past it; of a long one that it stands above, and what else can be asked."""
    if not answer.waits and not answer.told:
        return answer
    lead = _lead(question, answer)
    return answer.led_by(Line(lead)) if lead else _told_above(answer, knowledge)


def _lead(question: Question, answer: Answer) -> str:
    """What goes before the same words again; "" for what isn't said again."""
    if answer.waits:
        return "I have to ask again:"
    if question.form == q.RESTYLE:
        short = question.style.length == "short" or not question.style
        return "That is as short as I can put it:" if short else "I have it in no other form:"
    if question.form == q.TELL and question.point:
        return "On this the documents say no more than:"
    short = sum(len(line.text) for line in answer.lines) <= _SHORT
    return "As I said:" if short and _is_clear(question) else ""


def _told_above(answer: Answer, knowledge: Knowledge) -> Answer:
    """That it was told, and what else can be asked."""
    topic = next((knowledge.topics[id] for id in answer.topics if id in knowledge.topics), None)
    about = f" on {knowledge.name(topic)}" if topic else ""
    text = f"That is what I told you above{about}. Could you ask it in other words, or pick one of these?"
    buttons = next_questions(knowledge, topic, answer.part, False) if topic else answer.buttons
    return replace(answer, lines=(Line(text),), buttons=buttons, table={})


def _answered(
    questions: Sequence[Question], knowledge: Knowledge, conversation: Conversation
) -> tuple[list[Answer], Conversation]:
    answers: list[Answer] = []
    for question in questions:
        answer = plan(question, knowledge, conversation)
        if _repeats(answer, answers):
            answer = honesty.nothing_more(question)
        answers.append(answer)
        conversation = after(conversation, question, answer, knowledge)
    return answers, conversation


def _repeats(answer: Answer, before: Sequence[Answer]) -> bool:
    """True for the answer to one of several questions whose every line stands in the same reply already."""
    said = {line.text for other in before for line in other.lines}
    return bool(before) and all(line.text in said for line in answer.lines)


def after(conversation: Conversation, question: Question, answer: Answer, knowledge: Knowledge) -> Conversation:
    """The conversation once a question got its answer."""
    kept = _noted(conversation, question, answer, knowledge)
    if answer.waits and answer.part != "comparison":
        return replace(kept.with_topics(answer.topics or kept.topics), pending=replace(question, evidence=(), near=()))
    if question.form in _PASSING:
        return _passed(kept, question, answer)
    parts = ("examples",) if question.form == q.EXAMPLE else question.parts
    meant = replace(question, topics=answer.topics or question.topics, parts=parts)
    return kept.with_question(meant).shows(answer.shown)


def _noted(conversation: Conversation, question: Question, answer: Answer, knowledge: Knowledge) -> Conversation:
    """The conversation with what an answer offers and tells and what a question settles, whichever is asked last."""
    kept = replace(
        conversation,
        options=answer.options or conversation.options,
        verdict=answer.verdict or ("" if answer.told else conversation.verdict),
        senses=_senses(conversation, question, knowledge),
        excluded=_excluded(conversation, question),
        style=_style(conversation, question),
    )
    return kept.with_told(answer.told)


def _passed(conversation: Conversation, question: Question, answer: Answer) -> Conversation:
    """After an act on the conversation the question before stands, but for “more”: its part counts as asked for."""
    moved = conversation.with_topics(answer.topics)
    if question.form == q.MORE and answer.part and moved.last and len(answer.topics) == 1:
        told = replace(moved.last, form=q.TELL, parts=(answer.part,), topics=answer.topics, claim=None)
        told = replace(told, aspects=(), point=None, style=Style())
        return moved.with_question(told).shows(answer.shown)
    return moved


def _senses(conversation: Conversation, question: Question, knowledge: Knowledge) -> dict[str, str]:
    """The senses of shared acronyms, with those that the question's topics settle."""
    named = {t.acronym.lower(): t.id for t in topics_of(question, knowledge) if knowledge.namesakes(t)}
    return {**conversation.senses, **named}


def _excluded(conversation: Conversation, question: Question) -> tuple[str, ...]:
    """What stays out: it comes in again when it is named."""
    out = dict.fromkeys((*conversation.excluded, *question.excluded))
    return tuple(id for id in out if id in question.excluded or id not in question.topics)


def _style(conversation: Conversation, question: Question) -> Style:
    return question.style if question.style.standing else conversation.style

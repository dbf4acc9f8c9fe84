"""Acts on the conversation: going on, other words, what was told, what can't be answered. Pure.

An act that comes to another question than its own gets the answer by `again`, the planning of any question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions import honesty, recall
from actions.answer import Answer, Line, enumerate_words
from actions.comparisons import MOST, compare
from actions.parts import in_simple_words, overview, part_of
from actions.topics import meant, talked_of, topics_of
from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Question, Style
from knowledge.model import Knowledge, Topic

Planned = Callable[[Question, Knowledge, Conversation], Answer]

# What a reason is made of, by the part that was told last.
_REASONS = {
    "benefits": ("how_it_works", "fit"),
    "drawbacks": ("how_it_works", "fit"),
    "": ("benefits", "how_it_works"),
}


def act(question: Question, knowledge: Knowledge, conversation: Conversation, again: Planned) -> Answer:
    """The answer to an act on the conversation; any form that is none is declined."""
    if question.form in _ASKING_AGAIN:
        return _ASKING_AGAIN[question.form](question, knowledge, conversation, again)
    return _BY_FORM.get(question.form, _decline)(question, knowledge, conversation)


def _more(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    """The rest of the part shown last; then the parts that follow it in questions.yml, one at a time."""
    named = topics_of(question, knowledge)
    topics = named or talked_of(knowledge, conversation)
    if not topics:
        return overview(knowledge)
    part = "definition" if named else _part_of_last(conversation, "definition")
    if len(topics) > 1:
        return _more_on_several(knowledge, topics, part, None if named else conversation.last)
    if _has_examples(topics[0], conversation):
        return part_of(knowledge, "services", topics, Style())
    return _goes_on(knowledge, topics[0], part, 0 if named else conversation.shown)


def _more_on_several(knowledge: Knowledge, topics: tuple[Topic, ...], part: str, last: Question | None) -> Answer:
    """More of a comparison, where that was asked for last; else what they are, or their services."""
    if last and last.form == q.COMPARE:
        return compare(knowledge, topics, replace(last, style=Style(length="long"), cues=()))
    return part_of(knowledge, "definition" if part != "definition" else "services", topics, Style())


def _has_examples(topic: Topic, conversation: Conversation) -> bool:
    """True where examples were asked for last and there are no more of the topic."""
    last = conversation.last
    return bool(last and last.form == q.EXAMPLE) and conversation.shown >= len(topic.part("examples"))


def _part_of_last(conversation: Conversation, otherwise: str) -> str:
    """The part that was asked for last, where one was."""
    last = conversation.last
    return last.parts[0] if last and last.parts else otherwise


def _goes_on(knowledge: Knowledge, topic: Topic, part: str, shown: int) -> Answer:
    """The part of a topic from there on, else the part after it."""
    if part in knowledge.questions and 0 < shown < len(topic.part(part)):
        return part_of(knowledge, part, (topic,), Style(), shown)
    # The types of outsourcing itself are the models: the overview, from which “more” would not go on.
    skipped = () if topic.is_model or topic.parent else ("types",)
    parts = [id for id in knowledge.questions if topic.part(id) and id not in skipped]
    place = parts.index(part) + 1 if part in parts else 0
    return part_of(knowledge, next(iter((*parts[place:], *parts[:place])), "definition"), (topic,), Style())


def _why(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    topics = meant(question, knowledge, conversation)
    if len(topics) > 1:
        return compare(knowledge, topics[:MOST], replace(question, aspects=()))
    last = conversation.last
    asked = _part_of_last(conversation, "" if last and last.aspects else "definition")
    order = _REASONS.get(asked, ("fit", "benefits"))
    part = next((p for p in order if topics[0].part(p)), "definition")
    return part_of(knowledge, part, topics, question.style)


def _restyle(question: Question, knowledge: Knowledge, conversation: Conversation, again: Planned) -> Answer:
    """The last answer in another form; a wish that stands is confirmed."""
    last = conversation.last
    if len(question.topics) > 1 and question.style.points == len(question.topics):
        return in_simple_words(knowledge, topics_of(question, knowledge))  # “BPO and HRO in two lines”
    if question.topics:
        return again(_as_last(question, last), knowledge, conversation)
    if question.style.standing:
        return Answer((Line(_acknowledged(question.style)),), "restyle", conversation.topics)
    if last is None:
        return Answer(
            (Line("There is nothing to put in other words yet. What would you like to know?"),), "restyle", waits=True
        )
    if question.style.simple and last.form != q.COMPARE:
        return in_simple_words(knowledge, meant(question, knowledge, conversation)[:MOST], plain=True)
    if question.style.example:
        return _example(question, knowledge, conversation)
    wanted = question.style if question.style else Style(length="short")
    return again(
        replace(last, style=wanted, cues=(), point=None, assumed=""), knowledge, replace(conversation, asked=())
    )


def _as_last(question: Question, last: Question | None) -> Question:
    """The last question on the topics that are named."""
    if len(question.topics) > 1:
        return replace(question, form=q.COMPARE, parts=())
    return replace(question, form=q.TELL, parts=last.parts if last and last.form == q.TELL else ())


def _acknowledged(style: Style) -> str:
    wish = "longer answers" if style.length == "long" else f"a {style.layout}" if style.layout == "table" else ""
    wish = wish or ("lists" if style.layout == "list" else "plain words" if style.simple else "short answers")
    return f"All right, {wish} from now on. What would you like to know?"


def _example(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    return recall.example(knowledge, meant(question, knowledge, conversation)[:MOST], question.style)


def _sources(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    return recall.sources(knowledge, question, conversation)


def _sure(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    return recall.sure(knowledge, question, conversation)


def _summarise(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    return recall.summary(knowledge, question, conversation)


def _verdict(question: Question, knowledge: Knowledge, conversation: Conversation, again: Planned) -> Answer:
    """The last verdict again in a word; where there was none, the last question as one that wants it."""
    if conversation.verdict == "disagree" and question.wh:
        return recall.sure(knowledge, question, conversation)
    told = recall.verdict(knowledge, conversation)
    last = conversation.last
    if told:
        return told
    if last and last.form == q.COMPARE:
        return again(
            replace(last, cues=("advice",), style=Style(), assumed=""), knowledge, replace(conversation, asked=())
        )
    if last:
        return again(
            replace(last, style=Style(length="short"), cues=(), assumed=""), knowledge, replace(conversation, asked=())
        )
    return _decline(question, knowledge, conversation)


def _correct(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    last = conversation.last
    part = _part_of_last(conversation, "comparison" if last and last.form == q.COMPARE else "")
    return honesty.taken_wrong(knowledge, talked_of(knowledge, conversation), part)


def _edit(question: Question, knowledge: Knowledge, conversation: Conversation, again: Planned) -> Answer:
    if question.topics:
        side_by_side = len(question.topics) > 1 and question.style.layout == "table"  # “put both in a table, no costs”
        form, parts = (q.COMPARE, ()) if side_by_side else (q.TELL, ("definition",))
        return again(replace(question, form=form, parts=parts), knowledge, conversation)
    names = enumerate_words(knowledge.name(knowledge.topics[id]) for id in question.excluded if id in knowledge.topics)
    left = [model for model in knowledge.models if model.id not in question.excluded]
    text = f"All right, {names} is left out." if names else "All right."
    return Answer(
        (Line(f"{text} What would you like to know about the others?"),), "edit", options=tuple(m.id for m in left)
    )


def _ask_back(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    topics = topics_of(question, knowledge)
    part = question.parts[0] if question.parts else ""
    if part == "comparison":
        return honesty.compare_with_what(knowledge, next(iter(topics), None))
    if topics:
        return honesty.did_you_mean(knowledge, topics)
    return honesty.which_topic(knowledge, part, next(iter(question.aspects), ""))


def _decline(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    return (
        honesty.decline(knowledge, "distress" in question.cues)
        if question.words.strip(" .?!,")
        else honesty.no_words(knowledge)
    )


_BY_FORM: dict[str, Planned] = {
    q.MORE: _more, q.SAME: _more, q.WHY: _why, q.EXAMPLE: _example, q.SOURCE: _sources, q.SURE: _sure,
    q.SUMMARISE: _summarise, q.BACK: _summarise, q.CORRECT: _correct, q.PICK: _ask_back, q.ASK_BACK: _ask_back,
}  # fmt: skip
_ASKING_AGAIN: dict[str, Callable[[Question, Knowledge, Conversation, Planned], Answer]] = {
    q.RESTYLE: _restyle, q.VERDICT: _verdict, q.EDIT: _edit,
}  # fmt: skip

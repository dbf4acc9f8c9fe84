"""What is true and what of it is told: a resolved question and the knowledge in, an answer out. Pure."""

from __future__ import annotations

from dataclasses import replace

from actions import honesty, recall
from actions.acts import Planned, act
from actions.advice import advise
from actions.answer import Answer, Line, sentence
from actions.aspects import aspect_of, both
from actions.claims import verify
from actions.comparisons import MOST, compare, stated
from actions.disputes import asked_for, dispute_lines, listed
from actions.facts import fact
from actions.finding import find, kind_for, that_is_kind
from actions.namesakes import both_senses, with_namesakes
from actions.parts import HEADED, in_simple_words, next_questions, overview, part_of, shared, statement_alone
from actions.relations import related
from actions.services import covers
from actions.topics import models_and_kinds, talked_of, topics_of
from actions.wording import with_pronoun
from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question
from knowledge.model import Knowledge, Topic
from knowledge.search import NEAR, asks_for_kind, services_called

_MAY_DISPUTE = frozenset({q.TELL, q.VERIFY, q.COMPARE, q.SOURCE, q.SURE, q.LIST, q.VERDICT})
_LATELY = 3  # questions of which one may have named the work
_UNCLEAR = 0.5  # chance of its class below which the aspect that a question names says more
_SHARED = frozenset(["share", "shared", "common", "same"])
_AS_TRUTH = {"Yes.": "True.", "No.": "False.", "No, not only.": "False: not only.", "Not always.": "False: not always."}


def plan(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    """The answer to one question."""
    styled = replace(question, style=question.style.over(conversation.style))
    on_the_field = _BY_FORM.get(question.form)
    on_one = question.form == q.VERIFY and question.point is not None  # “you left one out: is BPO dying?”
    if "disputes" in question.cues and question.form in _MAY_DISPUTE and not on_one:
        answer = listed(knowledge, topics_of(question, knowledge) or talked_of(knowledge, conversation))
    elif on_the_field:
        answer = on_the_field(styled, knowledge, conversation)
    else:
        answer = act(styled, knowledge, conversation, plan)
    answer = _with_views(answer, question, knowledge)
    return with_namesakes(answer, question, knowledge).addressed(knowledge.addresses)


def _with_views(answer: Answer, question: Question, knowledge: Knowledge) -> Answer:
    """The answer; to an open question that a button asked, however it was read, all views on it."""
    told = {fact for line in answer.lines for fact in line.facts}
    for dispute in asked_for(knowledge, question.words):
        offered = bool(dispute.aspects) or not set(HEADED).isdisjoint(dispute.parts)
        if offered and not told.issuperset(dispute.views):
            part = "aspect" if dispute.aspects else next(part for part in dispute.parts if part in HEADED)
            buttons = next_questions(knowledge, knowledge.topics[dispute.topics[0]], part, False)
            return Answer(dispute_lines([dispute]), part, dispute.topics[:1], dispute.aspects[:1], "disagree", buttons)
    return answer


# -- questions on the field ------------------------------------------------------------------------------------------


def _tell(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    topics = topics_of(question, knowledge)
    part = _part(question)
    told = _term(question, knowledge) or _counted(question, knowledge, conversation)
    if told is None and part == "facts" and not question.point:
        told = fact(knowledge, topics, question)
    if told:
        return told
    if not topics:
        return honesty.which_topic(knowledge, part)
    special = _special(question, knowledge, topics[0], part) if len(topics) == 1 else None
    return special or _told(question, knowledge, conversation, topics)


def _part(question: Question) -> str:
    """The part that is asked for first; "" where none is."""
    return question.parts[0] if question.parts else ""


def _term(question: Question, knowledge: Knowledge) -> Answer | None:
    """What a word of the field means: “what is non-core?”"""
    aspect = knowledge.aspects.get(question.aspects[0]) if question.aspects else None
    if _part(question) != "definition" or aspect is None or aspect.means is None or models_and_kinds(
        topics_of(question, knowledge)):  # fmt: skip
        return None
    line = Line.of(sentence(aspect.means.text), (aspect.means,))
    return Answer((line,), "definition", question.topics, (aspect.id,))


def _counted(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer | None:
    counts = question.words.startswith("how many") and question.references and not question.content
    return recall.count(knowledge, conversation) if counts else None


def _told(question: Question, knowledge: Knowledge, conversation: Conversation, topics: tuple[Topic, ...]) -> Answer:
    """What the documents say of the topics: on the aspects, or on the part that is asked for."""
    part = _part(question)
    if question.aspects and (part in ("", "comparison", "fit") or _is_unclear_on(part, question)):
        return _on_aspects(question, knowledge, topics)
    if part == "relations":
        return _relations(question, knowledge, topics)
    if part == "types":
        topics = _families(knowledge, topics)
    if len(topics) > MOST and part in ("", "definition"):
        return in_simple_words(knowledge, topics)
    alike = _alike(question, knowledge, topics)
    if alike:
        return alike
    start = _start(question, conversation, topics, part)
    only = question.content if part == "types" else ()
    return part_of(knowledge, part or "definition", topics[:MOST], question.style, start, question.shut_out, only)


def _is_unclear_on(part: str, question: Question) -> bool:
    """True where no word names the part that a question with an aspect in it was taken for: “what are they good at?”"""
    return part in HEADED and "names_part" not in question.cues and question.chance < _UNCLEAR


def _alike(question: Question, knowledge: Knowledge, topics: tuple[Topic, ...]) -> Answer | None:
    """What several topics have in common, where that is asked for and there is some."""
    asked = len(topics) > 1 and _SHARED & set(question.words.split())
    return shared(knowledge, _part(question), topics) if asked else None


def _special(question: Question, knowledge: Knowledge, topic: Topic, part: str) -> Answer | None:
    """Which sense, which kind, or which single statement is asked for, where one is."""
    told = both_senses(question, knowledge, topic, part) or _kind(question, knowledge, topic, part)
    if told:
        return told
    if question.point and part not in ("types", "examples"):
        return _pointed_at(question, knowledge)
    if part == "services":
        return _on_services(question, knowledge, topic)
    return recall.example(knowledge, (topic,), question.style) if part == "examples" else None


def _kind(question: Question, knowledge: Knowledge, topic: Topic, part: str) -> Answer | None:
    """The kind of a model that some need calls for, where which one is asked."""
    if not topic.types or part == "types" or not asks_for_kind(question.words, topic):
        return None
    kind = kind_for(knowledge, (topic,), question, NEAR)
    return that_is_kind(knowledge, kind) if kind else None


def _pointed_at(question: Question, knowledge: Knowledge) -> Answer | None:
    """The statement that is asked for, with the one that may be meant as well."""
    told, other = (_alone(near, knowledge) for near in (question.point, question.beside))
    if told is None or other is None or len(told.lines) > 1:
        return told
    topic, line = knowledge.topics[other.topics[0]], other.lines[0]
    return replace(told, lines=(*told.lines, replace(line, text=with_pronoun(line.text, knowledge, topic), joins=True)))


def _alone(near: Nearness | None, knowledge: Knowledge) -> Answer | None:
    owner = knowledge.topics.get(near.topic) if near else None
    return statement_alone(knowledge, owner, near.part, near.place) if near and owner else None


def _on_services(question: Question, knowledge: Knowledge, topic: Topic) -> Answer | None:
    """Whether some work is covered, or what else is; None where no work is named."""
    listed = question.claim is None and question.wh in ("what", "which") and not question.without
    if question.shut_out or listed or not (question.services or question.without):
        return None
    told = verify(knowledge, (topic,), replace(question, claim=question.claim or _open_claim(question)))
    opens = question.claim is None and told.lines[0].text == "Yes." and len(told.lines) > 1
    return replace(told, lines=(replace(told.lines[1], joins=False), *told.lines[2:])) if opens else told


def _open_claim(question: Question) -> q.Claim:
    """A question on a service that wants no yes: what else there is, or what belongs to it."""
    return q.Claim(quantifier=q.OTHER if question.without else "")


def _on_aspects(question: Question, knowledge: Knowledge, topics: tuple[Topic, ...]) -> Answer:
    if len(topics) > 1:
        return compare(knowledge, topics, question)
    answers = [aspect_of(knowledge, topics[0], id) for id in question.aspects if id in knowledge.aspects]
    lines = tuple(line for answer in answers for line in answer.lines)
    verdict = next((answer.verdict for answer in answers if answer.verdict), "")
    return replace(answers[0], lines=lines, aspects=question.aspects, verdict=verdict)


def _relations(question: Question, knowledge: Knowledge, topics: tuple[Topic, ...]) -> Answer:
    topic = topics[0]
    if len(topics) > MOST:
        return in_simple_words(knowledge, topics)
    if len(topics) > 1:
        return related(knowledge, topics, question)
    if topic.parent:
        return related(knowledge, (topic, knowledge.topics[topic.parent]), question)
    return part_of(knowledge, "relations", topics, question.style)


def _families(knowledge: Knowledge, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The one model that all these are kinds of: “offshore, onshore … which other kinds are there?”"""
    if any(topic.types for topic in topics):
        return topics
    parents = {topic.parent for topic in topics}
    return (knowledge.topics[parents.pop()],) if len(parents) == 1 and "" not in parents else topics


def _start(question: Question, conversation: Conversation, topics: tuple[Topic, ...], part: str) -> int:
    """Where the part goes on, if the same was asked a moment ago and there is more of it."""
    if len(topics) != 1 or not _asks_once_more(question, conversation, part):
        return 0
    topic = topics[0]
    latest = {told.address for told in conversation.latest}
    if not latest or any(address[0] != topic.id for address in latest):
        return 0
    shown = conversation.shown
    return shown if 0 < shown < len(topic.part(part)) else 0


def _asks_once_more(question: Question, conversation: Conversation, part: str) -> bool:
    """True for the part of the same topics that was asked for last; not for a wish for another form, or to go back."""
    last = conversation.last
    if last is None or question.style or "back" in question.cues:
        return False
    return last.form == q.TELL and last.parts[:1] == (part,) and last.topics == question.topics


def _compare(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    topics = topics_of(question, knowledge)
    if not topics:
        return honesty.which_topic(knowledge, "comparison")
    if question.point:
        told = stated(knowledge, topics, question.point) or _pointed_at(question, knowledge)
        return told or compare(knowledge, topics, question)
    told = both(knowledge, topics, question) if question.claim and question.aspects else None
    return told or compare(knowledge, topics, _with_work_told(question, conversation))


def _with_work_told(question: Question, conversation: Conversation) -> Question:
    """“So which of them for me?”: the question with the work that was described a moment ago."""
    if "advice" not in question.cues or question.services:
        return question
    services = next((asked.services for asked in conversation.asked[:_LATELY] if asked.services), ())
    return replace(question, services=services)


def _verify(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    topics = topics_of(question, knowledge)
    if not topics:
        return _tell(replace(question, form=q.TELL), knowledge, conversation)
    if question.aspects and len(topics) > 1:
        return both(knowledge, topics, question) or compare(knowledge, topics, question)
    told = fact(knowledge, topics, question) if _part(question) == "facts" and not question.point else None
    if told:
        return told
    if len(topics) == 1 and _is_open(question, knowledge, topics[0]):
        return _tell(replace(question, form=q.TELL), knowledge, conversation)
    return _in_its_words(verify(knowledge, topics, question), question)


def _is_open(question: Question, knowledge: Knowledge, topic: Topic) -> bool:
    """True where a question with yes or no asks which: in which sense, or which kind of the model."""
    senses = knowledge.namesakes(topic) and question.assumed and _part(question) == "definition"
    return bool(senses) or asks_for_kind(question.words, topic)


def _in_its_words(told: Answer, question: Question) -> Answer:
    """The answer; to “true or false?” in these words."""
    lead = _AS_TRUTH.get(told.lines[0].text) if "false" in question.words.split() else None
    return replace(told, lines=(replace(told.lines[0], text=lead), *told.lines[1:])) if lead else told


def _find(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    named = models_and_kinds(topics_of(question, knowledge))
    if len(named) > 1:
        return _of_several(question, knowledge, named)
    if not named and (parent := _family_talked_of(knowledge, conversation)):
        kind = kind_for(knowledge, (parent,), question, NEAR)
        if kind:
            return that_is_kind(knowledge, kind)
    return _as_confirmed(find(knowledge, named, question), question)


def _as_confirmed(told: Answer, question: Question) -> Answer:
    """The answer; to “can somebody do our payroll for us?” with a yes before it."""
    claim = question.claim
    asked = claim is not None and claim.positive and not claim.quantifier and bool(question.services)
    return told.with_verdict("Yes.", "yes") if asked and not told.verdict else told


def _of_several(question: Question, knowledge: Knowledge, named: tuple[Topic, ...]) -> Answer:
    """Which of those named it is: “payroll: BPO or HRO?”, “enterprise or hybrid, if we keep half of the hiring?”"""
    kinds = all(topic.parent for topic in named)
    owners = {topic for topic, _ in services_called(knowledge, question.services)}
    if question.services and not question.without and (not kinds or owners & set(named)):
        return covers(knowledge, named, question, question.claim or q.Claim())
    return advise(knowledge, named, question) if kinds else find(knowledge, named, question)


def _family_talked_of(knowledge: Knowledge, conversation: Conversation) -> Topic | None:
    """The model whose kinds were listed or talked about last."""
    ids = (*conversation.topics, *conversation.options)
    parent = next(
        (knowledge.topics[id].parent for id in ids if id in knowledge.topics and knowledge.topics[id].parent), ""
    )
    return knowledge.topics.get(parent)


def _list(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    named = [topic for topic in topics_of(question, knowledge) if topic.is_model]
    if len(named) == 1:
        part = "types" if named[0].types else "definition"
        return part_of(knowledge, part, named, question.style)
    without = tuple(dict.fromkeys((*question.excluded, *conversation.excluded)))
    return overview(knowledge, without)


def _gap(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    subject = next((id for id, _ in question.subjects if id in knowledge.gaps), "")
    if not subject:
        return overview(knowledge)
    topics = models_and_kinds(topics_of(question, knowledge))
    named = next((word for word in question.gap_words if subject in question.gaps and word[:1].isupper()), "")
    return honesty.gap(knowledge, knowledge.gaps[subject], topics, named)


def _unknown(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    topics = topics_of(question, knowledge) or (talked_of(knowledge, conversation) if question.references else ())
    return honesty.unknown(knowledge, topics, question)


def _unheard(question: Question, knowledge: Knowledge, conversation: Conversation) -> Answer:
    return honesty.unheard(question)


_BY_FORM: dict[str, Planned] = {
    q.TELL: _tell, q.COMPARE: _compare, q.VERIFY: _verify, q.FIND: _find, q.LIST: _list, q.GAP: _gap,
    q.UNKNOWN: _unknown, q.UNHEARD: _unheard,
}  # fmt: skip

"""Whether a question can be answered as it stands: if not, what it lacks, or that it isn't ours."""

from __future__ import annotations

from dataclasses import replace

from dialogue import question as q
from dialogue.choice import changes_choice
from dialogue.conversation import Conversation
from dialogue.ellipsis import SHORT, VERY_SHORT, leans
from dialogue.points import found_anywhere, pointed
from dialogue.question import Claim, Nearness, Question
from dialogue.senses import general, is_specific
from knowledge.model import Knowledge
from knowledge.phrases import normal
from knowledge.search import SURE, model_of_work, services_called

# Parts on which a question may name the work instead of its model: “what do we gain if others do our payroll?”
_BY_WORK = frozenset({"benefits", "drawbacks", "fit", "how_it_works"})
_OF_WORK = frozenset({"", "services", "definition", "relations", "types", "how_it_works"})
_NEAR = 0.6  # likeness to a known gap or a statement from which a message on our field is answered by it
_TOLD = 0.75  # likeness of a statement from which it is told in place of a gap that is less alike
_GAP = 0.4  # chance from which a question on a model that names no known gap is taken for one
_SURELY_NOT_OURS = 0.85  # chance of being out of scope from which shared words are chance
_CERTAIN = 0.6  # chance of being out of scope from which likeness to a statement means nothing (“a joke about …”)
_FOREIGN = 2  # words from elsewhere from which a model's name alone makes no question of ours


def sufficient(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question in a form that can be answered: itself, ASK_BACK, UNKNOWN, GAP or DECLINE."""
    if question.form != q.CHOOSE and changes_choice(question, conversation, knowledge):
        return question.because("changes an answer of the choice", form=q.CHOOSE, operation="rechoose")
    if _names_nobody_known(question):
        return question.because(f"names {question.unknown[0]!r}, which nobody here knows", form=q.UNKNOWN)
    parents = [knowledge.topics[id].parent for id in question.excluded if id in knowledge.topics]
    if not question.topics and parents and all(parents) and not question.services:
        return question.because(
            "asks for the other kinds", form=q.TELL, parts=("types",), topics=(parents[0],), claim=None
        )
    if _is_elsewhere(question, conversation):
        return question.because("names nothing of ours, and words from elsewhere", form=q.DECLINE)
    by_form = {q.COMPARE: _comparison, q.TELL: _part, q.VERIFY: _part, q.GAP: _gap, q.DECLINE: _declined,
               q.CHOOSE: _choice, q.FIND: _work}  # fmt: skip
    return by_form[question.form](question, conversation, knowledge) if question.form in by_form else question


def _is_elsewhere(question: Question, conversation: Conversation) -> bool:
    """True for “examples of metaphors”: a question of any field, which nothing ties to ours."""
    tied = question.topics or question.services or question.gaps or question.aspects or conversation.topics
    return question.form in (q.LIST, q.EXAMPLE, q.SUMMARISE, q.RESTYLE, q.WHY) and not tied and question.foreign > 0


def _names_nobody_known(question: Question) -> bool:
    if not question.unknown:
        return False
    if question.form == q.COMPARE:
        return len(question.topics) < 2 or "it" in question.references
    return not question.topics and question.form in (q.TELL, q.VERIFY, q.GAP, q.DECLINE, q.TALK, q.LIST, q.MORE, q.SAME)


def _comparison(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """With two topics at least; a single one is set beside its namesake, its model, or what was talked about."""
    topics = question.topics
    if len(topics) > 1:
        asks_whose = "either" in question.cues or question.wh in ("who", "which")
        if question.services and asks_whose and not question.aspects:
            return question.because("asks whose work it is", form=q.FIND)
        return question
    earlier = tuple(id for id in (*conversation.topics, *conversation.trail) if id not in (*topics, *question.excluded))
    beside = _beside(question, earlier, conversation, knowledge)
    if beside:
        return question.because(f"set beside {', '.join(beside)}", topics=(*beside, *topics)[:2] if topics else beside)
    if topics and (question.aspects or question.pole):
        return question.because("one topic on an aspect", form=q.TELL)
    if topics or earlier or leans(question, conversation):
        return question.because(
            "compared with what?", form=q.ASK_BACK, parts=("comparison",), topics=topics or earlier[:1]
        )
    return question.because("nothing to compare", form=q.DECLINE)


def _beside(
    question: Question, earlier: tuple[str, ...], conversation: Conversation, knowledge: Knowledge
) -> tuple[str, ...]:
    """What a single topic of a comparison is compared with."""
    if not question.topics:
        return tuple(reversed(earlier[:2])) if len(earlier) > 1 and leans(question, conversation) else ()
    topic = knowledge.topics[question.topics[0]]
    namesakes = tuple(other.id for other in knowledge.namesakes(topic))
    pair = {"both", "two"} & set(question.words.split())
    if namesakes and ((question.assumed and not earlier) or pair):
        return namesakes[:1]
    if topic.parent and _names_parent(question.words, topic.parent, topic.name, knowledge):
        return (topic.parent,)
    if question.aspects and not question.references:
        return ()
    return earlier[:1]


def _names_parent(words: str, parent: str, kind: str, knowledge: Knowledge) -> bool:
    """True where the words name a kind and, beside it, the model that it is a kind of: “Offshore BPO and BPO”."""
    said, model = f" {normal(words)} ", normal(knowledge.topics[parent].called)
    return said.count(f" {model} ") > said.count(f" {normal(kind)} ") * (model in normal(kind).split())


def _part(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """A part or aspect of the topics named, meant by their work, talked about, else of outsourcing itself."""
    part = question.parts[0] if question.parts else ""
    specific = [id for id in question.topics if is_specific(id, knowledge)]
    if question.gaps and not specific and question.subjects:
        return question.because("names a known gap", form=q.GAP)
    if question.services and len(specific) != 1 and part in _OF_WORK and _asks_which(question, specific):
        return question.because("asks which model does some work", form=q.FIND)
    if not specific and question.excluded and part in ("", "definition", "types"):
        return question.because("asks for the others", form=q.LIST)
    if len(specific) > 1 and part == "fit":
        return question.because(
            "asks which of them to take", form=q.COMPARE, cues=(*question.cues, "advice"), claim=None
        )
    if specific:
        return question
    back = leans(question, conversation) and bool(conversation.topics)
    if part in _BY_WORK and not back:
        work = model_of_work(knowledge, question.words, question.services)
        if work:
            meant = question.because(f"the work is that of {work.id}", topics=(work.id,))
            return pointed(meant, conversation, knowledge)
    if question.topics:
        return question
    if question.services and (part in ("", "services") or (question.form == q.VERIFY and part in _OF_WORK)):
        return question.because("names work and no model", form=q.FIND)
    if part == "facts":
        return question
    return _without_topic(question, conversation, knowledge, part)


def _asks_which(question: Question, specific: list[str]) -> bool:
    """True where the work is named and its model is what is asked for: “which outsourcing covers animation?”"""
    return not specific or (question.wh in ("which", "what", "konsa") and question.claim is None)


def _without_topic(question: Question, conversation: Conversation, knowledge: Knowledge, part: str) -> Question:
    words = len(normal(question.words).split())
    alike = any(near.score >= SURE for near in question.near)
    if part == "definition" and question.aspects and not question.foreign:
        return question.because("asks for a term of the field", topics=general(knowledge))
    if words > VERY_SHORT and part in (*_BY_WORK, "definition") and alike:
        return question.because("is about outsourcing itself", topics=general(knowledge))
    if leans(question, conversation):
        return question.because("asks of which model?", form=q.ASK_BACK)
    return question.because("names nothing of ours", form=q.DECLINE)


def _work(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """Of several models talked about the one that covers the work: “and billing?” after front and back office."""
    talked = [id for id in conversation.topics if id in knowledge.topics]
    if question.topics or len(talked) < 2 or not leans(question, conversation):
        return question
    covering = [topic.id for topic, _ in services_called(knowledge, question.services) if topic.id in talked]
    if len(set(covering)) != 1:
        return question
    line = f"of those talked about {covering[0]} covers it"
    return question.because(line, form=q.VERIFY, parts=("services",), topics=(covering[0],), claim=Claim())


def _choice(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """A verdict on those that are on the table, the model for work that is described, else the guided choice."""
    if changes_choice(question, conversation, knowledge):
        return question.because("changes an answer of the choice", operation="rechoose")
    last = conversation.last
    offered = "help" in question.words.split()
    if conversation.verdict == "disagree" and not offered and "one" in question.references:
        return question.because("asks which view is right", form=q.SURE)
    table = question.topics if len(question.topics) > 1 else conversation.topics
    compared = last is not None and last.form == q.COMPARE and len(question.words.split()) <= SHORT
    if len(question.topics) > 1 or (compared and not offered and len(table) > 1):
        aspects = question.aspects or (last.aspects if last and not question.topics else ())
        cues = (*question.cues, "advice")
        return question.because(
            "chooses among those compared", form=q.COMPARE, topics=table, aspects=aspects, cues=cues
        )
    work = model_of_work(knowledge, question.words, question.services)
    if work and not offered:
        return question.because(f"describes the work of {work.id}", form=q.FIND)
    return question


def _gap(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    subject = next((id for id, _ in question.subjects), "")
    found = found_anywhere(question, knowledge) if not question.gaps else None
    if found and (not question.topics or found.topic in _family(question.topics, knowledge)):
        return question.because(
            "a statement treats it", form=q.TELL, parts=(_home(found, knowledge),), topics=(found.topic,), point=found
        )
    told = next((n for n in question.near if n.topic in question.topics), None)
    if not question.gaps and told and told.score >= max(_TOLD, *(score for _, score in question.subjects)):
        meant = question.because("is more like a statement than like a gap", form=q.TELL, point=told)
        return replace(meant, parts=(_home(told, knowledge),), topics=(told.topic,))
    if not question.gaps and question.chance < _GAP and any(is_specific(id, knowledge) for id in question.topics):
        runner = next(
            (p for name, _ in question.ranking for p in knowledge.questions.values() if p.intent == name), None
        )
        if runner:
            rather = question.because(f"hardly a known gap, rather {runner.part}", form=q.TELL, parts=(runner.part,))
            return pointed(rather, conversation, knowledge)
    if subject in knowledge.gaps:
        return question
    return question.because("no known gap comes near", form=q.LIST)


def _family(ids: tuple[str, ...], knowledge: Knowledge) -> set[str]:
    """The topics with their models and kinds."""
    parents = {knowledge.topics[id].parent for id in ids if id in knowledge.topics} - {""}
    return {*ids, *parents, *(topic.id for topic in knowledge.topics.values() if topic.parent in ids)}


def _home(near: Nearness, knowledge: Knowledge) -> str:
    """The part that a statement stands in, for a question on it."""
    return near.part if near.part in knowledge.questions else ""


def _declined(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The nearest statement or gap where a model is named, and “did you mean”; else the decline stands."""
    specific = tuple(id for id in question.topics if is_specific(id, knowledge))
    found = found_anywhere(question, knowledge) if question.chance < _SURELY_NOT_OURS else None
    if found and (not specific or found.topic in _family(specific, knowledge)):
        return question.because(
            "a statement treats it", form=q.TELL, parts=(_home(found, knowledge),), topics=(found.topic,), point=found
        )
    if question.style and conversation.last and len(question.words.split()) <= SHORT:
        return question.because("asks for another form", form=q.RESTYLE)
    gap = max((score for _, score in question.subjects), default=0.0)
    unsure = question.chance < _CERTAIN
    told = next((n for n in question.near if n.topic in specific and n.score >= max(_NEAR, gap)), None)
    if told and unsure:
        return question.because(
            "is like a statement", form=q.TELL, point=told, topics=(told.topic,), parts=(told.part,)
        )
    named = bool(question.gaps and specific)
    alike = bool(question.topics or conversation.topics) and gap >= _NEAR and unsure
    if (named or alike) and any(id in knowledge.gaps for id, _ in question.subjects):
        return question.because("is like a known gap", form=q.GAP)
    if len(specific) > 1:
        return question.because("names two models", form=q.COMPARE, topics=specific)
    if specific and question.foreign < _FOREIGN:
        return question.because("names a model, asks what?", form=q.ASK_BACK, parts=(), topics=specific)
    return question

"""What “it”, “those”, “the other”, “the second” and “the hiring one” point at."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TypeVar

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question
from knowledge.model import Knowledge, Topic
from knowledge.phrases import is_in, normal, padded
from knowledge.search import SURE, hinted_topics, left, stem

DESCRIBED, PLACE = "what is described among what was offered", "a place in what was offered"
# “Which of those is for a single project?” and “what was the first again?” ask what that one is.
_ASKS_WHAT = frozenset({(q.CHOOSE, DESCRIBED), (q.AGAIN, PLACE)})
NAMED = "named"  # stands among the references where the first topic is named
_PAIR = 2  # topics that “the other two” are
_MOST = 4  # topics that “all of them” takes
_HOLDS, _AHEAD = 0.5, 0.2  # share of the words from which a topic is meant, and its lead over the next
_POINTING = frozenset({q.PICK, q.CORRECT, q.SAME, q.EDIT, q.MORE, q.AGAIN, q.DECLINE, q.BACK, q.LIST})
_LISTED = frozenset({"benefits", "drawbacks", "services", "facts", "fit", "examples"})
_SHORT = 7  # words of an utterance in which an ordinal points at something
_MAY_COMPARE = 0.15  # chance of a comparison from which an aspect of what is named is asked beside that of “it”
_MEASURES = frozenset({q.COMPARE, q.VERIFY})

T = TypeVar("T")


def referred(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question with the topics that its references mean, before or beside those that it names."""
    if any(id in knowledge.topics for id in question.topics):
        return _placed_among_named(question) or _beside_named(question, conversation)
    if narrowed := _in_list(question, conversation) or _among_kinds(question, conversation, knowledge):
        return narrowed
    out = (*question.excluded, *conversation.excluded)
    for name, meant_by in _WAYS:
        found = meant_by(question, conversation, knowledge)
        meant = tuple(id for id in found if id in knowledge.topics and id not in out)
        if meant:
            return _refers(question, name, meant)
    return question


def _refers(question: Question, name: str, meant: tuple[str, ...]) -> Question:
    """The question on what is meant; `name`: the way in which it is."""
    if question.form in (q.FIND, q.LIST) and len(meant) > 1:  # “enterprise or hybrid: which is for long term?”
        line = f"asks which of {', '.join(meant)}"
        return question.because(line, topics=meant, form=q.COMPARE, cues=(*question.cues, "advice"))
    if question.form in (q.FIND, q.LIST) or (question.form, name) in _ASKS_WHAT:
        line = f"picks {', '.join(meant)} by {name}"
        return question.because(line, topics=meant, form=q.TELL, parts=("definition",))
    return question.because(f"refers to {', '.join(meant)} by {name}", topics=meant)


def _is_short(question: Question) -> bool:
    """True for an utterance in which an ordinal points at something."""
    return len(question.words.split()) <= _SHORT


def _at(listed: Sequence[T], number: int) -> Sequence[T]:
    """The entry at a place, counted from 1, or from the end by -1; none where there is no such place."""
    place = number - 1 if number > 0 else len(listed) + number
    return listed[place : place + 1] if place >= 0 else listed[:0]


def _in_list(question: Question, conversation: Conversation) -> Question | None:
    """“The second one” after a list of benefits: that statement."""
    numbers = [int(ref) for ref in question.references if ref.lstrip("-").isdigit()]
    if not numbers or not _is_short(question) or not _told_list(conversation):
        return None
    for one in _at(conversation.latest, numbers[0]):
        point = Nearness(one.topic, one.part, one.place, 1.0)
        line = f"points at {one.part} {numbers[0]}"
        return question.because(line, form=q.TELL, parts=(one.part,), topics=(one.topic,), point=point)
    return None


def _among_kinds(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question | None:
    """“Which ones are about location?” after the kinds of a model: those that hold the words, where several do."""
    offered = [knowledge.topics[id] for id in conversation.options if id in knowledge.topics]
    parents = {topic.parent for topic in offered}
    asks = question.wh == "which" and "those" in question.references and bool(question.content)
    if not asks or len(parents) != 1 or "" in parents:
        return None
    model = knowledge.topics[parents.pop()]
    kinds = model.part("types")
    holding = len(kinds) - len(left(kinds, question.content))
    if not 1 < holding < len(kinds):
        return None
    return question.because("asks which kinds", form=q.TELL, parts=("types",), topics=(model.id,), claim=None)


def _told_list(conversation: Conversation) -> bool:
    """True where the last answer was a list of several statements."""
    last = conversation.last
    return last is not None and last.form == q.TELL and bool(set(last.parts) & _LISTED) and len(conversation.latest) > 1


def _placed_among_named(question: Question) -> Question | None:
    """“BPO and KPO: is the second one only for big companies?”: the one of those named."""
    refs = question.references
    behind = refs[refs.index(NAMED) + 1 :] if NAMED in refs else ()
    places = [int(ref) for ref in behind if ref.lstrip("-").isdigit()]
    if len(question.topics) < _PAIR or len(places) != 1 or "one" not in question.words.split():
        return None
    form = q.TELL if question.form in (q.COMPARE, q.FIND, q.CHOOSE) else question.form
    return question.because("points at one of those named", form=form, topics=tuple(_at(question.topics, places[0])))


def _beside_named(question: Question, conversation: Conversation) -> Question:
    """“Is it riskier than BPO?” measures what was talked about by BPO; “how are both different from KPO?” likewise."""
    first = _pointed_at(question, conversation)
    if first and _asks_which_whole(question):  # “does it belong to BPO or to KPO?”
        line = f"asks to which of those named {first[0]} belongs"
        return question.because(line, topics=(first[0], *question.topics), form=q.VERIFY, parts=("relations",))
    if not first or len(question.topics) > 1 or question.services or not _sets_beside(question):
        return question
    topics = (*first, *question.topics)
    line = f"measures {', '.join(first)} by what is named"
    if "definition" not in question.parts:
        return question.because(line, topics=topics)
    if question.claim and not question.wh:  # “is it a BPO thing?”
        return question.because(line, topics=topics, form=q.VERIFY, parts=("relations",))
    return question.because(line, topics=topics, form=q.COMPARE)


def _asks_which_whole(question: Question) -> bool:
    """True where several topics are named as what something may belong to."""
    return "relations" in question.parts and len(question.topics) > 1 and "either" in question.cues


def _pointed_at(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """What references before the first name mean: “it” the first of what was talked about, “those” all of it."""
    refs = question.references
    before = set(refs[: refs.index(NAMED)] if NAMED in refs else refs)
    talked = tuple(id for id in conversation.topics if id not in question.topics and id not in question.excluded)
    if before & {"those", "both"}:
        return talked
    return talked[:1] if before & {"it", "other"} else ()


def _sets_beside(question: Question) -> bool:
    """True for a question that sets two things beside each other."""
    compares = bool(question.aspects) and question.chance_of("ask_comparison") >= _MAY_COMPARE
    measures = question.form in _MEASURES or compares or question.claim is not None
    return measures or bool({"relations", "definition"} & set(question.parts))


def _kinds(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """“What about hybrid?” where the kinds of RPO were talked about; beside the last one where two are set apart."""
    families, said = _families(conversation, knowledge), _without_services(question)
    named = [kind for kind in knowledge.topics.values() if kind.parent and is_in(_first_part(kind, knowledge), said)]
    found = tuple(kind.id for kind in named if kind.parent in families)
    if len(named) > 1 and len({kind.parent for kind in named}) == 1:
        return tuple(kind.id for kind in named)  # “enterprise or hybrid?” needs no model beside it
    lone = len(found) == 1 and question.form == q.COMPARE and conversation.topics[:1] != found
    return (*conversation.topics[:1], *found) if lone else found


def _families(conversation: Conversation, knowledge: Knowledge) -> set[str]:
    """The models whose kinds, or who themselves, were talked about or offered."""
    ids = (*conversation.topics, *conversation.options)
    return {knowledge.topics[id].parent or id for id in ids if id in knowledge.topics}


def _without_services(question: Question) -> str:
    """The words, padded, without work: “financial analysis” names no Financial Process Outsourcing."""
    said = padded(question.words)
    for service in question.services:
        said = said.replace(padded(service), " ")
    return said


def _first_part(kind: Topic, knowledge: Knowledge) -> str:
    """The words of a kind's name without those of its model: “hybrid” of “Hybrid RPO”."""
    parent = knowledge.topics[kind.parent]
    common = {*normal(parent.name).split(), parent.acronym.lower()}
    return " ".join(word for word in normal(kind.name).split() if word not in common)


def _other(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """The other one of two that were offered or told, else the one that was talked about before."""
    if "other" not in question.references:
        return ()
    if "pair" in question.cues and len(conversation.topics) == _PAIR:  # “the other two”, once a third is dropped
        return conversation.topics
    offered = _without(conversation.options, conversation.topics)
    if len(conversation.options) == 2 and len(offered) == 1:
        return offered
    last = conversation.last
    if last and len(conversation.topics) == 2 and last.form != q.COMPARE:
        return conversation.topics[1:]
    return _without(conversation.trail, conversation.topics)[:1]


def _without(ids: Iterable[str], out: Container[str]) -> tuple[str, ...]:
    """The ids without some of them."""
    return tuple(id for id in ids if id not in out)


def _places(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """“The second one”, “the first two”, “the last”."""
    pointing = question.form in _POINTING or _is_short(question)
    if not pointing or question.services:
        return ()
    offered = listed(conversation)
    return tuple(dict.fromkeys(id for ref in question.references for id in _in_place(offered, ref)))


def _in_place(offered: Sequence[str], reference: str) -> Sequence[str]:
    """The topics that “2”, “-1”, “first 2” or “last 3” point at; none for any other reference."""
    end, _, count = reference.partition(" ")
    if end == "first" and count:
        return offered[: int(count)]
    if end == "last" and count:
        return offered[-int(count) :]
    return _at(offered, int(reference)) if reference.lstrip("-").isdigit() else ()


def listed(conversation: Conversation) -> list[str]:
    """The topics that places count in: those offered last, else those talked about, in the order in which they came."""
    return list(conversation.options or dict.fromkeys((*reversed(conversation.trail), *conversation.topics)))


def _hinted(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """“The hiring one”, “no, the legal one”, “I meant research”."""
    if not _may_hint(question, conversation):
        return ()
    if senses := _sense_meant(question, conversation, knowledge):
        return senses
    rejected = conversation.topics if question.form == q.CORRECT else ()
    hinted = tuple(topic.id for topic in hinted_topics(knowledge, _without_rejected(question.words)))
    wanted = _without(hinted, rejected) or hinted
    offered = tuple(id for id in wanted if id in conversation.options)
    return (offered or wanted)[:1]


def _may_hint(question: Question, conversation: Conversation) -> bool:
    """True where words of a name or of work may stand for a topic; “which one covers payroll?” goes by the work."""
    one = "one" in question.references or "one" in normal(question.words).split()
    if question.services and (question.form == q.FIND or not one):
        return False
    return question.form in (q.CORRECT, q.PICK, q.SAME, q.EDIT) or (one and bool(conversation.topics))


def _sense_meant(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """Of the models that share the acronym talked about, the one whose cues stand in the words."""
    talked = [knowledge.topics[id] for id in conversation.topics if id in knowledge.topics]
    senses = dict.fromkeys(
        s for topic in talked for s in (topic, *knowledge.namesakes(topic)) if knowledge.namesakes(topic)
    )
    said = padded(_without_rejected(question.words))
    meant = [topic.id for topic in senses if any(is_in(normal(cue), said) for cue in topic.cues)]
    return tuple(meant) if len(meant) == 1 else ()


def _described(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """“Which of those is the long-term one?”: the one of what was listed whose statements hold the words."""
    offered = [id for id in (conversation.options or conversation.topics) if id in knowledge.topics]
    if len(offered) < 2 or not _describes(question):
        return ()
    best, second = sorted(((_holds(knowledge, id, question), id) for id in offered), reverse=True)[:2]
    return (best[1],) if best[0] >= _HOLDS and best[0] - second[0] >= _AHEAD else ()


def _describes(question: Question) -> bool:
    """True where words describe one of several, and name no work and no aspect."""
    pointing = bool({"those", "one", "it"} & set(question.references)) or question.form == q.PICK
    return pointing and bool(question.content) and not question.services and not question.aspects


def _holds(knowledge: Knowledge, id: str, question: Question) -> float:
    """The share of the content words that a topic's names, cues and statements hold."""
    topic = knowledge.topics[id]
    said = " ".join(
        (topic.name, *topic.aliases, *topic.cues, topic.in_short, *(s.text for s in topic.part("definition")))
    )
    stems = {stem(word) for word in normal(said).split()}
    wanted = {stem(part) for word in question.content for part in normal(word).split()}
    near = max((n.score for n in question.near if n.topic == id), default=0.0)
    return (len(wanted & stems) / len(wanted) if wanted else 0.0) + (near if near >= SURE else 0.0)


def _without_rejected(words: str) -> str:
    """The words before and behind “not …”: “legal, not medical” means legal."""
    said = normal(words).split()
    if "not" not in said:
        return words
    place = said.index("not")
    return " ".join((*said[:place], *said[place + 3 :]))


def _several(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """What “all of them”, “both” and “those” mean."""
    refs = set(question.references)
    if "all" in refs and _takes_all(question, conversation):
        return (conversation.options or conversation.topics or _told_of(question, knowledge))[:_MOST]
    if "both" in refs or ("those" in refs and question.form == q.COMPARE):
        return _two(conversation)
    return _those(question, conversation) if "those" in refs else ()


def _those(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """What is talked about; with what was before where one alone shares nothing: “what do those have in common?”"""
    shared = len(conversation.topics) == 1 and "shares" in question.cues
    return _with_those_before(conversation) if shared else conversation.topics[:_MOST]


def _told_of(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """The models on which something is known on the aspects that are asked for."""
    return tuple(model.id for model in knowledge.models if set(question.aspects) & set(model.aspects))


def _takes_all(question: Question, conversation: Conversation) -> bool:
    """True where “all of them” are the topics, and not the points of an answer."""
    pointing = question.form in _POINTING or question.form == q.COMPARE or conversation.pending is not None
    return pointing and (question.form in _POINTING or _is_short(question) or question.claim is not None)


def _two(conversation: Conversation) -> tuple[str, ...]:
    """The first two that a question waits for, else what is talked about, with what was before where that is one."""
    if conversation.pending is not None and conversation.options:
        return conversation.options[:2]
    return conversation.topics[:_MOST] if len(conversation.topics) > 1 else _with_those_before(conversation)


def _with_those_before(conversation: Conversation) -> tuple[str, ...]:
    """What is talked about and as much of what was before as makes two, the earlier first."""
    return tuple(reversed((*conversation.topics, *conversation.trail[: 2 - len(conversation.topics)])))


# The ways in which words point at topics, the surest first, each with its name.
_WAYS = (
    ("the first part of a kind's name", _kinds),
    ("the other one", _other),
    (PLACE, _places),
    (DESCRIBED, _described),
    ("words of its name or work", _hinted),
    ("several at once", _several),
)

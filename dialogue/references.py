"""What “it”, “those”, “the other”, “the second” and “the hiring one” point at."""

from __future__ import annotations

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question
from knowledge.model import Knowledge, Topic
from knowledge.phrases import is_in, normal, padded
from knowledge.search import SURE, hinted_topics, stem

DESCRIBED, PLACE = "what is described among what was offered", "a place in what was offered"
# “Which of those is for a single project?” and “what was the first again?” ask what that one is.
_ASKS_WHAT = frozenset({(q.CHOOSE, DESCRIBED), (q.AGAIN, PLACE)})
NAMED = "named"  # stands among the references where the first topic is named
_MOST = 4  # topics that “all of them” takes
_HOLDS, _AHEAD = 0.5, 0.2  # share of the words from which a topic is meant, and its lead over the next
_POINTING = frozenset({q.PICK, q.CORRECT, q.SAME, q.EDIT, q.MORE, q.AGAIN, q.DECLINE, q.BACK})
_LISTED = frozenset({"benefits", "drawbacks", "services", "facts", "fit", "examples"})
_SHARE = frozenset({"share", "shared", "common", "same", "both"})
_SHORT = 7  # words of an utterance in which an ordinal points at something
_MEASURES = frozenset({q.COMPARE, q.VERIFY})


def referred(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question with the topics that its references mean, before or beside those that it names."""
    named = [id for id in question.topics if id in knowledge.topics]
    if named:
        return _beside_named(question, conversation)
    if listed_point := _in_list(question, conversation):
        return listed_point
    for name, meant in (
        ("the first part of a kind's name", _kinds(question, conversation, knowledge)),
        ("the other one", _other(question, conversation)),
        (PLACE, _places(question, conversation)),
        (DESCRIBED, _described(question, conversation, knowledge)),
        ("words of its name or work", _hinted(question, conversation, knowledge)),
        ("several at once", _several(question, conversation, knowledge)),
    ):
        out = (*question.excluded, *conversation.excluded)
        meant = tuple(id for id in meant if id in knowledge.topics and id not in out)
        if meant and (question.form == q.FIND or (question.form, name) in _ASKS_WHAT):
            return question.because(
                f"picks {', '.join(meant)} by {name}", topics=meant, form=q.TELL, parts=("definition",)
            )
        if meant:
            return question.because(f"refers to {', '.join(meant)} by {name}", topics=meant)
    return question


def _in_list(question: Question, conversation: Conversation) -> Question | None:
    """“The second one” after a list of benefits: that statement."""
    last, told = conversation.last, conversation.latest
    places = [ref for ref in question.references if ref.lstrip("-").isdigit()]
    short = len(question.words.split()) <= _SHORT
    if not places or not short or last is None or last.form != q.TELL or not set(last.parts) & _LISTED or len(told) < 2:
        return None
    number = int(places[0])
    place = number - 1 if number > 0 else len(told) + number
    if not 0 <= place < len(told):
        return None
    one = told[place]
    point = Nearness(one.topic, one.part, one.place, 1.0)
    return question.because(
        f"points at {one.part} {number}", form=q.TELL, parts=(one.part,), topics=(one.topic,), point=point
    )


def _beside_named(question: Question, conversation: Conversation) -> Question:
    """“Is it riskier than BPO?” measures what was talked about by BPO; “how are both different from KPO?” likewise."""
    refs = question.references
    before = refs[: refs.index(NAMED)] if NAMED in refs else refs
    pointing = {"it", "those", "both", "other"} & set(before)
    talked = tuple(id for id in conversation.topics if id not in question.topics and id not in question.excluded)
    if not pointing or not talked or len(question.topics) > 1:
        return question
    measures = question.form in _MEASURES or question.aspects or "relations" in question.parts
    contrasts = question.claim is not None or "definition" in question.parts
    if not (measures or contrasts) or question.services:
        return question
    first = talked if pointing & {"those", "both"} else talked[:1]
    topics = (*first, *question.topics)
    line = f"measures {', '.join(first)} by what is named"
    if "definition" not in question.parts:
        return question.because(line, topics=topics)
    if question.claim and not question.wh:  # “is it a BPO thing?”
        return question.because(line, topics=topics, form=q.VERIFY, parts=("relations",))
    return question.because(line, topics=topics, form=q.COMPARE)


def _kinds(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """“What about hybrid?” where the kinds of RPO were talked about; beside the last one where two are set apart."""
    talked = [knowledge.topics[id] for id in (*conversation.topics, *conversation.options) if id in knowledge.topics]
    families = {topic.parent or topic.id for topic in talked}
    said = padded(question.words)
    for service in question.services:  # “financial analysis” names work, and no Financial Process Outsourcing
        said = said.replace(padded(service), " ")
    found = [t.id for t in knowledge.topics.values() if t.parent in families and is_in(_first_part(t, knowledge), said)]
    if len(found) == 1 and question.form == q.COMPARE and conversation.topics[:1] != tuple(found):
        return (*conversation.topics[:1], *found)
    return tuple(found)


def _first_part(kind: Topic, knowledge: Knowledge) -> str:
    """The words of a kind's name without those of its model: “hybrid” of “Hybrid RPO”."""
    parent = knowledge.topics[kind.parent]
    common = {*normal(parent.name).split(), parent.acronym.lower()}
    return " ".join(word for word in normal(kind.name).split() if word not in common)


def _other(question: Question, conversation: Conversation) -> tuple[str, ...]:
    if "other" not in question.references:
        return ()
    offered = [id for id in conversation.options if id not in conversation.topics]
    if len(conversation.options) == 2 and len(offered) == 1:
        return tuple(offered)
    last = conversation.last
    if last and len(conversation.topics) == 2 and last.form != q.COMPARE:
        return conversation.topics[1:]
    return tuple(id for id in conversation.trail if id not in conversation.topics)[:1]


def _places(question: Question, conversation: Conversation) -> tuple[str, ...]:
    """“The second one”, “the first two”, “the last”."""
    places = [ref for ref in question.references if ref.lstrip("-").isdigit() or ref.startswith(("first ", "last "))]
    pointing = question.form in _POINTING or len(question.words.split()) <= _SHORT
    if not places or not pointing or question.services:
        return ()
    offered = listed(conversation)
    found: list[str] = []
    for ref in places:
        if ref.startswith("first "):
            found += offered[: int(ref.split()[1])]
            continue
        if ref.startswith("last "):
            found += offered[-int(ref.split()[1]) :]
            continue
        number = int(ref)
        place = number - 1 if number > 0 else len(offered) + number
        found += offered[place : place + 1] if 0 <= place < len(offered) else []
    return tuple(dict.fromkeys(found))


def listed(conversation: Conversation) -> list[str]:
    """The topics that places count in: those offered last, else those talked about, in the order in which they came."""
    return list(conversation.options or dict.fromkeys((*reversed(conversation.trail), *conversation.topics)))


def _hinted(question: Question, conversation: Conversation, knowledge: Knowledge) -> tuple[str, ...]:
    """“The hiring one”, “no, the legal one”, “I meant research”."""
    one = "one" in question.references or "one" in normal(question.words).split()
    if not (question.form in (q.CORRECT, q.PICK, q.SAME, q.EDIT) or (one and conversation.topics)):
        return ()
    if question.services and (question.form == q.FIND or not one):  # “which one covers payroll?” goes by the work
        return ()
    rejected = set(conversation.topics) if question.form == q.CORRECT else set()
    senses = _sense_meant(question, conversation, knowledge)
    if senses:
        return senses
    hinted = [topic.id for topic in hinted_topics(knowledge, _without_rejected(question.words))]
    wanted = [id for id in hinted if id not in rejected] or hinted
    offered = [id for id in wanted if id in conversation.options]
    return tuple(offered or wanted)[:1]


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
    pointing = {"those", "one", "it"} & set(question.references) or question.form == q.PICK
    if len(offered) < 2 or not pointing or not question.content or question.services or question.aspects:
        return ()
    scored = sorted(((_holds(knowledge, id, question), id) for id in offered), reverse=True)
    best, second = scored[0], scored[1]
    return (best[1],) if best[0] >= _HOLDS and best[0] - second[0] >= _AHEAD else ()


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
    refs = set(question.references)
    short = question.form in _POINTING or len(question.words.split()) <= _SHORT
    waits = conversation.pending is not None
    if (
        "all" in refs
        and (short or question.claim)
        and (waits or question.form in _POINTING or question.form == q.COMPARE)
    ):
        told_of = [model.id for model in knowledge.models if set(question.aspects) & set(model.aspects)]
        return tuple(conversation.options or conversation.topics or told_of)[:_MOST]
    if "both" in refs or ("those" in refs and question.form == q.COMPARE):
        if waits and conversation.options:
            return tuple(conversation.options)[:2]
        if len(conversation.topics) >= 2:
            return conversation.topics[:_MOST]
        return tuple(reversed((*conversation.topics, *conversation.trail[: 2 - len(conversation.topics)])))
    pair = (*conversation.topics, *conversation.trail[:1])
    if refs & {"those", "both"} and len(conversation.topics) == 1 and _SHARE & set(question.words.split()):
        return tuple(reversed(pair))
    if "those" in refs and conversation.topics:
        return conversation.topics[:_MOST]
    return ()

"""What a message asks, in the light of the conversation: the topics, the part or aspect, and so the reply."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import comparisons, honesty, model_search, replies, searches
from actions.knowledge import Knowledge, Topic
from actions.memory import VERY_SHORT as SHORT
from actions.memory import Memory, Mention, before, from_memory, leans, resolve, without_general
from actions.message import Message
from actions.phrases import normal
from actions.reply import Reply

# Parts on which a question may name the work instead of its model: “what do we gain if others do our payroll?”
_BY_WORK = ("benefits", "drawbacks", "fit", "how_it_works")
_MEANING = {"mean", "meant", "talking", "refer", "referring", "say", "saying"}
_PAIR = {"two", "both"}
_NAMES = 6  # words of a message that may hold nothing but names
# Words by which a message asks something of its own.
_ASKING = {"what", "whats", "which", "who", "how", "why", "is", "are", "does", "do", "can", "explain", "define",
           "describe", "tell", "meaning", "definition", "stands", "full", "vs", "versus", "compare"}  # fmt: skip
_UNSURE = 0.4  # chance of its intent below which a message is answered by what it is like
# “How's that not just a BPO?”: what was talked about beside the model that is named.
_CONTRAST = re.compile(
    r"\b(?:not (?:just|simply|only|a|an|called)|(?:just|simply|merely) an?|differ(?:s|ent)?|unlike|same old"
    r"|(?:sounds?|looks?)(?: \w+){0,4} like|another (?:name|word)|nicer name|call (?:it|that|this|them))\b"
)
_PRONOUNS = {"it", "that", "this", "these", "those", "they", "them"}


def answer_part(known: Knowledge, message: Message, memory: Memory, part: str) -> tuple[Reply, Memory]:
    """The reply on a part: on the topics named, else on those talked about."""
    mention, memory = resolve(known, memory, message.topics)
    topics = _meant(known, message, memory, mention, part)
    if topics is None:
        return honesty.decline(known), memory
    if topics != without_general(mention.topics):
        mention = Mention(topics)
    said = set(normal(message.text).split())
    part = _not_rejected(known, part, normal(message.text))
    if len(topics) == 1 and asks_which(known, message, topics[0]):
        return honesty.both_senses(known, (topics[0], *known.namesakes(topics[0]))), memory
    leaning = mention.named and memory.topics and said & _PRONOUNS
    if leaning and len(topics) == 1 and _CONTRAST.search(normal(message.text)):
        talked = [t for t in from_memory(known, memory)[:1] if t not in topics]
        if talked:
            return comparisons.compare(known, (*talked, *topics)), memory
    if part == "definition" and leaning and asks_to_confirm(message.text):
        part = "relations"
    if part == "definition" and message.aspects and not mention.named and not memory.topics and not message.foreign:
        return _term(known, message), memory
    if part == "types" and topics and not any(topic.types for topic in topics):
        topics = _families(known, topics) or topics
    kind = model_search.kind_asked_for(known, topics, message.text, message.services, message.found)
    if kind and part != "types":
        return kind, memory
    told = (
        searches.told_fact(known, topics[0], message.found) if len(topics) == 1 and message.may_be("ask_fact") else None
    )
    if told and part not in ("facts", "services", "benefits", "drawbacks"):
        return told, memory
    # What is asked is unclear, but it is nearly what a statement says: “can RPO go up and down with our needs?”
    same = searches.statement(known, topics[0], message.found, searches.SAME) if len(topics) == 1 else None
    if same and mention.named and message.chance < _UNSURE:
        return told_of_namesakes(known, same, mention, f"{known.questions[part].noun} of {{name}}"), memory
    if part == "services" or (part == "how_it_works" and message.services and not mention.named and len(topics) > 1):
        return answer_services(known, message, memory, mention)
    if part == "relations" and mention.named and len(topics) == 1 and _PRONOUNS & said:
        topics = (*(t for t in from_memory(known, memory)[:1] if t != topics[0]), *topics)
    if part == "relations" and (len(topics) == 2 or (topics and topics[0].parent)):
        pair = topics if len(topics) == 2 else (topics[0], known.topics[topics[0].parent])
        return told_of_namesakes(known, replies.related(known, pair), mention, "relation of {name}"), memory
    if part == "facts":
        named = tuple(t for t in mention.topics if t.is_model or t.parent) if mention.named else ()
        reply = searches.fact(known, named, message.found)
        if reply is None or (named and not any(topic.part("facts") for topic in named)):
            reply = searches.fact(known, (), message.found) or reply
        if reply:
            return reply, memory
    if not topics:
        return honesty.which_topic(known, part), replace(memory, pending=part)
    if part == "definition" and len(topics) == 1 and mention.assumed:
        return honesty.both_senses(known, (topics[0], *known.namesakes(topics[0]))), memory
    reply = replies.answer(known, part, topics[: comparisons.MOST])
    return told_of_namesakes(known, reply, mention, f"{known.questions[part].noun} of {{name}}"), memory


def _meant(known: Knowledge, message: Message, memory: Memory, mention: Mention, part: str) -> tuple[Topic, ...] | None:
    """The topics of a question on a part: named, meant by their work, talked about, else outsourcing itself.

    Empty where only the user can tell; None where the question isn't on our field.
    """
    topics = without_general(mention.topics)
    if any(topic.is_model or topic.parent for topic in topics):
        return topics
    back = leans(memory, message.text, message.foreign)
    if part in _BY_WORK and not (back and memory.topics):
        work = model_search.model_of_work(known, message.text, message.services)
        if work:
            return (work,)
    if topics:
        return topics
    long = len(normal(message.text).split()) > SHORT
    if long and part in (*_BY_WORK, "definition") and not (back and memory.topics) and is_like_ours(message):
        return general(known)
    if back or part == "facts" or message.services:
        return from_memory(known, memory, message.text)
    return None


def _families(known: Knowledge, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The one model that all these are kinds of: “offshore, onshore … which other kinds are there?”"""
    parents = {topic.parent for topic in topics}
    return (known.topics[parents.pop()],) if len(topics) > 1 and len(parents) == 1 and "" not in parents else ()


def is_like_ours(message: Message) -> bool:
    """True where a statement of the knowledge is so like the message that it is on our field, name or no name."""
    return any(found.score >= searches.SURE for found in message.found)


def _term(known: Knowledge, message: Message) -> Reply:
    """What a term of the field means that belongs to no one model: “core and non-core?”."""
    topic, aspect = general(known)[0], message.aspects[0]
    found = [f for f in message.found if f.topic == topic.id and f.part == "definition"]
    return searches.fact(known, [topic], found) or replies.aspect_of(known, topic, aspect)


def answer_services(known: Knowledge, message: Message, memory: Memory, mention: Mention) -> tuple[Reply, Memory]:
    """All services of a topic, a yes or no on the one that is named, or the kind or model that covers it."""
    topics = without_general(mention.topics) or from_memory(known, memory, message.text)
    specific = tuple(t for t in topics if t.is_model or t.parent)
    if message.services and not specific:
        return model_search.model_for(known, message.text, message.services, message.found), memory
    if not topics:
        return honesty.which_topic(known, "services"), replace(memory, pending="services")
    again = "services of {name}"
    covering = [t for t, _ in searches.services_called(known, message.services) if t in topics]
    if len(topics) > 1 and covering:
        topics = tuple(dict.fromkeys(covering))[:1]
    confirm = searches.is_yes_no(message.text) or not mention.named
    if len(topics) == 1 and (message.services or confirm):
        like = message.found if searches.is_yes_no(message.text) else ()
        reply = searches.service_of(known, topics[0], message.services, like, confirm)
        if reply is None and searches.is_yes_no(message.text):
            reply = searches.unnamed_service(known, topics[0])
        if reply:
            return told_of_namesakes(known, reply, mention, again), memory
    reply = replies.answer(known, "services", topics[: comparisons.MOST])
    return told_of_namesakes(known, reply, mention, again), memory


def compare(known: Knowledge, message: Message, memory: Memory, mention: Mention) -> tuple[Reply, Memory]:
    """The comparison of what is named, filled up from what was talked about."""
    topics = without_general(mention.topics, keep_beside_one=True)
    earlier = tuple(t for t in from_memory(known, memory) if t not in topics)
    aspect = message.aspects[0] if message.aspects else ""
    if len(topics) < 2:
        if not topics and len(earlier) >= 2:
            topics = earlier
        elif topics and known.namesakes(topics[0]) and (mention.assumed or _PAIR & set(normal(message.text).split())):
            topics = (topics[0], *known.namesakes(topics[0]))
        elif topics and earlier and _PRONOUNS & set(normal(message.text).split()):
            topics = (*earlier[:1], *topics)
        elif topics and aspect:
            return replies.aspect_of(known, topics[0], aspect), memory
        elif not topics and earlier and aspect:
            return replies.aspect_of(known, earlier[0], aspect), memory
        elif topics and earlier:
            topics = (*earlier[:1], *topics)
        elif earlier and before(known, memory):
            topics = (*earlier[:1], *before(known, memory)[:1])
        elif topics or earlier or leans(memory, message.text, message.foreign):
            return comparisons.compare_with_what(known, next(iter(topics or earlier), None)), memory
        else:
            return honesty.decline(known), memory
    if len(topics) > comparisons.MOST:
        return comparisons.short_list(known, topics), memory
    reply = comparisons.compare(known, topics, aspect)
    names = [known.name(topic) for topic in topics if topic != mention.assumed]
    return told_of_namesakes(known, reply, mention, f"compare {{name}} and {' and '.join(names)}"), memory


def asks_to_confirm(text: str) -> bool:
    """True for a yes-or-no question, and for a statement with a question mark."""
    first = next(iter(normal(text).split()), "")
    return searches.is_yes_no(text) or (text.rstrip().endswith("?") and first not in ("what", "who", "how", "which"))


def asks_which(known: Knowledge, message: Message, topic: Topic) -> bool:
    """True where a message asks which of the models with one acronym is meant."""
    acronym = topic.acronym.lower()
    said = set(normal(message.text).split())
    return acronym in message.topics and bool(known.namesakes(topic)) and "which" in said and bool(_MEANING & said)


def _not_rejected(known: Knowledge, part: str, said: str) -> str:
    """The part, or the one named beside it where it is rejected (“benefits, not drawbacks”)."""
    others = [other for other in known.questions if other in said.split() and other != part]
    return others[0] if others and f"not {part}" in said else part


def told_of_namesakes(known: Knowledge, reply: Reply, mention: Mention, again: str) -> Reply:
    """The reply; where a shared acronym was taken in its main sense, with a word on the other sense."""
    if mention.assumed is None:
        return reply
    return honesty.with_namesake(known, reply, mention.assumed, known.namesakes(mention.assumed), again)


def general(known: Knowledge) -> tuple[Topic, ...]:
    """Outsourcing itself: the topic that all models are a kind of."""
    return tuple(t for t in known.topics.values() if not t.is_model and not t.parent)[:1]


def only_names(message: Message) -> bool:
    """True for a short message that names topics and asks nothing: “KPO”, “I mean KPO”."""
    said = normal(message.text).split()
    return bool(message.topics) and len(said) <= _NAMES and not _ASKING & set(said)


def subject_of(message: Message) -> str:
    """The known gap that a message is most probably about, if it is about one; "" where none comes near."""
    return next((id for id, _ in message.subjects), "")

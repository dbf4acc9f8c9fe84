"""The words of the field, derived from the knowledge: names of topics, of aspects and of what isn't covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.model import Knowledge, Topic
from nlu.words import words

TOPIC = "outsourcing_model"
ASPECT = "aspect"
GAP = "not_covered"
SERVICE = "service"
QUESTION = "question"  # words that ask for one part and nothing else; the id is the intent
PART = "part"  # words that name a part among others (“meaning, types, benefits”); the id is the part's
KIND = "kind"  # the part of a kind's name that means it only beside its family: “enterprise” beside “hybrid RPO”


@dataclass(frozen=True)
class Name:
    """A way to name something: normal `words` joined by blanks, the entity type and the id it stands for."""

    words: str
    entity: str
    id: str


def names(knowledge: Knowledge) -> list[Name]:
    """All names that the bot recognises, each once; a topic's name goes before any other meaning."""
    taken: dict[str, Name] = {}
    for name in _all_names(knowledge):
        if name.words:
            taken.setdefault(name.words, name)
    return list(taken.values())


def _all_names(knowledge: Knowledge) -> Iterator[Name]:
    """All names, some of them several times; those that go before others come first."""
    topics = knowledge.topics.values()
    for topic in topics:
        yield from _named(_topic_names(topic), TOPIC, topic.id)
    for topic in topics:
        yield from _acronyms(topic, knowledge)
    for kind in topics:
        if kind.parent:
            yield from _kind_names(kind, knowledge.topics[kind.parent])
    for gap in knowledge.gaps.values():
        yield from _named(gap.terms, GAP, gap.id)
    for question in knowledge.questions.values():
        yield from _named(question.certain, QUESTION, question.intent)
    for aspect in knowledge.aspects.values():
        yield from _named((*aspect.words, aspect.label), ASPECT, aspect.id)
    for question in knowledge.questions.values():
        yield from _named(question.nouns, PART, question.part)
    for topic in topics:
        yield from _services(topic)


def _named(texts: Iterable[str], entity: str, id: str) -> Iterator[Name]:
    """Some texts as names of one thing."""
    return (Name(normal(text), entity, id) for text in texts)


def _acronyms(topic: Topic, knowledge: Knowledge) -> Iterator[Name]:
    """The acronym in either number; one that is shared stands for itself until its sense is settled."""
    acronym = topic.acronym.lower()
    if acronym:
        id = acronym if acronym in knowledge.shared_acronyms else topic.id
        yield Name(acronym, TOPIC, id)
        yield Name(f"{acronym}s", TOPIC, id)


def _kind_names(kind: Topic, parent: Topic) -> Iterator[Name]:
    """The first part of a kind's name, and the same as one word, which means the kind anywhere if it was several."""
    first = _first_part(kind, parent)
    yield Name(first, KIND, kind.id)
    yield Name(first.replace(" ", ""), TOPIC if " " in first else KIND, kind.id)


def _services(topic: Topic) -> Iterator[Name]:
    """The topic's services and their other names, in either number."""
    for service in topic.part("services"):
        for phrase in map(normal, (service.text, *service.also)):
            yield from (Name(form, SERVICE, phrase) for form in _numbers(phrase))


def _numbers(phrase: str) -> Iterable[str]:
    """The phrase, and the same with its last word in the other number."""
    yield phrase
    if phrase.endswith("s"):
        yield phrase.removesuffix("s")
    else:
        yield f"{phrase}s"


def _first_part(kind: Topic, parent: Topic) -> str:
    """The words of a kind's name without those of its model: “hybrid” of “Hybrid RPO”."""
    common = {*normal(parent.name).split(), parent.acronym.lower()}
    return " ".join(word for word in normal(kind.name).split() if word not in common)


def _topic_names(topic: Topic) -> Iterable[str]:
    yield topic.name
    yield topic.full
    yield from topic.aliases
    yield from topic.misspellings
    if topic.name.lower().endswith(" process outsourcing"):
        # What is left of the name when people shorten it or bend its grammar.
        stem = topic.name[: -len(" process outsourcing")]
        yield f"{stem} process"
        yield f"{stem} processing outsourcing"
        yield f"{stem} process outsource"
        yield f"{stem} outsourcing"


def normal(text: str) -> str:
    """The normal form of a phrase, as it is compared with a message."""
    return " ".join(word.norm for word in words(text))


def field_words(knowledge: Knowledge) -> set[str]:
    """The words that names of topics and aspects consist of."""
    phrases = [phrase for t in knowledge.topics.values() for phrase in (t.name, *t.aliases)]
    phrases += [phrase for aspect in knowledge.aspects.values() for phrase in (aspect.label, *aspect.words)]
    return _alphabetic(phrases)


def subject_words(knowledge: Knowledge) -> set[str]:
    """The words of services, headings, cues and known gaps: what the field is about, and other fields as well."""
    phrases: list[str] = [cue for topic in knowledge.topics.values() for cue in topic.cues]
    for _, part, _, statement in knowledge.statements():
        phrases += [statement.name, *((statement.text, *statement.also) if part == "services" else ())]
    phrases += [term for gap in knowledge.gaps.values() for term in gap.terms]
    return _alphabetic(phrases)


def _alphabetic(phrases: Iterable[str]) -> set[str]:
    return {word for phrase in phrases for word in normal(phrase).split() if word.isalpha()}

"""Gaps of the knowledge that aren't any longer: a model answers now what they say the documents don't treat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from actions.knowledge import Knowledge, Topic
from actions.knowledge_yaml import Step
from actions.phrases import normal

_ABOUT = 0.5  # share of a gap's phrases from which it is about a model that they name (measured: at most 0.39 name one)

Found = tuple[tuple[Step, ...], str]  # the path in the file, and cause and fix


def gaps_that_are_answered(data: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Found]:
    """The faults of not_covered.yml: a gap has a model's id, a term names a model, or its phrases ask for one."""
    named = {normal(name): topic for topic in knowledge.topics.values() for name in _names(topic)}
    longest: dict[str, int] = {}  # first word of a name -> words of the longest one that begins so
    for words in map(str.split, named):
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    for place, gap in enumerate(data["not_covered"]):
        here = ("not_covered", place)
        if gap["id"] in knowledge.topics:
            yield (*here, "id"), f'"{gap["id"]}" is a model now: take the gap out'
        for number, term in enumerate(gap.get("terms", ())):
            if topic := named.get(normal(term)):
                why = f'"{term}" names {topic.id}: take it out, and the whole gap if the model answers it'
                yield (*here, "terms", number), why
        yield from (((*here, "asked_as"), why) for why in _about_models(gap, named, longest))


def _names(topic: Topic) -> Iterator[str]:
    yield from filter(None, (topic.name, topic.acronym, *topic.aliases, *topic.misspellings))


def _about_models(gap: Mapping[str, Any], named: Mapping[str, Topic], longest: Mapping[str, int]) -> Iterator[str]:
    """A complaint for each model that most phrases name, though it isn't the nearest thing of the gap."""
    asked = gap["asked_as"]
    naming = Counter(id for phrase in asked for id in {topic.id for topic in _topics_in(phrase, named, longest)})
    for id, count in naming.items():
        if count >= _ABOUT * len(asked) and id not in gap["nearest"]:
            fix = f"take the gap out if that model answers it, or name {id} in nearest"
            yield f"{count} of {len(asked)} phrases name {id}: {fix}"


def _topics_in(phrase: str, named: Mapping[str, Topic], longest: Mapping[str, int]) -> Iterator[Topic]:
    """The topics that a phrase names, in either number, but for the general one."""
    words = normal(phrase).split()
    for start, first in enumerate(words):
        most = longest.get(first) or longest.get(first.removesuffix("s"), 0)
        for end in range(start + 1, start + 1 + most):
            said = " ".join(words[start:end])
            topic = named.get(said) or named.get(said.removesuffix("s"))
            if topic and not topic.general:
                yield topic

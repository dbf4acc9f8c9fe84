"""Gaps of the knowledge that aren't any longer: a model answers now what they say the documents don't treat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.model import Knowledge
from knowledge.phrases import normal
from knowledge.yaml_files import Step

_ABOUT = 0.5  # share of a gap's phrases from which it is about a model that they name (measured: at most 0.39 name one)

_Named = dict[str, tuple[str, ...]]
Found = tuple[tuple[Step, ...], str]  # the path in the file, and cause and fix


def gaps_that_are_answered(data: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Found]:
    """The faults of not_covered.yml: a gap has a model's id, a term names a model, or its phrases ask for one."""
    named = _named(knowledge)
    longest: dict[str, int] = {}  # first word of a name -> words of the longest one that begins so
    for words in map(str.split, named):
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    for place, gap in enumerate(data["not_covered"]):
        here = ("not_covered", place)
        if gap["id"] in knowledge.topics:
            yield (*here, "id"), f'"{gap["id"]}" is a model now: take the gap out'
        for number, term in enumerate(gap.get("terms", ())):
            if ids := named.get(normal(term)):
                why = f'"{term}" names {" and ".join(ids)}: take it out, and the whole gap if the model answers it'
                yield (*here, "terms", number), why
        near = _near(knowledge, gap["nearest"][0])
        yield from (((*here, "asked_as"), why) for why in _about_models(gap, named, longest, near))


def _near(knowledge: Knowledge, nearest: str) -> set[str]:
    """The topics that a gap may name as often as it likes: the nearest one, its namesakes, and the general one."""
    general = {topic.id for topic in knowledge.topics.values() if topic.general}
    topic = knowledge.topics.get(nearest)
    return {nearest, *general, *(other.id for other in (knowledge.namesakes(topic) if topic else ()))}


def _named(knowledge: Knowledge) -> _Named:
    """Each name in normal form -> the ids of the topics that have it: more than one for a shared acronym."""
    owners: _Named = {}
    for topic in knowledge.topics.values():
        for name in {normal(name) for name in (topic.name, topic.acronym, *topic.aliases, *topic.misspellings)} - {""}:
            owners[name] = (*owners.get(name, ()), topic.id)
    return owners


def _about_models(gap: Mapping[str, Any], named: _Named, longest: Mapping[str, int], near: set[str]) -> Iterator[str]:
    """A complaint where most phrases name one model, and that is none of those `near` to what the gap is about."""
    asked = gap["asked_as"]
    naming = Counter(id for phrase in asked for id in {id for ids in _named_in(phrase, named, longest) for id in ids})
    id, count = next(((id, count) for id, count in naming.most_common() if id not in near), ("", 0))
    if id and count >= _ABOUT * len(asked):
        fix = f"take the gap out if that model answers it, or name {id} in nearest"
        yield f"{count} of {len(asked)} phrases name {id}: {fix}"


def _named_in(phrase: str, named: _Named, longest: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """The ids behind each name in a phrase, in either number; of names that overlap only the longest counts."""
    words = normal(phrase).split()
    start = 0
    while start < len(words):
        most = longest.get(words[start]) or longest.get(words[start].removesuffix("s"), 0)
        for end in range(min(start + most, len(words)), start, -1):
            said = " ".join(words[start:end])
            if ids := named.get(said) or named.get(said.removesuffix("s")):
                yield ids
                start = end - 1
                break
        start += 1

"""Entries of the files as what is told and ranked: statements with their citations, aspects, verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.model import Aspect, OfPairs, Scale, Statement, Verdict

Data = dict[str, Any]


def section_of(citation: str) -> tuple[str, str]:
    """The document and the section of a citation such as `bpo_vs_rpo > Cost Savings`."""
    document, _, section = citation.partition(" > ")
    return document, section


def cited_in(entry: Data) -> dict[str, str]:
    """The documents that an entry cites, each with its section."""
    return dict(map(section_of, entry["sources"]))


def statements_of(entries: Iterable[Data]) -> tuple[Statement, ...]:
    """The statements of a list, in its order."""
    return tuple(map(statement_of, entries))


def statement_of(entry: Data) -> Statement:
    """The statement of an entry with a text and sources, whatever else stands in it."""
    sections = cited_in(entry)
    asked = {key: tuple(entry.get(key, ())) for key in ("also", "asked_as", "yes_to", "no_to")}
    name, level = entry.get("name", ""), entry.get("level", "")
    return Statement(entry["text"], tuple(sections), name, **asked, sections=sections, level=level)


def aspect_of(entry: Data) -> Aspect:
    """The aspect; the words of its scale's poles are words for it as well."""
    scale = _scale_of(entry["scale"]) if "scale" in entry else None
    poles = (*scale.high_words, *scale.low_words) if scale else ()
    means = statement_of(entry["means"]) if "means" in entry else None
    return Aspect(entry["id"], entry["label"], (*entry["words"], *poles), scale, means)


def _scale_of(data: Data) -> Scale:
    return Scale(data["more"], data["less"], data["equal"], tuple(data["high_words"]), tuple(data["low_words"]))


def verdict_of(entry: Data) -> Verdict:
    """The verdict on two topics."""
    words = tuple(entry.get("words", ()))
    return Verdict(entry["aspect"], entry["first"], entry["second"], statement_of(entry), words)


def pairs_of(entries: Iterable[Data]) -> OfPairs:
    """What is said of two topics together, all statements of a pair in their order."""
    said: dict[frozenset[str], tuple[Statement, ...]] = {}
    for entry in entries:
        pair = frozenset(entry["topics"])
        said[pair] = (*said.get(pair, ()), statement_of(entry))
    return said

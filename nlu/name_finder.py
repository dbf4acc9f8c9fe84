"""Finds the names in a message's words: topics, aspects, services, known gaps, and what is outsourced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from nlu.closed_class import BEFORE_OBJECTS
from nlu.names import KIND, TOPIC
from nlu.vocabulary import Vocabulary

_NO_NAME = "-"  # stands for a word that is in no name; a message has no such word
_LONGEST_OBJECT = 3  # words

Span = tuple[str, str, int, int]  # entity, id, first word, word after the last


class NameFinder:
    """Finds the names of a vocabulary by spaCy's PhraseMatcher.

    (spaCy's EntityRuler counts all its patterns at every message: with 200 models it took three quarters of the time.)
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = {name.words: name for name in vocabulary.names}
        self._words = Vocab()
        self._matcher = PhraseMatcher(self._words)
        self._matcher.add("name", [Doc(self._words, words=name.split(" ")) for name in self._names])
        self._in_names = {word for name in self._names for word in name.split(" ")}

    def find(self, said: list[str]) -> list[Span]:
        """The names in a message's words, in order, with acronyms in their sense; those of other fields are no names.

        `said`: its words and marks in normal form.
        """
        plain = " ".join(said)
        spans = self._in_family(self._with_objects(self._named_in(said), said))
        meant = (
            (label, self._sense(id, plain) if label == TOPIC else id, start, end) for label, id, start, end in spans
        )
        return [span for span in meant if span[1]]

    def _named_in(self, said: list[str]) -> list[Span]:
        """The names in a message, in order; of two that overlap the longer."""
        # spaCy keeps every word that it has seen: what people type mustn't fill the memory.
        kept = [word if word in self._in_names else _NO_NAME for word in said]
        found = filter_spans(self._matcher(Doc(self._words, words=kept), as_spans=True))
        names = (self._names[" ".join(said[span.start : span.end])] for span in found)
        return [(name.entity, name.id, span.start, span.end) for name, span in zip(names, found, strict=True)]

    def _with_objects(self, spans: list[Span], said: list[str]) -> list[Span]:
        """The spans, where “outsource our HR” is the name that “HR outsourcing” is."""
        joined: list[Span] = []
        within = {place for *_, start, end in spans for place in range(start + 1, end)}  # where no name may be cut
        for label, id, start, end in spans:
            if joined and start < joined[-1][3]:
                continue  # a part of what was joined
            if label == TOPIC and id in self._vocabulary.general:
                found = self._object(said, end)
                id, end = found if found and found[1] not in within else (id, end)
            joined.append((label, id, start, end))
        return joined

    def _object(self, said: list[str], place: int) -> tuple[str, int] | None:
        """The topic of what is outsourced, which stands at a place, and where that ends; None for anything else."""
        while place < len(said) and said[place] in BEFORE_OBJECTS:
            place += 1
        for end in range(min(place + _LONGEST_OBJECT, len(said)), place, -1):
            phrase = " ".join(said[place:end])
            for form in (f"{phrase} outsourcing", f"{phrase} process outsourcing"):
                name = self._names.get(form)
                if name and name.entity == TOPIC:
                    return name.id, end
        return None

    def _in_family(self, spans: list[Span]) -> list[Span]:
        """The spans, where the first part of a kind's name counts as its name beside its family, else not at all."""
        family = self._vocabulary.families
        heads = {family.get(id, id) for label, id, *_ in spans if label == TOPIC}
        heads |= {owner for acronym, owners in self._vocabulary.senses.items() if acronym in heads for owner in owners}
        return [
            (TOPIC if label == KIND else label, id, start, end)
            for label, id, start, end in spans
            if label != KIND or family[id] in heads
        ]

    def _sense(self, id: str, plain: str) -> str:
        """The topic that an acronym stands for among these words; the acronym itself where nothing settles it.

        "" where the words show that something outside this field is meant.
        """
        padded = f" {plain} "
        name = id if id in self._vocabulary.senses else ""

        def said(words: Mapping[str, Sequence[str]]) -> bool:
            return any(f" {word} " in padded for word in words.get(id, ()))

        if said(self._vocabulary.other_senses) and not said(self._vocabulary.own_cues):
            return ""
        senses = [
            topic
            for topic, cues in self._vocabulary.senses.get(name, {}).items()
            if any(f" {cue} " in padded or f" {cue}s " in padded for cue in cues)
        ]
        return senses[0] if len(senses) == 1 else id

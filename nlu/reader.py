"""Reads a message: what it names, and what is left of it without the names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from nlu.closed_class import AUXILIARIES, GENERIC, LEAD_INS, REQUESTS, WH
from nlu.encoder import encoder
from nlu.names import ASPECT, GAP, KIND, PART, QUESTION, SERVICE, TOPIC
from nlu.utterance import MARK, Token
from nlu.vocabulary import SEEN_OFTEN, Vocabulary, glossary
from nlu.words import Speller, Word, join_letters, without_fillers, words

UNKNOWN = "x"  # what stands for a word from elsewhere where only the way of asking counts
_NO_NAME = "-"  # stands for a word that is in no name; a message has no such word
MASK = "outsourcing"  # what stands for a model's name when a sentence is compared with others
# Seen in so many training questions, a word is no typing error, though the encoder has no piece for it.
_SEEN_SPELT_SO = 5
# Words that say how something is asked, not what: spaCy's list of English stop words, and ours.
_EMPTY = frozenset(STOP_WORDS) | GENERIC | REQUESTS | WH | AUXILIARIES | LEAD_INS
_ELSEWHERE = 2  # words from elsewhere beside which “offshore” means no outsourcing

_BEFORE_OBJECT = {"the", "its", "our", "their", "my", "your", "his", "her", "a", "an", "all", "some", "of", "whole"}
_LONGEST_OBJECT = 3  # words

Span = tuple[str, str, int, int]  # entity, id, first word, word after the last


@dataclass(frozen=True)
class Reading:
    """A message as later components see it.

    `masked`: its words with every topic's name replaced by one placeholder; `plain`: its words with names kept;
    `wording`: the masked words, with one placeholder for each that isn't said to the bot in any connection;
    `topics`, `aspects`, `gaps`: ids, `services`: names, in the order of their first mention; `specific`: the topics
    besides outsourcing itself; `related`: the topics with what their acronyms may mean and their kinds;
    `coined_gap`: whether a known gap goes by a name that is no English word (“AHT”);
    `questions`: intents that words ask for without a doubt; `foreign`: how many words belong neither to the field
    nor to the ways of asking; `field`: how many belong to the field; `length`: how many words there are; `tokens`:
    words, marks and names in order; `content`: the words that belong to no way of asking.
    """

    masked: str
    plain: str
    wording: str = ""
    topics: tuple[str, ...] = ()
    specific: tuple[str, ...] = ()
    related: frozenset[str] = frozenset()
    aspects: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    coined_gap: bool = False
    foreign: int = 0
    field: int = 0
    length: int = 0
    tokens: tuple[Token, ...] = ()
    content: tuple[str, ...] = ()

    @property
    def names_something(self) -> bool:
        """True where a topic, a service or a known gap is named."""
        return bool(self.topics or self.services or self.gaps)

    @property
    def asks_certainly(self) -> str:
        """The intent that a word beside a model's name asks for without a doubt; "" where none or several do."""
        certain = len(self.questions) == 1 and self.specific and not self.gaps
        return self.questions[0] if certain else ""


class Reader:
    """Reads messages with a vocabulary: names by spaCy's PhraseMatcher, typing errors mended before.

    (spaCy's EntityRuler counts all its patterns at every message: with 200 models it took three quarters of the time.)
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = {name.words: name for name in vocabulary.names}
        self._acronyms = {name.words for name in vocabulary.names if name.entity == TOPIC and " " not in name.words}
        self._acronyms_of_models = self._acronyms - {n.words for n in vocabulary.names if n.id in vocabulary.families}
        self._field = set(vocabulary.field_words)
        english = self._english = encoder().known_words()
        asking = {w for w, count in vocabulary.asking_words.items() if w in english or count >= _SEEN_SPELT_SO}
        slips = Speller((self._field,), english)
        asking = {word for word in asking if slips.mend(Word(word, 0, 0)).norm == word}
        self._known = self._field | asking
        # Words that were seen just often enough belong to the way of asking only because of the very question
        # that is being learnt; an unseen question would find them foreign, and so must that one.
        self._learnt = self._field | {word for word in asking if vocabulary.asking_words[word] > SEEN_OFTEN}
        self._talk = {word for word, count in vocabulary.talk_words.items() if count > SEEN_OFTEN}
        self._subject = set(vocabulary.subject_words)
        self._speller = Speller((self._field, asking, self._subject), english | self._known | self._subject)
        self._glossary = glossary()
        self._words = Vocab()
        self._matcher = PhraseMatcher(self._words)
        self._matcher.add("name", [Doc(self._words, words=name.split(" ")) for name in self._names])
        self._in_names = {word for name in self._names for word in name.split(" ")}

    def read(self, text: str, learning: bool = False) -> tuple[Reading, list[dict[str, Any]]]:
        """The reading of a message and its entities as Rasa writes them; `learning` where it is a training example."""
        found = [known for word in join_letters(words(text), self._acronyms) for known in self._understand(word)]
        found = without_fillers(found)
        if not found:
            return Reading("", ""), []
        plain = " ".join(word.norm for word in found)
        masked: list[str] = []
        entities: list[dict[str, Any]] = []
        named: set[int] = set()
        place = 0
        said = [word.norm for word in found]
        spans = self._in_family(self._with_objects(self._named_in(said), said))
        for label, name, start, end in spans:
            masked += [word.norm for word in found[place:start]]
            id = self._sense(name, plain) if label == TOPIC else name
            masked += [MASK] if label == TOPIC and id else [word.norm for word in found[start:end]]
            place = end
            if id and label not in (QUESTION, PART):
                named.update(range(start, end))
            if id and label != PART:
                entities.append(_entity(label, id, found[start:end], text))
        masked += [word.norm for word in found[place:]]
        entities = self._without_parents(self._without_bare_kinds(entities, found))
        known = self._learnt if learning else self._known
        parts = [_entity(label, id, found[start:end], text) for label, id, start, end in spans if label == PART]
        tokens = _tokens(found, [*entities, *parts], text)
        return self._reading(found, masked, plain, entities, named, known, tokens), entities

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
        for label, id, start, end in spans:
            if joined and start < joined[-1][3]:
                continue  # a part of what was joined
            if label == TOPIC and id in self._vocabulary.general:
                id, end = self._object(said, end) or (id, end)
            joined.append((label, id, start, end))
        return joined

    def _object(self, said: list[str], place: int) -> tuple[str, int] | None:
        """The topic of what is outsourced, which stands at a place, and where that ends; None for anything else."""
        while place < len(said) and said[place] in _BEFORE_OBJECT:
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

    def _without_bare_kinds(self, entities: list[dict[str, Any]], found: list[Word]) -> list[dict[str, Any]]:
        """The entities without kinds whose plain word (“offshore”) means no kind here.

        So it is beside a model of another family (“legal jobs offshored”), and among words from elsewhere (“wind”).
        """
        family = self._vocabulary.families
        models = {e["value"] for e in entities if e["entity"] == TOPIC and e["value"] not in family}
        specific = models - set(self._vocabulary.general)
        elsewhere = sum(word.norm.isalpha() and word.norm not in self._known for word in found) >= _ELSEWHERE
        # “so we are nearshore for them; how is that unlike offshore BPO?”
        whole = {family[e["value"]] for e in entities if e["value"] in family and not self._is_bare(e)}
        kept = []
        for entity in entities:
            bare = entity["value"] in family and self._is_bare(entity) and family[entity["value"]] not in whole
            home = {family.get(entity["value"], "")} | {
                a for a, owners in self._vocabulary.senses.items() if family.get(entity["value"]) in owners
            }
            if not (bare and (specific - home or (elsewhere and not models))):
                kept.append(entity)
        return kept

    def _is_bare(self, entity: dict[str, Any]) -> bool:
        """True for a name without any model's acronym."""
        return not any(word.norm in self._acronyms_of_models for word in words(entity["text"]))

    def _without_parents(self, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The entities without a model beside one of its kinds: “offshoring in BPO” is about offshore BPO."""
        parents = {self._vocabulary.families.get(e["value"]) for e in entities if e["entity"] == TOPIC}
        acronyms = {a for a, owners in self._vocabulary.senses.items() if parents & set(owners)}
        return [e for e in entities if e["entity"] != TOPIC or e["value"] not in parents | acronyms]

    def _understand(self, word: Word) -> list[Word]:
        """The word in English, where it may be two, and spelt right."""
        english = self._glossary.get(word.norm)
        return [replace(word, norm=part) for part in english.split()] if english else [self._speller.mend(word)]

    def _reading(
        self,
        found: list[Word],
        masked: list[str],
        plain: str,
        entities: list[dict[str, Any]],
        named: set[int],
        known: set[str],
        tokens: tuple[Token, ...],
    ) -> Reading:
        loose = [word.norm for place, word in enumerate(found) if place not in named and word.norm.isalpha()]
        topics = _ids(entities, TOPIC)
        ours = known | self._subject | self._talk
        return Reading(
            masked=_tidy(masked),
            plain=plain,
            wording=_tidy([word if word in ours or not word.isalpha() else UNKNOWN for word in masked]),
            topics=topics,
            specific=tuple(id for id in topics if id not in self._vocabulary.general),
            related=self._related(topics),
            aspects=_ids(entities, ASPECT),
            gaps=_ids(entities, GAP),
            services=_ids(entities, SERVICE),
            questions=_ids(entities, QUESTION),
            coined_gap=any(e["entity"] == GAP and e["text"].lower() not in self._english for e in entities),
            foreign=sum(word not in known for word in loose),
            field=sum(word in self._field or word in self._subject for word in loose),
            length=len(found),
            tokens=tokens,
            content=tuple(t.norm for t in tokens if not t.kind and t.norm not in _EMPTY),
        )

    def _related(self, topics: tuple[str, ...]) -> frozenset[str]:
        """The topics, the models that a shared acronym among them may mean, and the kinds of all these."""
        models = {*topics, *(owner for id in topics for owner in self._vocabulary.senses.get(id, ()))}
        return frozenset(models | {kind for kind, model in self._vocabulary.families.items() if model in models})

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


def _tokens(found: list[Word], entities: list[dict[str, Any]], text: str) -> tuple[Token, ...]:
    """The words in order, each name as one token; the longest of two names in one place."""
    names = {(entity["start"], entity["end"]): entity for entity in reversed(entities)}
    tokens: list[Token] = []
    end = 0
    for word in found:
        if word.start < end and tokens and tokens[-1].is_name:
            tokens[-1] = replace(tokens[-1], norm=f"{tokens[-1].norm} {word.norm}")
            continue
        breaks = "\n" in text[end : word.start]
        name = next((e for (start, _), e in names.items() if start == word.start), None)
        if name:
            end = name["end"]
            tokens.append(Token(word.norm, name["entity"], name["value"], word.start, end, breaks))
        else:
            end = word.end
            kind = "" if any(c.isalnum() for c in word.norm) else MARK
            tokens.append(Token(word.norm, kind, "", word.start, word.end, breaks))
    return tuple(tokens)


def _tidy(masked: list[str]) -> str:
    """The words with one mark at most in a row, and without quotes and brackets, which mislead the encoder."""
    kept: list[str] = []
    for word in masked:
        is_mark = not any(c.isalnum() for c in word)
        if is_mark and (word not in ",.?!&/+" or not kept or not kept[-1][-1].isalnum()):
            continue
        kept.append(word)
    return " ".join(kept)


def _entity(label: str, id: str, span: list[Word], text: str) -> dict[str, Any]:
    start, end = span[0].start, span[-1].end
    return {"entity": label, "value": id, "start": start, "end": end, "text": text[start:end]}


def _ids(entities: list[dict[str, Any]], label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity["value"] for entity in entities if entity["entity"] == label))

"""Reads a message: what it names, and what is left of it without the names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS

from nlu.closed_class import AGENCIES, AUXILIARIES, GENERIC, LEAD_INS, REQUESTS, WH, every_word
from nlu.encoder import known_words
from nlu.name_finder import NameFinder, Span
from nlu.names import ASPECT, GAP, PART, QUESTION, SERVICE, TOPIC
from nlu.utterance import MARK, Token, words_of
from nlu.vocabulary import SEEN_OFTEN, Vocabulary, glossary
from nlu.words import Speller, Word, join_letters, without_fillers, words

UNKNOWN = "x"  # what stands for a word from elsewhere where only the way of asking counts
MASK = "outsourcing"  # what stands for a model's name when a sentence is compared with others
# Seen in so many training questions, a word is no typing error, though the encoder has no piece for it.
_SEEN_SPELT_SO = 5
# Words that say how something is asked, not what: spaCy's list of English stop words, and ours.
_EMPTY = frozenset(STOP_WORDS) | GENERIC | REQUESTS | WH | AUXILIARIES | LEAD_INS
_ELSEWHERE = 2  # words from elsewhere beside which “offshore” means no outsourcing


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
    def is_foreign(self) -> bool:
        """True where no word is of the field or a way of asking: “asdfgh”."""
        return 0 < len(words_of(self.tokens)) <= self.foreign

    @property
    def asks_certainly(self) -> str:
        """The intent that a word beside a model's name asks for without a doubt; "" where none or several do."""
        certain = len(self.questions) == 1 and self.specific and not self.gaps
        return self.questions[0] if certain else ""


class Reader:
    """Reads messages with a vocabulary: typing errors are mended before names are looked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._finder = NameFinder(vocabulary)
        self._acronyms = {name.words for name in vocabulary.names if name.entity == TOPIC and " " not in name.words}
        self._acronyms_of_models = self._acronyms - {n.words for n in vocabulary.names if n.id in vocabulary.families}
        self._field = set(vocabulary.field_words)
        self._subject = set(vocabulary.subject_words)
        self._english = known_words()
        asking = _spelt_right(vocabulary.asking_words, self._field, self._english)
        self._known = self._field | asking
        # Words that were seen just often enough belong to the way of asking only because of the very question
        # that is being learnt; an unseen question would find them foreign, and so must that one.
        self._learnt = self._field | (asking & _seen_more_often(vocabulary.asking_words))
        self._talk = _seen_more_often(vocabulary.talk_words)
        known = self._english | self._known | self._subject | every_word()
        self._speller = Speller((self._field, asking, self._subject), known)
        self._glossary = glossary()

    def read(self, text: str, learning: bool = False) -> tuple[Reading, list[dict[str, Any]]]:
        """The reading of a message and its entities as Rasa writes them; `learning` where it is a training example."""
        found = self._words_in(text)
        if not found:
            return Reading("", ""), []
        spans = self._finder.find([word.norm for word in found])
        parts = [_entity(span, found, text) for span in spans if span[0] == PART]
        named = [_entity(span, found, text) for span in spans if span[0] != PART]
        entities = self._without_parents(self._without_bare_kinds(_without_agencies(named, found), found))
        tokens = _tokens(found, [*entities, *parts], text)
        return self._reading(found, spans, entities, tokens, self._learnt if learning else self._known), entities

    def _words_in(self, text: str) -> list[Word]:
        """The words and marks of a message, in English and spelt right, without what only leads up to it."""
        typed = join_letters(words(text), self._acronyms)
        return without_fillers([known for word in typed for known in self._understand(word)])

    def _without_bare_kinds(self, entities: list[dict[str, Any]], found: list[Word]) -> list[dict[str, Any]]:
        """The entities without kinds whose plain word (“offshore”) means no kind here.

        So it is beside a model of another family (“legal jobs offshored”), and among words from elsewhere (“wind”).
        """
        models = {e["value"] for e in entities if e["entity"] == TOPIC and e["value"] not in self._vocabulary.families}
        lost = not models and self._is_from_elsewhere(found)
        bare = self._bare_kinds(entities)
        doubtful = [e for e in bare if lost or self._is_of_other_family(e["value"], models)]
        return [e for e in entities if e not in doubtful]

    def _bare_kinds(self, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The kinds named by a plain word, unless one of their family is named with its model's acronym.

        So it is in “so we are nearshore for them; how is that unlike offshore BPO?”
        """
        family = self._vocabulary.families
        kinds = [entity for entity in entities if entity["value"] in family]
        bare = [kind for kind in kinds if self._is_bare(kind)]
        whole = {family[kind["value"]] for kind in kinds if kind not in bare}
        return [kind for kind in bare if family[kind["value"]] not in whole]

    def _is_from_elsewhere(self, found: list[Word]) -> bool:
        """True where several words are neither of the field nor of the ways of asking."""
        return sum(word.norm.isalpha() and word.norm not in self._known for word in found) >= _ELSEWHERE

    def _is_of_other_family(self, kind: str, models: set[str]) -> bool:
        """True for a kind among models of which one at least isn't its own."""
        home = self._vocabulary.families[kind]
        acronyms = {acronym for acronym, owners in self._vocabulary.senses.items() if home in owners}
        return bool(models - set(self._vocabulary.general) - acronyms - {home})

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
        spans: list[Span],
        entities: list[dict[str, Any]],
        tokens: tuple[Token, ...],
        known: set[str],
    ) -> Reading:
        said = [word.norm for word in found]
        masked = _masked(said, spans)
        loose = _loose(said, spans)
        topics = _ids(entities, TOPIC)
        return Reading(
            masked=_tidy(masked),
            plain=" ".join(said),
            wording=self._wording(masked, known),
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
            content=_content(tokens),
        )

    def _wording(self, masked: list[str], known: set[str]) -> str:
        """The masked words, with one placeholder for each that isn't said to the bot in any connection."""
        ours = known | self._subject | self._talk
        return _tidy([word if word in ours or not word.isalpha() else UNKNOWN for word in masked])

    def _related(self, topics: tuple[str, ...]) -> frozenset[str]:
        """The topics, the models that a shared acronym among them may mean, and the kinds of all these."""
        models = {*topics, *(owner for id in topics for owner in self._vocabulary.senses.get(id, ()))}
        return frozenset(models | {kind for kind, model in self._vocabulary.families.items() if model in models})


def _without_agencies(entities: list[dict[str, Any]], found: list[Word]) -> list[dict[str, Any]]:
    """The entities without work that names who does it: a “staffing agency” is no staffing to be handed over."""
    before = {one.end for one, following in pairwise(found) if following.norm in AGENCIES}
    return [e for e in entities if e["entity"] != SERVICE or e["end"] not in before]


def _seen_more_often(counts: Mapping[str, int]) -> set[str]:
    """The words that were seen more often than is just enough."""
    return {word for word, count in counts.items() if count > SEEN_OFTEN}


def _spelt_right(counts: Mapping[str, int], field: Set[str], english: Set[str]) -> set[str]:
    """Words with how often they were seen -> those that are no slips of words of the field."""
    slips = Speller((field,), english)
    spelt = (word for word, count in counts.items() if word in english or count >= _SEEN_SPELT_SO)
    return {word for word in spelt if slips.mend(Word(word, 0, 0)).norm == word}


def _masked(said: list[str], spans: list[Span]) -> list[str]:
    """The words with each topic's name replaced by one placeholder."""
    masked: list[str] = []
    place = 0
    for label, _, start, end in spans:
        if label == TOPIC:
            masked += [*said[place:start], MASK]
            place = end
    return masked + said[place:]


def _loose(said: list[str], spans: list[Span]) -> list[str]:
    """The words that belong to no name; those that ask for a part name nothing."""
    named = {place for label, _, start, end in spans if label not in (QUESTION, PART) for place in range(start, end)}
    return [word for place, word in enumerate(said) if place not in named and word.isalpha()]


def _content(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The words that belong to no way of asking."""
    return tuple(token.norm for token in tokens if not token.kind and token.norm not in _EMPTY)


def _tokens(found: list[Word], entities: list[dict[str, Any]], text: str) -> tuple[Token, ...]:
    """The words in order, each name as one token; the longest of two names in one place."""
    names = {(entity["start"], entity["end"]): entity for entity in reversed(entities)}
    first = {start: name for (start, _), name in reversed(names.items())}
    tokens: list[Token] = []
    end = 0
    for word in found:
        if word.start < end and tokens and tokens[-1].is_name:
            tokens[-1] = replace(tokens[-1], norm=f"{tokens[-1].norm} {word.norm}")
            continue
        tokens.append(_token(word, first.get(word.start), "\n" in text[end : word.start]))
        end = tokens[-1].end
    return tuple(tokens)


def _token(word: Word, name: dict[str, Any] | None, breaks: bool) -> Token:
    """The name that begins with a word, so far with that word alone; else the word or mark itself."""
    if name:
        return Token(word.norm, name["entity"], name["value"], word.start, name["end"], breaks)
    kind = "" if any(c.isalnum() for c in word.norm) else MARK
    return Token(word.norm, kind, "", word.start, word.end, breaks)


def _tidy(masked: list[str]) -> str:
    """The words with one mark at most in a row, and without quotes and brackets, which mislead the encoder."""
    kept: list[str] = []
    for word in masked:
        is_mark = not any(c.isalnum() for c in word)
        if is_mark and (word not in ",.?!&/+" or not kept or not kept[-1][-1].isalnum()):
            continue
        kept.append(word)
    return " ".join(kept)


def _entity(span: Span, found: list[Word], text: str) -> dict[str, Any]:
    label, id, first, last = span
    start, end = found[first].start, found[last - 1].end
    return {"entity": label, "value": id, "start": start, "end": end, "text": text[start:end]}


def _ids(entities: list[dict[str, Any]], label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity["value"] for entity in entities if entity["entity"] == label))

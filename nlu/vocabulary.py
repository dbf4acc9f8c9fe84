"""What the extractor knows: the names of the knowledge, and the words by which its questions are asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.model import Knowledge, Topic
from nlu.names import Name, field_words, names, normal, subject_words
from nlu.words import words

SEEN_OFTEN = 5  # a word in so many training questions belongs to the way of asking


@lru_cache(maxsize=1)
def glossary() -> dict[str, str]:
    """Words of Hinglish and chat slang -> the English that the encoder understands."""
    content: dict[str, str] = yaml.safe_load(Path(__file__).with_name("glossary.yml").read_text(encoding="utf-8"))
    return content


@dataclass
class Vocabulary:
    """All that the extractor knows, as it is kept in the trained model."""

    names: list[Name] = field(default_factory=list)
    senses: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # acronym -> owner -> cues
    other_senses: dict[str, list[str]] = field(default_factory=dict)  # acronym -> words of a foreign meaning
    own_cues: dict[str, list[str]] = field(default_factory=dict)  # the same acronym -> words of its meaning here
    families: dict[str, str] = field(default_factory=dict)  # kind -> its model
    general: list[str] = field(default_factory=list)  # topics that are no model of their own: outsourcing itself
    field_words: list[str] = field(default_factory=list)
    subject_words: list[str] = field(default_factory=list)
    asking_words: dict[str, int] = field(default_factory=dict)  # word -> in how many questions it was seen
    talk_words: dict[str, int] = field(default_factory=dict)  # the same of small talk and of known gaps

    @classmethod
    def of(cls, knowledge: Knowledge, questions: Iterable[str], talk: Iterable[str] = ()) -> Vocabulary:
        """The vocabulary of a knowledge, of training questions on it, and of what else is said to the bot."""
        foreign = _other_senses(knowledge)
        topics = knowledge.topics.values()
        return cls(
            names=names(knowledge),
            senses={a: {t.id: _cues(t) for t in owners} for a, owners in knowledge.shared_acronyms.items()},
            other_senses=foreign,
            own_cues=_own_cues(knowledge, foreign),
            families={topic.id: topic.parent for topic in topics if topic.parent},
            general=[topic.id for topic in topics if not topic.is_model and not topic.parent],
            field_words=sorted(field_words(knowledge)),
            subject_words=sorted(subject_words(knowledge)),
            asking_words=_often(questions),
            talk_words=_often(talk),
        )

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """The vocabulary that `to_json` wrote."""
        data = json.loads(text)
        data["names"] = [Name(**name) for name in data["names"]]
        return cls(**data)

    def to_json(self) -> str:
        """A readable JSON text."""
        return json.dumps(asdict(self), indent=1)


def _often(texts: Iterable[str]) -> dict[str, int]:
    """The words that stand in several texts, with the number of texts."""
    gloss = glossary()
    seen = Counter(word for text in texts for word in {gloss.get(w.norm, w.norm) for w in words(text)})
    return {word: count for word, count in sorted(seen.items()) if count >= SEEN_OFTEN}


def _other_senses(knowledge: Knowledge) -> dict[str, list[str]]:
    senses: dict[str, list[str]] = {}
    for topic in knowledge.models:
        if topic.other_senses:
            senses.setdefault(topic.acronym.lower(), []).extend(normal(word) for word in topic.other_senses)
    return senses


def _own_cues(knowledge: Knowledge, foreign: Collection[str]) -> dict[str, list[str]]:
    """The cues of each acronym that means something in other fields too.

    Those of a shared acronym tell its models apart, and many of them fit other fields as well: they are left out.
    """
    told_apart = knowledge.shared_acronyms
    owners = {model.acronym.lower(): model for model in knowledge.models}
    return {a: _cues(model) for a, model in owners.items() if a in foreign and a not in told_apart}


def _cues(topic: Topic) -> list[str]:
    return [normal(cue) for cue in topic.cues]

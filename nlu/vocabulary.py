"""What the extractor knows: the names of the knowledge, and the words by which its questions are asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.model import Knowledge
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
        shared = knowledge.shared_acronyms
        foreign = _other_senses(knowledge)
        return cls(
            names=names(knowledge),
            senses={a: {t.id: [normal(cue) for cue in t.cues] for t in topics} for a, topics in shared.items()},
            other_senses=foreign,
            # The cues of a shared acronym tell its models apart, and many of them fit other fields as well.
            own_cues={
                t.acronym.lower(): [normal(cue) for cue in t.cues]
                for t in knowledge.models
                if t.acronym.lower() in foreign and t.acronym.lower() not in shared
            },
            families={t.id: t.parent for t in knowledge.topics.values() if t.parent},
            general=[t.id for t in knowledge.topics.values() if not t.is_model and not t.parent],
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

"""What the adapter learns from: phrases with their intents, and the question bank with what each text leads to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import numpy as np
from rasa.shared.nlu.constants import INTENT

from knowledge.files import load
from knowledge.model import FOLDER, Knowledge
from nlu import question_bank
from nlu.adapter import Matrix
from nlu.importer import KnowledgeImporter
from nlu.intent_classifier import signals
from nlu.question_bank import CHOICE, GAP, PAIR, Phrase
from nlu.reader import Reader
from nlu.topic_extractor import READING, TopicExtractor
from nlu.vocabulary import Vocabulary

_ROOT = Path(__file__).resolve().parent.parent.parent
_FOLD = 5  # one text of so many is held out where figures are wanted


@dataclass(frozen=True)
class Phrases:
    """Training phrases, names masked, with what they name (shape (phrases, signals)) and their intents."""

    texts: list[str]
    signals: Matrix
    intents: list[str]


@dataclass(frozen=True)
class Bank:
    """Texts of the question bank, names masked, each with its label, the family of its topic and its answer."""

    texts: list[str]
    labels: list[str]
    families: list[str]
    answers: list[str]


def phrases() -> Phrases:
    """All training phrases, read as the pipeline reads them."""
    importer = KnowledgeImporter(
        config_file=str(_ROOT / "config.yml"),
        domain_path=str(_ROOT / "domain.yml"),
        training_data_paths=[str(_ROOT / "data" / part) for part in ("nlu", "rules", "stories")],
    )
    data = importer.get_nlu_data()
    extractor = TopicExtractor(TopicExtractor.get_default_config(), None, None)
    extractor.learn(data)
    extractor.process_training_data(data)
    read = [message for message in data.intent_examples if message.get(READING) and message.get(READING).masked]
    named = np.array([signals(message.get(READING)) for message in read], dtype=np.float32)
    return Phrases([message.get(READING).masked for message in read], named, [message.get(INTENT) for message in read])


def bank() -> Bank:
    """All texts by which the knowledge may be asked for."""
    knowledge = load(FOLDER)
    reader = Reader(Vocabulary.of(knowledge, ()))
    bank = question_bank
    sources = (bank.phrases, bank.questions, bank.questions_on_pairs, bank.comparisons)
    found = [phrase for source in sources for phrase in bank.read(source(knowledge), reader)]
    found = [phrase for phrase in found if phrase.reading.masked]
    return Bank(
        [phrase.reading.masked for phrase in found],
        [question_bank.key(phrase.address) for phrase in found],
        [_family(phrase, knowledge) for phrase in found],
        [phrase.answer for phrase in found],
    )


def _family(phrase: Phrase, knowledge: Knowledge) -> str:
    """What is told apart from each other: the statements on a model and its kinds, the gaps, the aspects …"""
    home, part, _ = phrase.address
    if home in knowledge.topics:
        return knowledge.topics[home].parent or home
    return home if home in (GAP, PAIR) else f"{CHOICE} {part}" if home == CHOICE else "pairs"


def is_held_out(text: str) -> bool:
    """The same texts each time, one of five, wherever they stand."""
    return int.from_bytes(md5(text.encode()).digest()[:4], "big") % _FOLD == 0


def by_family(bank: Bank) -> dict[str, dict[str, list[str]]]:
    """The texts of each label that has at least two, by family."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for text, label, family in zip(bank.texts, bank.labels, bank.families, strict=True):
        found[family][label].append(text)
    return {
        family: {label: texts for label, texts in labels.items() if len(texts) > 1}
        for family, labels in found.items()
        if sum(len(texts) > 1 for texts in labels.values()) > 1
    }


def kept(phrases: Phrases) -> Phrases:
    """The phrases without those that are held out."""
    rows = [row for row, text in enumerate(phrases.texts) if not is_held_out(text)]
    return Phrases([phrases.texts[row] for row in rows], phrases.signals[rows], [phrases.intents[row] for row in rows])


def kept_of(bank: Bank) -> Bank:
    """The bank without the questions and claims that are held out; statements and gaps themselves stay."""
    rows = [row for row, text in enumerate(bank.texts) if not (bank.answers[row] and is_held_out(text))]
    columns = (bank.texts, bank.labels, bank.families, bank.answers)
    return Bank(*([column[row] for row in rows] for column in columns))

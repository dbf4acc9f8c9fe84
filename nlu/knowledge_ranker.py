"""The second look: which statements of the knowledge, and which known gaps, a message is most like."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.knowledge import FOLDER, Knowledge
from actions.knowledge_files import load
from nlu.encoder import Vectors, encoder
from nlu.graph import Component
from nlu.sentence_encoder import sentence_vector
from nlu.topic_extractor import READING, Reader, Reading, Vocabulary

STATEMENTS = "statements"  # [{topic, part, place, score}], best first
SUBJECTS = "subjects"  # [{id, score}]: the nearest known gaps, best first
OPTIONS = "options"  # [{question, option, score}]: the nearest option of each question of the guided choice
_FILES = ("index.json", "vectors.npy")
_ALWAYS_NAMED = 0.8  # share of a gap's phrases from which the gap is something that goes by its name
_GAP = "gap"
_CHOICE = "choice"

Address = tuple[str, str, int]  # topic id (or "gap"), part id (or the gap's id), place in that part


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class KnowledgeRanker(Component):
    """Adds `statements` and `subjects` to each message: what it is most like, with likeness from -1 to 1."""

    _addresses: list[Address]
    _named: list[bool]  # phrases on a gap that goes by its name (ITO): they count for messages that name it too
    _options: dict[str, list[str]]  # question of the guided choice -> its options' ids
    _vectors: Vectors  # one row an address; an address may have several rows

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`best`: how many statements are handed on, overall and again among the topics that are named."""
        return {"knowledge": str(FOLDER), "digest": "", "best": 4}

    def learn(self, training_data: TrainingData) -> None:
        """Encode each way in which a statement or a gap may be asked for."""
        knowledge = load(self.config["knowledge"])
        reader = Reader(Vocabulary.of(knowledge, ()))
        phrases = _phrases(knowledge)
        self._addresses = [address for address, _ in phrases]
        readings = [reader.read(text)[0] for _, text in phrases]
        named = [
            home == _GAP and gap in reading.gaps
            for (home, gap, _), reading in zip(self._addresses, readings, strict=True)
        ]
        asked = Counter(gap for home, gap, _ in self._addresses if home == _GAP)
        naming = Counter(gap for (_, gap, _), is_named in zip(self._addresses, named, strict=True) if is_named)
        self._named = [
            is_named and naming[gap] >= _ALWAYS_NAMED * asked[gap]
            for (_, gap, _), is_named in zip(self._addresses, named, strict=True)
        ]
        self._options = {question.id: [o.id for o in question.options] for question in knowledge.choice}
        self._vectors = encoder().encode([reading.masked for reading in readings])

    def save(self, directory: Path) -> None:
        """Write the addresses as JSON and the vectors as a NumPy array."""
        index, vectors = (directory / name for name in _FILES)
        content = {"addresses": self._addresses, "options": self._options, "named": self._named}
        index.write_text(json.dumps(content), encoding="utf-8")
        np.save(vectors, self._vectors, allow_pickle=False)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        index, vectors = (directory / name for name in _FILES)
        content = json.loads(index.read_text(encoding="utf-8"))
        self._addresses = [(topic, part, place) for topic, part, place in content["addresses"]]
        self._options, self._named = content["options"], content["named"]
        self._vectors = np.load(vectors, allow_pickle=False)

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank for each message that has words."""
        for message in messages:
            vector = sentence_vector(message)
            reading: Reading | None = message.get(READING)
            if vector is not None and reading is not None:
                for key, ranking in self._rank(self._vectors @ vector, reading).items():
                    message.set(key, ranking, add_to_output=True)
        return messages

    def _rank(self, scores: Vectors, reading: Reading) -> dict[str, list[dict[str, Any]]]:
        """The rankings by the key that they are handed on under."""
        best: int = self.config["best"]
        others: dict[Address, float] = {}
        named: dict[Address, float] = {}
        gaps: dict[str, float] = {}
        options: dict[str, tuple[str, float]] = {}
        for row in np.argsort(-scores):
            address, score = self._addresses[row], round(float(scores[row]), 3)
            home, part, place = address
            if home == _GAP:
                if not self._named[row] or part in reading.gaps:
                    gaps.setdefault(part, score)
            elif home == _CHOICE:
                options.setdefault(part, (self._options[part][place], score))
            elif home in reading.related:
                named.setdefault(address, score)
            else:
                others.setdefault(address, score)
        ranked = sorted([*list(others.items())[:best], *list(named.items())[:best]], key=lambda item: -item[1])
        return {
            STATEMENTS: [
                {"topic": topic, "part": part, "place": place, "score": score} for (topic, part, place), score in ranked
            ],
            SUBJECTS: [{"id": id, "score": score} for id, score in list(gaps.items())[:best]],
            OPTIONS: [{"question": q, "option": option, "score": score} for q, (option, score) in options.items()],
        }


def _phrases(knowledge: Knowledge) -> list[tuple[Address, str]]:
    """Each address with a text that leads to it: the statement itself, its heading and its other words."""
    phrases: list[tuple[Address, str]] = []
    for topic, part, place, statement in knowledge.statements():
        for text in filter(None, (statement.text, statement.name, *statement.also)):
            phrases.append(((topic, part, place), text))
    for gap in knowledge.gaps.values():
        phrases += [((_GAP, gap.id, 0), text) for text in gap.asked_as]
    for question in knowledge.choice:
        for place, option in enumerate(question.options):
            phrases += [((_CHOICE, question.id, place), text) for text in (option.title, *option.words)]
    return phrases

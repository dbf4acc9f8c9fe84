"""Pipeline component: finds what a message names, and hands its Reading to the components after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.files import load
from knowledge.model import FOLDER
from nlu.clauses import MOST, clauses
from nlu.graph import Component
from nlu.reader import Reader
from nlu.vocabulary import Vocabulary
from nlu.words import folded

CLAUSES = "clauses"  # the key under which a message has its clauses, as messages, where several ask something
READING = "reading"  # the key under which later components find the Reading of a message
_MOST = 20  # names that are kept with a message
OUT_OF_SCOPE = "out_of_scope"
NOT_COVERED = "ask_not_covered"
# Intents whose words say nothing about how questions on models are asked.
_NO_QUESTIONS = {
    NOT_COVERED,
    "affirm",
    "ask_bot",
    "ask_human",
    "complain",
    "deny",
    "goodbye",
    "greet",
    "thank",
}
_PAYLOAD = re.compile(r"^\s*/\w+\s*(?:\{.*)?$", re.DOTALL)  # “/restart”, “/intent{…}”: no words of a person
_FILE = "vocabulary.json"


# Rasa lets only tokenizers and featurizers treat the training data that later components learn from.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class TopicExtractor(Component, EntityExtractorMixin):
    """Pipeline component: sets the message's entities, and its Reading for the components after it."""

    _vocabulary: Vocabulary
    _reader: Reader

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`knowledge`: the folder to learn from; `digest`: set by the importer, so that new content retrains."""
        return {"knowledge": str(FOLDER), "digest": ""}

    def learn(self, training_data: TrainingData) -> None:
        """Learn the names of the knowledge and the words of the questions."""
        said = [m for m in training_data.intent_examples if m.get(INTENT) != OUT_OF_SCOPE]
        questions = [m.get(TEXT) for m in said if m.get(INTENT) not in _NO_QUESTIONS]
        talk = [m.get(TEXT) for m in said if m.get(INTENT) in _NO_QUESTIONS]
        self._vocabulary = Vocabulary.of(load(self.config["knowledge"]), questions, talk)
        self._reader = Reader(self._vocabulary)

    def save(self, directory: Path) -> None:
        """Write the vocabulary."""
        (directory / _FILE).write_text(self._vocabulary.to_json(), encoding="utf-8")

    def restore(self, directory: Path) -> None:
        """Read the vocabulary."""
        self._vocabulary = Vocabulary.from_json((directory / _FILE).read_text(encoding="utf-8"))
        self._reader = Reader(self._vocabulary)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set entities and Reading of each message."""
        return self._read(messages, learning=False)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for training examples, whose own words don't count as known."""
        self._read(training_data.training_examples, learning=True)
        return training_data

    def _read(self, messages: list[Message], learning: bool) -> list[Message]:
        for message in messages:
            if message.get(TEXT) is None:
                continue
            self._read_one(message, learning)
            if not learning:
                message.set(CLAUSES, self._clauses(message))
        return messages

    def _read_one(self, message: Message, learning: bool) -> None:
        # A leading slash would let anyone who types “/intent{…}” past the understanding: Rasa takes the text
        # behind it for an intent of full confidence. Our buttons say plain sentences, so none is ever meant.
        message.set(TEXT, folded(_PAYLOAD.sub("", message.get(TEXT)).lstrip("/ ")))
        reading, entities = self._reader.read(message.get(TEXT), learning)
        message.set(READING, reading)
        message.set(ENTITIES, self.add_extractor_name(entities[:_MOST]), add_to_output=True)

    def _clauses(self, message: Message) -> list[Message]:
        """The clauses of a message that each ask something; empty where it is one question."""
        tokens, text = message.get(READING).tokens, message.get(TEXT)
        spans = clauses(tokens)[:MOST] if tokens else []
        if spans in ([], [(0, len(tokens))]):
            return []
        texts = [text[tokens[start].start : tokens[end - 1].end] for start, end in spans]
        parts = [Message({TEXT: part}) for part in texts]
        for part in parts:
            self._read_one(part, learning=False)
        return parts


def with_clauses(messages: Iterable[Message]) -> list[Message]:
    """The messages, each followed by its clauses: what is done to the one is done to the other."""
    return [part for message in messages for part in (message, *(message.get(CLAUSES) or ()))]

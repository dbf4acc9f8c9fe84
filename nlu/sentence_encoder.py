"""Pipeline component: the vector of a message, names masked, as Rasa's dense sentence feature."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.adapter import ADAPTER, Adapter
from nlu.encoder import Encoder, Vectors, encoder_with
from nlu.graph import Component
from nlu.topic_extractor import READING, with_clauses

_ORIGIN = "SentenceEncoder"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class SentenceEncoder(Component):
    """Adds one feature of shape (1, 384) to each message that has words."""

    _adapter: Adapter | None
    _encoder: Encoder

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings: the model is fixed by the lock file, its adapter by the tree that a model is trained in."""
        return {"digest": ""}

    def learn(self, training_data: TrainingData) -> None:
        """Take the adapter of this tree; what it learnt came by `make adapt`."""
        self._use(Adapter.read(ADAPTER))

    def save(self, directory: Path) -> None:
        """Keep the adapter: a model speaks in the vectors that it was trained on, whatever the tree has by then."""
        if self._adapter is not None:
            self._adapter.save(directory / ADAPTER.name)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        self._use(Adapter.read(directory / ADAPTER.name))

    def _use(self, adapter: Adapter | None) -> None:
        self._adapter, self._encoder = adapter, encoder_with(adapter)

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode the messages that were read."""
        read = [message for message in with_clauses(messages) if message.get(READING) and message.get(READING).masked]
        vectors = self._encoder.encode([message.get(READING).masked for message in read])
        for message, vector in zip(read, vectors, strict=True):
            message.add_features(Features(vector[np.newaxis], FEATURE_TYPE_SENTENCE, TEXT, _ORIGIN))
        return messages


def sentence_vector(message: Message) -> Vectors | None:
    """The vector of a message, shape (384,); None where it has no words."""
    _, features = message.get_dense_features(TEXT)
    return features.features[0] if features else None

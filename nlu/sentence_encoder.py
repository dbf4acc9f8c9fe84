"""Pipeline component: the vector of a message, names masked, as Rasa's dense sentence feature."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

from nlu.encoder import Vectors, encoder
from nlu.graph import Component
from nlu.topic_extractor import READING, with_clauses

_ORIGIN = "SentenceEncoder"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class SentenceEncoder(Component):
    """Adds one feature of shape (1, 384) to each message that has words."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings: the model is fixed by the lock file."""
        return {"digest": ""}

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceEncoder:
        """The encoder; the model keeps nothing for it."""
        return cls(config, model_storage, resource)

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode the messages that were read."""
        read = [message for message in with_clauses(messages) if message.get(READING) and message.get(READING).masked]
        vectors = encoder().encode([message.get(READING).masked for message in read])
        for message, vector in zip(read, vectors, strict=True):
            message.add_features(Features(vector[np.newaxis], FEATURE_TYPE_SENTENCE, TEXT, _ORIGIN))
        return messages


def sentence_vector(message: Message) -> Vectors | None:
    """The vector of a message, shape (384,); None where it has no words."""
    _, features = message.get_dense_features(TEXT)
    return features.features[0] if features else None

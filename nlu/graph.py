"""What all our pipeline components share: how Rasa makes, keeps and loads them."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

Self = TypeVar("Self", bound="Component")


class Component(GraphComponent):
    """A pipeline component that keeps what it learnt as files in the trained model.

    Subclasses write `learn` (where they are trainable), `save`, `restore` and `process`.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self.config, self._storage, self._resource = config, storage, resource

    @classmethod
    def create(
        cls: type[Self],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """A component that has learnt nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls: type[Self],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """The component of a trained model."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component.restore(directory)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training data and keep the outcome in the model."""
        self.learn(training_data)
        with self._storage.write_to(self._resource) as directory:
            self.save(directory)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Treat every training example as a message is treated."""
        self.process(training_data.training_examples)
        return training_data

    def learn(self, training_data: TrainingData) -> None:
        """Learn; raises nothing where there is nothing to learn."""

    def save(self, directory: Path) -> None:
        """Write what was learnt into `directory`."""

    def restore(self, directory: Path) -> None:
        """Read from `directory` what `save` wrote."""

    @abstractmethod
    def process(self, messages: list[Message]) -> list[Message]:
        """Enrich each message."""

"""What was tried: other ways to read a message, and other classifiers on what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.calibration import CalibratedClassifierCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC

from nlu.intent_classifier import IntentClassifier
from nlu.sentence_encoder import sentence_vector
from nlu.topic_extractor import READING, Reader, Reading
from nlu.words import Speller

_SEEN = 5  # a word in so many training messages gets a feature of its own
_NEVER = 1e-9  # stands for a chance of 0, which has no logarithm

Array = npt.NDArray[np.float64]


@contextmanager
def _unmasked() -> Iterator[None]:
    """Names stay in the words that are encoded, in messages and in what they are compared with."""
    read = Reader.read

    def plainly(self: Reader, text: str, learning: bool = False) -> tuple[Reading, list[dict[str, Any]]]:
        reading, entities = read(self, text, learning)
        return replace(reading, masked=reading.plain), entities

    with patch.object(Reader, "read", plainly):
        yield


@contextmanager
def _as_typed() -> Iterator[None]:
    """Hinglish, slang and typing errors stay as they are."""
    with patch("nlu.topic_extractor.glossary", dict), patch.object(Speller, "mend", lambda self, word: word):
        yield


READINGS: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "as configured": nullcontext,
    "unmasked": _unmasked,
    "as typed": _as_typed,
}


class WordsBeside(IntentClassifier):
    """The same regression with a bag of words beside the vector."""

    _words: list[str]

    def learn(self, training_data: TrainingData) -> None:
        """Choose the words, then fit."""
        seen = Counter(word for message in training_data.intent_examples for word in _words(message))
        self._words = sorted(word for word, count in seen.items() if count >= _SEEN)
        super().learn(training_data)

    def _features(self, message: Message) -> Array:
        there = _words(message)
        return np.concatenate([super()._features(message), [float(word in there) for word in self._words]])


def _words(message: Message) -> set[str]:
    return set(message.get(READING).masked.split())


class OtherModel(IntentClassifier):
    """The same features and the same rules on scope around another model of scikit-learn."""

    def __init__(self, config: dict[str, Any], model: Any) -> None:
        """`model`: untrained, with `predict_proba`."""
        super().__init__(config, None, None)
        self._model, self._asked = model, dict[str, Array]()

    def learn(self, training_data: TrainingData) -> None:
        """Fit the model; the weights only hand its chances on."""
        examples = [m for m in training_data.intent_examples if sentence_vector(m) is not None]
        features = np.stack([super(OtherModel, self)._features(m) for m in examples])
        self._model.fit(features, np.array([m.get(INTENT) for m in examples]))
        self._intents = [str(name) for name in self._model.classes_]
        self._weights, self._bias = np.eye(len(self._intents)), np.zeros(len(self._intents))

    def _features(self, message: Message) -> Array:
        """The logarithms of the chances: the softmax that follows turns them back into the chances."""
        text = message.get(TEXT)
        if text not in self._asked:
            chances = self._model.predict_proba(super()._features(message)[np.newaxis])[0]
            self._asked[text] = np.log(np.maximum(chances, _NEVER))
        return self._asked[text]


def _perceptron(config: dict[str, Any]) -> IntentClassifier:
    seed = config["random_state"]
    return OtherModel(
        config, MLPClassifier((256,), alpha=0.03, max_iter=60, learning_rate_init=2e-3, random_state=seed)
    )


def _vector_machine(config: dict[str, Any]) -> IntentClassifier:
    # Calibrated in three parts: SVC's own way to probabilities takes twice as long for the same answers.
    return OtherModel(config, CalibratedClassifierCV(SVC(C=10, gamma=0.5), cv=3, ensemble=False))


def _neighbours(config: dict[str, Any]) -> IntentClassifier:
    return OtherModel(config, KNeighborsClassifier(5, metric="cosine"))


def _regression(config: dict[str, Any]) -> IntentClassifier:
    return IntentClassifier(config, None, None)


def _words_beside(config: dict[str, Any]) -> IntentClassifier:
    return WordsBeside(config, None, None)


@dataclass(frozen=True)
class Variant:
    """A way to understand messages: how they are read (a key of READINGS), by which classifier, set how."""

    name: str
    reading: str = "as configured"
    classifier: Callable[[dict[str, Any]], IntentClassifier] = _regression
    settings: Mapping[str, float] = field(default_factory=dict)

    def make(self, config: Mapping[str, Any]) -> IntentClassifier:
        """Its classifier, untrained; `config` is that of config.yml."""
        return self.classifier({**config, **self.settings})


CONFIGURED = Variant("the pipeline as configured")
VARIANTS = (
    CONFIGURED,
    Variant("names not masked", reading="unmasked"),
    Variant("no glossary, no spelling mended", reading="as typed"),
    Variant("no signals beside the vector", settings={"signals": 0.0}),
    Variant("a bag of words beside the vector", classifier=_words_beside),
    Variant("regression with C = 1", settings={"C": 1.0}),
    Variant("regression with C = 5", settings={"C": 5.0}),
    Variant("regression with C = 20", settings={"C": 20.0}),
    Variant("multi-layer perceptron, 256 units", classifier=_perceptron),
    Variant("support vector machine (RBF)", classifier=_vector_machine),
    Variant("5 nearest neighbours by cosine", classifier=_neighbours),
)

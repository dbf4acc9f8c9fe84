"""What was tried: other ways to read a message, and other classifiers on what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, ClassVar
from unittest.mock import patch

import numpy as np
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from nlu.intent_classifier import IntentClassifier
from nlu.reader import Reader, Reading
from nlu.regression import Array, Regression
from nlu.vocabulary import glossary
from nlu.words import Speller


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
    with patch.dict(glossary(), clear=True), patch.object(Speller, "mend", lambda self, word: word):
        yield


READINGS: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "as configured": nullcontext,
    "unmasked": _unmasked,
    "as typed": _as_typed,
}


class Shared(LogisticRegression):
    """A logistic regression that is fitted once to the same features, for all variants that a process measures."""

    _fits: ClassVar[dict[tuple[Any, ...], dict[str, Any]]] = {}

    def fit(self, features: Any, intents: Any) -> Shared:
        """Fit, or take over what was fitted before."""
        key = self.C, features.shape, features.sum()
        if key not in self._fits:
            self._fits[key] = super().fit(features, intents).__dict__
        self.__dict__.update(self._fits[key])
        return self


class Perceptron(Regression):
    """A perceptron with a hidden layer, on what the regression on meaning learns from."""

    def fit(self, features: Array, texts: Sequence[str], intents: Sequence[str], freedom: tuple[float, float]) -> None:
        """Learn from the features alone."""
        self._model = MLPClassifier((128,), alpha=0.03, max_iter=40, random_state=42).fit(features, intents)

    def chances(self, features: Array, text: str) -> dict[str, float]:
        """The probability of each intent for one message."""
        chances = self._model.predict_proba(features[np.newaxis])[0]
        return dict(zip(map(str, self._model.classes_), chances.tolist(), strict=True))


@dataclass(frozen=True)
class Variant:
    """A way to understand messages: how they are read (a key of READINGS), by which classifier, set how."""

    name: str
    reading: str = "as configured"
    settings: Mapping[str, float] = field(default_factory=dict)
    regression: type[Regression] = Regression

    def learn(self, config: Mapping[str, Any], data: TrainingData) -> IntentClassifier:
        """Its classifier, trained; `config` is that of config.yml."""
        classifier = IntentClassifier({**config, **self.settings}, None, None)
        kind, fit = "nlu.intent_classifier.Regression", "nlu.regression.LogisticRegression"
        with patch(kind, self.regression), patch(fit, Shared):
            classifier.learn(data)
        chances = classifier._regression.chances
        known = cache(lambda features, text: chances(np.frombuffer(features), text))
        # Thresholds are tried on the same messages, and leave their chances as they are.
        vars(classifier._regression)["chances"] = lambda features, text: known(features.tobytes(), text)
        return classifier


CONFIGURED = Variant("as configured")
VARIANTS = (
    CONFIGURED,
    Variant("names not masked", reading="unmasked"),
    Variant("no glossary, no spelling mended", reading="as typed"),
    Variant("meaning and names alone, no wording", settings={"words": 0.0}),
    Variant("wording alone (a bag of words)", settings={"words": 1.0}),
    Variant("meaning and wording, no names", settings={"signals": 0.0}),
    Variant("weaker weights of meaning, C = 1", settings={"C": 1.0}),
    Variant("stronger weights of meaning, C = 10", settings={"C": 10.0}),
    Variant("perceptron, 128 units, no wording", regression=Perceptron),
)

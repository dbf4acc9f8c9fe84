"""Pipeline component: the intent of a message, by logistic regression on its vector and on what it names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from nlu.graph import Component
from nlu.knowledge_ranker import STATEMENTS, SUBJECTS
from nlu.reader import Reading
from nlu.sentence_encoder import sentence_vector
from nlu.topic_extractor import OUT_OF_SCOPE, READING

NOT_COVERED = "ask_not_covered"
RANKING = "intent_ranking"
_FILE = "weights.npz"
_ALIKE = 0.6  # likeness from which a message is taken for one of the questions on a known gap
_BESIDE_ALL = ("ask_same", "correct")  # intents that may hold the words of any question
_ALSO = 0.15  # chance from which an intent is another way to take a message
_SURE = 0.4  # chance from which it is one although no word of the gap stands there
_VERY_ALIKE = 0.75  # likeness from which it is one at any chance
_ALIKE_UNNAMED = 0.5  # the same where a word of the gap stands there, and no model (“what is a CTC?”)
_SAME = 0.85  # likeness from which it is one whatever the regression says, if
_FAR = 0.15  # nothing that we know comes nearer than so much less
_CLOSE = 0.05  # a lead in likeness that may be chance

Array = npt.NDArray[np.float64]


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class IntentClassifier(Component, RasaIntentClassifier):
    """Sets intent and ranking. A message that nothing supports is out of scope.

    Rasa's own LogisticRegressionClassifier fixes the strength of regularisation at 1, which leaves vectors of
    unit length with flat probabilities; and it can't see what a message names.
    """

    _intents: list[str]
    _weights: Array  # (intents, features)
    _bias: Array  # (intents,)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse regularisation; `signals`: weight of what is named beside the vector; `scope`: the least
        probability that the message is in scope at all, `scope_named` the same where it names a model or a known gap;
        `unsupported`: the least probability of an intent where the
        message names nothing of ours, `clueless` where it does; `certain`: the
        probability of an intent that needs no more; `ranking_length`: how many intents are reported."""
        return {
            "C": 5.0,
            "signals": 1.5,
            "scope": 0.8,
            "scope_named": 0.4,
            "unsupported": 0.4,
            "clueless": 0.15,
            "certain": 0.55,
            "ranking_length": 5,
            "random_state": 42,
        }

    def learn(self, training_data: TrainingData) -> None:
        """Fit the regression on all examples with an intent."""
        examples = [m for m in training_data.intent_examples if sentence_vector(m) is not None]
        regression = LogisticRegression(C=self.config["C"], max_iter=2000, random_state=self.config["random_state"])
        regression.fit(np.stack([self._features(m) for m in examples]), [m.get(INTENT) for m in examples])
        self._intents = [str(name) for name in regression.classes_]
        self._weights, self._bias = regression.coef_, regression.intercept_

    def save(self, directory: Path) -> None:
        """Write the weights as plain arrays: nothing in them can run when they are read."""
        np.savez(directory / _FILE, weights=self._weights, bias=self._bias, intents=json.dumps(self._intents))

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        with np.load(directory / _FILE, allow_pickle=False) as data:
            self._weights, self._bias = data["weights"], data["bias"]
            self._intents = json.loads(str(data["intents"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message; a message without words is out of scope."""
        for message in messages:
            if message.get(TEXT) is None:
                continue
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(RANKING, ranking[: self.config["ranking_length"]], add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        if sentence_vector(message) is None:
            return [{"name": OUT_OF_SCOPE, "confidence": 1.0}]
        logits = self._weights @ self._features(message) + self._bias
        odds = np.exp(logits - logits.max())
        chances = dict(zip(self._intents, (odds / odds.sum()).tolist(), strict=True))
        order = sorted(chances, key=lambda name: -chances[name])
        order.remove(OUT_OF_SCOPE)
        order.sort(key=lambda name: not _fits(name, chances, message))
        if _is_plainly_a_gap(message):
            order.insert(0, order.pop(order.index(NOT_COVERED)))
            return _report(order, chances)
        if self._is_out_of_scope(chances, order[0], message.get(READING)):
            order.insert(0, OUT_OF_SCOPE)
        return _report(order, chances)

    def _is_out_of_scope(self, chances: dict[str, float], best: str, reading: Reading) -> bool:
        """True where too little speaks for the message being ours; names of ours lower what is asked."""
        in_scope = 1 - chances[OUT_OF_SCOPE]
        settings = self.config
        if reading.asks_certainly:
            return False
        if reading.specific or reading.gaps:
            return bool(in_scope < settings["scope_named"] or chances[best] < settings["clueless"])
        if in_scope < settings["scope"] and chances[best] < settings["certain"]:
            return True
        least = settings["unsupported"] * (1.0 if reading.foreign else 0.75)
        return bool(not reading.names_something and chances[best] < least)

    def _features(self, message: Message) -> Array:
        """The vector and, weighted, what the message names: shape (384 + signals,)."""
        reading: Reading = message.get(READING)
        statements = message.get(STATEMENTS) or [{"score": 0.0}]
        topics = len(reading.topics)
        supported = reading.names_something
        signals = [
            topics == 0,
            topics == 1,
            topics == 2,
            topics > 2,
            bool(reading.aspects),
            bool(reading.gaps),
            bool(reading.services),
            min(reading.foreign, 3) / 3,
            reading.foreign / max(reading.length, 1),
            not supported and reading.foreign > 0,
            not supported and reading.foreign == 0,
            topics > 0 and reading.foreign == 0,
            min(reading.field, 4) / 4,
            reading.length <= 3,
            statements[0]["score"],
        ]
        vector = sentence_vector(message)
        return np.concatenate([vector, self.config["signals"] * np.array(signals, dtype=float)])


def _report(order: list[str], chances: dict[str, float]) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": round(chances[name], 4)} for name in order]


def _is_plainly_a_gap(message: Message) -> bool:
    """True for a message on our field that is nearly one of the questions on a known gap, and like nothing we know."""
    reading: Reading = message.get(READING)
    gap = max((s["score"] for s in message.get(SUBJECTS) or ()), default=0.0)
    known = max((s["score"] for s in message.get(STATEMENTS) or ()), default=0.0)
    return bool(reading.topics) and not reading.asks_certainly and gap >= _SAME and gap > known + _FAR


def _fits(intent: str, chances: dict[str, float], message: Message) -> bool:
    """False for an intent that what the message names rules out; the next likeliest then takes its place."""
    reading: Reading = message.get(READING)
    chance = chances[intent]
    if reading.asks_certainly and intent != reading.asks_certainly:
        compares = intent == "ask_comparison" and len(reading.specific) > 1
        return chance >= _SURE and (compares or intent in _BESIDE_ALL)
    if intent in ("choose_model", "ask_overview"):
        return not reading.specific
    if intent == "ask_fit" and reading.topics and not reading.specific:
        return chances["choose_model"] < _ALSO  # “which outsourcing suits us” wants a choice, not a rule
    fact = max((s["score"] for s in message.get(STATEMENTS) or () if s["part"] == "facts"), default=0.0)
    gap = max((s["score"] for s in message.get(SUBJECTS) or ()), default=0.0)
    if intent == NOT_COVERED and reading.aspects and len(reading.specific) > 1:
        return False  # “which costs less, … or …?” compares, though prices as such aren't covered
    if intent == NOT_COVERED and reading.gaps:
        return bool(reading.topics) or gap >= _ALIKE_UNNAMED
    if intent == NOT_COVERED:
        return (chance >= _SURE or gap >= _VERY_ALIKE) and gap >= _ALIKE and gap > fact - _CLOSE
    if intent == "ask_fact":
        return not (gap >= _ALIKE and gap > fact + _CLOSE)
    return True

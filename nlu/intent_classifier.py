"""Pipeline component: the intent of a message, by its vector, its wording and what it names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.search import NEARLY_THE_SAME
from nlu.graph import Component
from nlu.knowledge_ranker import STATEMENTS, SUBJECTS
from nlu.reader import Reading
from nlu.regression import Array, Regression
from nlu.sentence_encoder import sentence_vector
from nlu.topic_extractor import NOT_COVERED, OUT_OF_SCOPE, READING, with_clauses

RANKING = "intent_ranking"
_ALIKE = 0.6  # likeness from which a message is taken for one of the questions on a known gap
_BESIDE_ALL = ("ask_same", "correct")  # intents that may hold the words of any question
_ALSO = 0.15  # chance from which an intent is another way to take a message
_SURE = 0.4  # chance from which it is one although no word of the gap stands there
_VERY_ALIKE = 0.75  # likeness from which it is one at any chance
_ALIKE_UNNAMED = 0.5  # the same where a word of the gap stands there, and no model (“what is a CTC?”)
_FAR = 0.15  # lead in likeness over all that we know from which it is one whatever the regression says
_CLOSE = 0.05  # a lead in likeness that may be chance
_ANY = 99
_SHORT = 7  # words and marks that a question has at most which leans on what was said before
_MEANING = "ask_definition"  # “full forms of A and B” are no comparison
# Those that are named are but the beginning of a list.
_AND_OTHERS = re.compile(r"\b(?:etc|and so on|and (?:the )?(?:others?|rest)|what have you|list of)\b")
# An intent, how many models may be named for this (from, to), and what is asked then: “which is right for us?” is a
# choice among all; with one named it asks whether that one fits, with several how they compare.
_WITH_NAMES = (
    ("choose_model", (1, 1), "ask_fit"),
    ("choose_model", (2, _ANY), "ask_comparison"),
    ("ask_overview", (1, 1), "ask_types"),
    ("ask_overview", (2, 4), "ask_comparison"),
)


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class IntentClassifier(Component, RasaIntentClassifier):
    """Sets intent and ranking. A message that nothing supports is out of scope.

    Rasa's own LogisticRegressionClassifier fixes the strength of regularisation at 1, which leaves vectors of
    unit length with flat probabilities; and it can't see what a message names.
    """

    _regression: Regression

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`, `C_words`: inverse regularisation of the regressions on meaning and on wording; `words`: the weight of
        the wording in what they say together; `signals`: weight of what is named beside the vector; `scope`: the least
        probability that the message is in scope at all, `scope_named` the same where it names a model or a known gap;
        `unsupported`: the least probability of an intent where the
        message names nothing of ours, `clueless` where it does; `certain`: the
        probability of an intent that needs no more; `ranking_length`: how many intents are reported."""
        return {
            "C": 2.0,
            "C_words": 10.0,
            "words": 0.5,
            "signals": 1.5,
            "scope": 0.85,
            "scope_named": 0.4,
            "unsupported": 0.2,
            "clueless": 0.15,
            "certain": 0.7,
            "ranking_length": 5,
        }

    def learn(self, training_data: TrainingData) -> None:
        """Fit the regression on all examples with an intent."""
        examples = [m for m in training_data.intent_examples if sentence_vector(m) is not None]
        features, intents = np.stack([self._features(m) for m in examples]), [m.get(INTENT) for m in examples]
        self._regression = Regression(self.config["words"])
        freedom = self.config["C"], self.config["C_words"]
        self._regression.fit(features, [_wording(m) for m in examples], intents, freedom)

    def save(self, directory: Path) -> None:
        """Write the regression."""
        self._regression.save(directory)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        self._regression = Regression(self.config["words"])
        self._regression.restore(directory)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message; a message without words is out of scope."""
        for message in with_clauses(messages):
            if message.get(TEXT) is None:
                continue
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(RANKING, ranking[: self.config["ranking_length"]], add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        if sentence_vector(message) is None:
            return [{"name": OUT_OF_SCOPE, "confidence": 1.0}]
        chances = _told_apart(self._regression.chances(self._features(message), _wording(message)), message)
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
        if (in_scope < settings["scope"] or reading.is_foreign) and chances[best] < settings["certain"]:
            return True
        return bool(not reading.names_something and chances[best] < settings["unsupported"])

    def _features(self, message: Message) -> Array:
        """The vector and, weighted, what the message names: shape (384 + signals,)."""
        statements = message.get(STATEMENTS) or [{"score": 0.0}]
        named = [*signals(message.get(READING)), statements[0]["score"]]
        return np.concatenate([sentence_vector(message), self.config["signals"] * np.array(named, dtype=float)])


def signals(reading: Reading) -> list[float]:
    """What a message names, as numbers from 0 to 1."""
    topics = len(reading.topics)
    supported = reading.names_something
    return [
        float(topics == 0),
        float(topics == 1),
        float(topics == 2),
        float(topics > 2),
        float(bool(reading.aspects)),
        float(bool(reading.gaps)),
        float(bool(reading.services)),
        min(reading.foreign, 3) / 3,
        reading.foreign / max(reading.length, 1),
        float(not supported and reading.foreign > 0),
        float(not supported and reading.foreign == 0),
        float(topics > 0 and reading.foreign == 0),
        min(reading.field, 4) / 4,
        float(reading.length <= 3),
    ]


def _wording(message: Message) -> str:
    reading: Reading = message.get(READING)
    return reading.wording


def _told_apart(chances: dict[str, float], message: Message) -> dict[str, float]:
    """The chances, where names of models turn a question on all of them into one on those that are named."""
    reading: Reading = message.get(READING)
    named = len(reading.specific)
    moved = dict(chances)
    for intent, (least, most), other in _WITH_NAMES:
        if least <= named <= most and not (intent == "ask_overview" and _AND_OTHERS.search(reading.plain)):
            moved[other] += moved[intent]
            moved[intent] = 0.0
    if reading.aspects and not reading.topics and reading.foreign == 0 and reading.length <= _SHORT:
        # “which one costs least”, after a comparison: of those, not of all
        moved["ask_comparison"] += moved["choose_model"]
        moved["choose_model"] = 0.0
    return moved


def _report(order: list[str], chances: dict[str, float]) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": round(chances[name], 4)} for name in order]


def _likeness(message: Message, ranking: str, part: str = "") -> float:
    """The likeness to the nearest entry of a ranking, with `part` to the nearest statement of that part; else 0."""
    scores = (entry["score"] for entry in message.get(ranking) or () if not part or entry["part"] == part)
    return max(scores, default=0.0)


def _is_plainly_a_gap(message: Message) -> bool:
    """True for a message on our field that is nearly one of the questions on a known gap, and like nothing we know."""
    reading: Reading = message.get(READING)
    gap, known = _likeness(message, SUBJECTS), _likeness(message, STATEMENTS)
    return bool(reading.topics) and not reading.asks_certainly and gap >= NEARLY_THE_SAME and gap > known + _FAR


def _fits(intent: str, chances: dict[str, float], message: Message) -> bool:
    """False for an intent that what the message names rules out; the next likeliest then takes its place."""
    reading: Reading = message.get(READING)
    if reading.asks_certainly and intent != reading.asks_certainly:
        return chances[intent] >= _SURE and _may_hold_another(intent, reading)
    may_be = _MAY_BE.get(intent)
    return may_be is None or may_be(chances, message)


def _may_hold_another(intent: str, reading: Reading) -> bool:
    """True for an intent whose messages may hold words that ask for another one without a doubt."""
    compares = intent == "ask_comparison" and len(reading.specific) > 1 and reading.asks_certainly != _MEANING
    return compares or intent in _BESIDE_ALL


def _may_ask_fit(chances: dict[str, float], message: Message) -> bool:
    """False for “which outsourcing suits us”, which wants a choice, not a rule."""
    reading: Reading = message.get(READING)
    names_a_model = bool(reading.specific) or not reading.topics
    return names_a_model or chances["choose_model"] < _ALSO


def _may_be_a_gap(chances: dict[str, float], message: Message) -> bool:
    """True where a known gap is named, or a question on one is near enough, and nothing that we know is nearer."""
    reading: Reading = message.get(READING)
    gap = _likeness(message, SUBJECTS)
    if reading.aspects and len(reading.specific) > 1:
        return False  # “which costs less, … or …?” compares, though prices as such aren't covered
    if reading.gaps:
        alone = reading.coined_gap and reading.foreign == 0  # “what's a good AHT”
        return bool(reading.topics) or gap >= _ALIKE_UNNAMED or alone
    likely = chances[NOT_COVERED] >= _SURE or gap >= _VERY_ALIKE
    return likely and gap >= _ALIKE and gap > _likeness(message, STATEMENTS, "facts") - _CLOSE


def _may_ask_a_fact(chances: dict[str, float], message: Message) -> bool:
    """False where a question on a known gap is nearer than any fact."""
    gap = _likeness(message, SUBJECTS)
    return not (gap >= _ALIKE and gap > _likeness(message, STATEMENTS, "facts") + _CLOSE)


def _surely_stops(chances: dict[str, float], message: Message) -> bool:
    """False for what may well mean something else: to stop throws away what was answered."""
    return chances["stop"] >= _SURE


# Intents that what a message names or is like may rule out, whatever their chance.
_MAY_BE = {"ask_fit": _may_ask_fit, NOT_COVERED: _may_be_a_gap, "ask_fact": _may_ask_a_fact, "stop": _surely_stops}

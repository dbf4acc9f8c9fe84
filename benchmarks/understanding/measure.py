"""Counts what the variants get right: in cross-validation on the training data, and on tests/calibration/."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from statistics import fmean

from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.metrics import f1_score

from actions.knowledge import Knowledge
from actions.knowledge_files import load
from benchmarks.understanding.data import GAPS, IN_SCOPE, REFUSALS, Item, calibration, folds, training
from benchmarks.understanding.pipeline import configured, intents, prepared, whole
from benchmarks.understanding.variants import CONFIGURED, Variant
from nlu.intent_classifier import IntentClassifier
from nlu.knowledge_ranker import STATEMENTS

# The values that each setting is tried with while the others stay as they are.
SETTINGS: Mapping[str, Sequence[float]] = {
    "scope": (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99, 0.995),
    "unsupported": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    "scope_named": (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95),
    "certain": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    "clueless": (0.0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5),
}


@dataclass(frozen=True)
class Judged:
    """A training message as a pipeline that hadn't learnt it understood it."""

    text: str
    intent: str
    predicted: str


@dataclass(frozen=True)
class Shares:
    """The shares right, 0 to 1: of what is in scope, of known gaps, and of what is to be refused."""

    in_scope: float
    gaps: float
    refused: float


Curves = Mapping[str, Mapping[float, Shares]]  # setting -> its value -> what is right there


@dataclass(frozen=True)
class Crossed:
    """A variant on one fold of the training data."""

    judged: tuple[Judged, ...]
    curves: Curves


@dataclass(frozen=True)
class Calibrated:
    """A variant on tests/calibration/."""

    shares: Shares
    curves: Curves


@dataclass(frozen=True)
class Nearest:
    """The statement that a message is most like: its likeness, and whether it belongs to a model that was meant."""

    kind: str
    score: float
    right: bool


def crossed(variants: Sequence[Variant], fold: int) -> dict[str, Crossed]:
    """What the variants, which are to read alike, make of the messages of a fold, having learnt the others."""
    learnt, asked = folds(training())[fold]
    data, messages = prepared(variants[0].reading, learnt, [example.text for example in asked])
    items = [Item.of(example) for example in asked]
    outcomes: dict[str, Crossed] = {}
    for variant in variants:
        classifier = _trained(variant, data)
        curves = _curves(classifier, messages, items, SETTINGS) if variant == CONFIGURED else {}
        pairs = zip(asked, intents(classifier, messages), strict=True)
        outcomes[variant.name] = Crossed(tuple(Judged(e.text, e.intent, got) for e, got in pairs), curves)
    return outcomes


def calibrated(variants: Sequence[Variant]) -> dict[str, Calibrated]:
    """What the variants, which are to read alike, get right of tests/calibration/ after learning all training data."""
    data, messages = whole(variants[0].reading)
    items = calibration()
    outcomes: dict[str, Calibrated] = {}
    for variant in variants:
        classifier = _trained(variant, data)
        curves = _curves(classifier, messages, items, SETTINGS if variant == CONFIGURED else ["scope"])
        outcomes[variant.name] = Calibrated(shares(items, intents(classifier, messages)), curves)
    return outcomes


def nearest() -> list[Nearest]:
    """The nearest statements of the messages that describe work to find its model, and of those to be refused."""
    knowledge, found = load(), []
    for message, item in zip(whole(CONFIGURED.reading)[1], calibration(), strict=True):
        best = next(iter(message.get(STATEMENTS) or ()), None)
        if best and ("find_model" in item.parts or item.kind == REFUSALS):
            meant = {_model(knowledge, topic) for topic in item.topics}
            found.append(Nearest(item.kind, best["score"], _model(knowledge, best["topic"]) in meant))
    return found


def accuracy(judged: Sequence[Judged]) -> float:
    """The share of messages with the right intent."""
    return sum(j.intent == j.predicted for j in judged) / len(judged)


def macro_f1(judged: Sequence[Judged]) -> float:
    """The mean over the intents of F1, the harmonic mean of precision and recall."""
    wanted, got = [j.intent for j in judged], [j.predicted for j in judged]
    return float(f1_score(wanted, got, labels=sorted(set(wanted)), average="macro", zero_division=0))


def shares(items: Sequence[Item], predicted: Sequence[str]) -> Shares:
    """The shares of messages, by kind, with an intent that leads to a right answer."""

    def share(kind: str) -> float:
        right = [got in item.intents for item, got in zip(items, predicted, strict=True) if item.kind == kind]
        return sum(right) / len(right)

    return Shares(share(IN_SCOPE), share(GAPS), share(REFUSALS))


def mean(of: Sequence[Curves]) -> Curves:
    """The curves of several folds as one."""
    return {
        setting: {
            value: Shares(
                fmean(one[setting][value].in_scope for one in of),
                fmean(one[setting][value].gaps for one in of),
                fmean(one[setting][value].refused for one in of),
            )
            for value in curve
        }
        for setting, curve in of[0].items()
    }


def at_least_refusing(curve: Mapping[float, Shares], refused: float) -> Shares | None:
    """The shares at the lowest value of a setting that refuses so much; None where none does."""
    return next((curve[value] for value in sorted(curve) if curve[value].refused >= refused), None)


def _curves(
    classifier: IntentClassifier, messages: list[Message], items: Sequence[Item], settings: Iterable[str]
) -> Curves:
    """The shares at all values of the settings, and at those that are configured."""
    return {
        setting: {
            value: shares(items, intents(_set(classifier, setting, value), messages))
            for value in sorted({*SETTINGS[setting], classifier.config[setting]})
        }
        for setting in settings
    }


def _set(classifier: IntentClassifier, setting: str, value: float) -> IntentClassifier:
    """The same classifier with another value of a setting that training doesn't depend on."""
    other = copy(classifier)
    other.config = {**classifier.config, setting: value}
    return other


def _trained(variant: Variant, data: TrainingData) -> IntentClassifier:
    classifier = variant.make(configured())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the perceptron stops at its last round, which is meant
        classifier.learn(data)
    return classifier


def _model(knowledge: Knowledge, topic: str) -> str:
    """The model that a topic is a kind of, or the topic itself."""
    return knowledge.topics[topic].parent or topic

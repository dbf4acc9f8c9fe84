"""Drives the components of config.yml as Rasa does, without `rasa train`, and counts what they get right."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import yaml
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path

from actions.knowledge import Knowledge
from actions.knowledge_files import load
from benchmarks.understanding_data import GAPS, IN_SCOPE, REFUSALS, Example, Item, calibration, folds, training
from benchmarks.understanding_variants import CONFIGURED, READINGS, VARIANTS, Variant
from commands.evaluate import ROOT
from nlu.encoder import Vectors, encoder
from nlu.graph import Component
from nlu.intent_classifier import IntentClassifier
from nlu.knowledge_ranker import STATEMENTS, KnowledgeRanker
from nlu.topic_extractor import Reading

# The values that each setting is tried with, while the others stay as they are.
SETTINGS: Mapping[str, Sequence[float]] = {
    "scope": (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995),
    "unsupported": (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8),
    "scope_named": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "clueless": (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5),
}
_SAME = 0.9999  # likeness of a text to itself, rounding aside


@dataclass(frozen=True)
class Shares:
    """The shares right of tests/calibration, 0 to 1."""

    in_scope: float
    gaps: float
    refused: float


@dataclass(frozen=True)
class Judged:
    """A message of the training data as a pipeline that had not learnt it understood it."""

    text: str
    intent: str
    predicted: str


@dataclass(frozen=True)
class Likeness:
    """How like the nearest statement of the knowledge is; `right` where it belongs to a model that was meant."""

    kind: str
    score: float
    right: bool


@dataclass(frozen=True)
class Calibrated:
    """The shares of a variant as it is set, and along each setting by its value."""

    shares: Shares
    curves: Mapping[str, Mapping[float, Shares]]


class _Ranker(KnowledgeRanker):
    """The ranker with a memory for its rankings, which take most of the time."""

    memory: dict[Any, dict[str, list[dict[str, Any]]]]
    apart = False  # whether a message must not find itself among the questions on known gaps

    def _rank(self, scores: Vectors, reading: Reading) -> dict[str, list[dict[str, Any]]]:
        key = (reading.masked, reading.topics, reading.gaps, self.apart)
        if key not in self.memory:
            if self.apart:
                itself = [home == "gap" for home, *_ in self._addresses] & (scores > _SAME)
                scores = np.where(itself, -1.0, scores)
            self.memory[key] = super()._rank(scores, reading)
        return self.memory[key]


@cache
def _rankings(reading: str) -> dict[Any, dict[str, list[dict[str, Any]]]]:
    """The memory of the rankings that belong to a way of reading."""
    return {}


@cache
def _remember_encodings() -> None:
    """Encode each text once in this process."""
    vars(encoder())["_encode"] = cache(encoder()._encode)


def configured() -> dict[str, Any]:
    """The settings of the classifier in config.yml."""
    settings = _entries()[-1]
    if class_from_module_path(settings["name"]) is not IntentClassifier:
        raise ValueError("config.yml: the last component is no nlu.intent_classifier.IntentClassifier")
    return {**IntentClassifier.get_default_config(), **settings}


def _entries() -> list[dict[str, Any]]:
    pipeline: list[dict[str, Any]] = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return pipeline


def variants(quick: bool) -> tuple[Variant, ...]:
    """What is measured: without those that are set as config.yml is."""
    if quick:
        return (CONFIGURED,)
    config = configured()
    return (CONFIGURED, *(v for v in VARIANTS if v.make(config).config != config or v.classifier or v.reading))

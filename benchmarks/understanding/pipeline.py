"""Drives the components of config.yml as Rasa does, without `rasa train`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
import yaml
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path

from benchmarks.understanding.data import Example, calibration, training
from benchmarks.understanding.variants import CONFIGURED, READINGS, VARIANTS, Variant
from commands.evaluate import ROOT
from nlu.encoder import Vectors, encoder
from nlu.graph import Component
from nlu.intent_classifier import IntentClassifier
from nlu.knowledge_ranker import KnowledgeRanker
from nlu.topic_extractor import Reading

_SAME = 0.9999  # likeness of a text to itself, rounding aside

Rankings = dict[str, list[dict[str, Any]]]


class _Ranker(KnowledgeRanker):
    """The ranker with a memory for its rankings, which take most of the time.

    A message doesn't find itself among the questions on known gaps: these are training examples as well.
    """

    memory: dict[Reading, Rankings]

    def _rank(self, scores: Vectors, reading: Reading) -> Rankings:
        if reading not in self.memory:
            itself = np.array([home == "gap" for home, *_ in self._addresses]) & (scores > _SAME)
            self.memory[reading] = super()._rank(np.where(itself, -1.0, scores), reading)
        return self.memory[reading]


def prepared(reading: str, learnt: Iterable[Example], asked: Iterable[str]) -> tuple[TrainingData, list[Message]]:
    """What the classifier gets: training data and messages, treated by components that learnt from the former."""
    _remember_encodings()
    data = TrainingData([Message.build(text=example.text, intent=example.intent) for example in learnt])
    messages = [Message.build(text=text) for text in asked]
    with READINGS[reading]():
        for component in _components(reading):
            component.learn(data)
            component.process_training_data(data)
            component.process(messages)
    return data, messages


@cache
def whole(reading: str) -> tuple[TrainingData, list[Message]]:
    """All training data, and the messages of tests/calibration/ as `calibration` has them; read once in a process."""
    return prepared(reading, training(), [item.text for item in calibration()])


def intents(classifier: IntentClassifier, messages: list[Message]) -> list[str]:
    """The intent that the classifier gives each message."""
    return [message.get(INTENT)["name"] for message in classifier.process(messages)]


def configured() -> dict[str, Any]:
    """The settings of the classifier, the last component of config.yml; raises ValueError where it is another one."""
    entry = _pipeline()[-1]
    if class_from_module_path(entry["name"]) is not IntentClassifier:
        raise ValueError(f"config.yml: the pipeline ends with {entry['name']}, and this measures IntentClassifier")
    return {**IntentClassifier.get_default_config(), **entry}


def variants(quick: bool) -> tuple[Variant, ...]:
    """What is measured, without the variants that are set as config.yml is."""
    config = configured()
    return tuple(v for v in (CONFIGURED,) if quick) or tuple(
        v for v in VARIANTS if not v.settings or any(config[key] != value for key, value in v.settings.items())
    )


def _components(reading: str) -> list[Component]:
    """All components before the classifier, untrained."""
    made: list[Component] = []
    for entry in _pipeline()[:-1]:
        kind = class_from_module_path(entry["name"])
        component = (_Ranker if kind is KnowledgeRanker else kind)({**kind.get_default_config(), **entry}, None, None)
        if isinstance(component, _Ranker):
            component.memory = _memory(reading)
        made.append(component)
    return made


def _pipeline() -> Sequence[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return entries


@cache
def _memory(reading: str) -> dict[Reading, Rankings]:
    """The rankings of a way of reading, of all parts of the training data alike: the knowledge is always whole."""
    return {}


@cache
def _remember_encodings() -> None:
    """From now on each text is encoded once in this process."""
    vars(encoder())["_encode"] = cache(encoder()._encode)

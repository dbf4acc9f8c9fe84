"""What the variants make of messages that they haven't learnt, shared out over the cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from copy import copy
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from typing import Any
from unittest.mock import patch

import numpy as np
import yaml
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path

from benchmarks.understanding.data import FOLDS, Case, splits
from benchmarks.understanding.variants import CONFIGURED, READINGS, VARIANTS
from commands.evaluate import ROOT
from commands.progress import Progress
from knowledge.files import load
from knowledge.model import Knowledge
from nlu import knowledge_ranker
from nlu.encoder import Vectors, encoder, published
from nlu.gap_classifier import GAP_OF_EXAMPLE
from nlu.intent_classifier import IntentClassifier

# The values that each setting is tried with while the others stay as they are.
SETTINGS: Mapping[str, Sequence[float]] = {
    "scope": (0.0, 0.5, 0.8, 0.9, 0.97),
    "certain": (0.3, 0.55, 0.8, 1.0),
    "unsupported": (0.0, 0.2, 0.4, 0.6, 0.8),
    "scope_named": (0.0, 0.4, 0.8, 0.95),
    "clueless": (0.0, 0.15, 0.3, 0.5),
}

Answer = tuple[Case, str]  # a message and the intent that it was given
Answers = Mapping[str, Sequence[Answer]]  # by the name of a variant or of a threshold


def measure() -> list[Answers]:
    """What the configured pipeline makes of each fold, and all else of the first: training takes most of the time."""
    progress = Progress("Measuring the understanding")
    for one in (encoder(), published()):  # readings and folds share most of their texts
        vars(one)["encode"] = _remembering(one.encode)
    for reading in READINGS:
        progress.tick(f"reading and encoding {reading}")
        prepared(reading, 0)
    tasks = [*((0, reading) for reading in READINGS), *((fold, CONFIGURED.reading) for fold in range(1, FOLDS))]
    found: list[dict[str, list[Answer]]] = [{} for _ in range(FOLDS)]
    # Forked, so that the processes have what was encoded; nothing here runs in threads at that moment.
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        parts = [pool.submit(answers, *task) for task in tasks]
        for done, ((fold, _), part) in enumerate(zip(tasks, parts, strict=True), start=1):
            found[fold].update(part.result())
            progress.tick(f"{done} of {len(tasks)} parts")
    progress.done("Measured the understanding")
    return list(found)


def answers(fold: int, reading: str) -> dict[str, list[Answer]]:
    """What is asked in a fold with what the variants that read so make of it and, in the first, the thresholds."""
    data, messages = prepared(reading, fold)
    found: dict[str, list[Answer]] = {}
    for variant in [CONFIGURED] if fold else [variant for variant in VARIANTS if variant.reading == reading]:
        classifier = variant.learn(configured(), data)
        tried: dict[str, dict[str, float]] = {variant.name: {}}
        if variant == CONFIGURED and not fold:
            tried.update((name, {setting: value}) for name, (setting, value) in thresholds().items())
        for name, settings in tried.items():
            found[name] = list(zip(splits()[fold][1], intents(classifier, messages, settings), strict=True))
    return found


def intents(classifier: IntentClassifier, messages: list[Message], settings: Mapping[str, float]) -> list[str]:
    """The intent that the classifier gives each message, with other settings than it was trained with."""
    other = copy(classifier)
    other.config = {**classifier.config, **settings}
    return [message.get(INTENT)["name"] for message in other.process(messages)]


def thresholds() -> dict[str, tuple[str, float]]:
    """Name -> setting and value, for the values that are tried and those that are configured."""
    tried = {setting: sorted({*SETTINGS[setting], configured()[setting]}) for setting in SETTINGS}
    return {f"{setting} = {value:g}": (setting, value) for setting, values in tried.items() for value in values}


@cache
def prepared(reading: str, fold: int) -> tuple[TrainingData, list[Message]]:
    """What the classifier gets: training data and messages, treated by components that learnt from the former."""
    learnt, asked = splits()[fold]
    data = TrainingData([_example(case) for case in learnt])
    messages = [Message.build(text=case.text) for case in asked]
    known = without(load(), {case.text for case in asked})
    with READINGS[reading](), patch.object(knowledge_ranker, "load", lambda folder: known):
        for entry in _pipeline()[:-1]:
            kind = class_from_module_path(entry["name"])
            component = kind({**kind.get_default_config(), **entry}, None, None)
            component.learn(data)
            component.process_training_data(data)
            component.process(messages)
    return data, messages


def _example(case: Case) -> Message:
    example = Message.build(text=case.text, intent=case.intents[0])
    if case.gap:
        example.set(GAP_OF_EXAMPLE, case.gap)
    return example


def _remembering(encode: Callable[[list[str]], Vectors]) -> Callable[[list[str]], Vectors]:
    """The same function, asked once for each text."""
    known: dict[str, Vectors] = {}

    def remembered(texts: list[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, encode(new), strict=True))
        return np.stack([known[text] for text in texts]) if texts else encode([])

    return remembered


def without(knowledge: Knowledge, asked: Collection[str]) -> Knowledge:
    """The knowledge without these questions on known gaps: they are training examples, and would find themselves."""
    gaps = {
        id: replace(gap, asked_as=tuple(text for text in gap.asked_as if text not in asked))
        for id, gap in knowledge.gaps.items()
    }
    return replace(knowledge, gaps=gaps)


def configured() -> dict[str, Any]:
    """The settings of the classifier, the last component of config.yml."""
    return {**IntentClassifier.get_default_config(), **_pipeline()[-1]}


@cache
def _pipeline() -> Sequence[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return entries

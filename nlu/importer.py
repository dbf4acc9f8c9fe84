"""Rasa's training files, enriched by what the knowledge says: one file more is one model more."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.files import digest, digest_of, load
from knowledge.model import FOLDER
from nlu import training_shortcuts
from nlu.adapter import ADAPTER
from nlu.gap_classifier import GAP_OF_EXAMPLE
from nlu.topic_extractor import NOT_COVERED

training_shortcuts.install()

_CODE = Path(__file__).resolve().parent  # what is learnt depends on it
# `rasa train` reads everything twice, to validate and to train; eight thousand phrases take seconds to parse.
_read: dict[str, TrainingData] = {}


class KnowledgeImporter(RasaFileImporter):
    """Checks the knowledge, adds its phrases to the training data, and retrains when it changed.

    Raises KnowledgeError where the knowledge has a fault.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: Any = None,
        knowledge: str = str(FOLDER),
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._folder = Path(knowledge)
        self._knowledge = load(self._folder)

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training examples and, for what isn't covered, the questions listed there."""
        key = f"{language} {digest_of(map(Path, self._nlu_files))} {digest(self._folder)}"
        if key not in _read:
            examples = [_example(text, gap.id) for gap in self._knowledge.gaps.values() for text in gap.asked_as]
            _read.clear()
            _read[key] = super().get_nlu_data(language).merge(TrainingData(examples))
        return deepcopy(_read[key])

    def get_config(self) -> dict[str, Any]:
        """The configuration with the digests of knowledge and code, by which Rasa sees what must learn anew."""
        config: dict[str, Any] = super().get_config()
        code = digest_of(sorted((*_CODE.glob("*.py"), *_CODE.glob("*.yml"))), _CODE)
        adapter = digest_of([ADAPTER] if ADAPTER.exists() else [])
        for component in config.get("pipeline") or ():
            if component["name"].startswith("nlu."):
                component |= {"digest": digest(self._folder), "code": code + adapter}
        return config


def _example(text: str, gap: str) -> Message:
    """A question on a known gap, as a training example."""
    example = Message.build(text=text, intent=NOT_COVERED)
    example.set(GAP_OF_EXAMPLE, gap)
    return example

"""Pipeline component: which known gap a question is about, where it is about one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.graph import Component
from nlu.knowledge_ranker import SUBJECTS
from nlu.reader import Reading
from nlu.regression import Array, Regression
from nlu.sentence_encoder import sentence_vector
from nlu.topic_extractor import READING, with_clauses

GAP_OF_EXAMPLE = "gap"  # the key under which the importer leaves the gap's id in a training example


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class GapClassifier(Component):
    """Puts the known gaps that a message is like in the order of their probability.

    Likeness to single questions says whether a message is about a gap at all; which one, a regression on all of them
    tells better: docs/nlu.md, “Which known gap”.
    """

    _regression: Regression | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`, `C_words`, `words`: as for the intents; `names`: weight of the gaps that are named beside the vector."""
        return {"C": 5.0, "C_words": 10.0, "words": 0.5, "names": 1.5, "digest": ""}

    def learn(self, training_data: TrainingData) -> None:
        """Fit the regression on the questions that the knowledge lists for each gap."""
        examples = [
            m for m in training_data.intent_examples if m.get(GAP_OF_EXAMPLE) and sentence_vector(m) is not None
        ]
        gaps = [m.get(GAP_OF_EXAMPLE) for m in examples]
        self._gaps = sorted(set(gaps))
        if len(self._gaps) < 2:  # nothing to tell apart
            return
        self._regression = Regression(self.config["words"])
        freedom = self.config["C"], self.config["C_words"]
        wordings = [m.get(READING).wording for m in examples]
        self._regression.fit(np.stack([self._features(m) for m in examples]), wordings, gaps, freedom)

    def save(self, directory: Path) -> None:
        """Write the regression."""
        if self._regression:
            self._regression.save(directory)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        if any(directory.iterdir()):
            self._regression = Regression(self.config["words"])
            self._regression.restore(directory)
            self._gaps = self._regression.intents

    def process(self, messages: list[Message]) -> list[Message]:
        """Order the gaps of each message that has words, the likeliest first, with a `chance` from 0 to 1."""
        for message in with_clauses(messages):
            subjects = message.get(SUBJECTS)
            if not subjects or self._regression is None:
                continue
            reading: Reading = message.get(READING)
            known = {subject["id"] for subject in subjects}
            subjects = [*subjects, *({"id": gap, "score": 0.0} for gap in reading.gaps if gap not in known)]
            chances = self._regression.chances(self._features(message), reading.wording)
            judged = [{**subject, "chance": round(chances.get(subject["id"], 0.0), 3)} for subject in subjects]
            message.set(SUBJECTS, sorted(judged, key=lambda subject: -subject["chance"]))
        return messages

    def _features(self, message: Message) -> Array:
        """The vector and, weighted, which gaps the message names: shape (384 + gaps,)."""
        reading: Reading = message.get(READING)
        named = np.array([gap in reading.gaps for gap in self._gaps], dtype=float)
        return np.concatenate([sentence_vector(message), self.config["names"] * named])

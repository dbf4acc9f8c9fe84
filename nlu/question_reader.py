"""Pipeline component, the last: the questions of a message, resolved in its conversation, and so its intent."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from dialogue.question import Nearness, Question
from dialogue.resolve import resolve
from knowledge.files import load
from knowledge.model import FOLDER, Knowledge
from nlu.forms import Classified
from nlu.graph import Component
from nlu.intent_classifier import RANKING
from nlu.knowledge_ranker import ANSWER, COMPARED, OPTIONS, STATEMENTS, SUBJECTS
from nlu.memory import conversation_of
from nlu.questions import questions_of
from nlu.several import combined
from nlu.topic_extractor import CLAUSES, READING

QUESTIONS = "questions"  # the key under which the actions find them
_KNOWLEDGE = "knowledge"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class QuestionReader(Component, RasaIntentClassifier):
    """Sets `questions`, and the intent by the first of them.

    The model keeps the knowledge that it was trained with, so that it needs no other files.
    """

    _knowledge: Knowledge

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`knowledge`: the folder to learn from; `digest`: set by the importer, so that new content retrains."""
        return {"knowledge": str(FOLDER), "digest": ""}

    def learn(self, training_data: TrainingData) -> None:
        """Read the knowledge."""
        self._knowledge = load(self.config["knowledge"])

    def save(self, directory: Path) -> None:
        """Keep a copy of the knowledge."""
        shutil.copytree(self.config["knowledge"], directory / _KNOWLEDGE)

    def restore(self, directory: Path) -> None:
        """Read the copy."""
        self._knowledge = load(directory / _KNOWLEDGE)

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Set the questions and the intent of each message; without a tracker the conversation is a new one."""
        conversation = conversation_of(tracker)
        for message in messages:
            if message.get(TEXT) is None or message.get(READING) is None:
                continue
            found = resolve(self._read(message), conversation, self._knowledge)
            message.set(QUESTIONS, [question.as_json() for question in found], add_to_output=True)
            chance = dict(found[0].ranking).get(found[0].intent, found[0].chance)
            message.set(INTENT, {"name": found[0].intent, "confidence": round(chance, 4)}, add_to_output=True)
        return messages

    def _read(self, message: Message) -> list[Question]:
        """The questions that the words hold, before the conversation is looked at."""
        whole = questions_of(_classified(message), self._knowledge)
        clauses = [questions_of(_classified(clause), self._knowledge) for clause in message.get(CLAUSES) or ()]
        return combined(whole, clauses)


def _classified(message: Message) -> Classified:
    """What the components before found out on a message or a clause of it."""
    return Classified(
        text=message.get(TEXT),
        reading=message.get(READING),
        ranking=tuple((entry["name"], entry["confidence"]) for entry in message.get(RANKING) or ()),
        near=tuple(Nearness(**entry) for entry in message.get(STATEMENTS) or ()),
        answer=message.get(ANSWER) or "",
        compared=message.get(COMPARED) or "",
        subjects=tuple((entry["id"], entry["score"]) for entry in message.get(SUBJECTS) or ()),
        options=tuple((e["question"], e["option"], e["score"]) for e in message.get(OPTIONS) or ()),
    )

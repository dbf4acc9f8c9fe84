"""The second look: which statements of the knowledge, and which known gaps, a message is most like."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.files import load
from knowledge.model import FOLDER, Knowledge
from nlu.encoder import Vectors, encoder
from nlu.graph import Component
from nlu.likeness import Likeness
from nlu.reader import MASK, Reader, Reading
from nlu.sentence_encoder import sentence_vector
from nlu.topic_extractor import READING, with_clauses
from nlu.vocabulary import Vocabulary

STATEMENTS = "statements"  # [{topic, part, place, score}], best first
SUBJECTS = "subjects"  # [{id, score}]: the nearest known gaps, best first
OPTIONS = "options"  # [{question, option, score}]: the nearest option of each question of the guided choice
_FILES = ("index.json", "vectors.npy")
_ALWAYS_NAMED = 0.8  # share of a gap's phrases from which the gap is something that goes by its name
_ROWS_AN_ADDRESS = 8  # few statements have more ways of being asked for
_NEVER = -2.0  # below any likeness
_GAP = "gap"
_CHOICE = "choice"

Rows = npt.NDArray[np.int64]
Address = tuple[str, str, int]  # topic id (or "gap"), part id (or the gap's id), place in that part


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class KnowledgeRanker(Component):
    """Adds `statements` and `subjects` to each message: what it is most like, with likeness from -1 to 1."""

    _addresses: list[Address]
    _named: list[bool]  # phrases on a gap that goes by its name (ITO): they count for messages that name it too
    _kinds: list[str]  # topics that are kinds of others
    _options: dict[str, list[str]]  # question of the guided choice -> its options' ids
    _likeness: Likeness  # one row an address; an address may have several rows

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`best`: how many statements are handed on, overall and again among the topics that are named; `kinds`: how
        many of these topics' kinds besides, whose few statements their models' would hide."""
        return {"knowledge": str(FOLDER), "digest": "", "best": 4, "kinds": 2}

    def learn(self, training_data: TrainingData) -> None:
        """Encode each way in which a statement or a gap may be asked for."""
        knowledge = load(self.config["knowledge"])
        reader = Reader(Vocabulary.of(knowledge, ()))
        # A name by itself is nothing but the mask: as a phrase it would be equally like every question on a model.
        phrases = [(address, text) for address, text in _phrases(knowledge) if reader.read(text)[0].masked != MASK]
        self._addresses = [address for address, _ in phrases]
        readings = [reader.read(text)[0] for _, text in phrases]
        self._named = _need_name(self._addresses, readings)
        self._kinds = [topic.id for topic in knowledge.topics.values() if topic.parent]
        self._options = {question.id: [o.id for o in question.options] for question in knowledge.choice}
        self._likeness = Likeness.of(encoder().encode([reading.masked for reading in readings]))
        self._index()

    def _index(self) -> None:
        """Note which rows belong to what, so that ranking a message takes no walk over all of them."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, ((home, part, _), needs_name) in enumerate(zip(self._addresses, self._named, strict=True)):
            key = home if home not in (_GAP, _CHOICE) else f"{home} {part}" if needs_name or home == _CHOICE else _GAP
            rows[key].append(row)
        self._rows = {key: np.array(found) for key, found in rows.items()}
        self._statements = np.array([r for r, (home, *_) in enumerate(self._addresses) if home not in (_GAP, _CHOICE)])

    def save(self, directory: Path) -> None:
        """Write the addresses as JSON and the vectors as a NumPy array."""
        index, vectors = (directory / name for name in _FILES)
        content = {
            "addresses": self._addresses,
            "kinds": self._kinds,
            "options": self._options,
            "named": self._named,
            "scale": self._likeness.scale,
        }
        index.write_text(json.dumps(content), encoding="utf-8")
        np.save(vectors, self._likeness.values, allow_pickle=False)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        index, vectors = (directory / name for name in _FILES)
        content = json.loads(index.read_text(encoding="utf-8"))
        self._kinds = content["kinds"]
        self._addresses = [(topic, part, place) for topic, part, place in content["addresses"]]
        self._options, self._named = content["options"], content["named"]
        self._likeness = Likeness(np.load(vectors, allow_pickle=False), content["scale"])
        self._index()

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank for each message that has words."""
        for message in with_clauses(messages):
            vector = sentence_vector(message)
            reading: Reading | None = message.get(READING)
            if vector is not None and reading is not None:
                for key, ranking in self._rank(self._likeness.to(vector), reading).items():
                    message.set(key, ranking, add_to_output=True)
        return messages

    def _rank(self, scores: Vectors, reading: Reading) -> dict[str, list[dict[str, Any]]]:
        """The rankings by the key that they are handed on under."""
        best: int = self.config["best"]
        related = self._of(sorted(reading.related))  # in the same order each time: the first of two equals wins
        others = scores.copy()
        others[related] = _NEVER
        gaps = self._of((_GAP, *(f"{_GAP} {id}" for id in reading.gaps)))
        kinds = self._of(kind for kind in self._kinds if kind in reading.related)
        found = dict(self._first(others, self._statements, best))
        found |= dict(self._first(scores, related, best)) | dict(self._first(scores, kinds, self.config["kinds"]))
        ranked = sorted(found.items(), key=lambda item: -item[1])
        options = (self._first(scores, self._of([f"{_CHOICE} {question}"]), 1) for question in self._options)
        return {
            STATEMENTS: [
                {"topic": topic, "part": part, "place": place, "score": score} for (topic, part, place), score in ranked
            ],
            SUBJECTS: [{"id": id, "score": score} for (_, id, _), score in self._first(scores, gaps, best)],
            OPTIONS: [
                {"question": question, "option": self._options[question][place], "score": score}
                for option in options
                for (_, question, place), score in option
            ],
        }

    def _of(self, keys: Iterable[str]) -> Rows:
        """The rows of some topics, gaps or questions together; a key without rows adds none."""
        found = [self._rows[key] for key in keys if key in self._rows]
        return np.concatenate(found) if found else np.empty(0, dtype=np.int64)

    def _first(self, scores: Vectors, rows: Rows, count: int) -> list[tuple[Address, float]]:
        """The best `count` addresses among some rows, each with its likeness."""
        found: dict[Address, float] = {}
        for row in _best_first(scores[rows], count * _ROWS_AN_ADDRESS):
            score = float(scores[rows[row]])
            if len(found) == count or score == _NEVER:
                break
            found.setdefault(self._addresses[rows[row]], round(score, 3))
        return list(found.items())


def _best_first(scores: Vectors, likely: int) -> Iterator[int]:
    """The places of the scores, the highest first; only the `likely` best are sorted unless more are asked for."""
    if len(scores) > likely:
        top = np.argpartition(-scores, likely)[:likely]
        yield from top[np.argsort(-scores[top], kind="stable")]
    yield from np.argsort(-scores, kind="stable")


def _phrases(knowledge: Knowledge) -> list[tuple[Address, str]]:
    """Each address with a text that leads to it: the statement itself, its heading and its other words."""
    phrases: list[tuple[Address, str]] = []
    for topic, part, place, statement in knowledge.statements():
        for text in filter(None, (statement.text, statement.name, *statement.also)):
            phrases.append(((topic, part, place), text))
    for gap in knowledge.gaps.values():
        phrases += [((_GAP, gap.id, 0), text) for text in gap.asked_as]
    for question in knowledge.choice:
        for place, option in enumerate(question.options):
            phrases += [((_CHOICE, question.id, place), text) for text in (option.title, *option.words)]
    return phrases


def _need_name(addresses: Sequence[Address], readings: Sequence[Reading]) -> list[bool]:
    """For each phrase whether it names the gap that it leads to, as nearly all phrases on that gap do."""
    asked = [part if home == _GAP else "" for home, part, _ in addresses]
    named = [gap if gap in reading.gaps else "" for gap, reading in zip(asked, readings, strict=True)]
    often_asked, often_named = Counter(asked), Counter(named)
    return [bool(gap) and often_named[gap] >= _ALWAYS_NAMED * often_asked[gap] for gap in named]

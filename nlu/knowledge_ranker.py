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
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.files import load
from knowledge.model import FOLDER
from nlu.asked_for import AskedFor
from nlu.encoder import Vectors, published
from nlu.graph import Component
from nlu.likeness import Likeness
from nlu.memory import conversation_of
from nlu.question_bank import CHOICE, GAP, Address, key, phrases, questions, read, vectors_of
from nlu.reader import Reader, Reading
from nlu.sentence_encoder import sentence_vector
from nlu.topic_extractor import READING, with_clauses
from nlu.vocabulary import Vocabulary

STATEMENTS = "statements"  # [{topic, part, place, score, asked}], best first
ANSWER = "answer"  # “yes” or “no” where claims that are worded so have that answer, else ""
COMPARED = "compared"  # the aspect that comparisons of this wording are on; "" where that isn't clear
SUBJECTS = "subjects"  # [{id, score}]: the nearest known gaps, best first
OPTIONS = "options"  # [{question, option, score}]: the nearest option of each question of the guided choice
_FILES = ("index.json", "vectors.npy")
_ALWAYS_NAMED = 0.8  # share of a gap's phrases from which the gap is something that goes by its name
_ROWS_AN_ADDRESS = 8  # few statements have more ways of being asked for
_NEVER = -2.0  # below any likeness

Rows = npt.NDArray[np.int64]


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
        """Encode each way in which a statement or a gap may be asked for, and learn the questions on statements."""
        knowledge = load(self.config["knowledge"])
        reader = Reader(Vocabulary.of(knowledge, ()))
        self._kinds = [topic.id for topic in knowledge.topics.values() if topic.parent]
        self._options = {question.id: [o.id for o in question.options] for question in knowledge.choice}
        self._families = {topic.id: topic.parent or topic.id for topic in knowledge.topics.values()}
        self._general = [topic.id for topic in knowledge.topics.values() if topic.general]
        ranked, asked = read(phrases(knowledge), reader), read(questions(knowledge), reader)
        self._addresses = [phrase.address for phrase in ranked]
        self._named = _need_name(self._addresses, [phrase.reading for phrase in ranked])
        self._likeness = Likeness.of(vectors_of(ranked, published()))
        self._asked_for = AskedFor(self._families, self._general)
        self._asked_for.fit([*ranked, *asked], knowledge, reader)
        self._index()

    def _index(self) -> None:
        """Note which rows belong to what, so that ranking a message takes no walk over all of them."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, ((home, part, place), needs_name) in enumerate(zip(self._addresses, self._named, strict=True)):
            of = home if home not in (GAP, CHOICE) else f"{home} {part}" if needs_name or home == CHOICE else GAP
            rows[of].append(row)
            rows[key((home, part, place))].append(row)
        self._rows = {key: np.array(found) for key, found in rows.items()}
        self._statements = np.array([r for r, (home, *_) in enumerate(self._addresses) if home not in (GAP, CHOICE)])

    def save(self, directory: Path) -> None:
        """Write the addresses as JSON and the vectors as a NumPy array."""
        index, vectors = (directory / name for name in _FILES)
        content = {
            "addresses": self._addresses,
            "families": self._families,
            "general": self._general,
            "kinds": self._kinds,
            "options": self._options,
            "named": self._named,
            "scale": self._likeness.scale,
        }
        index.write_text(json.dumps(content), encoding="utf-8")
        np.save(vectors, self._likeness.values, allow_pickle=False)
        self._asked_for.save(directory)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        index, vectors = (directory / name for name in _FILES)
        content = json.loads(index.read_text(encoding="utf-8"))
        self._kinds = content["kinds"]
        self._addresses = [(topic, part, place) for topic, part, place in content["addresses"]]
        self._families, self._general = content["families"], content["general"]
        self._asked_for = AskedFor(self._families, self._general)
        self._asked_for.restore(directory)
        self._options, self._named = content["options"], content["named"]
        self._likeness = Likeness(np.load(vectors, allow_pickle=False), content["scale"])
        self._index()

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Rank for each message that has words; one that names no topic is on those that were talked about last."""
        talked = conversation_of(tracker).topics
        worded = [
            (m, named, vector) for m, named in _with_topics(messages) if (vector := sentence_vector(m)) is not None
        ]
        as_published = published().encode([message.get(READING).masked for message, *_ in worded])
        for (message, named, vector), plain in zip(worded, as_published, strict=True):
            reading: Reading = message.get(READING)
            learning = message.get(INTENT) is not None  # what is learnt after this needs likeness alone
            asked = {} if learning else self._asked_for.statements(vector, named or talked)
            for name, ranking in self._rank(self._likeness.to(plain), reading, asked).items():
                message.set(name, ranking)  # kept with the questions, and not twice with each message
            if not learning:
                message.set(ANSWER, self._asked_for.answer(vector, reading))
                message.set(COMPARED, self._asked_for.aspect(vector, reading))
        return messages

    def _rank(self, scores: Vectors, reading: Reading, asked: dict[Address, float]) -> dict[str, list[dict[str, Any]]]:
        """The rankings by the key that they are handed on under."""
        best: int = self.config["best"]
        related = self._of(sorted(reading.related))  # in the same order each time: the first of two equals wins
        others = scores.copy()
        others[related] = _NEVER
        gaps = self._of((GAP, *(f"{GAP} {id}" for id in reading.gaps)))
        kinds = self._of(kind for kind in self._kinds if kind in reading.related)
        found = dict(self._first(others, self._statements, best))
        found |= dict(self._first(scores, related, best)) | dict(self._first(scores, kinds, self.config["kinds"]))
        found |= {address: self._likeness_of(address, scores) for address in asked}
        ranked = sorted(found.items(), key=lambda item: -item[1])
        options = (self._first(scores, self._of([f"{CHOICE} {question}"]), 1) for question in self._options)
        return {
            STATEMENTS: [
                {
                    "topic": home,
                    "part": part,
                    "place": place,
                    "score": score,
                    "asked": asked.get((home, part, place), 0.0),
                }
                for (home, part, place), score in ranked
            ],
            SUBJECTS: [{"id": id, "score": score} for (_, id, _), score in self._first(scores, gaps, best)],
            OPTIONS: [
                {"question": question, "option": self._options[question][place], "score": score}
                for option in options
                for (_, question, place), score in option
            ],
        }

    def _likeness_of(self, address: Address, scores: Vectors) -> float:
        """The likeness to the nearest phrase of a statement."""
        rows = self._of([key(address)])
        return round(float(scores[rows].max(initial=0.0)), 3)

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


def _with_topics(messages: Iterable[Message]) -> Iterator[tuple[Message, frozenset[str]]]:
    """The messages and their clauses, each with its topics; a clause that names none is on those of its message."""
    for message in messages:
        for part in with_clauses([message]):
            readings = [r for r in (part.get(READING), message.get(READING)) if r is not None]
            yield part, next((reading.related for reading in readings if reading.related), frozenset())


def _best_first(scores: Vectors, likely: int) -> Iterator[int]:
    """The places of the scores, the highest first; only the `likely` best are sorted unless more are asked for."""
    if len(scores) > likely:
        top = np.argpartition(-scores, likely)[:likely]
        yield from top[np.argsort(-scores[top], kind="stable")]
    yield from np.argsort(-scores, kind="stable")


def _need_name(addresses: Sequence[Address], readings: Sequence[Reading]) -> list[bool]:
    """For each phrase whether it names the gap that it leads to, as nearly all phrases on that gap do."""
    asked = [part if home == GAP else "" for home, part, _ in addresses]
    named = [gap if gap in reading.gaps else "" for gap, reading in zip(asked, readings, strict=True)]
    often_asked, often_named = Counter(asked), Counter(named)
    return [bool(gap) and often_named[gap] >= _ALWAYS_NAMED * often_asked[gap] for gap in named]

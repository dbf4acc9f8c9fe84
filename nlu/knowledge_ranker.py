"""The second look: which statements of the knowledge, and which known gaps, a message is most like."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.files import load
from knowledge.model import FOLDER, Knowledge
from nlu.encoder import Vectors, encoder
from nlu.graph import Component
from nlu.likeness import Likeness
from nlu.memory import conversation_of
from nlu.reader import MASK, Reader, Reading
from nlu.regression import Regression
from nlu.sentence_encoder import sentence_vector
from nlu.statement_regression import NOTHING, StatementRegression
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
_CLEAR = 0.75  # chance from which a claim counts as one that is confirmed or denied: docs/nlu.md, “Thresholds”
_ON_ASPECT = 0.5  # chance from which a comparison is on an aspect that it doesn't name: docs/nlu.md, “Thresholds”
_WORDING = 0.5  # the weight of the words in both
_FREEDOM = (5.0, 5.0)  # scikit-learn's C, of meaning and wording
_WORTH = 0.3  # chance from which a statement of a model that isn't named is handed on
_ASKED = 3  # statements that are handed on as asked for, of each topic
_ANSWERS = ("yes", "no")
_MOST_COMPARED = 4  # topics that can be set side by side
_FOLDER = "aspects"  # of the regression on aspects, within the component's
_WHOLE = frozenset({"definition", "relations", "services"})  # parts that are told as a whole
_GAP = "gap"
_CHOICE = "choice"
_PAIR = "pair"

Rows = npt.NDArray[np.int64]
Address = tuple[str, str, int]  # topic id (or "gap"), part id (or the gap's id), place in that part


class _Phrase(NamedTuple):
    """A way in which something may be asked for; `answer` is “yes”, “no” or “open” for a question on a statement."""

    address: Address
    reading: Reading
    answer: str


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
        phrases = _read(_phrases(knowledge), reader)
        self._addresses = [phrase.address for phrase in phrases]
        self._named = _need_name(self._addresses, [phrase.reading for phrase in phrases])
        vectors = _vectors(phrases)
        self._likeness = Likeness.of(vectors)
        asked = _read(_questions(knowledge), reader)
        compared = _read(_comparisons(knowledge), reader)
        self._learn_questions([*phrases, *asked], np.vstack([vectors, _vectors(asked)]))
        self._learn_aspects(compared)
        self._learn_pairs(_read(_questions_on_pairs(knowledge), reader))
        self._index()

    def _learn_questions(self, phrases: Sequence[_Phrase], vectors: Vectors) -> None:
        """Learn which statement a question is after, and which claims are confirmed."""
        of_topics = [row for row, phrase in enumerate(phrases) if phrase.address[0] in self._families]
        addresses = [phrases[row].address for row in of_topics]
        self._statement = StatementRegression()
        families = [self._families[home] for home, *_ in addresses]
        parts = [part for _, part, _ in addresses]
        self._statement.fit(vectors[of_topics], families, parts, [_label(address) for address in addresses])
        claims = [row for row, phrase in enumerate(phrases) if phrase.answer in _ANSWERS]
        texts, answers = [phrases[row].reading.masked for row in claims], [phrases[row].answer for row in claims]
        self._answer = Regression(_WORDING)
        self._answer.fit(vectors[claims].astype(float), texts, answers, _FREEDOM)

    def _learn_aspects(self, phrases: Sequence[_Phrase]) -> None:
        """Learn which aspect a comparison is on that names none."""
        texts, aspects = [p.reading.masked for p in phrases], [p.address[1] for p in phrases]
        self._aspect = Regression(_WORDING)
        self._aspect.fit(_vectors(phrases).astype(float), texts, aspects, _FREEDOM)

    def _learn_pairs(self, phrases: Sequence[_Phrase]) -> None:
        """Learn which statement on two topics a comparison of these is after; none where it asks for the difference."""
        self._pair = StatementRegression()
        addresses = [phrase.address for phrase in phrases]
        labels = [NOTHING if part == "differences" else _key((pair, part, place)) for pair, part, place in addresses]
        pairs = [_pair(*pair.split("+")) for pair, *_ in addresses]
        self._pair.fit(_vectors(phrases), pairs, [part for _, part, _ in addresses], labels)

    def _index(self) -> None:
        """Note which rows belong to what, so that ranking a message takes no walk over all of them."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, ((home, part, place), needs_name) in enumerate(zip(self._addresses, self._named, strict=True)):
            key = home if home not in (_GAP, _CHOICE) else f"{home} {part}" if needs_name or home == _CHOICE else _GAP
            rows[key].append(row)
            rows[_key((home, part, place))].append(row)
        self._rows = {key: np.array(found) for key, found in rows.items()}
        self._statements = np.array([r for r, (home, *_) in enumerate(self._addresses) if home not in (_GAP, _CHOICE)])

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
        self._statement.save(directory)
        self._answer.save(directory)
        (directory / _FOLDER).mkdir(exist_ok=True)
        self._aspect.save(directory / _FOLDER)
        self._pair.save(directory / _FOLDER)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        index, vectors = (directory / name for name in _FILES)
        content = json.loads(index.read_text(encoding="utf-8"))
        self._kinds = content["kinds"]
        self._addresses = [(topic, part, place) for topic, part, place in content["addresses"]]
        self._families, self._general = content["families"], content["general"]
        self._statement, self._answer, self._aspect = StatementRegression(), Regression(_WORDING), Regression(_WORDING)
        self._statement.restore(directory)
        self._answer.restore(directory)
        self._aspect.restore(directory / _FOLDER)
        self._pair = StatementRegression()
        self._pair.restore(directory / _FOLDER)
        self._options, self._named = content["options"], content["named"]
        self._likeness = Likeness(np.load(vectors, allow_pickle=False), content["scale"])
        self._index()

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Rank for each message that has words; one that names no topic is on those that were talked about last."""
        talked = conversation_of(tracker).topics
        for message, named in _with_topics(messages):
            vector = sentence_vector(message)
            reading: Reading | None = message.get(READING)
            if vector is None or reading is None:
                continue
            learning = message.get(INTENT) is not None  # what is learnt after this needs likeness alone
            asked = {} if learning else self._asked(vector, named or talked or self._general)
            for key, ranking in self._rank(self._likeness.to(vector), reading, asked).items():
                message.set(key, ranking, add_to_output=True)
            if not learning:
                message.set(ANSWER, _clear(self._answer, vector, reading, _CLEAR), add_to_output=True)
                message.set(COMPARED, _clear(self._aspect, vector, reading, _ON_ASPECT), add_to_output=True)
        return messages

    def _asked(self, vector: Vectors, topics: Iterable[str]) -> dict[Address, float]:
        """The statements on some topics that the words most likely ask for, with their chances.

        Of each other model the likeliest one, for “and LPO?” after the question.
        """
        asked: dict[Address, float] = {}
        named = {self._families[id] for id in topics if id in self._families}
        for family in dict.fromkeys(self._families.values()):
            chances = self._statement.chances(vector, family)
            likeliest = sorted(filter(None, chances), key=lambda label: -chances[label])
            most, least = (_ASKED, 0.0) if family in named else (1, _WORTH)
            asked |= {
                _address(label): round(chances[label], 3) for label in likeliest[:most] if chances[label] >= least
            }
        return asked | self._asked_of_pairs(vector, sorted(topics))

    def _asked_of_pairs(self, vector: Vectors, topics: Sequence[str]) -> dict[Address, float]:
        """The likeliest statement on each two of some topics, with its chance."""
        asked: dict[Address, float] = {}
        for one, other in combinations(topics[:_MOST_COMPARED], 2):
            chances = self._pair.chances(vector, _pair(one, other))
            label = max(chances, key=lambda label: chances[label], default=NOTHING)
            if label != NOTHING:
                asked[_address(label)] = round(chances[label], 3)
        return asked

    def _rank(self, scores: Vectors, reading: Reading, asked: dict[Address, float]) -> dict[str, list[dict[str, Any]]]:
        """The rankings by the key that they are handed on under."""
        best: int = self.config["best"]
        related = self._of(sorted(reading.related))  # in the same order each time: the first of two equals wins
        others = scores.copy()
        others[related] = _NEVER
        gaps = self._of((_GAP, *(f"{_GAP} {id}" for id in reading.gaps)))
        kinds = self._of(kind for kind in self._kinds if kind in reading.related)
        found = dict(self._first(others, self._statements, best))
        found |= dict(self._first(scores, related, best)) | dict(self._first(scores, kinds, self.config["kinds"]))
        found |= {address: self._likeness_of(address, scores) for address in asked}
        ranked = sorted(found.items(), key=lambda item: -item[1])
        options = (self._first(scores, self._of([f"{_CHOICE} {question}"]), 1) for question in self._options)
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
        rows = self._of([_key(address)])
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


def _clear(regression: Regression, vector: Vectors, reading: Reading, least: float) -> str:
    """What a message is classified as, where its chance is at least so much; else ""."""
    chances = regression.chances(vector.astype(float), reading.masked)
    return next((label for label, chance in chances.items() if chance >= least), "")


def _key(address: Address) -> str:
    """An address as one word."""
    return "|".join(map(str, address))


def _label(address: Address) -> str:
    """What a question on a statement is learnt as."""
    return NOTHING if address[1] in _WHOLE else _key(address)


def _address(label: str) -> Address:
    topic, part, place = label.split("|")
    return topic, part, int(place)


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


def _phrases(knowledge: Knowledge) -> Iterator[tuple[Address, str, str]]:
    """Each address with a text that leads to it: the statement itself, its heading and its other words."""
    for topic, part, place, statement in knowledge.statements():
        for text in filter(None, (statement.text, statement.name, *statement.also)):
            yield (topic, part, place), text, ""
    for gap in knowledge.gaps.values():
        yield from (((_GAP, gap.id, 0), text, "") for text in gap.asked_as)
    for question in knowledge.choice:
        for place, option in enumerate(question.options):
            yield from (((_CHOICE, question.id, place), text, "") for text in (option.title, *option.words))


def _questions(knowledge: Knowledge) -> Iterator[tuple[Address, str, str]]:
    """Each question that editors wrote beside a statement, with the statement's address and its answer."""
    for topic, part, place, statement in knowledge.all_statements():
        yield from (((topic, part, place), text, answer) for text, answer in statement.questions)


def _pair(one: str, other: str) -> str:
    """Two topics as one word, whatever their order."""
    return "+".join(sorted((one, other)))


def _questions_on_pairs(knowledge: Knowledge) -> Iterator[tuple[Address, str, str]]:
    """Each question that editors wrote beside a statement on two topics."""
    for pair, part, place, statement in knowledge.compared_statements():
        yield from (((pair, part, place), text, answer) for text, answer in statement.questions)


def _comparisons(knowledge: Knowledge) -> Iterator[tuple[Address, str, str]]:
    """Each question that editors wrote beside what compares two topics, with the aspect that it is on; "" for all."""
    for verdict in knowledge.verdicts:
        yield from (((_PAIR, verdict.aspect, 0), text, answer) for text, answer in verdict.statement.questions)
    for statements in knowledge.differences.values():
        yield from (((_PAIR, "", 0), text, answer) for said in statements for text, answer in said.questions)
    for topic in knowledge.topics.values():
        for aspect, said in topic.aspects.items():
            yield from (((_PAIR, aspect, 0), text, "") for text in said.asked_as)


def _read(phrases: Iterable[tuple[Address, str, str]], reader: Reader) -> list[_Phrase]:
    """The phrases as they are read; a name by itself is left out: nothing but the mask, it is like every question."""
    read = (_Phrase(address, reader.read(text)[0], answer) for address, text, answer in phrases)
    return [phrase for phrase in read if phrase.reading.masked != MASK]


def _vectors(phrases: Sequence[_Phrase]) -> Vectors:
    return encoder().encode([phrase.reading.masked for phrase in phrases])


def _need_name(addresses: Sequence[Address], readings: Sequence[Reading]) -> list[bool]:
    """For each phrase whether it names the gap that it leads to, as nearly all phrases on that gap do."""
    asked = [part if home == _GAP else "" for home, part, _ in addresses]
    named = [gap if gap in reading.gaps else "" for gap, reading in zip(asked, readings, strict=True)]
    often_asked, often_named = Counter(asked), Counter(named)
    return [bool(gap) and often_named[gap] >= _ALWAYS_NAMED * often_asked[gap] for gap in named]

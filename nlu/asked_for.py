"""What a message asks of the knowledge, learnt from the question bank: which statement, which aspect, yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from knowledge.model import Knowledge
from nlu.encoder import Vectors
from nlu.question_bank import (
    DIFFERENCES,
    Address,
    Phrase,
    address_of,
    comparisons,
    key,
    pair_of,
    questions_on_pairs,
    read,
    vectors_of,
)
from nlu.reader import Reader, Reading
from nlu.regression import Regression
from nlu.statement_regression import NOTHING, StatementRegression

_CLEAR = 0.75  # chance from which a claim counts as one that is confirmed or denied: docs/nlu.md, “Thresholds”
_ON_ASPECT = 0.5  # chance from which a comparison is on an aspect that it doesn't name: docs/nlu.md, “Thresholds”
_WORDING = 0.5  # the weight of the words in both
_FREEDOM = (5.0, 5.0)  # scikit-learn's C, of meaning and wording
_WORTH = 0.3  # chance from which a statement of a model that isn't named is handed on
_ASKED = 3  # statements that are handed on as asked for, of each topic
_ANSWERS = ("yes", "no")
_MOST_COMPARED = 4  # topics that can be set side by side
_WHOLE = frozenset({"definition", "relations", "services"})  # parts that are told as a whole
_FOLDERS = ("statements", "answer", "aspect", "pairs")  # one for each regression


class AskedFor:
    """Four regressions on the question bank: statement, yes or no, aspect of a comparison, statement on a pair."""

    def __init__(self, families: dict[str, str], general: Sequence[str]) -> None:
        """`families`: the model that each topic belongs to; `general`: topics that are on outsourcing as a whole."""
        self._families, self._general = families, general
        self._statement, self._pair = StatementRegression(), StatementRegression()
        self._answer, self._aspect = Regression(_WORDING), Regression(_WORDING)

    def fit(self, phrases: Sequence[Phrase], knowledge: Knowledge, reader: Reader) -> None:
        """Learn from phrases of the bank, and from what compares topics."""
        vectors = vectors_of(phrases)
        self._learn_statements(phrases, vectors)
        self._learn_answers(phrases, vectors)
        self._learn_aspects(read(comparisons(knowledge), reader))
        self._learn_pairs(read(questions_on_pairs(knowledge), reader))

    def _learn_statements(self, phrases: Sequence[Phrase], vectors: Vectors) -> None:
        """Which statement on a topic is asked for; the parts that are told as a whole are none."""
        rows = [row for row, phrase in enumerate(phrases) if phrase.address[0] in self._families]
        addresses = [phrases[row].address for row in rows]
        families, parts = [self._families[home] for home, *_ in addresses], [part for _, part, _ in addresses]
        labels = [NOTHING if part in _WHOLE else key((home, part, place)) for home, part, place in addresses]
        self._statement.fit(vectors[rows], families, parts, labels)

    def _learn_answers(self, phrases: Sequence[Phrase], vectors: Vectors) -> None:
        """Which claims are confirmed, and which are denied."""
        claims = [row for row, phrase in enumerate(phrases) if phrase.answer in _ANSWERS]
        texts, answers = [phrases[row].reading.masked for row in claims], [phrases[row].answer for row in claims]
        self._answer.fit(vectors[claims].astype(float), texts, answers, _FREEDOM)

    def _learn_aspects(self, phrases: Sequence[Phrase]) -> None:
        """Which aspect a comparison is on that names none."""
        texts, aspects = [p.reading.masked for p in phrases], [p.address[1] for p in phrases]
        self._aspect.fit(vectors_of(phrases).astype(float), texts, aspects, _FREEDOM)

    def _learn_pairs(self, phrases: Sequence[Phrase]) -> None:
        """Which statement on two topics a comparison of these is after; none where it asks for the difference."""
        addresses = [phrase.address for phrase in phrases]
        labels = [NOTHING if part == DIFFERENCES else key((pair, part, place)) for pair, part, place in addresses]
        pairs = [pair_of(*pair.split("+")) for pair, *_ in addresses]
        self._pair.fit(vectors_of(phrases), pairs, [part for _, part, _ in addresses], labels)

    def save(self, directory: Path) -> None:
        """Write each regression into a folder of its own."""
        for folder, regression in self._each(directory):
            folder.mkdir(exist_ok=True)
            regression.save(folder)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        for folder, regression in self._each(directory):
            regression.restore(folder)

    def _each(self, directory: Path) -> Iterable[tuple[Path, Regression | StatementRegression]]:
        regressions = (self._statement, self._answer, self._aspect, self._pair)
        return zip((directory / folder for folder in _FOLDERS), regressions, strict=True)

    def statements(self, vector: Vectors, topics: Iterable[str]) -> dict[Address, float]:
        """The statements on some topics that the words most likely ask for, with their chances.

        Without topics these are the general ones. Of each other model the likeliest one, for “and LPO?” after the
        question.
        """
        chosen = sorted(topics) or sorted(self._general)
        asked: dict[Address, float] = {}
        named = {self._families[id] for id in chosen if id in self._families}
        for family in dict.fromkeys(self._families.values()):
            chances = self._statement.chances(vector, family)
            likeliest = sorted(filter(None, chances), key=lambda label: -chances[label])
            most, least = (_ASKED, 0.0) if family in named else (1, _WORTH)
            asked |= {
                address_of(label): round(chances[label], 3) for label in likeliest[:most] if chances[label] >= least
            }
        return asked | self._on_pairs(vector, chosen)

    def _on_pairs(self, vector: Vectors, topics: Sequence[str]) -> dict[Address, float]:
        """The likeliest statement on each two of some topics, with its chance."""
        asked: dict[Address, float] = {}
        for one, other in combinations(topics[:_MOST_COMPARED], 2):
            chances = self._pair.chances(vector, pair_of(one, other))
            label = max(chances, key=lambda label: chances[label], default=NOTHING)
            if label != NOTHING:
                asked[address_of(label)] = round(chances[label], 3)
        return asked

    def answer(self, vector: Vectors, reading: Reading) -> str:
        """“yes” or “no” where claims that are worded so have that answer, else ""."""
        return _clear(self._answer, vector, reading, _CLEAR)

    def aspect(self, vector: Vectors, reading: Reading) -> str:
        """The aspect that comparisons of this wording are on; "" where that isn't clear."""
        return _clear(self._aspect, vector, reading, _ON_ASPECT)


def _clear(regression: Regression, vector: Vectors, reading: Reading, least: float) -> str:
    """What a message is classified as, where its chance is at least so much; else ""."""
    chances = regression.chances(vector.astype(float), reading.masked)
    return next((label for label, chance in chances.items() if chance >= least), "")

"""Two logistic regressions that judge together: one on what a sentence means, one on how it is worded.

The vector of a sentence forgets its turns of phrase (“who coined”, “e.g.”, “what's the catch”), and these carry many
questions. Joined to one vector of features the words drown; averaged as two opinions they help: docs/nlu.md.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from warnings import catch_warnings, simplefilter

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from nlu.adapter import in_int8

_FILE = "weights.npz"
_WORD = r"[^\s]+"  # the text has been cut into words and marks before
_STEPS = 100  # of the solver
_SEEN = 3  # messages that a word or pair must stand in to count

Array = npt.NDArray[np.float64]


class Regression:
    """Learns intents from pairs of features and text."""

    intents: list[str]
    _meaning: Array  # (intents, features)
    _wording: npt.NDArray[np.float32]  # (intents, words and pairs of words)
    _bias: Array  # (intents,): of both, weighted
    _vocabulary: dict[str, int]  # word or pair of words -> its place
    _rarity: Array  # (words and pairs,)

    def __init__(self, words: float) -> None:
        """`words`: the weight of the wording, 0 to 1; the meaning has the rest."""
        self._share = words

    def fit(self, features: Array, texts: Sequence[str], intents: Sequence[str], freedom: tuple[float, float]) -> None:
        """Learn from `features` of shape (n, features), and n texts and intents.

        `freedom`: scikit-learn's C of the regressions on meaning and on wording, that is inverse regularisation.
        """
        of_meaning, of_wording = freedom
        # Words and pairs of words, weighed by their rarity.
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=_SEEN, sublinear_tf=True, token_pattern=_WORD)
        words, middle = vectorizer.fit_transform(texts), features.mean(axis=0)
        # All cores, which the encoder keeps from NumPy while questions are answered.
        with threadpool_limits(limits=os.cpu_count(), user_api="blas"), catch_warnings(), ThreadPoolExecutor() as pool:
            # The last digits cost most of the time: so many steps judge 991 of 1,000 alike, unseen ones as well.
            simplefilter("ignore", ConvergenceWarning)
            # Around their middle, features have the same optimum, found in half the steps.
            of_features = pool.submit(LogisticRegression(C=of_meaning, max_iter=_STEPS).fit, features - middle, intents)
            wording = LogisticRegression(C=of_wording, max_iter=_STEPS).fit(words, intents)
            meaning = of_features.result()
        self.intents = [str(name) for name in meaning.classes_]
        self._vocabulary = {term: int(place) for term, place in vectorizer.vocabulary_.items()}
        self._rarity = vectorizer.idf_
        for_meaning, meaning_bias = class_rows(meaning)
        for_wording, wording_bias = class_rows(wording)
        self._meaning = (1 - self._share) * for_meaning
        self._wording = (self._share * for_wording).astype(np.float32)
        self._bias = (1 - self._share) * (meaning_bias - for_meaning @ middle) + self._share * wording_bias

    def chances(self, features: Array, text: str) -> dict[str, float]:
        """The probability of each intent for one message."""
        places, weights = self._weights(text)
        logits = self._meaning @ features + self._bias + self._wording[:, places] @ weights
        odds = np.exp(logits - logits.max())
        return dict(zip(self.intents, (odds / odds.sum()).tolist(), strict=True))

    def _weights(self, text: str) -> tuple[list[int], Array]:
        """The places of a text's words and pairs, and their weights, in a fifth of the vectorizer's time."""
        words = text.split()
        seen = Counter(words) + Counter(map(" ".join, pairwise(words)))
        counted = {place: count for term, count in seen.items() if (place := self._vocabulary.get(term)) is not None}
        places = list(counted)
        weights = (1 + np.log(list(counted.values()))) * self._rarity[places] if places else np.empty(0)
        return places, weights / (np.linalg.norm(weights) or 1.0)

    def save(self, directory: Path) -> None:
        """Write all as plain arrays and JSON: nothing in them can run when they are read."""
        names = json.dumps({"intents": self.intents, "vocabulary": self._vocabulary})
        # The wording has many weights, and in steps of 1/127 of the largest of a word all say the same.
        wording, step = in_int8(self._wording)
        np.savez(
            directory / _FILE,
            meaning=self._meaning.astype(np.float32),
            wording=wording,
            step=step,
            bias=self._bias,
            rarity=self._rarity.astype(np.float32),
            names=names,
        )

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        with np.load(directory / _FILE, allow_pickle=False) as data:
            self._meaning, self._bias, self._rarity = (data[n].astype(float) for n in ("meaning", "bias", "rarity"))
            self._wording, names = data["wording"] * data["step"], json.loads(str(data["names"]))
        self.intents, self._vocabulary = names["intents"], names["vocabulary"]


def class_rows(model: LogisticRegression) -> tuple[Array, Array]:
    """Weights of shape (classes, features) and biases (classes,); of two classes scikit-learn has but one row."""
    if len(model.classes_) > 2:
        return model.coef_, model.intercept_
    return np.vstack([-model.coef_, model.coef_]) / 2, np.concatenate([-model.intercept_, model.intercept_]) / 2

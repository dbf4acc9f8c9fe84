"""Two logistic regressions that judge together: one on what a sentence means, one on how it is worded.

The vector of a sentence forgets its turns of phrase (“who coined”, “e.g.”, “what's the catch”), and these carry many
questions. Joined to one vector of features the words drown; averaged as two opinions they help: docs/nlu.md.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from warnings import catch_warnings, simplefilter

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

_FILE = "weights.npz"
_WORD = r"[^\s]+"  # the text has been cut into words and marks before
_STEPS = 150  # of the solver
_SEEN = 2  # messages that a word or pair must stand in to count

Array = npt.NDArray[np.float64]


class Regression:
    """Learns intents from pairs of features and text."""

    intents: list[str]
    _meaning: Array  # (intents, features)
    _wording: npt.NDArray[np.float32]  # (intents, words and pairs of words)
    _bias: Array  # (intents,): of both, weighted

    def __init__(self, words: float) -> None:
        """`words`: the weight of the wording, 0 to 1; the meaning has the rest."""
        self._share = words
        self._vectorizer = _vectorizer()

    def fit(self, features: Array, texts: Sequence[str], intents: Sequence[str], freedom: tuple[float, float]) -> None:
        """Learn from `features` of shape (n, features), and n texts and intents.

        `freedom`: scikit-learn's C of the regressions on meaning and on wording, that is inverse regularisation.
        """
        of_meaning, of_wording = freedom
        words, middle = self._vectorizer.fit_transform(texts), features.mean(axis=0)
        # All cores, which the encoder keeps from NumPy while questions are answered.
        with threadpool_limits(limits=os.cpu_count(), user_api="blas"), catch_warnings(), ThreadPoolExecutor() as pool:
            # The last digits cost most of the time: so many steps judge 998 of 1,000 alike.
            simplefilter("ignore", ConvergenceWarning)
            # Around their middle, features have the same optimum, found in half the steps.
            of_features = pool.submit(LogisticRegression(C=of_meaning, max_iter=_STEPS).fit, features - middle, intents)
            wording = LogisticRegression(C=of_wording, max_iter=_STEPS).fit(words, intents)
            meaning = of_features.result()
        self.intents = [str(name) for name in meaning.classes_]
        self._meaning = (1 - self._share) * meaning.coef_
        self._wording = (self._share * wording.coef_).astype(np.float32)
        of_middle = meaning.intercept_ - meaning.coef_ @ middle
        self._bias = (1 - self._share) * of_middle + self._share * wording.intercept_

    def chances(self, features: Array, text: str) -> dict[str, float]:
        """The probability of each intent for one message."""
        words = self._vectorizer.transform([text])
        logits = self._meaning @ features + self._bias + self._wording[:, words.indices] @ words.data
        odds = np.exp(logits - logits.max())
        return dict(zip(self.intents, (odds / odds.sum()).tolist(), strict=True))

    def save(self, directory: Path) -> None:
        """Write all as plain arrays and JSON: nothing in them can run when they are read."""
        vocabulary = sorted(self._vectorizer.vocabulary_, key=self._vectorizer.vocabulary_.__getitem__)
        np.savez(
            directory / _FILE,
            meaning=self._meaning,
            wording=self._wording,
            bias=self._bias,
            rarity=self._vectorizer.idf_,
            names=json.dumps({"intents": self.intents, "vocabulary": vocabulary}),
        )

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        with np.load(directory / _FILE, allow_pickle=False) as data:
            self._meaning, self._wording, self._bias = data["meaning"], data["wording"], data["bias"]
            names = json.loads(str(data["names"]))
            rarity = data["rarity"]
        self.intents = names["intents"]
        self._vectorizer = _vectorizer({word: place for place, word in enumerate(names["vocabulary"])})
        self._vectorizer.idf_ = rarity


def _vectorizer(vocabulary: dict[str, int] | None = None) -> TfidfVectorizer:
    """Weighs words and pairs of words by their rarity."""
    return TfidfVectorizer(
        ngram_range=(1, 2), min_df=_SEEN, sublinear_tf=True, token_pattern=_WORD, vocabulary=vocabulary
    )

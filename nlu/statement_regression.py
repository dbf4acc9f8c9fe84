"""Which statement on a topic a question is after: one regression for each model with its kinds.

It learns from the questions that editors wrote beside the statements. Of 100 questions by authors whom it hadn't learnt
from it is right on 63, and on 82 of 100 where it is sure (docs/nlu.md, “The adapter”).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from nlu.encoder import Vectors
from nlu.regression import class_rows

_FILE = "statements.npz"
_FREEDOM = 2.0  # scikit-learn's C, that is inverse regularisation
NOTHING = ""  # the label of what is after no single statement
_MOST_FOREIGN = 300  # questions that a family has nothing to say on
_STEPS = 100  # of the solver


class StatementRegression:
    """Learns labels from vectors, for each family by itself."""

    def __init__(self) -> None:
        self._labels: dict[str, list[str]] = {}
        self._weights: dict[str, Vectors] = {}  # each (labels, dimensions + 1): the last column is the bias

    def fit(self, vectors: Vectors, families: Sequence[str], parts: Sequence[str], labels: Sequence[str]) -> None:
        """Learn from `vectors` of shape (n, dimensions), each with its family, its part and its label.

        A family learns as well what the others are asked for and it has no statement on: there it has nothing to say.
        """
        homes, of_part, named = np.array(families), np.array(parts), np.array(labels)
        with threadpool_limits(limits=os.cpu_count(), user_api="blas"):
            for family in dict.fromkeys(families):
                own = homes == family
                foreign = np.flatnonzero(~own & ~np.isin(of_part, of_part[own]))
                rows = [*np.flatnonzero(own), *foreign[:: max(1, len(foreign) // _MOST_FOREIGN)]]
                wanted = np.where(own, named, NOTHING)[rows]
                if len(set(wanted)) > 1:
                    model = LogisticRegression(C=_FREEDOM, max_iter=_STEPS).fit(vectors[rows], wanted)
                    weights, bias = class_rows(model)
                    self._labels[family] = [str(label) for label in model.classes_]
                    self._weights[family] = np.column_stack([weights, bias]).astype(np.float32)

    def chances(self, vector: Vectors, family: str) -> dict[str, float]:
        """The probability of each label of a family; empty for one that it doesn't know."""
        if family not in self._weights:
            return {}
        weights = self._weights[family]
        logits = weights[:, :-1] @ vector + weights[:, -1]
        odds = np.exp(logits - logits.max())
        return dict(zip(self._labels[family], (odds / odds.sum()).tolist(), strict=True))

    def save(self, directory: Path) -> None:
        """Write all as plain arrays and JSON: nothing in them can run when they are read."""
        np.savez(directory / _FILE, labels=json.dumps(self._labels), **self._weights)

    def restore(self, directory: Path) -> None:
        """Read what `save` wrote."""
        with np.load(directory / _FILE, allow_pickle=False) as data:
            self._labels = json.loads(str(data["labels"]))
            self._weights = {family: data[family] for family in self._labels}

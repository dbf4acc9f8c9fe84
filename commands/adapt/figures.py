"""What an encoder is worth: what regressions on its vectors tell right of texts that they didn't learn from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from commands.adapt.examples import Bank, Phrases, is_held_out
from nlu.encoder import Encoder, Vectors
from nlu.statement_regression import StatementRegression

_SIGNALS, _FREEDOM = 1.5, 5.0  # as in config.yml's classifier
_STEPS = 100
Figures = dict[str, float]


def figures(encoder: Encoder, phrases: Phrases, bank: Bank) -> Figures:
    """Name of a figure -> its share, from 0 to 1, on the held-out fifth."""
    vectors = encoder.encode(phrases.texts)
    features = np.hstack([vectors, _SIGNALS * phrases.signals])
    out = np.array([is_held_out(text) for text in phrases.texts])
    intents = np.array(phrases.intents)
    by_meaning = LogisticRegression(C=_FREEDOM, max_iter=_STEPS).fit(features[~out], intents[~out])
    found = {"intents, by meaning": float(by_meaning.score(features[out], intents[out]))}
    return found | _of_bank(encoder.encode(bank.texts), bank)


def _of_bank(vectors: Vectors, bank: Bank) -> Figures:
    out = np.array([is_held_out(text) for text in bank.texts])
    labels, families, answers = (np.array(values) for values in (bank.labels, bank.families, bank.answers))
    asked = answers != ""
    regression = StatementRegression()
    learnt = np.flatnonzero(asked & ~out)
    regression.fit(vectors[learnt], families[learnt].tolist(), labels[learnt].tolist(), labels[learnt].tolist())
    first = near = three = count = 0
    for place in np.flatnonzero(asked & out):
        chances = regression.chances(vectors[place], families[place])
        best = sorted(chances, key=lambda label: -chances[label])[:3]
        own = learnt[families[learnt] == families[place]]
        if labels[place] in labels[own]:
            count += 1
            first += labels[place] == best[0]
            three += labels[place] in best
            near += labels[place] == labels[own[np.argmax(vectors[own] @ vectors[place])]]
    claims = np.isin(answers, ("yes", "no"))
    verdict = LogisticRegression(C=_FREEDOM, max_iter=_STEPS).fit(vectors[claims & ~out], answers[claims & ~out])
    return {
        "statements, first": first / count,
        "statements, one of three": three / count,
        "statements, by the nearest question": near / count,
        "yes or no, by meaning": float(verdict.score(vectors[claims & out], answers[claims & out])),
    }


def table(columns: Sequence[tuple[str, Figures]]) -> list[str]:
    """The figures side by side, as lines of Markdown."""
    (_, first), *_ = columns
    wide = max(map(len, first))
    rows = [["", *(name for name, _ in columns)], ["-" * wide, *("-" * (len(name) - 1) + ":" for name, _ in columns)]]
    rows += [[name, *(f"{found[name] * 100:.1f} %".rjust(len(head)) for head, found in columns)] for name in first]
    return ["| " + " | ".join([row[0].ljust(wide), *row[1:]]) + " |" for row in rows]

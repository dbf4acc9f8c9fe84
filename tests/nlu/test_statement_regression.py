"""Which statement a question is after, learnt for each family of topics by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.statement_regression import NOTHING, StatementRegression

_MADE = np.random.default_rng(0)
_POINTS = {label: _MADE.normal(size=8) for label in ("saves", "risks", "who", "when")}
_ASKED = [(family, label) for family, label in (("a", "saves"), ("a", "risks"), ("b", "who"), ("b", "when"))]


def asked(label: str, count: int = 1) -> np.ndarray:
    """Vectors of questions on one statement: shape (count, 8), each of length one."""
    vectors = _POINTS[label] + 0.1 * _MADE.normal(size=(count, 8))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def regression() -> StatementRegression:
    made = StatementRegression()
    rows = [(family, label) for family, label in _ASKED for _ in range(6)]
    vectors = np.vstack([asked(label, 6) for _, label in _ASKED])
    made.fit(vectors, [family for family, _ in rows], [label for _, label in rows], [label for _, label in rows])
    return made


@pytest.mark.parametrize(("family", "label"), _ASKED)
def test_a_question_leads_to_its_statement(regression: StatementRegression, family: str, label: str) -> None:
    chances = regression.chances(asked(label)[0], family)
    assert max(chances, key=lambda name: chances[name]) == label
    assert sum(chances.values()) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(("family", "label"), [("a", "who"), ("b", "risks")])
def test_what_only_others_are_asked_leads_to_nothing(regression: StatementRegression, family: str, label: str) -> None:
    chances = regression.chances(asked(label)[0], family)
    assert max(chances, key=lambda name: chances[name]) == NOTHING
    assert label not in chances


def test_a_family_that_nobody_asked_about_has_no_chances(regression: StatementRegression) -> None:
    assert regression.chances(asked("who")[0], "c") == {}


def test_what_is_kept_judges_the_same(regression: StatementRegression, tmp_path: Path) -> None:
    regression.save(tmp_path)
    again = StatementRegression()
    again.restore(tmp_path)
    assert again.chances(asked("who")[0], "a").keys() == regression.chances(asked("who")[0], "a").keys()
    assert again.chances(_POINTS["who"], "b") == regression.chances(_POINTS["who"], "b")

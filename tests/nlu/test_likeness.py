"""Likeness in int8 is likeness, near enough to rank by.

Processors without VNNI add pairs of products in 16 bits, where large ones saturate: there it is right to 0.03 only.
"""

import numpy as np
import pytest

from nlu.encoder import Vectors
from nlu.likeness import Likeness


def _unit_vectors(rows: int) -> Vectors:
    vectors = np.random.default_rng(rows).normal(size=(rows, 384)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize("rows", [1, 2, 7, 1000])
def test_it_is_the_dot_product(rows: int) -> None:
    vectors = _unit_vectors(rows)
    for vector in (vectors[0], vectors[-1], -vectors[0], _unit_vectors(rows + 1)[-1]):
        assert np.abs(Likeness.of(vectors).to(vector) - vectors @ vector).max() < 0.03


def test_what_is_kept_gives_the_same_again() -> None:
    first = Likeness.of(_unit_vectors(50))
    again = Likeness(first.values, first.scale)
    vector = _unit_vectors(3)[1]
    assert (first.to(vector) == again.to(vector)).all()
    assert first.values.dtype == np.int8

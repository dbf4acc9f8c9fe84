"""Texts become vectors, each in its own place."""

import numpy as np
import pytest

from nlu.encoder import _GROUP, _MANY, DIMENSIONS, encoder

_TEXTS = [
    f"{start} {end}"
    for start in ("what is", "tell me about", "why would a small firm want")
    for end in (
        "law",
        "hiring people",
        "buying",
        "the people who work in a hospital's back office",
        "research",
        "",
        "a",
        "payroll",
    )
]


@pytest.mark.parametrize("count", [0, 1, 2, _MANY - 1, _MANY, _MANY + _GROUP + 1])
def test_each_text_has_a_row_of_length_one(count: int) -> None:
    vectors = encoder().encode((_TEXTS * _MANY)[:count])
    assert vectors.shape == (count, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_many_texts_have_nearly_the_vectors_that_each_has_alone() -> None:
    alone = np.stack([encoder().encode([text])[0] for text in _TEXTS])
    times = _MANY // len(_TEXTS) + 1
    together = encoder().encode(_TEXTS * times)[: len(_TEXTS)]
    assert (alone * together).sum(axis=1).min() > 0.93
    assert ((alone @ together.T).argmax(axis=1) == np.arange(len(_TEXTS))).all()


def test_the_same_texts_have_the_same_vectors() -> None:
    texts = _TEXTS * _MANY
    assert (encoder().encode(texts) == encoder().encode(texts)).all()

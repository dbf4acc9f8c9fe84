"""The regression judges by meaning and wording, and a kept one judges as it did."""

from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.regression import Regression

_TEXTS = [
    "what is it",
    "what does it mean",
    "what is the meaning",
    "who made it",
    "who coined it",
    "who made the name",
] * 3
_INTENTS = ["definition", "definition", "definition", "fact", "fact", "fact"] * 3
_FEATURES = np.random.default_rng(0).normal(size=(len(_TEXTS), 4))


@pytest.fixture
def regression() -> Regression:
    fitted = Regression(words=0.5)
    fitted.fit(_FEATURES, _TEXTS, _INTENTS, (1.0, 10.0))
    return fitted


@pytest.mark.parametrize(("text", "intent"), [("what is the name", "definition"), ("who coined the name", "fact")])
def test_the_wording_decides_where_the_meaning_is_silent(regression: Regression, text: str, intent: str) -> None:
    chances = regression.chances(_FEATURES.mean(axis=0), text)
    assert max(chances, key=lambda name: chances[name]) == intent
    assert sum(chances.values()) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "words never seen", "what", "what what what is is it it"])
def test_a_text_is_weighed_as_it_was_in_training(regression: Regression, text: str) -> None:
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"[^\s]+").fit(_TEXTS)
    weights = np.zeros(len(vectorizer.vocabulary_))
    places, known = regression._weights(text)
    weights[places] = known
    assert weights == pytest.approx(vectorizer.transform([text]).toarray()[0])


def test_what_is_kept_judges_the_same(regression: Regression, tmp_path: Path) -> None:
    regression.save(tmp_path)
    again = Regression(words=0.5)
    again.restore(tmp_path)
    before, after = (one.chances(_FEATURES[0], _TEXTS[0]) for one in (regression, again))
    assert after == pytest.approx(before, abs=0.005)  # the weights of words are kept in steps

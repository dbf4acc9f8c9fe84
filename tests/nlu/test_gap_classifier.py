"""Which of the known gaps a question is about is judged by all questions on them."""

from pathlib import Path

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.encoder import encoder
from nlu.gap_classifier import GAP_OF_EXAMPLE, GapClassifier
from nlu.knowledge_ranker import SUBJECTS
from nlu.reader import Reading
from nlu.topic_extractor import READING

_QUESTIONS = {
    "salaries": [
        "how much do they earn",
        "what do they pay a month",
        "starting pay of an analyst",
        "how much is the pay",
    ],
    "companies": ["name some firms", "which firms do that", "list of firms in the town", "best firms for that"],
}


def _message(text: str, gaps: tuple[str, ...] = ()) -> Message:
    message = Message.build(text=text, intent="ask_not_covered")
    message.set(READING, Reading(masked=text, plain=text, wording=text, gaps=gaps))
    vector = encoder().encode([text])
    message.add_features(Features(vector.astype(np.float32), "sentence", TEXT, "encoder"))
    return message


@pytest.fixture(scope="module")
def classifier() -> GapClassifier:
    examples = []
    for gap, questions in _QUESTIONS.items():
        for text in questions:
            example = _message(text)
            example.set(GAP_OF_EXAMPLE, gap)
            examples.append(example)
    fitted = GapClassifier(GapClassifier.get_default_config(), None, None)  # type: ignore[arg-type]
    fitted.learn(TrainingData(examples))
    return fitted


def _judged(classifier: GapClassifier, message: Message) -> list[str]:
    message.set(SUBJECTS, [{"id": "companies", "score": 0.5}, {"id": "salaries", "score": 0.4}])
    classifier.process([message])
    return [subject["id"] for subject in message.get(SUBJECTS)]


@pytest.mark.parametrize(
    ("text", "gap"), [("what is the pay there", "salaries"), ("tell me some good firms", "companies")]
)
def test_the_likeliest_gap_comes_first(classifier: GapClassifier, text: str, gap: str) -> None:
    assert _judged(classifier, _message(text))[0] == gap


def test_a_gap_that_is_named_is_among_those_judged(classifier: GapClassifier) -> None:
    message = _message("what is the pay there", gaps=("prices",))
    assert "prices" in _judged(classifier, message)


def test_likeness_is_handed_on(classifier: GapClassifier) -> None:
    message = _message("what is the pay there")
    _judged(classifier, message)
    assert {subject["id"]: subject["score"] for subject in message.get(SUBJECTS)} == {"companies": 0.5, "salaries": 0.4}


def test_what_is_kept_judges_the_same(classifier: GapClassifier, tmp_path: Path) -> None:
    classifier.save(tmp_path)
    again = GapClassifier(classifier.config, None, None)  # type: ignore[arg-type]
    again.restore(tmp_path)
    one, other = _message("what do the firms pay"), _message("what do the firms pay")
    assert _judged(classifier, one) == _judged(again, other)
    assert one.get(SUBJECTS) == other.get(SUBJECTS)


def test_with_a_single_gap_there_is_nothing_to_learn(tmp_path: Path) -> None:
    lonely = GapClassifier(GapClassifier.get_default_config(), None, None)  # type: ignore[arg-type]
    example = _message("how much do they earn")
    example.set(GAP_OF_EXAMPLE, "salaries")
    lonely.learn(TrainingData([example]))
    lonely.save(tmp_path)
    lonely.restore(tmp_path)
    assert _judged(lonely, _message("pay?")) == ["companies", "salaries"]

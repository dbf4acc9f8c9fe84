"""The pure parts of the measurement of understanding: what counts as right, the tables, the pictures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from actions.knowledge import Knowledge
from actions.searches import NEAR
from benchmarks.document import replaced
from benchmarks.understanding import data, pictures, tables
from benchmarks.understanding.measure import (
    SETTINGS,
    Calibrated,
    Crossed,
    Judged,
    Nearest,
    Shares,
    accuracy,
    at_least_refusing,
    macro_f1,
    mean,
    shares,
)
from benchmarks.understanding.pipeline import configured, variants
from benchmarks.understanding.report import DOCUMENT, PARTS
from benchmarks.understanding.run import Outcome
from benchmarks.understanding.variants import CONFIGURED, READINGS, VARIANTS, OtherModel
from nlu.intent_classifier import IntentClassifier
from nlu.topic_extractor import Reader, Vocabulary

JUDGED = [Judged("hi", "greet", "greet"), Judged("yo", "greet", "thank"), Judged("ta", "thank", "thank")]


def item(kind: str, *intents: str) -> data.Item:
    return data.Item(kind, "text", frozenset(intents), (), ())


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_every_message_of_the_calibration_has_a_right_intent() -> None:
    assert all(one.intents for one in data.calibration())


def test_every_right_intent_is_one_that_is_trained() -> None:
    trained = {example.intent for example in data.training()}
    assert {intent for one in data.calibration() for intent in one.intents} <= trained


def test_a_part_is_right_by_the_intent_of_its_question(knowledge: Knowledge) -> None:
    for part, question in knowledge.questions.items():
        assert question.intent in data.right_intents(knowledge, [part])


def test_a_part_that_no_intent_leads_to_is_named(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="'weather'"):
        data.right_intents(knowledge, ["definition", "weather"])


def test_each_example_is_asked_once_and_never_while_it_is_learnt() -> None:
    examples = [data.Example(f"{intent} {number}", intent) for intent in ("a", "b") for number in range(10)]
    folds = data.folds(examples)
    assert Counter(example for _, asked in folds for example in asked) == Counter(examples)
    assert all(not set(learnt) & set(asked) for learnt, asked in folds)
    assert all(Counter(example.intent for example in asked) == {"a": 2, "b": 2} for _, asked in folds)


def test_accuracy_counts_messages_and_macro_f1_intents() -> None:
    assert accuracy(JUDGED) == pytest.approx(2 / 3)
    assert macro_f1(JUDGED) == pytest.approx((2 / 3 + 2 / 3) / 2)


def test_an_intent_that_is_never_asked_takes_no_part_in_the_mean() -> None:
    assert macro_f1([Judged("hi", "greet", "greet"), Judged("yo", "greet", "stop")]) == pytest.approx(2 / 3)


def test_shares_are_counted_by_kind_and_any_right_intent_will_do() -> None:
    items = [item("answers", "x", "y"), item("answers", "x"), item("gaps", "g"), item("refusals", "out_of_scope")]
    assert shares(items, ["y", "y", "g", "x"]) == Shares(in_scope=0.5, gaps=1.0, refused=0.0)


def test_the_mean_of_curves_is_taken_value_by_value() -> None:
    one, other = ({"scope": {0.5: Shares(share, 0.0, 1.0)}} for share in (0.2, 0.4))
    assert mean([one, other]) == {"scope": {0.5: Shares(pytest.approx(0.3), 0.0, 1.0)}}


def test_variants_are_compared_at_the_lowest_value_that_refuses_enough() -> None:
    curve = {0.9: Shares(0.7, 0, 0.99), 0.5: Shares(0.9, 0, 0.95), 0.1: Shares(0.95, 0, 0.5)}
    assert at_least_refusing(curve, 0.95) == curve[0.5]
    assert at_least_refusing(curve, 1.0) is None


def test_only_the_settings_of_the_classifier_are_varied() -> None:
    known = set(IntentClassifier.get_default_config())
    assert set(SETTINGS) <= known
    assert {key for variant in VARIANTS for key in variant.settings} <= known


def test_names_of_variants_are_unique_and_their_readings_exist() -> None:
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)
    assert {variant.reading for variant in VARIANTS} <= set(READINGS)


def test_no_variant_repeats_what_is_configured() -> None:
    config = configured()
    assert variants(quick=False)[0] == CONFIGURED
    assert all(dict(config, **variant.settings) != config for variant in variants(quick=False) if variant.settings)
    assert variants(quick=True) == (CONFIGURED,)


@pytest.fixture(scope="module")
def vocabulary(knowledge: Knowledge) -> Vocabulary:
    return Vocabulary.of(knowledge, ["what are the benefits of it"] * 3)


def test_names_are_kept_only_where_masking_is_left_out(vocabulary: Vocabulary, knowledge: Knowledge) -> None:
    model = next(model for model in knowledge.models if not knowledge.namesakes(model))
    text, name = f"benefits of {model.acronym}", model.acronym.lower()
    with READINGS["unmasked"]():
        assert name in Reader(vocabulary).read(text)[0].masked
    assert name not in Reader(vocabulary).read(text)[0].masked


def test_typing_errors_stay_only_where_mending_is_left_out(vocabulary: Vocabulary) -> None:
    with READINGS["as typed"]():
        assert Reader(vocabulary).read("kya benfits")[0].plain == "kya benfits"
    assert Reader(vocabulary).read("kya benfits")[0].plain == "what benefits"


class HalfSure:
    """A model of scikit-learn's kind that gives every message the same chances."""

    classes_ = ("ask_bot", "greet", "out_of_scope")

    def fit(self, features: Any, intents: Any) -> None:
        """Learns nothing."""

    def predict_proba(self, features: Any) -> Any:
        return np.tile([0.3, 0.6, 0.1], (len(features), 1))


def test_another_model_hands_its_own_chances_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IntentClassifier, "_features", lambda self, message: np.zeros(3))
    classifier = OtherModel({}, HalfSure())
    logits = classifier._features(Message.build(text="hello"))
    assert np.exp(logits) / np.exp(logits).sum() == pytest.approx([0.3, 0.6, 0.1])


def outcome() -> Outcome:
    made = Outcome()
    for name, in_scope in ((CONFIGURED.name, 0.9), ("other", 0.8)):
        made.folds[name] = [Crossed(tuple(JUDGED), {})]
        curve = {0.5: Shares(in_scope, 0.5, 0.9), 0.9: Shares(in_scope / 2, 0.5, 0.95)}
        made.calibrated[name] = Calibrated(
            Shares(in_scope, 0.5, 0.95 if name == CONFIGURED.name else 0.9), {"scope": curve}
        )
    return made


def test_a_variant_has_a_line_with_its_shares_and_that_at_equal_refusals() -> None:
    heading, _, _, other = tables.tried(outcome()).splitlines()
    assert cells(heading)[-1] == "in scope at 95.0 % refused"
    assert cells(other) == ["other", "66.7 %", "66.7 %", "80.0 %", "50.0 %", "90.0 %", "40.0 %"]


def test_the_configured_value_of_a_setting_stands_out() -> None:
    curves = {"clueless": {value: Shares(0.9, 0.8, 0.7) for value in (0.0, 0.1, 0.15, 0.3, 0.5)}}
    lines = tables.settings(curves, curves, {"clueless": 0.15}).splitlines()
    assert [cells(line)[1] for line in lines[2:]] == ["0", "**0.15**", "0.3", "0.5"]


def test_likeness_counts_what_reaches_a_threshold() -> None:
    found = [Nearest("answers", 0.9, True), Nearest("answers", NEAR, False), Nearest("refusals", 0.5, False)]
    lines = [cells(line) for line in tables.likeness(found).splitlines()]
    assert lines[0][2:] == ["right, of 2", "wrong", "unrelated, of 1"]
    assert next(line for line in lines if line[1] == "`NEAR`")[2:] == ["1", "1", "1"]


def test_confusions_come_most_frequent_first_with_a_short_message() -> None:
    judged = [
        Judged("one two three four | five", "a", "b"),
        Judged("one two three four five", "a", "b"),
        Judged("short", "a", "b"),
        Judged("else", "b", "c"),
        Judged("right", "a", "a"),
    ]
    lines = [cells(line) for line in tables.confusions(judged).splitlines()[2:]]
    assert lines == [
        ["`a`", "`b`", "3", "4", "“one two three four five”"],
        ["`b`", "`c`", "1", "1", "“else”"],
    ]


def test_a_row_of_the_confusion_matrix_is_what_was_asked() -> None:
    percent = pictures.confusion_percent(JUDGED, ["greet", "thank", "stop"])
    assert percent.tolist() == [[50, 50, 0], [0, 100, 0], [0, 0, 0]]


def test_the_pictures_are_drawn(tmp_path: Path) -> None:
    curves = {"scope": {0.5: Shares(0.9, 0.5, 0.9), 0.8: Shares(0.8, 0.5, 0.95)}}
    pictures.thresholds(tmp_path / "thresholds.png", {"here": curves, "there": curves}, {"scope": 0.8})
    pictures.confusion(tmp_path / "confusion.png", JUDGED)
    assert all((tmp_path / name).stat().st_size > 1000 for name in ("thresholds.png", "confusion.png"))


@pytest.mark.parametrize("part", PARTS)
def test_our_document_has_a_place_for_every_part(part: str) -> None:
    assert replaced(DOCUMENT.read_text(encoding="utf-8"), part, "new")

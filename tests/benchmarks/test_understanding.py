"""The measurement of understanding, without its long runs: what counts as right, the variants, tables, pictures."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from operator import eq
from pathlib import Path

import pytest
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from benchmarks.document import replaced
from benchmarks.understanding import data, measure, pictures, report
from benchmarks.understanding.data import Case
from benchmarks.understanding.pictures import Point
from benchmarks.understanding.variants import CONFIGURED, READINGS, VARIANTS, Variant
from knowledge.model import Knowledge
from knowledge.search import NEAR
from nlu.intent_classifier import IntentClassifier
from nlu.knowledge_ranker import STATEMENTS
from nlu.reader import Reader
from nlu.sentence_encoder import SentenceEncoder
from nlu.topic_extractor import OUT_OF_SCOPE, READING
from nlu.vocabulary import Vocabulary


def asked(text: str, intent: str, kind: str = data.IN_SCOPE) -> Case:
    return Case(text, kind, (intent,))


ANSWERS = [(asked("hi", "greet"), "greet"), (asked("yo", "greet"), "thank"), (asked("ta", "thank"), "thank")]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_every_message_of_the_calibration_has_a_right_intent_that_is_trained() -> None:
    trained = {intent for case in data.training() for intent in case.intents}
    assert all(case.intents and set(case.intents) <= trained for case in data.calibration())


def test_a_part_is_right_by_the_intent_of_its_question(knowledge: Knowledge) -> None:
    for part, question in knowledge.questions.items():
        assert question.intent in data.right_intents(knowledge, [part])


def test_a_part_that_no_intent_leads_to_is_named(knowledge: Knowledge) -> None:
    with pytest.raises(ValueError, match="'weather'"):
        data.right_intents(knowledge, ["definition", "weather"])


def test_families_are_those_of_intents_that_are_trained() -> None:
    assert set(data.families()) < {case.intents[0] for case in data.training()}
    assert {data.families()[intent] for intent in ("ask_sure", "restyle", "summarise")} == {"conversation acts"}


def test_each_message_is_asked_once_and_never_while_it_is_learnt() -> None:
    cases = [asked(f"{intent} {number}", intent) for intent in ("a", "b") for number in range(10)]
    folds = data.folds(cases)
    assert Counter(case for _, asked in folds for case in asked) == Counter(cases)
    assert all(not set(learnt) & set(asked) for learnt, asked in folds)
    assert all(Counter(case.intents for case in asked) == {("a",): 2, ("b",): 2} for _, asked in folds)


def test_a_question_on_a_gap_does_not_find_itself(knowledge: Knowledge) -> None:
    gap = next(iter(knowledge.gaps.values()))
    rest = measure.without(knowledge, {gap.asked_as[0]}).gaps[gap.id]
    assert rest.asked_as == gap.asked_as[1:]


def test_only_settings_of_the_classifier_are_varied() -> None:
    known = set(IntentClassifier.get_default_config())
    assert {*measure.SETTINGS, *(key for variant in VARIANTS for key in variant.settings)} <= known


def test_the_configured_value_of_each_threshold_is_measured() -> None:
    config = measure.configured()
    assert {(setting, config[setting]) for setting in measure.SETTINGS} <= set(measure.thresholds().values())


def test_names_are_unique_and_readings_exist() -> None:
    names = [*(variant.name for variant in VARIANTS), *measure.thresholds()]
    assert len(set(names)) == len(names)
    assert {variant.reading for variant in VARIANTS} == set(READINGS)


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


@pytest.fixture(scope="module")
def lesson(vocabulary: Vocabulary) -> TrainingData:
    """A few training messages of each intent, read and encoded."""
    reader, taken = Reader(vocabulary), Counter[str]()
    messages: list[Message] = []
    for case in data.training():
        taken[case.intents[0]] += 1
        if taken[case.intents[0]] <= 12:
            messages.append(Message.build(text=case.text, intent=case.intents[0]))
            messages[-1].set(READING, reader.read(case.text)[0])
    encoder = SentenceEncoder({}, None, None)
    encoder.learn(TrainingData())
    return TrainingData(encoder.process(messages))


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
@pytest.mark.filterwarnings("ignore")  # the perceptron stops at its last round, which is meant
def test_every_variant_learns_to_tell_intents_apart(variant: Variant, lesson: TrainingData) -> None:
    classifier = variant.learn(measure.configured(), lesson)
    wanted = [example.get(INTENT) for example in lesson.training_examples]
    got = measure.intents(classifier, deepcopy(lesson).training_examples, {"scope": 0.0, "unsupported": 0.0})
    assert sum(map(eq, wanted, got)) > len(wanted) / 2


def test_a_setting_is_tried_without_a_trace(lesson: TrainingData) -> None:
    classifier = CONFIGURED.learn(measure.configured(), lesson)
    greetings = [example for example in deepcopy(lesson).training_examples if example.get(INTENT) == "greet"]
    assert set(measure.intents(classifier, greetings, {"scope": 1.0, "certain": 1.0})) == {OUT_OF_SCOPE}
    assert classifier.config == measure.configured()


def test_accuracy_counts_any_right_intent() -> None:
    either = Case("text", data.IN_SCOPE, ("x", "y"))
    assert report.accuracy([(either, "x"), (either, "y"), (either, "z"), (either, "z")]) == 0.5


def test_shares_are_counted_by_kind() -> None:
    cases = (asked("", "x"), asked("", "x"), asked("", "g", data.GAPS), asked("", OUT_OF_SCOPE, data.REFUSALS))
    assert report.shares(list(zip(cases, ["x", "y", "g", "x"], strict=True))) == (0.5, 1.0, 0.0)


def test_an_intent_that_is_never_asked_has_no_score() -> None:
    assert report.f1([*ANSWERS, (asked("so", "thank"), "stop")]) == pytest.approx({"greet": 2 / 3, "thank": 0.5})


def test_a_variant_has_a_line_with_its_calibration_and_its_cross_validation() -> None:
    kinds = {data.IN_SCOPE: "x", data.GAPS: "g", data.REFUSALS: "out"}
    calibrated = [(Case("", kind, (intent,), ("part",)), intent) for kind, intent in kinds.items()]
    lines = report.tried({"other": [*ANSWERS, *calibrated]}).splitlines()
    assert cells(lines[2]) == ["other", "100.0 %", "100.0 %", "100.0 %", "66.7 %", "66.7 %"]


def test_the_configured_value_of_a_setting_stands_out() -> None:
    points = [Point("clueless", value, (0.9, 0.8, 0.7), (0.6, 0.5, 0.4)) for value in (0.1, 0.15)]
    lines = report.tuned(points, {"clueless": 0.15}).splitlines()
    assert [cells(line)[1] for line in lines[2:]] == ["0.1", "**0.15**"]


def test_likeness_counts_what_reaches_a_threshold(knowledge: Knowledge) -> None:
    meant, other = (topic.id for topic in knowledge.models[:2])
    cases = [Case("", data.IN_SCOPE, (), ("find_model",), (meant,))] * 2 + [Case("", data.REFUSALS, (), ("refusal",))]
    messages = [
        Message({STATEMENTS: [{"topic": topic, "score": score}]})
        for topic, score in ((meant, 0.9), (other, NEAR), (meant, 0.5))
    ]
    lines = [cells(line) for line in report.likeness(messages, cases).splitlines()]
    assert lines[0][2:] == ["right, of 2", "wrong", "unrelated, of 1"]
    assert next(line for line in lines if line[1] == "`NEAR`")[2:] == ["1", "1", "1"]


def test_families_are_scored_by_their_intents() -> None:
    lines = [cells(line) for line in report.by_family([*ANSWERS, (asked("?", "ask_more"), "greet")]).splitlines()]
    assert [line[:4] for line in lines[2:]] == [
        ["talk", "2", "3", "66.7 %"],
        ["follow-ups", "1", "1", "0.0 %"],
        ["all", "3", "4", "50.0 %"],
    ]


def test_confusions_come_most_frequent_first_with_a_short_message() -> None:
    made = {"one two three four | five": "b", "one two three four five": "b", "short": "b", "right": "a", "no": "c"}
    answers = [*((asked(text, "a"), got) for text, got in made.items()), (asked("declined", "a"), OUT_OF_SCOPE)]
    assert [cells(line) for line in report.confusions(answers).splitlines()[2:]] == [
        ["`a`", "`b`", "3", "6", "“one two three four five”"],
        ["`a`", "`c`", "1", "6", "“no”"],
    ]


def test_a_row_of_the_confusion_matrix_is_what_was_asked() -> None:
    percent = pictures.confusion_percent(ANSWERS, ["greet", "thank", "stop"])
    assert percent.tolist() == [[50, 50, 0], [0, 100, 0], [0, 0, 0]]


def test_the_pictures_are_drawn(tmp_path: Path) -> None:
    points = [Point("scope", value, (0.9, 0.5, 0.9), (0.8, 0.5, 0.95)) for value in (0.5, 0.8)]
    pictures.thresholds(tmp_path / "thresholds.png", points, {"scope": 0.8})
    pictures.confusion(tmp_path / "confusions.png", ANSWERS)
    assert all((tmp_path / name).stat().st_size > 1000 for name in ("thresholds.png", "confusions.png"))


@pytest.mark.parametrize("part", report.PARTS)
def test_our_document_has_a_place_for_every_part(part: str) -> None:
    assert replaced(report.DOCUMENT.read_text(encoding="utf-8"), part, "new", report.COMMAND)

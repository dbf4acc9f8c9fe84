"""Domain, rules, training data and code agree: what Rasa's own validation lets pass is checked here."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from actions.knowledge import Knowledge
from commands import models
from dialogue.outage_policy import APOLOGY
from nlu.names import ASPECT, GAP, QUESTION, SERVICE, TOPIC

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
CODE = "\n".join(p.read_text(encoding="utf-8") for f in ("actions", "dialogue") for p in (ROOT / f).glob("*.py"))


def documents(folder: str) -> list[dict]:
    return [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data" / folder).rglob("*.yml"))
    ]


def leaves(data: object, key: str) -> set[str]:
    """All values under `key`, however deep."""
    if isinstance(data, list):
        return set().union(*(leaves(entry, key) for entry in data), set())
    if isinstance(data, dict):
        own = {data[key]} if isinstance(data.get(key), str) else set()
        return own.union(*(leaves(value, key) for value in data.values()), set())
    return set()


def trained_intents() -> set[str]:
    return {block["intent"] for document in documents("nlu") for block in document["nlu"]}


def registered_actions() -> set[str]:
    executor = ActionExecutor()
    executor.register_package("actions")
    return set(executor.actions)


def test_every_action_of_the_domain_is_implemented_and_none_is_left_out() -> None:
    assert registered_actions() == set(DOMAIN["actions"])


def test_every_intent_is_trained_and_every_trained_one_declared() -> None:
    assert trained_intents() | {"ask_not_covered"} == set(DOMAIN["intents"])


def test_every_intent_has_a_rule() -> None:
    assert leaves(documents("rules"), "intent") == set(DOMAIN["intents"])


def test_every_intent_is_answered_in_the_middle_of_the_choice() -> None:
    rules = [rule for document in documents("rules") for rule in document["rules"] if "condition" in rule]
    assert leaves(rules, "intent") == set(DOMAIN["intents"])


def test_every_action_of_a_rule_or_story_exists() -> None:
    used = leaves(documents("rules") + documents("stories"), "action")
    known = {*DOMAIN["actions"], *DOMAIN["responses"], *DOMAIN["forms"], "action_deactivate_loop"}
    assert used <= known


def test_every_response_is_used_and_every_used_one_is_there() -> None:
    used = {name for name in leaves(documents("rules"), "action") if name.startswith("utter_")}
    used |= set(re.findall(r'"(utter_\w+)"', CODE)) | {APOLOGY}
    assert used == set(DOMAIN["responses"])


def test_every_question_has_an_intent(knowledge: Knowledge) -> None:
    assert {question.intent for question in knowledge.questions.values()} <= set(DOMAIN["intents"])


def test_the_entities_are_those_that_the_reader_finds() -> None:
    declared = {next(iter(entry)) if isinstance(entry, dict) else entry for entry in DOMAIN["entities"]}
    assert declared == {TOPIC, ASPECT, GAP, SERVICE, QUESTION}


def test_no_fixed_reply_has_a_blank_line() -> None:
    assert [r["text"] for rs in DOMAIN["responses"].values() for r in rs if "\n\n" in r["text"]] == []


@pytest.mark.parametrize("folder", ["actions", "nlu", "dialogue", "channels"])
def test_no_model_is_named_in_code(folder: str, knowledge: Knowledge) -> None:
    acronyms = "|".join({model.acronym for model in knowledge.models if model.acronym})
    for path in (ROOT / folder).rglob("*.py"):
        code = re.sub(r'""".*?"""|#[^\n]*', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(rf"\b(?:{acronyms})\b", code) == [], path


def _rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-m", "rasa", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_rasa_finds_no_fault_in_the_training_data() -> None:
    done = _rasa("data", "validate", "--fail-on-warnings")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_rasa_predicts_every_action_of_the_stories(tmp_path: Path) -> None:
    """The stock test command, which runs no action."""
    stories = ("--stories", "data/stories", "--fail-on-prediction-errors", "--no-plot", "--out", str(tmp_path))
    done = _rasa("test", "core", "--model", str(models.newest(ROOT)), *stories)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "Correct:          5 / 5" in done.stderr + done.stdout


def test_no_held_out_phrasing_is_a_training_example(knowledge: Knowledge) -> None:
    examples = [
        line for document in documents("nlu") for block in document["nlu"] for line in block["examples"].splitlines()
    ]
    gaps = [text for gap in knowledge.gaps.values() for text in gap.asked_as]
    trained = {text.removeprefix("- ").strip().lower() for text in (*examples, *gaps)}
    held_out = [
        path for name in ("nlu", "calibration", "unseen") for path in sorted((ROOT / "tests" / name).glob("*.yml"))
    ]
    asked = [str(case["ask"]) for path in held_out for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    assert [text for text in asked if text.strip().lower() in trained] == []

"""Rasa, training data and code agree, beside what `make train` checks (tests/commands/test_command_checks.py)."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from commands import models
from knowledge.model import Knowledge
from nlu.names import ASPECT, GAP, QUESTION, SERVICE, TOPIC

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))


def documents(folder: str) -> list[dict]:
    return [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data" / folder).rglob("*.yml"))
    ]


def test_the_entities_are_those_that_the_reader_finds() -> None:
    declared = {next(iter(entry)) if isinstance(entry, dict) else entry for entry in DOMAIN["entities"]}
    assert declared == {TOPIC, ASPECT, GAP, SERVICE, QUESTION}


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

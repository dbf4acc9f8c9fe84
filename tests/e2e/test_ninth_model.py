"""A content editor adds a model by adding one file; all else follows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.files import load

ROOT = Path(__file__).resolve().parents[2]
NINTH = """\
name: Translation Process Outsourcing
acronym: XPO
aliases: [translation outsourcing, outsourced interpreting]
misspellings: [xop]
in_short: turning texts into other languages through an outside provider
definition:
  - text: XPO (Translation Process Outsourcing) is the handing over of texts to outside translators.
    sources: [seven_models > Introduction]
services:
  - text: translating manuals
    also: [translation of manuals, subtitling]
    sources: [seven_models > Introduction]
benefits:
  - name: Native tongues
    text: XPO gives texts that sound native without linguists of one's own.
    sources: [seven_models > Introduction]
aspects:
  cost_savings:
    text: XPO saves the cost of dictionaries.
    sources: [seven_models > Introduction]
  expertise:
    text: XPO providers know languages and their grammar.
    sources: [seven_models > Introduction]
choice:
  work: Translating texts
  words: [translate, translation, languages]
  core: non_core
  priorities: [cost]
  involvement: low
  reason: XPO takes translations off your hands.
  caution: The documents say little about it.
  sources: [seven_models > Introduction]
"""
QUESTIONS = {
    "what is XPO": "XPO (Translation Process Outsourcing) is the handing over",
    "x.p.o. meaning": "XPO (Translation Process Outsourcing) is the handing over",
    "what is translaton outsorcing": "XPO (Translation Process Outsourcing) is the handing over",
    "benefits of xpo": "Native tongues",
    "does xpo do subtitling?": "Yes. XPO covers translating manuals",
    "we want someone to translate our manuals, what is that called": "That is Translation Process Outsourcing (XPO)",
    "which models do you know?": "Translation Process Outsourcing (XPO)",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with one more file in the knowledge."""
    copy = tmp_path_factory.mktemp("ninth") / "project"
    ignored = shutil.ignore_patterns(".git", ".venv", "models", ".cache", ".rasa", "tests", "node_modules", ".*_cache")
    shutil.copytree(ROOT, copy, ignore=ignored)
    (copy / "data" / "knowledge" / "outsourcing_models" / "xpo.yml").write_text(NINTH, encoding="utf-8")
    return copy


def test_the_ninth_model_is_understood_and_answered_after_training(project: Path) -> None:
    others = [model.called for model in load().models if not load().namesakes(model)]
    questions = {**QUESTIONS, **{f"xpo vs {other}": "XPO is turning texts into other languages" for other in others}}
    environment = {**os.environ, "NO_COLOR": "1", "RASA_TELEMETRY_ENABLED": "false"}
    environment.pop("PORT", None)
    trained = subprocess.run(
        [sys.executable, "-m", "commands.train"], cwd=project, env=environment, capture_output=True, text=True
    )
    assert trained.returncode == 0, trained.stdout + trained.stderr
    chat = subprocess.run(
        [sys.executable, "-m", "commands.chat", "--plain"],
        cwd=project,
        env=environment,
        input="\n".join(questions),
        capture_output=True,
        text=True,
    )
    assert chat.returncode == 0, chat.stderr
    answers = chat.stdout.splitlines()
    assert len(answers) == len(questions), chat.stdout
    for (question, wanted), answer in zip(questions.items(), answers, strict=True):
        assert wanted in answer, f"{question}: {answer}"

"""What `make` offers."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from commands import models
from commands.servers import ROOT

TARGETS = [
    "setup",
    "train",
    "adapt",
    "chat",
    "ask",
    "explain",
    "serve",
    "release",
    "rollback",
    "forget",
    "retention",
    "sbom",
    "test",
    "eval",
    "bench",
    "bench-web",
    "cluster",
    "stress",
    "screenshots",
    "lint",
    "clean",
]


def make(*arguments: str) -> str:
    """What make prints."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    done = subprocess.run(["make", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_make_alone_lists_every_target_with_what_it_does() -> None:
    lines = make().splitlines()
    assert [line.split()[1] for line in lines] == TARGETS
    assert all(len(line.split()) > 4 for line in lines)


def test_every_target_but_setup_and_clean_sets_up_first() -> None:
    makefile = (ROOT / "Makefile").read_text()
    rules = dict(re.findall(r"^([\w-]+): *([^#\n]*)", makefile, re.MULTILINE))
    after = {name: re.findall(r"\b(setup|train)\b", rules[name]) for name in TARGETS}
    assert [name for name, others in after.items() if not others] == ["setup", "clean"]


@pytest.mark.parametrize(
    ("arguments", "trains"),
    [
        (["serve"], True),
        (["serve", "RELEASED="], True),
        (["serve", "RELEASED=no"], True),
        (["serve", "RELEASED=yes"], False),
        (["release"], False),
        (["rollback"], False),
    ],
    ids=str,
)
def test_what_serves_a_release_trains_nothing(arguments: list[str], trains: bool) -> None:
    """It doesn't depend on the working tree, which may be broken just then. (There is a model in models/.)"""
    models.newest()
    assert ("commands.train" in make("--dry-run", *arguments)) == trains


def test_a_question_reaches_the_command_as_it_was_typed() -> None:
    question = 'what\'s "KPO", and does it cost $5 & more?'
    environment = {**os.environ, "Q": ""}
    probe = "include Makefile\nprobe: ; @printenv QUESTION\n"
    arguments = ["make", "--no-print-directory", "-f", "-", "probe", f"Q={question}"]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, input=probe, capture_output=True, text=True)
    assert done.stdout == f"{question}\n"

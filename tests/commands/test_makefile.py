"""What `make` offers."""

from __future__ import annotations

import os
import re
import subprocess

from commands.servers import ROOT

TARGETS = [
    "setup",
    "train",
    "chat",
    "ask",
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
    rules = dict(re.findall(r"^([\w-]+): *(\w*)", makefile, re.MULTILINE))
    assert {name: rules[name] for name in TARGETS if rules[name] not in ("setup", "train")} == {
        "setup": "",
        "clean": "",
    }


def test_a_question_reaches_the_command_as_it_was_typed() -> None:
    question = 'what\'s "KPO", and does it cost $5 & more?'
    environment = {**os.environ, "Q": ""}
    probe = "include Makefile\nprobe: ; @printenv QUESTION\n"
    arguments = ["make", "--no-print-directory", "-f", "-", "probe", f"Q={question}"]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, input=probe, capture_output=True, text=True)
    assert done.stdout == f"{question}\n"

"""`make train` and `make serve` name what is wrong with the files that the bot is made of, before they begin."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from commands import checks
from commands.checks import files as read_files
from commands.checks import phrases
from commands.checks.classes import class_exists, faults_of_classes
from commands.checks.files import Files
from commands.checks.names import faults_of_names
from commands.checks.shapes import faults_of_shape
from commands.command import CommandError
from commands.network import free_ports
from commands.releases import Release
from commands.servers import ROOT
from knowledge.checks import Fault
from knowledge.yaml_files import YamlError, parse

FILES = ("config.yml", "domain.yml", "credentials.yml", "endpoints.yml")
AT = "¶"  # marks the line on which a fault is told


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of all files that are checked."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data", project / "data")
    for name in FILES:
        shutil.copy(ROOT / name, project)
    return project


def told(root: Path) -> list[str]:
    """The lines with the faults of a project."""
    try:
        checks.checked(root)
    except CommandError as error:
        return str(error).splitlines()
    return []


def told_with(whole: Path, name: str, text: str) -> list[str]:
    """The lines, with another text in one file."""
    path = whole / name
    before = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        return told(whole)
    finally:
        path.write_text(before, encoding="utf-8")


def test_the_project_is_in_order() -> None:
    assert told(ROOT) == []


FAULTS = yaml.safe_load((Path(__file__).with_name("faults.yml")).read_text(encoding="utf-8"))


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault['file']}: {fault['put']}"[:60] for fault in FAULTS])
def test_a_fault_is_one_line_with_file_line_cause_and_fix(whole: Path, fault: dict[str, str]) -> None:
    name, old, new, complaint = fault["file"], fault["instead_of"], fault["put"], fault["told"]
    path = whole / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text
    broken = text.replace(old, new, 1)
    at = broken[: broken.index(AT)].count("\n") + 1 if AT in broken else None
    path.write_text(text, encoding="utf-8")
    try:
        lines = told_with(whole, name, broken.replace(AT, ""))
    finally:
        if not text:
            path.unlink()
    telling = [line for line in lines if complaint in line]
    assert len(telling) == 1, lines
    file, line, rest = telling[0].split(": ", 2)
    assert re.fullmatch(r"line \d+", line)
    assert ": " in rest
    assert not at or (file, line) == (name, f"line {at}")


def test_faults_of_several_files_are_told_at_once(whole: Path) -> None:
    questions = (whole / "data/knowledge/questions.yml").read_text(encoding="utf-8")
    (whole / "data/rules/new.yml").write_text("rules:\n- rule: x\n  step: []\n", encoding="utf-8")
    try:
        lines = told_with(whole, "data/knowledge/questions.yml", questions.replace("noun:", "nuon:", 1))
    finally:
        (whole / "data/rules/new.yml").unlink()
    assert {line.split(":")[0] for line in lines} == {"data/rules/new.yml", f"{whole}/data/knowledge/questions.yml"}


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(whole: Path, name: str) -> None:
    (whole / name).rename(whole / "away")
    try:
        assert told(whole) == [f"{name}: the file is missing: restore it"]
    finally:
        (whole / "away").rename(whole / name)


def test_an_intent_with_too_few_phrases_is_named(whole: Path) -> None:
    few = "\n".join(f"    - tell me its history number {number}" for number in range(phrases.FEWEST - 1))
    path = whole / "data" / "nlu" / "history.yml"
    path.write_text(f"nlu:\n- intent: ask_history\n  examples: |\n{few}\n", encoding="utf-8")
    try:
        assert any(
            "line 3: nlu[0].examples: ask_history has 14 phrases: give at least 15" in line for line in told(whole)
        )
    finally:
        path.unlink()


def test_as_many_phrases_are_enough_as_contributing_asks_for() -> None:
    text = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    assert f"in `data/nlu/` with {phrases.FEWEST} or more ways to ask" in text


def test_training_data_in_a_new_folder_is_checked_and_other_yaml_is_not(whole: Path) -> None:
    folder = whole / "data" / "more"
    folder.mkdir()
    (folder / "words.yml").write_text("words: [a, b]\n", encoding="utf-8")
    (folder / "rules.yml").write_text("rules:\n- rule: x\n  steps:\n  - action: utter_nothing\n", encoding="utf-8")
    try:
        (line,) = told(whole)
    finally:
        shutil.rmtree(folder)
    assert line.startswith('data/more/rules.yml: line 4: rules[0].steps[0].action: the response "utter_nothing" is not')


def test_variables_that_are_not_set_are_a_fault_of_the_start_alone(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "action_endpoint:\n  url: ${ACTIONS_URL}\ntracker_store:\n  type: sql\n  port: ${DB_PORT}\n"
    monkeypatch.setenv("ACTIONS_URL", "http://127.0.0.1:1/webhook")
    monkeypatch.setenv("ENDPOINTS", "other.yml")
    (whole / "other.yml").write_text(text, encoding="utf-8")
    assert checks.faults_of_files(whole) == []
    assert checks.faults_of_files(whole, starting=True) == [
        "other.yml: line 5: tracker_store.port: the environment has no DB_PORT: set it, or write its value here"
    ]


def test_a_release_starts_whatever_else_is_broken_here_but_for_credentials_and_endpoints(
    whole: Path, tmp_path: Path
) -> None:
    release = Release(tmp_path / "release")
    shutil.copytree(whole / "data" / "knowledge", release.knowledge)
    for name in ("domain.yml", "config.yml", "data/nlu/definition.yml", "data/knowledge/questions.yml"):
        broken = tmp_path / name
        broken.parent.mkdir(parents=True, exist_ok=True)
        broken.write_text("- : [", encoding="utf-8")
    for name in ("credentials.yml", "endpoints.yml"):
        shutil.copy(whole / name, tmp_path)
    checks.check_start(release, tmp_path)
    with pytest.raises(CommandError, match=r"domain\.yml"):
        checks.check_start(None, tmp_path)
    (tmp_path / "endpoints.yml").write_text("action_endpoint:\n  url: ${ACTIONS_URL}\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"line 2: action_endpoint\.url: the environment has no ACTIONS_URL"):
        checks.check_start(release, tmp_path)
    (release.knowledge / "questions.yml").write_text("questions:\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"release/knowledge/questions.yml(.|\n)*ACTIONS_URL"):
        checks.check_start(release, tmp_path)


@pytest.mark.parametrize("name", ["deploy/credentials.yml", "deploy/endpoints.yml"])
def test_the_files_for_several_servers_are_in_order(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(Path(name).stem.upper(), name)
    assert checks.faults_of_files() == []


@pytest.mark.parametrize(
    ("path", "exists"),
    [
        ("stores.lock_store.RedisLockStore", True),
        ("rasa.core.tracker_store.SQLTrackerStore", True),
        ("rasa.core.lock_store.LockStores", False),
        ("stores.nothing.Store", False),
        ("nothing.at.all.Store", False),
        ("Store", False),
        ("", False),
        (".Store", False),
    ],
)
def test_a_class_is_found_without_importing_it(path: str, exists: bool) -> None:
    assert class_exists(path) == exists


def _indented(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """A text with each line moved by two blanks: (line from 1, how far, text)."""
    for place, line in enumerate(lines):
        words = line.lstrip()
        for shift in (2, -2) if words and not words.startswith("#") else ():
            if len(line) - len(words) + shift >= 0:
                moved = " " * (len(line) - len(words) + shift) + words
                yield place + 1, shift, "\n".join([*lines[:place], moved, *lines[place + 1 :]])


def _faults(files: Files) -> Iterator[Fault]:
    yield from faults_of_shape(files)
    yield from phrases.faults_of_phrases(files)
    yield from faults_of_names(files)
    yield from faults_of_classes(files, False)


@pytest.mark.parametrize(
    "name",
    [*FILES, *(f"data/{n}.yml" for n in ("rules/choice", "rules/answers", "stories/conversations", "nlu/drawbacks"))],
)
def test_a_wrong_indent_anywhere_is_a_fault_or_changes_nothing(name: str) -> None:
    good = read_files.read(ROOT, "credentials.yml", "endpoints.yml")
    unseen = []
    for line, shift, text in _indented(good.text(name).splitlines()[:400]):
        with suppress(YamlError):
            data = parse(text, read_files.RasaLoader)
            changed = replace(good, content={**good.content, name: data})
            if data != good.content[name] and next(_faults(changed), None) is None:
                unseen.append((line, shift))
    assert unseen == []


@pytest.mark.parametrize("module", ["commands.train", "commands.serve"])
def test_the_command_prints_the_faults_and_nothing_else(module: str, tmp_path: Path) -> None:
    path = tmp_path / "endpoints.yml"
    text = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    path.write_text(text.replace("ConversationStore", "NoStore"), encoding="utf-8")
    ports = dict(zip(("PORT", "ACTIONS_PORT"), map(str, free_ports(2)), strict=True))
    environment = {**os.environ, "ENDPOINTS": str(path), **ports}
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    cause = 'tracker_store.type: there is no class "stores.tracker_store.NoStore": write it as package.module.Class'
    assert re.fullmatch(rf"{path}: line \d+: {re.escape(cause)}\n", done.stderr)

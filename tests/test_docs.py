"""What the documents tell people to run and to open is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
TARGETS = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_named_exists(document: Path) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", document.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert named <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_linked_exists(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_map_names_only_folders_that_exist() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## A map of the tree")[1].split("\n## ")[0]
    folders = re.findall(r"`([a-z_/]+/)`", table)
    assert folders
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")

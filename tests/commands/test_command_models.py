"""When a model is trained anew, and which archive is served."""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path

import pytest

from commands import models
from commands.command import CommandError

INPUTS = [
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "knowledge/model.py",
    "knowledge/schema.yml",
    "data/nlu/a.yml",
    "data/knowledge/outsourcing_models/a.yml",
    "nlu/a.py",
    "dialogue/a.py",
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose model is trained."""
    for name in [*INPUTS, "actions/replies.py", "nlu/__pycache__/a.pyc", "README.md"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was")
    write_archive(models.archive(tmp_path), "m1")
    models.stamp_of(tmp_path).write_text(models.digest(tmp_path))
    return tmp_path


def write_archive(path: Path, model_id: str) -> None:
    """An archive as Rasa writes it, but for the components."""
    path.parent.mkdir(exist_ok=True)
    content = json.dumps({"model_id": model_id}).encode()
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))


def test_what_it_learnt_is_kept_beside_it_whatever_becomes_of_the_working_tree(project: Path) -> None:
    source = project / "data" / "knowledge" / "outsourcing_models" / "a.yml"
    archive = models.archive(project)
    assert models.knowledge_of(archive, project) == project / "data" / "knowledge"
    models.keep_knowledge(project)
    source.write_text("broken")
    models.keep_knowledge(project)
    kept = models.knowledge_of(archive, project)
    assert (kept / "outsourcing_models" / "a.yml").read_text() == "as it was"
    models.stamp_of(project).write_text(models.digest(project))  # trained again
    models.keep_knowledge(project)
    assert (kept / "outsourcing_models" / "a.yml").read_text() == "broken"
    assert {path.name for path in kept.parent.iterdir()} == {archive.name, kept.name, models.stamp_of(project).name}


def test_an_archive_of_another_command_has_the_knowledge_that_lies_there(project: Path) -> None:
    models.keep_knowledge(project)
    assert models.knowledge_of(project / "models" / "other.tar.gz", project) == project / "data" / "knowledge"


def test_a_model_whose_inputs_are_unchanged_is_current(project: Path) -> None:
    assert models.is_current(project)


@pytest.mark.parametrize("name", INPUTS)
def test_each_input_makes_it_stale(project: Path, name: str) -> None:
    (project / name).write_text("changed")
    assert not models.is_current(project)


def test_so_do_a_new_a_renamed_and_a_missing_file(project: Path) -> None:
    one, other = project / "data" / "nlu" / "a.yml", project / "data" / "nlu" / "b.yml"
    one.rename(other)
    assert not models.is_current(project)
    other.unlink()
    assert not models.is_current(project)


@pytest.mark.parametrize("name", ["actions/replies.py", "nlu/__pycache__/a.pyc", "README.md"])
def test_what_the_training_does_not_read_leaves_it_current(project: Path, name: str) -> None:
    (project / name).write_text("changed")
    assert models.is_current(project)


def test_a_missing_archive_is_not_current(project: Path) -> None:
    models.archive(project).unlink()
    assert not models.is_current(project)


def test_the_archive_that_was_trained_last_is_served(project: Path) -> None:
    write_archive(project / "models" / "by-hand.tar.gz", "m2")
    os.utime(models.archive(project), (1, 1))
    assert models.model_id(models.newest(project)) == "m2"


def test_without_an_archive_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="run `make train`"):
        models.newest(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_a_broken_archive_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.tar.gz"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"models/broken\.tar\.gz is no archive"):
        models.model_id(path)

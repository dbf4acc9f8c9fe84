"""Shared by the tests of the knowledge."""

import shutil
from pathlib import Path

import pytest

from actions.knowledge import FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge that a test may break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))

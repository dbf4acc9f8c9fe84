"""A knowledge that the tests of this folder may break."""

import shutil
from pathlib import Path

import pytest

from knowledge.model import FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge that a test may break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))

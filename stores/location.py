"""Where SQLite keeps the conversations. Standard library only: commands read it, and start fast."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

VARIABLE = "CONVERSATIONS_FILE"  # names another file than the endpoints do


MEMORY = ":memory:"  # for SQLite no file


def file(named: str) -> str:
    """The SQLite file, from the environment or as it is named; made with its folder, for its owner alone.

    SQLite gives what it puts beside the file (-wal, -shm) the file's own mode.
    """
    path = Path(os.environ.get(VARIABLE, "").strip() or named)
    if str(path) == MEMORY:
        return MEMORY
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # it is there, or SQLite will say why it can't be
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    return str(path)

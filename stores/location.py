"""Where SQLite keeps the conversations. Standard library only: commands read it, and start fast."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "CONVERSATIONS_FILE"  # names another file than the endpoints do


def file(named: str) -> str:
    """The SQLite file, from the environment or as it is named; its folder is made, for its owner alone."""
    path = Path(os.environ.get(VARIABLE, "").strip() or named)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(path)

"""Where a bot that is started here keeps its conversations."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

FILE = "CONVERSATIONS_FILE"  # stores/database.py reads it; its imports take too long for a command


@contextmanager
def kept(is_public: bool) -> Iterator[Mapping[str, str]]:
    """The variables for the bot: none for a public one, which keeps them where the endpoints say, else a file that is
    gone after the block.
    """
    if is_public:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="conversations-") as folder:
        yield {FILE: str(Path(folder) / "conversations.db")}

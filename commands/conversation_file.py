"""Where a bot that is started here keeps its conversations."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from stores.location import VARIABLE


@contextmanager
def kept(is_public: bool, file: Path | None = None) -> Iterator[Mapping[str, str]]:
    """The variables for the bot: none for a public one, which keeps them where the endpoints say; another has them in
    `file`, or in one that is gone after the block.
    """
    if is_public or file is not None:
        yield {VARIABLE: str(file)} if file is not None else {}
        return
    with tempfile.TemporaryDirectory(prefix="conversations-") as folder:
        yield {VARIABLE: str(Path(folder) / "conversations.db")}

"""A line that says what goes on and for how long. Standard library only: setup uses it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from commands.processes import start, stop


class Progress:
    """On a terminal one line that is rewritten; elsewhere a line at the start and one at the end."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self._title = title
        self._stream = stream or sys.stderr
        self._start = time.monotonic()
        self._live = self._stream.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        if self._live:
            self.tick()
        else:
            self._write(f"{title} ...\n")

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._start

    def tick(self, detail: str = "") -> None:
        """Show the seconds, and what is being done just now."""
        if self._live:
            self._write(f"\r\x1b[K{self._title} ... {self.seconds:.0f} s{f'  {detail}' if detail else ''}")

    def done(self, text: str) -> None:
        """End with a line that stays."""
        self._write(f"{self._clear}{text} ({self.seconds:.0f} s)\n")

    def end(self) -> None:
        """End without a word."""
        self._write(self._clear)

    @property
    def _clear(self) -> str:
        return "\r\x1b[K" if self._live else ""

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def run_logged(
    arguments: Sequence[str],
    log: Path,
    progress: Progress,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    detail: Callable[[], str] = str,
) -> int:
    """Run a program with its output in `log` while the progress ticks; returns its exit code."""
    process = start(arguments, log, cwd, environment)
    try:
        while process.poll() is None:
            progress.tick(detail())
            time.sleep(0.2)
    finally:
        stop([process])
    return process.returncode

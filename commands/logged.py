"""`python -m commands.logged MODULE ...` runs a module whose output comes out in one form, a line of JSON each.

deploy/ starts its servers so. They get the signals that this program gets, and it ends as they do, once all that they
wrote is out. Standard library only.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commands import processes
from commands.log_lines import LogLines
from commands.processes import Piped

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_TEXT = re.compile(r"^[ \t]+log_format: *[\"']?text\b", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """The exit code of the module; as a shell has it where a signal ended it."""
    if not arguments:
        print("Name a module: python -m commands.logged rasa run ...", file=sys.stderr)
        return 2
    lines = LogLines(_put, wants_json(arguments))
    lines.begin(" ".join(arguments[:2]))
    running: list[Piped] = []
    early: list[int] = []

    def pass_on(number: int, _: Any) -> None:
        early.append(number)
        for process in running:
            process.send_signal(number)

    for passed in SIGNALS:
        signal.signal(passed, pass_on)
    command = (sys.executable, "-m", *arguments)
    process = processes.start_piped(command, lines.copy, None, {**os.environ, "PYTHONUNBUFFERED": "1"}, signal.SIGTERM)
    for number in early:
        process.send_signal(number)
    running.append(process)
    ended = process.wait()
    process.drain()
    return ended if ended >= 0 else 128 - ended


def wants_json(arguments: Sequence[str]) -> bool:
    """False where the credentials that a server is given say `log_format: text`."""
    if "--credentials" not in arguments[:-1]:
        return True
    path = Path(arguments[arguments.index("--credentials") + 1])
    return not (path.is_file() and _TEXT.search(path.read_text(encoding="utf-8", errors="replace")))


def _put(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

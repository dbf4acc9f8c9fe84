"""Programs that end with the one that started them. Standard library only: setup uses it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PATIENCE = 1  # seconds between asking a program to end and making it: a turn of the bot takes less

_WARNING = re.compile(r"^\S+\.py:\d+: \w*Warning: ")

_libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def end_with_parent(number: int) -> None:
    """Have the kernel send this process a signal when its parent ends, however that ends (Linux only)."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, number)


def start(
    arguments: Sequence[str], log: Path | None, cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a program with its output in `log`, or where this one's goes. It ends with this process, even if this one
    is killed.

    A Ctrl-C of the terminal doesn't reach it: whoever started it ends it with `stop`.
    """
    parent = os.getpid()

    def tie() -> None:
        end_with_parent(signal.SIGKILL)
        if os.getppid() != parent:  # the parent ended before it was tied
            os._exit(1)

    with open_log(log) if log else contextlib.nullcontext() as output:
        return subprocess.Popen(
            arguments,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=tie,
        )


def stop(processes: Iterable[subprocess.Popen[bytes]], patience: float = PATIENCE) -> None:
    """End the programs with all that they started: asked first, after `patience` seconds made to."""
    running = [process for process in processes if process.poll() is None]
    for process in running:
        _signal(process, signal.SIGTERM)
    for process in running:
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL)
            process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it may end by itself meanwhile
        os.killpg(process.pid, number)


def open_log(path: Path) -> IO[bytes]:
    """A new log; a process that still writes to the old one keeps that to itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.unlink()
    return path.open("wb")


def tail(log: Path, count: int) -> list[str]:
    """The last lines of a log without empty ones and without Python's warnings, which take two lines each."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    warnings = {place for place, line in enumerate(lines) if _WARNING.match(line)}
    warnings |= {place + 1 for place in warnings}
    return [line for place, line in enumerate(lines) if line.strip() and place not in warnings][-count:]

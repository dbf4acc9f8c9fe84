"""Programs that end with the one that started them. Standard library only: setup uses it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from commands.log_lines import told

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PATIENCE = 1  # seconds between asking a program to end and making it: a turn of the bot takes less
READING = 20  # seconds to take what ended programs have written, on a busy machine

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
    with open_log(log) if log else contextlib.nullcontext() as output:
        return subprocess.Popen(arguments, stdout=output, **_alone(signal.SIGKILL, cwd, environment))


if TYPE_CHECKING:
    _Popen = subprocess.Popen[bytes]
else:  # Python 3.8, which `make setup` may have, knows no such type
    _Popen = subprocess.Popen


class Piped(_Popen):
    """A program whose output goes to a thread of this one."""

    copier: threading.Thread

    def drain(self) -> None:
        """Come back when all that it wrote before its end was taken; what it left running ends."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.copier.join(READING)


def start_piped(
    arguments: Sequence[str],
    take: Callable[[IO[bytes]], None],
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    ending: int = signal.SIGKILL,
) -> Piped:
    """Start a program as `start` does, with its output given to `take`, in a thread that ends with it.

    `ending`: the signal that it gets where this process ends before it.
    """
    process = Piped(arguments, stdout=subprocess.PIPE, **_alone(ending, cwd, environment))
    assert process.stdout is not None
    process.copier = threading.Thread(target=take, args=(process.stdout,), daemon=True)
    process.copier.start()
    return process


def _alone(ending: int, cwd: Path | None, environment: Mapping[str, str] | None) -> dict[str, Any]:
    """How a program is started that no Ctrl-C of the terminal reaches, and that ends with this one."""
    parent = os.getpid()

    def tie() -> None:
        end_with_parent(ending)
        if os.getppid() != parent:  # the parent ended before it was tied
            os._exit(1)

    return {
        "cwd": cwd,
        "env": environment,
        "stdin": subprocess.DEVNULL,
        "stderr": subprocess.STDOUT,
        "start_new_session": True,
        "preexec_fn": tie,
    }


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
        if isinstance(process, Piped):
            process.drain()


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
    """The last lines of a log's last run, without empty ones and Python's warnings, which take two lines each."""
    try:
        lines = told(log.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return []
    warnings = {place for place, line in enumerate(lines) if _WARNING.match(line)}
    warnings |= {place + 1 for place in warnings}
    return [line for place, line in enumerate(lines) if line.strip() and place not in warnings][-count:]

"""Errors as a person can act on them. Standard library only: it runs before anything is installed."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Any

from commands.processes import end_with_parent

PYTHON = (3, 10)


class CommandError(Exception):
    """Something the user can mend; the message says how."""


def run(main: Callable[[], int], installed: bool = True) -> int:
    """The exit code of a command: what `main` returns, or 1 after a line on stderr that says what to do.

    `installed` is False for the one command that needs no environment.
    """
    keep_quiet()
    for ending in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ending) == signal.SIG_DFL:  # nohup has it ignored
            signal.signal(ending, _leave)
    if "MAKELEVEL" in os.environ:
        end_with_parent(signal.SIGTERM)
    try:
        if installed:
            check_environment()
        return main()
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def check_environment() -> None:
    """Raise a CommandError on a Python that Rasa doesn't run on, or that lacks what `make setup` installs."""
    if sys.version_info[:2] != PYTHON:
        mine, needed = (".".join(map(str, version[:2])) for version in (sys.version_info, PYTHON))
        raise CommandError(f"This is Python {mine}, and Rasa needs {needed}: run `make setup`, then .venv/bin/python.")
    if importlib.util.find_spec("rasa") is None:
        raise CommandError("Rasa isn't installed for this Python: run `make setup`, then .venv/bin/python.")


def keep_quiet() -> None:
    """Leave a command's output to its own lines, or cron sends a mail a day on what libraries tell their developers.

    Filters of warnings wouldn't do: libraries set their own when they are imported.
    """
    warnings.showwarning = _unseen
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def _unseen(*_: Any, **__: Any) -> None:
    """Takes a warning."""


def _leave(number: int, _: Any) -> None:
    """Leave as on any other end, so that nothing which was started stays behind."""
    sys.exit(128 + number)

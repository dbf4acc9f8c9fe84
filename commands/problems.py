"""Errors as a person can act on them. Standard library only: it runs before anything is installed."""

from __future__ import annotations

import functools
import importlib.util
import sys
from typing import Callable

PYTHON = (3, 10)


class Problem(Exception):
    """Something the user can mend; the message says how."""


def command(main: Callable[[], int]) -> Callable[[], int]:
    """A `main` that checks its Python first and turns a Problem into a line on stderr and exit code 1."""

    @functools.wraps(main)
    def checked() -> int:
        try:
            check_environment()
            return main()
        except Problem as problem:
            print(problem, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130

    return checked


def check_environment() -> None:
    """Raise a Problem on a Python that Rasa doesn't run on, or that lacks what `make setup` installs."""
    if sys.version_info[:2] != PYTHON:
        mine, needed = (".".join(map(str, version[:2])) for version in (sys.version_info, PYTHON))
        raise Problem(f"This is Python {mine}, and Rasa needs {needed}: run `make setup`, then .venv/bin/python.")
    if importlib.util.find_spec("rasa") is None:
        raise Problem("Rasa isn't installed for this Python: run `make setup`, then .venv/bin/python.")

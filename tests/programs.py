"""Programs of the system that some tests put around the bot; not every machine has them."""

import os
import signal
from typing import NoReturn

import pytest

from commands import packages
from commands.command import CommandError


def program(name: str, package: str = "") -> str:
    """The path of a program, installed where it may be; else the test that asked for it is left out."""
    try:
        return packages.program(name, package)
    except CommandError as error:
        left_out(str(error))


def left_out(why: str) -> NoReturn:
    """Skip on a machine of one's own, where not all of this need be installed; fail in CI, which skips nothing."""
    if "CI" in os.environ:
        pytest.fail(why)
    pytest.skip(why)  # the bot runs without these programs; pytest's closing lines repeat what was left out and why


def hear_ctrl_c() -> None:
    """As in a terminal: what a shell starts in the background has it ignored, with all that this starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

"""Environment variables: what the user may set, and what the programs that are started get."""

from __future__ import annotations

import os

from commands.command import CommandError

BOT = ("PORT", 5005)
ACTIONS = ("ACTIONS_PORT", 5055)
BACKLOG = "2048"  # connections that may wait to be taken: with Rasa's 100 a burst makes everybody try again after 1 s


def port(name: str, default: int) -> int:
    """The port that a variable names; raises CommandError on anything else."""
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CommandError(f"{name}={text} is no port: give a number from 1 to 65535.")
    return int(text)


def is_on(name: str) -> bool:
    """True where a variable says yes; raises CommandError on what is neither yes nor no."""
    text = os.environ.get(name, "").strip().lower()
    if text not in ("", "no", "yes"):
        raise CommandError(f"{name}={text} is neither yes nor no: write {name}=yes, or leave it out.")
    return text == "yes"


def file(name: str, default: str) -> str:
    """The file that a variable names."""
    return os.environ.get(name, "").strip() or default


def quiet() -> dict[str, str]:
    """The variables for Rasa: no telemetry, none of its libraries' chatter, output as it comes."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONUNBUFFERED": "1",
        "SANIC_BACKLOG": os.environ.get("SANIC_BACKLOG", BACKLOG),
    }

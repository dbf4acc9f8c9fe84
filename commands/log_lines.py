"""The lines of a running server in one form: an object of JSON each, whoever wrote them.

The bot writes such lines itself once it is up (channels/ops/logs.py). What comes before that, what the action server
and libraries write, and what Python says when a program dies is brought into that form here. Standard library only.
"""

from __future__ import annotations

import json
import logging
import logging.handlers
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    Put = Callable[[str], None]
    Entry = dict[str, Any]

LONGEST = 1_000_000  # bytes of a line; what is longer is cut into several
BIGGEST, KEPT = 10_000_000, 5  # bytes of a file, and how many full ones are kept beside it
ERRORS = ("error", "critical")  # levels
OUTPUT = "output"  # the logger of lines that name none
BEGINS = "A server begins: "  # the message of the first line of each run

_LOGGED = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) +([A-Z]+) +(\S+) +- (.*)", re.DOTALL)  # Rasa, rasa_sdk
_SANIC = re.compile(r"^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4})\] \[\d+\] \[([A-Z]+)\] (.*)", re.DOTALL)
_WARNING = re.compile(r"^\S+:\d+: \w*Warning: ")
_TRACEBACK = "Traceback (most recent call last):"
_MOST_OF_A_WARNING = 4  # lines


class LogLines:
    """Takes the lines of a program and puts them out, in the form of the logs or as they are."""

    def __init__(self, put: Put, as_json: bool = True) -> None:
        self._put = put
        self._as_json = as_json
        self._block: list[str] = []
        self._has_failed = False  # where the line before told of an error

    def copy(self, source: IO[bytes]) -> None:
        """Take all lines until the program ends."""
        for line in iter(lambda: source.readline(LONGEST), b""):
            self.take(line.decode("utf-8", "replace").rstrip("\r\n"))
        self._end_block()

    def begin(self, program: str) -> None:
        """The line that a run begins with."""
        words = BEGINS + program
        self._put(_line(_entry(_now(), "info", __name__, words)) if self._as_json else words)

    def take(self, line: str) -> None:
        """A line; those of one error, or of one warning, are put out together."""
        if not self._as_json:
            self._put(line)
        elif self._block:
            self._block.append(line)
            if self._is_over(line):
                self._end_block()
        elif line == _TRACEBACK or _WARNING.match(line):
            self._block = [line]
        elif line.strip():
            told = entry(line)
            self._has_failed = told["level"] in ERRORS
            self._put(_line(told))

    def _is_over(self, line: str) -> bool:
        if self._block[0] == _TRACEBACK:
            return not line.startswith(" ")
        return line.startswith("  ") or len(self._block) == _MOST_OF_A_WARNING

    def _end_block(self) -> None:
        block, self._block = self._block, []
        if not block or "site-packages" in block[0]:  # libraries warn their developers, not operators
            return
        if block[0] != _TRACEBACK:
            self._put(_line(_entry(_now(), "warning", OUTPUT, "\n".join(block))))
            return
        if self._has_failed:  # while a message was answered, which the error may quote
            block[-1] = block[-1].partition(":")[0]
        self._put(_line(_entry(_now(), "error", OUTPUT, block[-1], error="\n".join(block))))


def entry(line: str) -> Entry:
    """A line in the form of the logs; one that has it already stays as it is."""
    if line.startswith("{"):
        told = _object(line)
        if {"time", "level", "message"} <= set(told):
            return told
        if "event" in told:  # Rasa's own JSON, which quotes texts under other keys
            return _entry(_now(), str(told.get("level", "info")), "rasa", str(told["event"]))
    if logged := _LOGGED.match(line):
        local, level, logger, message = logged.groups()
        return _entry(datetime.strptime(local, "%Y-%m-%d %H:%M:%S").astimezone(), level.lower(), logger, message)
    if said := _SANIC.match(line):
        at, level, message = said.groups()
        return _entry(datetime.strptime(at, "%Y-%m-%d %H:%M:%S %z"), level.lower(), "sanic", message)
    return _entry(_now(), "info", OUTPUT, line)


def kept(path: Path) -> Put:
    """Puts lines into a file that is kept over restarts; a full one goes on as `.1`, the oldest goes."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(path, maxBytes=BIGGEST, backupCount=KEPT, encoding="utf-8")
    return lambda line: file.emit(logging.makeLogRecord({"msg": line}))


def told(lines: Iterable[str]) -> list[str]:
    """What the lines of the last run say, for a person."""
    said: list[str] = []
    for line in lines:
        known = _object(line) if line.startswith("{") else {}
        message = str(known.get("message", line))
        if message.startswith(BEGINS):
            said = []
        else:
            said += [message, *str(known.get("error", "")).splitlines()]
    return said


def _object(line: str) -> Entry:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _entry(at: datetime, level: str, logger: str, message: str, **more: str) -> Entry:
    time = at.astimezone(timezone.utc).isoformat(timespec="milliseconds")
    return {"time": time, "level": level, "logger": logger, "message": message, **more}


def _line(told: Entry) -> str:
    return json.dumps(told, ensure_ascii=False)


def _now() -> datetime:
    return datetime.now(timezone.utc)

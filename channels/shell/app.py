"""The shell for whatever stdin and stdout are: a terminal, a plain terminal, or a pipe."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from channels.shell.client import Client
from channels.shell.session import Session, nothing, run_piped


@dataclass(frozen=True)
class Options:
    """How to talk: `names` complete what is typed, `history` keeps the questions, `plain` does without layout."""

    names: Sequence[str] = ()
    history: Path | None = None
    plain: bool = False


def talk(url: str, options: Options, before: Callable[[], None] = nothing) -> int:
    """Talk with the bot at `url` until the input ends; returns the exit code."""
    _tolerate_encodings()
    session = Session(Client(url), before)
    if not sys.stdin.isatty():
        return _piped(session)
    from channels.shell import terminal  # after the pipe's case, which needs neither rich's console nor prompts

    if options.plain or not sys.stdout.isatty() or os.environ.get("TERM", "dumb") in ("dumb", ""):
        return terminal.run_plain(session)
    return terminal.run_terminal(session, options.names, options.history)


def ask_once(url: str, question: str, plain: bool = False) -> int:
    """Print the answer to one question; the exit code is 1 if there is none."""
    _tolerate_encodings()
    turn = Session(Client(url)).take(question)
    if turn is None:
        return 1
    if turn.failed:
        print(turn.text, file=sys.stderr)
        return 1
    if plain or not sys.stdout.isatty():
        print(turn.text)
        return 0
    from channels.shell import terminal

    terminal.show(replace(turn, answers=tuple(replace(answer, buttons=()) for answer in turn.answers)))
    return 0


def _piped(session: Session) -> int:
    """A line out for each line in; a reader that goes away ends it quietly."""
    try:
        return run_piped(session, sys.stdin, sys.stdout)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
        return 0


def _tolerate_encodings() -> None:
    """Whatever bytes come in and whatever the terminal can't show, no character is worth an error."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

"""The shell for whatever stdin and stdout are: a terminal, a plain terminal, or a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
    session = Session(Client(url), before)
    if not sys.stdin.isatty():
        return _piped(session)
    from channels.shell import terminal  # after the pipe's case, which needs neither rich's console nor prompts

    if options.plain or not sys.stdout.isatty() or os.environ.get("TERM") in ("dumb", ""):
        return terminal.run_plain(session)
    return terminal.run_terminal(session, options.names, options.history)


def ask_once(url: str, question: str, plain: bool = False) -> int:
    """Print the answer to one question; the exit code is 1 if there is none."""
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

    terminal.show(turn, terminal.console())
    return 0


def _piped(session: Session) -> int:
    """Whatever bytes come in, a line goes out for each line; a reader that goes away ends it quietly."""
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        return run_piped(session, sys.stdin, sys.stdout)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
        return 0

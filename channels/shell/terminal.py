"""The shell on a terminal: prompt_toolkit takes the lines, rich shows what comes of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import ColorDepth
from rich.console import Console
from rich.text import Text

from channels.shell.conversation import completions
from channels.shell.render import WIDTH, quick_replies, rendered, wrapped
from channels.shell.session import Session, Turn

WELCOME = "Outsourcing Guide. Ask in your own words; /help tells more, /quit leaves."
PROMPT = "> "


class Names(Completer):
    """Completes commands, the names that `all_names` returns, and the titles of quick replies."""

    def __init__(self, all_names: Callable[[], Sequence[str]]) -> None:
        self._all_names = all_names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What the text before the cursor may become."""
        for name, length in completions(document.text_before_cursor, self._all_names()):
            yield Completion(name, start_position=-length)


def coloured() -> bool:
    """False where the user wants no colours (no-color.org)."""
    return not os.environ.get("NO_COLOR")


def console() -> Console:
    """A console on stdout; without colours it writes no escape sequence at all."""
    return Console(highlight=False) if coloured() else Console(highlight=False, color_system=None)


def show(turn: Turn, screen: Console | None = None) -> None:
    """Print what a line led to, with an empty line around it."""
    screen = screen or console()
    if turn.asked:
        screen.print(Text(f"  {turn.asked}", style="dim"))
    screen.print()
    if turn.note:
        screen.print(Text(turn.note, style="yellow" if turn.failed else ""), width=min(screen.width, WIDTH))
    for answer in turn.answers:
        for part in rendered(answer, screen.width):
            screen.print(part)
    buttons = tuple(button for answer in turn.answers for button in answer.buttons)
    if buttons:
        screen.print()
        screen.print(quick_replies(buttons, screen.width))
    screen.print()


def run_terminal(session: Session, names: Sequence[str], history: Path | None) -> int:
    """Talk until the user leaves; returns the exit code."""
    screen = console()
    screen.print(Text(WELCOME, style="bold"), width=min(screen.width, WIDTH))
    prompt = _prompt(session, names, history)
    while True:
        try:
            turn = session.take(prompt.prompt(PROMPT))
        except (EOFError, KeyboardInterrupt):
            return 0
        if turn is None:
            continue
        if turn.over:
            return 0
        show(turn, screen)


def run_plain(session: Session) -> int:
    """The same without layout, colours and line editing, for screen readers and simple terminals."""
    print(WELCOME)
    while True:
        try:
            turn = session.take(input(PROMPT))
        except (EOFError, KeyboardInterrupt):
            print()
            return 0
        if turn is None:
            continue
        if turn.over:
            return 0
        width = shutil.get_terminal_size().columns
        print("\n".join(wrapped(line, width) for line in turn.text.splitlines()))
        for number, button in enumerate(session.offered if turn.answers else (), 1):
            print(f"{number} {button.title}")


def _prompt(session: Session, names: Sequence[str], history: Path | None) -> PromptSession[str]:
    return PromptSession(
        history=_history(history),
        completer=Names(lambda: [*names, *(button.title for button in session.offered)]),
        complete_while_typing=True,
        auto_suggest=AutoSuggestFromHistory(),
        color_depth=None if coloured() else ColorDepth.DEPTH_1_BIT,
    )


def _history(path: Path | None) -> History:
    """The questions of earlier talks; of this one only where they can't be written down."""
    if path is None:
        return InMemoryHistory()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))

"""A talk with the bot, line by line: what was asked, what is on offer, what the last answer rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from channels.shell.client import Answer, BotAwayError, Button, Client
from channels.shell.conversation import HELP, Command, Hint, meaning
from channels.shell.render import on_one_line, plain


@dataclass(frozen=True)
class Turn:
    """What a line led to: answers of the bot or a note of the shell.

    `asked` is the title of the quick reply that was picked, `failed` says that the bot gave no answer.
    """

    answers: tuple[Answer, ...] = ()
    note: str = ""
    asked: str = ""
    failed: bool = False
    over: bool = False

    @property
    def text(self) -> str:
        """All of it as text."""
        return self.note or plain(self.answers)


def nothing() -> None:
    """The default for what is done before each question."""


class Session:
    """Takes lines, keeps the quick replies on offer and the last answers; one conversation at a time.

    `before` is called before a question goes out: whoever started the bot can look after it there.
    """

    def __init__(self, client: Client, before: Callable[[], None] = nothing) -> None:
        self.offered: tuple[Button, ...] = ()
        self._client = client
        self._before = before
        self._last: tuple[Answer, ...] = ()

    def take(self, line: str) -> Turn | None:
        """What the line leads to; None where there is nothing in it."""
        meant = meaning(line, self.offered)
        if meant is None:
            return None
        if isinstance(meant, Hint):
            return Turn(note=meant.text)
        if isinstance(meant, Command):
            return self._obey(meant.name)
        return self._ask(meant.text, meant.title)

    def _ask(self, text: str, title: str) -> Turn:
        try:
            self._before()
            answers = self._client.ask(text)
        except BotAwayError as away:
            return Turn(note=str(away), failed=True)
        self._last = answers
        self.offered = tuple(button for answer in answers for button in answer.buttons)
        return Turn(answers, asked=title)

    def _obey(self, command: str) -> Turn:
        if command == "/restart":
            self._client.restart()
            self.offered, self._last = (), ()
            return Turn(note="A new conversation begins.")
        if command == "/sources":
            return Turn(note=self._sources())
        if command == "/why":
            return Turn(note=self._why())
        return Turn(over=True) if command == "/quit" else Turn(note=HELP)

    def _why(self) -> str:
        lines = [line for answer in self._last for line in answer.why]
        if not lines:
            return "The last answer has no trace." if self._last else "There is no answer yet."
        return "\n".join(lines)

    def _sources(self) -> str:
        titles = dict.fromkeys(title for answer in self._last for title in answer.sources)
        if not titles:
            return "The last answer cites no document." if self._last else "There is no answer yet."
        return "\n".join(f"• {title}" for title in titles)


def run_piped(session: Session, lines: Iterable[str], out: TextIO) -> int:
    """Write one line for each line that has something in it; the exit code is 1 if any question had no answer."""
    failed = False
    for line in lines:
        turn = session.take(line)
        if turn is None:
            continue
        if turn.over:
            break
        failed = failed or turn.failed
        print(on_one_line(turn.text), file=out, flush=True)
    return int(failed)

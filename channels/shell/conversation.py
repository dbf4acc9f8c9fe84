"""What a typed line means: a command, the choice of a quick reply, or words for the bot. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from channels.cleaning import MOST_CHARACTERS, one_line
from channels.shell.client import Button

COMMANDS = {
    "/help": "show this help",
    "/sources": "name the documents behind the last answer",
    "/why": "tell how the last message was understood",
    "/restart": "begin a new conversation",
    "/quit": "leave (so do Ctrl-C and Ctrl-D)",
}

HELP = "\n".join(
    [
        "Ask in your own words, one question a line.",
        "A number picks the quick reply of that number.",
        "Tab completes names, the up key brings back earlier questions.",
        *(f"{name:<9} {does}" for name, does in COMMANDS.items()),
    ]
)


@dataclass(frozen=True)
class Words:
    """What goes to the bot; `title` is the quick reply that it came from."""

    text: str
    title: str = ""


@dataclass(frozen=True)
class Command:
    """One of COMMANDS, for the shell itself."""

    name: str


@dataclass(frozen=True)
class Hint:
    """A line that nothing can be done with, and why."""

    text: str


def meaning(line: str, offered: Sequence[Button]) -> Words | Command | Hint | None:
    """What is to be done with a line, given the quick replies on offer; None for an empty one."""
    text = one_line(line)[:MOST_CHARACTERS]
    if not text:
        return None
    if text.startswith("/"):
        return _command(text)
    if offered and text.isdecimal() and len(text) <= 2:
        return _choice(int(text), offered)
    named = next((button for button in offered if button.title.lower() == text.lower()), None)
    return Words(named.payload, named.title) if named else Words(text)


def _command(text: str) -> Command | Hint:
    name = text.split()[0].lower()
    name = {"/exit": "/quit", "/?": "/help"}.get(name, name)
    return Command(name) if name in COMMANDS else Hint(f"{name[:40]} is no command here: try {', '.join(COMMANDS)}.")


def _choice(number: int, offered: Sequence[Button]) -> Words | Hint:
    if not 1 <= number <= len(offered):
        numbers = f"1 to {len(offered)}" if len(offered) > 1 else "1"
        return Hint(f"There is no quick reply {number}: type {numbers}, or a question.")
    button = offered[number - 1]
    return Words(button.payload, button.title)


def completions(text: str, names: Sequence[str]) -> list[tuple[str, int]]:
    """What the end of `text` may become, each with how many characters of `text` it takes the place of.

    The longest beginning of a name counts: “what is know” offers “Knowledge Process Outsourcing”.
    """
    if text.startswith("/"):
        return [(name, len(text)) for name in COMMANDS if name.startswith(text.lower())]
    starts = [0, *(place + 1 for place, character in enumerate(text) if character == " ")]
    for start in starts[-8:]:
        typed = text[start:].lower()
        found = _beginning_with(typed, names) if len(typed) > 1 else []
        if found:
            return [(name, len(typed)) for name in found]
    return []


def _beginning_with(typed: str, names: Sequence[str]) -> list[str]:
    """The names that begin so, whatever the case, each once."""
    return list(dict.fromkeys(name for name in names if name.lower().startswith(typed)))

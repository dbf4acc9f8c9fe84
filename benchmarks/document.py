"""A document of which one part is written by a program, and the rest by hand."""

from __future__ import annotations

from pathlib import Path

from commands.command import CommandError


def marks(part: str, command: str = "make bench") -> tuple[str, str]:
    """The lines before and after a part that is written by a program, which `command` runs."""
    return f"<!-- {part}: from here on written by `{command}` -->", f"<!-- {part}: end -->"


def replaced(text: str, part: str, content: str, *command: str) -> str:
    """The text with `content` as its part of that name; raises ValueError where its marks aren't there once each."""
    begin, end = marks(part, *command)
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise ValueError(f'write the lines "{begin}" and "{end}" where the {part} belongs')
    before, rest = text.split(begin)
    return f"{before}{begin}\n\n{content.strip()}\n\n{end}{rest.split(end)[1]}"


def write(path: Path, part: str, content: str, *command: str) -> None:
    """Put `content` into the document as its part of that name; raises CommandError where there is no place for it."""
    try:
        text = replaced(path.read_text(encoding="utf-8"), part, content, *command)
    except FileNotFoundError as error:
        raise CommandError(f"There is no docs/{path.name}: restore it.") from error
    except ValueError as error:
        raise CommandError(f"docs/{path.name}: {error}.") from error
    path.write_text(text, encoding="utf-8")

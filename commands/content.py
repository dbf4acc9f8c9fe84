"""The knowledge as the commands use it: checked before anything is trained or started, and for its names."""

from __future__ import annotations

from pathlib import Path

from commands.command import CommandError
from knowledge.files import load
from knowledge.model import FOLDER, Knowledge, KnowledgeError

ROOT = Path(__file__).resolve().parent.parent


def checked(folder: Path = FOLDER) -> Knowledge:
    """The knowledge; raises CommandError with a line `file: line: key: cause: fix` for each fault."""
    try:
        return load(folder)
    except KnowledgeError as error:
        raise CommandError("\n".join(_from_here(line, folder) for line in str(error).splitlines())) from error


def names(known: Knowledge) -> list[str]:
    """Acronyms and names of all topics, for completion."""
    return list(dict.fromkeys(name for topic in known.topics.values() for name in (topic.acronym, topic.name) if name))


def _from_here(line: str, folder: Path) -> str:
    """The line with its file named from the project's folder."""
    inside = folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder
    return line.replace(str(folder), str(inside)) if line.startswith(str(folder)) else f"{inside}/{line}"

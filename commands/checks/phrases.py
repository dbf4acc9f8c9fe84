"""The training phrases: each on a line of its own, enough of them, and none under two intents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from commands.checks.files import Files
from knowledge.checks import Fault
from knowledge.yaml_files import Step, line_of

FEWEST = 15  # phrases of an intent: CONTRIBUTING.md asks for them

_Phrase = tuple[str, tuple[Step, ...], int, str]  # its file, the path of its key, lines below that, the phrase
_LITERAL = re.compile(r"examples:\s*(?:[&!]\S+\s+)*\|")


def phrases_by_intent(files: Files) -> dict[str, list[_Phrase]]:
    """Intent -> its phrases, in the order of the files."""
    found: dict[str, list[_Phrase]] = {}
    for name, path, block in files.blocks("nlu"):
        if "intent" in block:
            found.setdefault(block["intent"], []).extend(_phrases(name, (*path, "examples"), block["examples"]))
    return found


def _phrases(name: str, path: tuple[Step, ...], examples: str | list[Mapping[str, str]]) -> Iterator[_Phrase]:
    if isinstance(examples, str):
        for place, line in enumerate(examples.splitlines(), 1):
            if line.startswith("- "):
                yield name, path, place, line.removeprefix("- ").strip()
    else:
        yield from ((name, (*path, place, "text"), 0, entry["text"].strip()) for place, entry in enumerate(examples))


def faults_of_phrases(files: Files) -> Iterator[Fault]:
    """The faults of the examples in data/."""
    yield from _faults_of_lines(files)
    owner: dict[str, str] = {}
    for intent, phrases in phrases_by_intent(files).items():
        if len(phrases) < FEWEST:
            name, path, *_ = phrases[0] if phrases else _first(files, intent)
            yield Fault(name, path, f"{intent} has {len(phrases)} phrases: give at least {FEWEST} ways to say it")
        for name, path, below, phrase in phrases:
            other = owner.setdefault(phrase, intent)
            if other != intent:
                yield Fault(name, path, f'"{phrase}" is a phrase of {other} as well: keep it in one of them', below)


def _first(files: Files, intent: str) -> tuple[str, tuple[Step, ...]]:
    return next((name, path) for name, path, block in files.blocks("nlu") if block.get("intent") == intent)


def _faults_of_lines(files: Files) -> Iterator[Fault]:
    """Lines that Rasa drops, or takes for a part of the line above."""
    for name, path, block in files.blocks("nlu"):
        here, examples = (*path, "examples"), block["examples"]
        if not isinstance(examples, str):
            continue
        if "\n" not in examples.strip() and not _LITERAL.search(_line(files, name, here)):
            yield Fault(name, here, 'all lines are joined to one: write "examples: |" above them')
            continue
        for place, line in enumerate(examples.splitlines(), 1):
            if line.strip() and not re.match(r"- \s*\S", line):
                yield Fault(name, here, f'"{line.strip()}" is no example: indent it like the others, after "- "', place)


def _line(files: Files, name: str, path: tuple[Step, ...]) -> str:
    text = files.text(name)
    return text.splitlines()[line_of(text, path) - 1]

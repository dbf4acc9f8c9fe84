"""What the code of the bot names: its actions, and the words in it that are names of the domain."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rasa_sdk.executor import ActionExecutor

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = "actions"
_NOT_SERVED = ("tests", "benchmarks", "commands")  # packages of which a running bot imports nothing
_WORD = re.compile(r"""["'](\w+)["']""")
_RESPONSE = re.compile(r"""["'](utter_\w+)["']""")
_SLOT = re.compile(r"""(?:SlotSet|get_slot)\(\s*["'](\w+)["']""")


@dataclass(frozen=True)
class Named:
    """A name in a file of code, with its line from 1."""

    file: str
    line: int
    name: str


class Code:
    """The packages that a running bot imports."""

    @cached_property
    def words(self) -> set[str]:
        """All words that stand in quotes."""
        return {word for text in self._texts.values() for word in _WORD.findall(text)}

    def responses(self) -> Iterator[Named]:
        """Each response that the code names."""
        yield from self._found(_RESPONSE)

    def slots(self) -> Iterator[Named]:
        """Each slot that the code sets or reads by its name."""
        yield from self._found(_SLOT)

    @cached_property
    def _texts(self) -> dict[str, str]:
        packages = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name not in _NOT_SERVED]
        files = [file for package in packages for file in sorted(package.rglob("*.py"))]
        return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}

    def _found(self, pattern: re.Pattern[str]) -> Iterator[Named]:
        for file, text in self._texts.items():
            for found in pattern.finditer(text):
                yield Named(file, text.count("\n", 0, found.start()) + 1, found.group(1))


def registered_actions() -> set[str]:
    """The names of all actions that the action server finds; raises what a module raises that can't be imported."""
    package = importlib.import_module(ACTIONS)
    for module in pkgutil.walk_packages(package.__path__, f"{ACTIONS}."):
        importlib.import_module(module.name)
    executor = ActionExecutor()
    executor.register_package(ACTIONS)
    return set(executor.actions)

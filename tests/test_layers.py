"""Imports go one way, and the core knows no framework."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {"knowledge": set(), "dialogue": {"knowledge"}, "nlu": {"knowledge", "dialogue"}}
EDGES = {  # modules that meet the framework: Rasa's components, policy and actions, and what serves them
    "dialogue": {"outage_policy", "shortcuts"},
    "actions": {"answers", "edge", "forgetting", "guided_choice", "service", "time_limit", "workers"},
}
FRAMEWORKS = {"rasa", "rasa_sdk", "sanic", "aiohttp", "requests"}
ROOMS = {"knowledge", "dialogue", "nlu", "actions", "channels", "stores", "commands", "benchmarks", "tests"}


def imported(path: Path) -> set[str]:
    """The packages that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def core(room: str) -> list[Path]:
    return [path for path in sorted((ROOT / room).glob("*.py")) if path.stem not in EDGES.get(room, set())]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    above = ROOMS - MAY_IMPORT[room] - {room}
    assert {path.name: found for path in core(room) if (found := imported(path) & above)} == {}


@pytest.mark.parametrize("room", ["knowledge", "dialogue", "actions"])
def test_the_core_knows_no_framework(room: str) -> None:
    assert core(room)
    assert {path.name: found for path in core(room) if (found := imported(path) & FRAMEWORKS)} == {}


def test_the_core_of_the_answers_takes_nothing_from_the_edges() -> None:
    above = {"channels", "stores", "commands", "benchmarks", "tests", "nlu"}
    assert {path.name: found for path in core("actions") if (found := imported(path) & above)} == {}

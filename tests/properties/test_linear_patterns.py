"""No pattern of ours takes more than linear time, whatever it is put to: one message must not stop a server."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import sre_constants
import sre_parse
import time
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("actions", "benchmarks", "channels", "commands", "dialogue", "nlu", "stores")

LENGTH, LONGER = 2_000, 8_000  # characters
LIMIT = 1.0  # seconds of processor time for a text that a linear pattern reads in a few milliseconds at most
IN_NO_TIME = 0.002  # seconds of processor time for the longer text: quadratic ones take more
TRIES = 6
MOST = 7  # times the time, for a text that is four times as long: it is 4 where that is linear, 16 where quadratic

REPEATED = (
    "so ",
    "is it ",
    "a",
    "ab ",
    "1",
    "1-",
    "a.",
    "A1_",
    "é",
    ".",
    "-",
    " ",
    "\t",
    "\n",
    "? ",
    "a@",
    "<a|",
    "/x",
)
ENDS = ("", "!", " ", "a", "\n", "payroll under hro", "@x", "\x00")
OF_A_CATEGORY = {"DIGIT": "1", "SPACE": " ", "WORD": "a", "NOT_DIGIT": "a", "NOT_SPACE": "a", "NOT_WORD": "."}
MOST_WORDS, MOST_CHARACTERS = 12, 6  # of a pattern's own


class TooSlowError(Exception):
    """The processor time for a text is used up."""


def modules() -> Iterator[ModuleType]:
    """All modules of the project but those that run when they are imported."""
    for package in map(importlib.import_module, PACKAGES):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def held(value: Any) -> Iterator[re.Pattern[Any]]:
    """The patterns in a module's variable: itself, in a collection, in the attributes of a class."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from held([*value.keys(), *value.values()])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from held(each)
    elif isinstance(value, type) and value.__module__.split(".")[0] in PACKAGES:
        for attribute in vars(value).values():
            if isinstance(attribute, (re.Pattern, dict, list, tuple, set, frozenset)):
                yield from held(attribute)


def literals(source: str) -> Iterator[str]:
    """The patterns that are written where they are used, `re.search("…", text)`; a name in one stands for an x."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr != "escape"):
            continue
        if (text := written(node.args[0])) is not None:
            yield text


def written(node: ast.expr) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(written(part) or "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def of_schemas(content: Any) -> Iterator[str]:
    """The patterns of a JSON schema."""
    if isinstance(content, dict):
        yield from (value for key, value in content.items() if key == "pattern" and isinstance(value, str))
        content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from of_schemas(each)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """All patterns of the tree, by where they are."""
    found = {}
    for module in modules():
        for name, value in vars(module).items():
            for place, pattern in enumerate(held(value)):
                found[f"{module.__name__}.{name}.{place}"] = pattern
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for place, text in enumerate(literals(path.read_text(encoding="utf-8"))):
                found[f"{path.relative_to(ROOT)}.{place}"] = re.compile(text)
        for path in [*(ROOT / package).rglob("*schema*.yml"), *(ROOT / package).glob("web/openapi.json")]:
            for place, text in enumerate(of_schemas(yaml.safe_load(path.read_text(encoding="utf-8")))):
                found[f"{path.relative_to(ROOT)}.{place}"] = re.compile(text)
    # The same pattern is often found in a module and in its source.
    once = {pattern.pattern: (name, pattern) for name, pattern in reversed(found.items())}
    return {name: pattern for name, pattern in once.values() if isinstance(pattern.pattern, str)}


def own(pattern: re.Pattern[str]) -> tuple[list[str], list[str]]:
    """The words that a pattern names, and characters that it takes, each sort once."""
    words: dict[str, None] = {}
    characters: dict[str, None] = {}
    for text, is_run in parts(sre_parse.parse(pattern.pattern, pattern.flags)):
        (words if is_run and len(text) > 1 else characters)[text] = None
    return list(words)[:MOST_WORDS], list(characters)[:MOST_CHARACTERS]


def parts(parsed: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    """Runs of characters (with True), and a character of each set."""
    run = ""
    for code, value in parsed:
        if code is sre_constants.LITERAL:
            run += chr(value)
            continue
        if run:
            yield run, True
        run = ""
        if code in (sre_constants.RANGE, sre_constants.NOT_LITERAL):
            yield chr(value[0]) if code is sre_constants.RANGE else chr(value ^ 1), False
        elif code is sre_constants.CATEGORY:
            yield OF_A_CATEGORY[str(value).removeprefix("CATEGORY_")], False
        else:
            yield from parts_within(value)
    if run:
        yield run, True


def parts_within(value: Any) -> Iterator[tuple[str, bool]]:
    """What is in a group, a repeat, a choice or a set, however deep."""
    if isinstance(value, (tuple, list, sre_parse.SubPattern)):
        items = list(value)
        if items and all(isinstance(item, tuple) and len(item) == 2 for item in items):
            yield from parts(items)
        else:
            for item in items:
                yield from parts_within(item)


def hostile(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Begins, what is repeated after them, and ends."""
    words, characters = own(pattern)
    pairs = [one + other for one in characters for other in characters]
    spaced = [word + mark for word in words for mark in ("", " ", ".")]
    begun = [f"{one}a " for one in characters]
    for unit in dict.fromkeys((*REPEATED, *spaced, *characters, *pairs, *begun)):
        yield from (("", unit, end) for end in ENDS)
    for begin in words[:3]:
        yield from ((begin, unit, "!") for unit in dict.fromkeys((*characters, *pairs, *REPEATED)))


def find_all(pattern: re.Pattern[str], text: str) -> None:
    """Look for all that fits."""
    deque(pattern.finditer(text), maxlen=0)


def find_in_time(pattern: re.Pattern[str], text: str) -> None:
    """The same; raises TooSlowError where that takes more than the limit."""
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        find_all(pattern, text)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """The processor time for a text, by a clock that goes on evenly while timers run."""
    before = time.thread_time()
    find_all(pattern, text)
    return time.thread_time() - before


def is_linear(pattern: re.Pattern[str], begin: str, unit: str, end: str) -> bool:
    """False where the time grows faster than the text."""
    short, long = (begin + (unit * size)[:size] + end for size in (LENGTH, LONGER))
    try:
        find_in_time(pattern, short)
    except TooSlowError:
        return False
    return grows_evenly(pattern, short, long)


def grows_evenly(pattern: re.Pattern[str], short: str, long: str) -> bool:
    """True where the longer text takes no time, or little more by its length; the best of some tries count, taken in
    turns, since a busy machine adds to each.
    """
    for_long = for_short = LIMIT
    for _ in range(TRIES):
        for_long = min(for_long, seconds(pattern, long))
        if for_long < IN_NO_TIME:
            return True
        for_short = min(for_short, seconds(pattern, short), seconds(pattern, short))
        if for_long < MOST * for_short:
            return True
    return False


def slow_text(pattern: re.Pattern[str]) -> tuple[str, str, str] | None:
    """The first text for which a pattern takes more than linear time."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    try:
        return next((text for text in hostile(pattern) if not is_linear(pattern, *text)), None)
    finally:
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("name", patterns())
def test_the_time_of_a_pattern_grows_no_faster_than_the_text(name: str) -> None:
    assert slow_text(patterns()[name]) is None


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(?:\W*(?:so|and)\b\W*)*(?:does|is)\b",  # exponential: a blank belongs to either \W*
        r"(?:a|a)*b",
        r"(\w+)+$",
        r"\w+@",  # quadratic: each place is a begin
        r"\s+$",
        r"(?<!\w)\*(?=\S)[^\n]+?(?<=\S)\*(?!\w)",
    ],
)
def test_what_is_slow_is_found(pattern: str) -> None:
    assert slow_text(re.compile(pattern)) is not None


@pytest.mark.parametrize(
    "source",
    ['re.search("a+$", text)', 're.sub(rf"{name}a+", "", text)', 're.compile("a")'],
)
def test_a_pattern_is_found_where_it_is_used(source: str) -> None:
    assert len(list(literals(source))) == 1


def test_patterns_are_found_wherever_a_module_holds_them() -> None:
    one = re.compile("a")
    kept = type("Kept", (), {"__module__": "channels.x", "PATTERN": one})
    assert [list(held(value)) for value in (one, [one], {"a": (one,)}, kept)] == [[one]] * 4
    assert {"actions", "channels", "nlu", "commands"} <= {name.split(".")[0].split("/")[0] for name in patterns()}

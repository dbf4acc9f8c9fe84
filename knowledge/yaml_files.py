"""YAML as people write it by hand: read strictly, each fault with its line, and the line of any key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DEEPEST = 20  # levels of YAML

Step = str | int


class YamlError(Exception):
    """A file that can't be read; `line` counts from 1, 0 where it isn't known. The message names cause and fix."""

    def __init__(self, text: str, line: int = 0) -> None:
        super().__init__(text)
        self.line = line


class StrictLoader(yaml.CSafeLoader):
    """YAML where all that is written counts once, and stands where it counts.

    A key written twice is an error, since one of its values would be lost without a word. So is an alias (`*name`): ten
    lines of them stand for more values than the memory holds, and one inside its own anchor never ends.
    """

    aliases = False  # whether they are allowed

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """A value; YAML takes 2020-13-45 for a date, and Python then has none."""
        try:
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise _fault(node, "this is no value of its kind: put it in quotes") from error


def parse(text: str, loader_class: type[StrictLoader] = StrictLoader) -> Any:
    """The content of a YAML text; raises YamlError."""
    try:
        loader = loader_class(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None
            _check(node, text.splitlines(), loader_class.aliases)
            return loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        cause = f"{error.problem or error}"
        fix = "" if ": " in cause else ": check the indent and the quotes there and in the line above"
        raise YamlError(f"{cause}{fix}", mark.line + 1 if mark else 0) from error
    except (UnicodeError, yaml.YAMLError) as error:
        raise YamlError(f"it can't be read as UTF-8 YAML ({error}): save it as UTF-8") from error


def parse_file(path: Path, loader_class: type[StrictLoader] = StrictLoader) -> Any:
    """The content of a YAML file; raises YamlError."""
    try:
        return parse(path.read_text(encoding="utf-8"), loader_class)
    except UnicodeDecodeError as error:
        raise YamlError(f"it can't be read as UTF-8 YAML ({error}): save it as UTF-8") from error


def line_of(text: str, path: Sequence[Step]) -> int:
    """The line, from 1, of the key or entry at a path in a text that can be read, or of what it stands in."""
    node, line = _composed(text), 1
    for step in path:
        found = _below(node, step)
        if found is None:
            break
        key, node = found
        line = key.start_mark.line + 1
    return line


@lru_cache(maxsize=4)  # one file has many faults
def _composed(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def _below(node: yaml.Node | None, step: Step) -> tuple[yaml.Node, yaml.Node] | None:
    """The node that carries the line of a step, and the node of its value."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _check(root: yaml.Node, lines: Sequence[str], aliases: bool) -> None:
    """Raise a fault for an alias, for too many levels, and for lines that a wrong indent has joined."""
    met: set[int] = set()
    below = [(root, 0)]
    while below:
        node, depth = below.pop()
        if id(node) in met:
            if aliases:
                continue
            raise _fault(node, "the alias of this is used elsewhere: write it out there")
        if depth > DEEPEST:
            raise _fault(node, "this is nested too deeply: no file here goes so deep")
        met.add(id(node))
        below += [(part, depth + 1) for part in _children(node)]
        if isinstance(node, yaml.ScalarNode) and not node.style:
            _refuse_joined(node, lines)


def _children(node: yaml.Node) -> list[yaml.Node]:
    """The keys and values of a mapping, the entries of a sequence; a scalar has none."""
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _refuse_joined(node: yaml.ScalarNode, lines: Sequence[str]) -> None:
    """Raise a fault where an entry of a list is indented so far that YAML takes it for the rest of the text above."""
    for place in range(node.start_mark.line + 1, node.end_mark.line + 1):
        if place < len(lines) and lines[place].lstrip().startswith("- "):
            raise YamlError("its indent joins this line to the one above: indent both alike", place + 1)


def _fault(node: yaml.Node, problem: str) -> YamlError:
    return YamlError(problem, node.start_mark.line + 1)


def _mapping(loader: StrictLoader, node: yaml.MappingNode) -> dict[str, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _fault(key, "a key is one word: check the indent and the brackets")
        if key.value in seen:
            raise _fault(key, f'the key "{key.value}" stands twice: join the two')
        seen.add(key.value)
    return {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()}


StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)

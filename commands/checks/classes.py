"""Whether the components, stores and channels exist that the configuration names, and their settings are right."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from commands.checks.files import CONFIG, Files, most_alike
from knowledge.checks import Fault
from knowledge.yaml_files import Step

_STORES = {
    "tracker_store": ("sql", "redis", "mongod", "dynamo"),
    "lock_store": ("in_memory", "redis"),
    "event_broker": ("pika", "sql", "file", "kafka"),
}  # Rasa's own names; all else is the path of a class


def faults_of_classes(files: Files, starting: bool) -> Iterator[Fault]:
    """A fault for each name behind which there is no class, and for settings that a channel refuses."""
    yield from _components(files)
    yield from _stores(files)
    yield from _channels(files)
    if starting:
        yield from _unset_variables(files)


def _components(files: Files) -> Iterator[Fault]:
    for key in ("importers", "pipeline", "policies"):
        for place, entry in enumerate(files.content.get(CONFIG, {}).get(key) or ()):
            known = () if "." in entry["name"] else _components_of_rasa()
            if entry["name"] not in known and not class_exists(entry["name"]):
                yield Fault(CONFIG, (key, place, "name"), _no_class(entry["name"], known))


def _stores(files: Files) -> Iterator[Fault]:
    """Rasa keeps conversations in memory where the class of a tracker store is missing, and loses them at its end."""
    for key, known in _STORES.items():
        name = (files.content[files.endpoints].get(key) or {}).get("type")
        if name and name.lower() not in known and not class_exists(name):
            yield Fault(files.endpoints, (key, "type"), _no_class(name, known))


def _channels(files: Files) -> Iterator[Fault]:
    known = _channels_of_rasa()
    for name, settings in (files.content[files.credentials] or {}).items():
        yield from _of_channel(files.credentials, name, settings or {}, known)


def _of_channel(file: str, name: str, settings: Mapping[str, Any], known: Collection[str]) -> Iterator[Fault]:
    inside = [key for key in settings if key in known or class_exists(str(key))]
    for key in inside:
        yield Fault(file, (name, key), f"{key} is a channel of its own: take its indent away")
    if name in known:
        return
    if not class_exists(name):
        yield Fault(file, (name,), f"{_no_class(name, known)}, or indent it under its channel")
    elif not inside:
        yield from (Fault(file, (name, *path), text) for path, text in _refused(name, settings))


def _refused(channel: str, settings: Mapping[str, Any]) -> Iterator[tuple[tuple[Step, ...], str]]:
    """What the settings class beside a channel refuses: (path, cause and fix)."""
    module = f"{channel.rsplit('.', 2)[0]}.settings"
    if not class_exists(f"{module}.Settings"):
        return
    reader: type[BaseModel] = importlib.import_module(module).Settings
    written = {key: value for key, value in settings.items() if "${" not in str(value)}
    try:
        reader(**written)
    except ValidationError as error:
        for fault in error.errors():
            if fault["loc"][0] in settings or "required" not in fault["msg"]:
                known = list(reader.__fields__)
                fix = f"use one of {', '.join(known)}" if fault["loc"][0] not in known else "write it so"
                yield fault["loc"], f"{fault['msg']}: {fix}"


def _unset_variables(files: Files) -> Iterator[Fault]:
    for name in (files.credentials, files.endpoints):
        for path, value in _leaves(files.content[name] or {}):
            for variable in re.findall(r"\$\{(\w+)\}", str(value)):
                yield Fault(name, path, f"the environment has no {variable}: set it, or write its value here")


def _leaves(data: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Any]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in pairs:
        yield from _leaves(value, (*path, step))
    if not isinstance(data, (dict, list)):
        yield path, data


def class_exists(path: str) -> bool:
    """True where a module defines or imports the class of that path; nothing is imported, since Rasa takes seconds."""
    module, _, name = path.rpartition(".")
    source = _source(module)
    if source is None:
        return False
    for statement in ast.parse(source.read_bytes()).body:
        if isinstance(statement, ast.ClassDef) and statement.name == name:
            return True
        if isinstance(statement, (ast.Import, ast.ImportFrom)) and name in _imported(statement):
            return True
    return False


def _imported(statement: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.asname or alias.name for alias in statement.names}


def _source(module: str) -> Path | None:
    try:
        found = importlib.util.find_spec(module) if module else None
    except (ImportError, ValueError):
        return None
    return Path(found.origin) if found and found.origin and found.origin.endswith(".py") else None


def _no_class(name: str, known: Collection[str]) -> str:
    """Cause and fix where a name is no class."""
    best = most_alike(name, known)
    fix = f'write "{best}"' if best else "write it as package.module.Class"
    return f'there is no class "{name}": {fix}'


@cache
def _components_of_rasa() -> frozenset[str]:
    """The classes that a bare name in config.yml may mean."""
    return frozenset(_in_rasa(r"^class (\w+)", "core/policies/*.py", "nlu/**/*.py", "core/featurizers/*.py"))


@cache
def _channels_of_rasa() -> frozenset[str]:
    """The names of Rasa's own channels."""
    named = r'(?:def name\(cls\)[^\n]*\n\s+(?:"""(?s:.*?)"""\s+)?return|^CHANNEL_NAME =) "(\w+)"'
    return frozenset(_in_rasa(named, "core/channels/*.py"))


def _in_rasa(pattern: str, *places: str) -> Iterator[str]:
    found = importlib.util.find_spec("rasa")
    home = Path(found.origin).parent if found and found.origin else Path()
    for file in (file for place in places for file in home.glob(place)):
        yield from re.findall(pattern, file.read_text(encoding="utf-8"), re.MULTILINE)

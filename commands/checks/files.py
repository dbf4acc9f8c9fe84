"""The files that are checked, read once, with the lines of what they say."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from knowledge.checks import Fault
from knowledge.files import line_of_fault
from knowledge.yaml_files import Step, StrictLoader, YamlError, line_of, parse_file

KNOWLEDGE = "data/knowledge"
DOMAIN, CONFIG = "domain.yml", "config.yml"
TRAINING = ("nlu", "rules", "stories")  # folders of data/, and the keys by which Rasa knows training data elsewhere
_ALIKE = 75  # of 100: from here a name is taken for another one, misspelt


class RasaLoader(StrictLoader):
    """YAML as Rasa reads it: variables of the environment are expanded where there are no quotes."""

    aliases = True


def _expanded(loader: RasaLoader, node: yaml.ScalarNode) -> str:
    return os.path.expandvars(str(loader.construct_scalar(node)))


RasaLoader.add_implicit_resolver("!env_var", re.compile(r"^(?:(?!\$\{).)*\$\{[^}\n]*\}.*$"), None)
RasaLoader.add_constructor("!env_var", _expanded)


@dataclass(frozen=True)
class Files:
    """What each file says, by its name from `root`, and a line for each one that can't be read."""

    root: Path
    content: Mapping[str, Any]
    credentials: str
    endpoints: str
    faults: tuple[str, ...]

    @cached_property
    def training(self) -> dict[str, Any]:
        """The files of data/ that Rasa learns from."""
        return {name: data for name, data in self.content.items() if _is_learnt(name, data)}

    def blocks(self, *keys: str) -> Iterator[tuple[str, tuple[Step, ...], Any]]:
        """The entries of the training data under some of its keys: (file, path, entry)."""
        for name, data in self.training.items():
            for key in keys:
                for place, entry in enumerate(data.get(key) or ()):
                    yield name, (key, place), entry

    def domain(self, key: str) -> Any:
        """A list or a mapping of the domain; an empty one where it says nothing."""
        return self.content[DOMAIN].get(key) or ()

    def text(self, name: str) -> str:
        """A file as it is written."""
        return (self.root / name).read_text(encoding="utf-8")

    def line(self, fault: Fault) -> str:
        """A fault on one line, with its file, line and key."""
        if fault.file.endswith(".py"):
            return line_of_fault(fault.file, fault.below, fault.text)
        line = line_of(self.text(fault.file), fault.path) + fault.below
        return line_of_fault(fault.file, line, f"{fault.key}: {fault.text}")


def read(root: Path, credentials: str, endpoints: str, is_trained: bool = False) -> Files:
    """All files but those of the knowledge; without those of the training where that is done."""
    names = [credentials, endpoints] if is_trained else [DOMAIN, CONFIG, credentials, endpoints, *_data(root)]
    content, faults = {}, []
    for name in names:
        try:
            content[name] = parse_file(root / name, RasaLoader)
        except FileNotFoundError:
            faults.append(line_of_fault(name, 0, "the file is missing: restore it"))
        except YamlError as error:
            faults.append(line_of_fault(name, error.line, str(error)))
    return Files(root, content, credentials, endpoints, tuple(faults))


def _data(root: Path) -> Iterator[str]:
    """The names of the YAML files in data/ that aren't knowledge."""
    for path in sorted((root / "data").rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.suffix in (".yml", ".yaml") and not name.startswith(f"{KNOWLEDGE}/"):
            yield name


def most_alike(name: str, known: Collection[str]) -> str:
    """The known name that somebody meant who wrote another one, or ""."""
    best = process.extractOne(name, sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=_ALIKE)
    return str(best[0]) if best else ""


def _is_learnt(name: str, data: Any) -> bool:
    home, _, below = name.partition("/")
    keys = data if isinstance(data, dict) else ()
    return home == "data" and (below.split("/")[0] in TRAINING or any(key in keys for key in TRAINING))

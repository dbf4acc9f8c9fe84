"""Whether each file has the shape that Rasa reads: a wrong indent puts a key where it counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft201909Validator

from commands.checks.files import CONFIG, DOMAIN, TRAINING, Files
from knowledge.checks import Fault, described
from knowledge.yaml_files import parse_file

_SCHEMA = Path(__file__).with_name("schema.yml")
_INDENT = "(or is its indent wrong?)"


def faults_of_shape(files: Files) -> Iterator[Fault]:
    """A fault for each key that is unknown where it stands, is missing, or holds what it can't."""
    kinds = {DOMAIN: "domain", CONFIG: "config", files.credentials: "credentials", files.endpoints: "endpoints"}
    kinds |= {name: _kind(name) for name in files.training}
    for name, kind in ((name, kind) for name, kind in kinds.items() if name in files.content):
        for error in _validator(kind).iter_errors(files.content[name]):
            path, text = described(error)
            yield Fault(name, path, text.replace(" is not a key here", f" is not a key here {_INDENT}"))


def _kind(name: str) -> str:
    folder = name.split("/")[1]
    return folder if folder in TRAINING else "training"


def _validator(kind: str) -> Draft201909Validator:
    return Draft201909Validator({"definitions": _definitions(), "$ref": f"#/definitions/{kind}"})


@cache
def _definitions() -> Any:
    return parse_file(_SCHEMA)["definitions"]

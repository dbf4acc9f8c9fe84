"""What can be wrong with the knowledge, each file by itself and all together, said with file, key and mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft201909Validator
from jsonschema.exceptions import ValidationError, best_match

from actions.knowledge import Knowledge

MODELS = "outsourcing_models"
FILES = {
    "sources.yml": "sources",
    "questions.yml": "questions",
    "disagreements.yml": "disagreements",
    "not_covered.yml": "not_covered",
    "choice.yml": "choice_file",
}  # each file beside the models, and its definition in the schema
_MODEL = "outsourcing_model"  # the definition of all others
_SCHEMA = Path(__file__).with_name("knowledge_schema.yml")


# -- form: each file by itself ---------------------------------------------------------------------------------


@cache
def _validator(definition: str, parts: tuple[str, ...]) -> Draft201909Validator:
    definitions = yaml.safe_load(_SCHEMA.read_text(encoding="utf-8"))["definitions"]
    for part in parts:
        definitions[_MODEL]["properties"].setdefault(part, {"$ref": "#/definitions/statements"})
    return Draft201909Validator({"definitions": definitions, "$ref": f"#/definitions/{definition}"})


def faults_of_form(files: Mapping[str, Any]) -> Iterator[str]:
    """The faults of each file, by the schema; a model may have a key for each part of questions.yml."""
    asked = files["questions.yml"]
    parts = () if any(_validator(FILES["questions.yml"], ()).iter_errors(asked)) else tuple(parts_of(asked))
    for name, data in files.items():
        for error in _validator(FILES.get(name, _MODEL), parts).iter_errors(data):
            yield f"{name}: {_describe(error)}"


def parts_of(asked: Mapping[str, Any]) -> list[str]:
    """The parts that questions.yml names."""
    return [entry["part"] for entry in asked["questions"]]


def _describe(error: ValidationError) -> str:
    """What is wrong at which key, and what mends it."""
    if error.validator in ("oneOf", "anyOf", "allOf") and error.context:
        deepest = best_match(iter(error.context))
        error = deepest or error
    key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    at = key.lstrip(".") or "the file"
    value = error.instance
    allowed: Mapping[str, Callable[[], str]] = {
        "required": lambda: f"{error.message.split(' is a')[0]} is missing: add it",
        "additionalProperties": lambda: (
            f"{_strange_keys(error)} is not a key here: use one of {', '.join(error.schema['properties'])}"
        ),
        "type": lambda: f"is {type(value).__name__} where a YAML {error.validator_value} is wanted: rewrite it so",
        "not": lambda: f'"{value}" is another key of a model: choose a name of its own',
        "enum": lambda: f'"{value}" is unknown: use one of {", ".join(error.validator_value)}',
        "minItems": lambda: f"has {len(value)} entries: give at least {error.validator_value}",
        "minLength": lambda: "is empty: write it or take the key out",
        "pattern": lambda: f'"{value}" has not the right form: {_form(error.validator_value)}',
    }
    mend = allowed.get(str(error.validator))
    return f"{at}: {mend() if mend else error.message + ': mend it'}"


def _strange_keys(error: ValidationError) -> str:
    return ", ".join(f'"{key}"' for key in error.instance if key not in error.schema.get("properties", {}))


def _form(pattern: str) -> str:
    if pattern.startswith("^[a-z]"):
        return "an id has lower-case letters, digits and _ only"
    if pattern.startswith("^[A-Z]"):
        return "an acronym has capital letters only"
    return "write one paragraph without a line break or blanks at its ends (use >-)"


# -- sense: the files together ---------------------------------------------------------------------------------


def faults_of_sense(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[str]:
    """The faults that show only when all files are seen together."""
    yield from _unknown_references(files, knowledge)
    yield from _shared_names(files, knowledge)


def _unknown_references(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[str]:
    """Ids that are used and defined nowhere."""
    known: dict[str, Iterable[str]] = {
        "sources": knowledge.sources,
        "to": knowledge.topics,
        "topic": knowledge.topics,
        "topics": knowledge.topics,
        "needs": knowledge.topics,
        "aspects": knowledge.aspects,
        "priorities": [option.id for question in knowledge.choice for option in question.options],
        "parts": [*knowledge.questions, "aspects"],
    }
    for name, data in files.items():
        for path, key, id in _references(data, known):
            if id not in known[key]:
                yield f'{name}: {path}: "{id}" is unknown: use one of {", ".join(known[key])}'
    for gap in knowledge.gaps.values():
        topic, part = gap.nearest
        if topic not in knowledge.topics or part not in knowledge.questions:
            yield f"not_covered.yml: {gap.id}.nearest: there is no {topic}, {part}: name a model and a question"


def _references(data: Any, keys: Iterable[str], path: str = "") -> Iterator[tuple[str, str, str]]:
    """Each use of an id under one of `keys`: (path in the file, key, id)."""
    if isinstance(data, list):
        for place, entry in enumerate(data):
            yield from _references(entry, keys, f"{path}[{place}]")
    elif isinstance(data, dict):
        for key, value in data.items():
            here = f"{path}.{key}".lstrip(".")
            if key in keys and isinstance(value, str):
                yield here, key, value
            elif key in keys and not any(isinstance(entry, (dict, list)) for entry in value):
                yield from ((here, key, id) for id in value)
            elif key in keys and isinstance(value, dict):
                yield from ((here, key, id) for id in value)
                yield from _references(value, keys, here)
            else:
                yield from _references(value, keys, here)


def _shared_names(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[str]:
    """Names that two topics claim. Only an acronym may be shared, and then cues must tell its owners apart."""
    homes = {topic: name for name, data in files.items() for topic in _ids(name, data)}
    for id, count in Counter(id for name, data in files.items() for id in _ids(name, data)).items():
        if count > 1:
            yield f'{homes[id]}: id "{id}" is used {count} times: give each its own'
    owner: dict[str, str] = {}
    for topic in knowledge.topics.values():
        for alias in {topic.name.lower(), *map(str.lower, topic.aliases), *map(str.lower, topic.misspellings)}:
            other = owner.setdefault(alias, topic.id)
            if other != topic.id:
                yield f'{homes[topic.id]}: alias "{alias}" is already used by {other}: keep it in one of them'
    for acronym, topics in knowledge.shared_acronyms.items():
        for topic in topics:
            if not topic.cues:
                yield (
                    f"{homes[topic.id]}: cues: {acronym.upper()} also stands for another model: "
                    "add words that tell which one is meant"
                )
    for gap in knowledge.gaps.values():
        for term in gap.terms:
            if term.lower() in owner:
                yield f'not_covered.yml: {gap.id}.terms: "{term}" names {owner[term.lower()]}: take it out'


def _ids(name: str, data: Any) -> list[str]:
    if not name.startswith(f"{MODELS}/"):
        return []
    return [Path(name).stem, *(entry["id"] for entry in data.get("types", ()) if "id" in entry)]

"""What can be wrong with the knowledge, each file by itself and all together, said with its key, cause and fix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft201909Validator
from jsonschema.exceptions import ValidationError, best_match

from knowledge.gaps import gaps_that_are_answered
from knowledge.model import Knowledge
from knowledge.statements import section_of
from knowledge.yaml_files import Step, parse_file

MODELS = "outsourcing_models"
GAPS = "not_covered.yml"
FILES = {
    "sources.yml": "sources",
    "questions.yml": "questions",
    "disagreements.yml": "disagreements",
    GAPS: "not_covered",
    "choice.yml": "choice_file",
    "comparisons.yml": "comparisons",
}  # each file beside the models, and its definition in the schema
_MODEL = "outsourcing_model"  # the definition of all others
_SCHEMA = Path(__file__).with_name("schema.yml")
_ID = re.compile("[a-z][a-z0-9_]*")
_CHOOSABLE = 2  # models that the guided choice needs: it names a second one


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place in a file: `path` leads to its key, `text` names cause and fix.

    `below` counts the lines from that key to the one with the fault, inside of a text of several lines.
    """

    file: str
    path: tuple[Step, ...]
    text: str
    below: int = 0

    @property
    def key(self) -> str:
        """The path as people write it: `types[0].name`."""
        return key_of(self.path)


def key_of(path: Iterable[Step]) -> str:
    """A path as people write it: `types[0].name`."""
    key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return key.lstrip(".") or "the file"


# -- form: each file by itself ---------------------------------------------------------------------------------


@cache
def _validator(definition: str, parts: tuple[str, ...]) -> Draft201909Validator:
    definitions = parse_file(_SCHEMA)["definitions"]
    for part in parts:
        definitions[_MODEL]["properties"].setdefault(part, {"$ref": "#/definitions/statements"})
    return Draft201909Validator({"definitions": definitions, "$ref": f"#/definitions/{definition}"})


def faults_of_form(files: Mapping[str, Any]) -> Iterator[Fault]:
    """The faults of each file, by the schema; a model may have a key for each part of questions.yml."""
    parts = tuple(parts_of(files["questions.yml"]))
    for name, data in files.items():
        if name not in FILES and not _ID.fullmatch(Path(name).stem):
            yield Fault(name, (), "its name is the model's id: rename it, with lower-case letters, digits and _ only")
        for error in _validator(FILES.get(name, _MODEL), parts).iter_errors(data):
            yield Fault(name, *described(error))


def parts_of(asked: Any) -> list[str]:
    """The parts that questions.yml names, as far as they can be read: its own faults shall not bring forth others."""
    entries = asked.get("questions") if isinstance(asked, dict) else None
    named = (entry.get("part") for entry in (entries if isinstance(entries, list) else ()) if isinstance(entry, dict))
    return [part for part in named if isinstance(part, str)]


def described(error: ValidationError) -> tuple[tuple[Step, ...], str]:
    """Where an error of a schema is, and what is wrong there with what fixes it."""
    if error.validator in ("oneOf", "anyOf", "allOf") and error.context:
        deepest = best_match(iter(error.context))
        error = deepest or error
    path: tuple[Step, ...] = tuple(error.absolute_path)
    value = error.instance
    allowed: Mapping[str, Callable[[], str]] = {
        "required": lambda: f"{error.message.split(' is a')[0]} is missing: add it",
        "additionalProperties": lambda: (
            f"{', '.join(_strange_keys(error))} is not a key here: use one of {', '.join(error.schema['properties'])}"
        ),
        "type": lambda: _other_type(value, error.validator_value),
        "not": lambda: f'"{value}" {error.schema["$comment"]}',
        "enum": lambda: f'"{value}" is unknown: use one of {", ".join(map(str, error.validator_value))}',
        "const": lambda: f'"{value}" is unknown: write {str(error.validator_value).lower()} or take the key out',
        "minItems": lambda: f"has {len(value)} entries: give at least {error.validator_value}",
        "maxItems": lambda: f"has {len(value)} entries: give at most {error.validator_value}",
        "maxProperties": lambda: f"has the keys {', '.join(value)} where one is wanted: indent what belongs under it",
        "minProperties": lambda: (
            f"has the keys {', '.join(value) or '(none)'} alone: add the others, or check the indent"
        ),
        "pattern": lambda: _form(value, error.schema.get("$comment", "")),
    }
    said = allowed.get(str(error.validator))
    if error.validator == "additionalProperties":  # the line of the key itself helps most
        path = (*path, _strange_keys(error)[0].strip('"'))
    if "propertyNames" in error.absolute_schema_path:
        path = (*path, value)
    return path, said() if said else f"{error.message}: fix it"


def _strange_keys(error: ValidationError) -> list[str]:
    return [f'"{key}"' for key in error.instance if key not in error.schema.get("properties", {})]


_TYPES = {
    **{"object": "a mapping", "array": "a list", "string": "a text", "boolean": "true or false", "null": "nothing"},
    **{"dict": "a mapping", "list": "a list", "str": "a text", "bool": "true or false", "number": "a number"},
}


def _other_type(value: Any, wanted: str | list[str]) -> str:
    kinds = " or ".join(_TYPES.get(kind, kind) for kind in ([wanted] if isinstance(wanted, str) else wanted))
    if value is None:
        return f"is empty where {kinds} is wanted: write it, or indent what belongs under it"
    if wanted == "string":
        return f"is {type(value).__name__} where a text is wanted: put it in quotes, or check the indent"
    kind = type(value).__name__
    return f"is {_TYPES.get(kind, kind)} where {kinds} is wanted: rewrite it so, or check the indent"


def _form(value: str, wanted: str) -> str:
    """What a text must look like, by the comment in the schema."""
    if not value.strip():
        return "is empty: write it or take it out"
    return f'"{value}" has not the right form: {wanted}'


# -- sense: the files together ---------------------------------------------------------------------------------


def faults_of_sense(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Fault]:
    """The faults that show only when all files are seen together."""
    yield from _unknown_references(files, knowledge)
    yield from _wrong_citations(files, knowledge)
    yield from _ranks_of_nothing(files, knowledge)
    yield from _unknown_options(files)
    yield from _ids_used_twice(files)
    yield from _shared_names(files, knowledge)
    yield from _models_that_are_none(files, knowledge)
    yield from (Fault(GAPS, *answered) for answered in gaps_that_are_answered(files[GAPS], knowledge))


def _unknown_references(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Fault]:
    """Ids that are used and defined nowhere."""
    known: dict[str, Iterable[str]] = {
        "to": knowledge.topics,
        "first": knowledge.topics,
        "second": knowledge.topics,
        "topic": knowledge.topics,
        "topics": knowledge.topics,
        "needs": knowledge.topics,
        "aspects": knowledge.aspects,
        "aspect": knowledge.aspects,
        "matters": knowledge.aspects,
        "parts": [*knowledge.questions, "aspects"],
    }
    for name, data in files.items():
        for path, key, id in _references(data, known):
            if id not in known[key]:
                yield Fault(name, path, _unknown(id, known[key]))
    for place, gap in enumerate(knowledge.gaps.values()):
        for step, (id, ids) in enumerate(zip(gap.nearest, (knowledge.topics, knowledge.questions), strict=True)):
            if id not in ids:
                yield Fault(GAPS, ("not_covered", place, "nearest", step), _unknown(id, ids))


def _wrong_citations(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Fault]:
    """Citations of a document or a section that isn't there, or of one document twice."""
    for name, data in files.items():
        cited: Counter[tuple[tuple[Step, ...], str]] = Counter()
        for path, _, citation in _references(data, ("sources",)):
            if name == "sources.yml":
                continue
            document, section = section_of(citation)
            cited[path[:-1], document] += 1
            source = knowledge.sources.get(document)
            if source is None:
                yield Fault(name, path, _unknown(document, knowledge.sources))
            elif section not in source.sections:
                listed = "; ".join(source.sections)
                yield Fault(name, path, f'"{section}" is no section of {document}: use one of {listed}')
            if cited[path[:-1], document] == 2:
                yield Fault(name, path, f"{document} is cited twice: keep the section that says it better")


def _ranks_of_nothing(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Fault]:
    """Levels on an aspect without a scale, and verdicts on one topic only."""
    for name, data in _models(files):
        for id, entry in data.get("aspects", {}).items():
            if "level" in entry and id in knowledge.aspects and knowledge.aspects[id].scale is None:
                path = ("aspects", id, "level")
                yield Fault(name, path, f"{id} has no scale: add one to questions.yml or take the level out")
    for place, verdict in enumerate(knowledge.verdicts):
        if verdict.first == verdict.second:
            path = ("verdicts", place, "second")
            yield Fault("comparisons.yml", path, f"{verdict.second} is the first as well: name another")


def _unknown(id: str, known: Iterable[str]) -> str:
    return f'"{id}" is unknown: use one of {", ".join(known)}'


def _references(
    data: Any, keys: Iterable[str], path: tuple[Step, ...] = ()
) -> Iterator[tuple[tuple[Step, ...], str, str]]:
    """Each use of an id under one of `keys`: (path in the file, key, id)."""
    if isinstance(data, list):
        for place, entry in enumerate(data):
            yield from _references(entry, keys, (*path, place))
    elif isinstance(data, dict):
        for key, value in data.items():
            here = (*path, key)
            if key not in keys:
                yield from _references(value, keys, here)
                continue
            yield from ((place, key, id) for place, id in _ids_in(value, here))
            if isinstance(value, dict) or any(isinstance(entry, (dict, list)) for entry in value):
                yield from _references(value, keys, here)


def _ids_in(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str]]:
    """The ids that a value consists of: a text, a list of texts, or the keys of a mapping."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        yield from (((*path, id), id) for id in value)
    else:
        yield from (((*path, place), id) for place, id in enumerate(value) if isinstance(id, str))


def _unknown_options(files: Mapping[str, Any]) -> Iterator[Fault]:
    """Answers of the guided choice that a model names and its question doesn't offer."""
    asked = files["choice.yml"]["questions"]
    for name, data in _models(files):
        for key, question in (("core", "core"), ("priorities", "priority"), ("involvement", "involvement")):
            offered = [option["id"] for option in asked[question].get("options", ())]
            for path, id in _ids_in(data.get("choice", {}).get(key, ()), ("choice", key)):
                if id not in offered:
                    yield Fault(name, path, _unknown(id, offered))


def _models(files: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, data) for name, data in files.items() if name.startswith(f"{MODELS}/"))


def _ids_used_twice(files: Mapping[str, Any]) -> Iterator[Fault]:
    """Entries with the id of another one, which would take its place without a word."""
    homes = {Path(name).stem: name for name, _ in _models(files)}
    for name, data in _models(files):
        for place, entry in enumerate(data.get("types", ())):
            id = entry.get("id", "")
            if (id and homes.setdefault(id, name) != name) or id == Path(name).stem:
                why = f'id "{id}" is used in {homes[id]} as well: give each its own'
                yield Fault(name, ("types", place, "id"), why)
    for name, data in files.items():
        yield from (Fault(name, *twice) for twice in _twice_in_a_list(data))


def _twice_in_a_list(data: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str]]:
    """The ids (of a question: its part) that two entries of one list have, and where the later one is."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _twice_in_a_list(value, (*path, key))
    elif isinstance(data, list):
        met: Counter[str] = Counter()
        for place, entry in enumerate(data):
            yield from _twice_in_a_list(entry, (*path, place))
            for key in ("id", "part"):
                if isinstance(entry, dict) and key in entry:
                    met[entry[key]] += 1
                    if met[entry[key]] > 1:
                        yield (*path, place, key), f'id "{entry[key]}" stands above already: give each its own'


def _shared_names(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Fault]:
    """Names that two topics claim. Only an acronym may be shared, and then cues must tell its owners apart."""
    owner: dict[str, str] = {}
    for name, data in _models(files):
        for id, path, alias in _names_of_topics(name, data):
            other = owner.setdefault(alias.lower(), id)
            if other != id:
                yield Fault(name, path, f'"{alias.lower()}" is already used by {other}: keep it in one of them')
    for acronym, topics in knowledge.shared_acronyms.items():
        for topic in topics:
            if not topic.cues:
                why = f"{acronym.upper()} also stands for another model: add words that tell which one is meant"
                yield Fault(f"{MODELS}/{topic.id}.yml", ("cues",), why)


def _names_of_topics(name: str, data: Any) -> Iterator[tuple[str, tuple[Step, ...], str]]:
    """The names of a model and its kinds: (the topic's id, path in the file, name)."""
    kinds = [(entry["id"], ("types", i), entry) for i, entry in enumerate(data.get("types", ())) if "id" in entry]
    for id, path, entry in ((Path(name).stem, (), data), *kinds):
        yield id, (*path, "name"), entry["name"]
        for key in ("aliases", "misspellings"):
            yield from ((id, (*path, key, place), alias) for place, alias in enumerate(entry.get(key, ())))


def _models_that_are_none(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Fault]:
    """What is missing or too much around the topic that is no model of its own, and for the guided choice."""
    general = [topic.id for topic in knowledge.topics.values() if topic.general]
    if not general:
        first = next(name for name, _ in _models(files))
        yield Fault(first, ("general",), "no model is the general one: add general: true to outsourcing.yml")
    for id in general:
        if len(general) > 1:
            yield Fault(f"{MODELS}/{id}.yml", ("general",), f"{' and '.join(general)} are general: keep it in one")
        if knowledge.topics[id].choice:
            why = "what is general is no model to choose: take out either this or general"
            yield Fault(f"{MODELS}/{id}.yml", ("choice",), why)
    if sum(bool(model.choice) for model in knowledge.models) < _CHOOSABLE:
        why = f"the guided choice has less than {_CHOOSABLE} models: give another model a choice"
        yield Fault("choice.yml", ("questions",), why)

"""Reading data/knowledge/ into `Knowledge`, with every fault named by file, key and mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft201909Validator
from jsonschema.exceptions import ValidationError, best_match

from actions.knowledge import (
    FOLDER,
    Aspect,
    Choice,
    ChoiceQuestion,
    Disagreement,
    Gap,
    Knowledge,
    KnowledgeError,
    Option,
    Question,
    Relation,
    Source,
    Statement,
    Topic,
)

MODELS = "outsourcing_models"
_SCHEMA = Path(__file__).with_name("knowledge_schema.yml")
_FILES = {
    "sources.yml": "sources",
    "questions.yml": "questions",
    "disagreements.yml": "disagreements",
    "not_covered.yml": "not_covered",
    "choice.yml": "choice_file",
}
_STATEMENT_PARTS = ("definition", "how_it_works", "services", "benefits", "drawbacks", "fit", "facts")

Data = dict[str, Any]


def load(folder: Path | str = FOLDER) -> Knowledge:
    """All knowledge in `folder`; raises KnowledgeError with one line for each fault."""
    folder = Path(folder)
    files = _read(folder)
    faults = [fault for name, data in files.items() for fault in _faults_of_form(name, data)]
    if not faults:
        knowledge = _assemble(files)
        faults = list(_faults_of_sense(files, knowledge))
    if faults:
        raise KnowledgeError("\n".join(faults))
    return knowledge


# -- reading ---------------------------------------------------------------------------------------------------


class _UniqueKeyLoader(yaml.CSafeLoader):
    """YAML where a key written twice is an error: one of its values would be lost without a word."""


def _mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> Data:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(
                problem=f'the key "{key.value}" stands twice: join the two', problem_mark=key.start_mark
            )
        seen.add(key.value)
    return {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()}


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read(folder: Path) -> dict[str, Any]:
    """File name relative to `folder` -> its parsed content."""
    if not (folder / MODELS).is_dir():
        raise KnowledgeError(f"{folder}: there is no folder {MODELS}/ in it: name the knowledge folder")
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise KnowledgeError("\n".join(f"{name}: the file is missing: restore it" for name in missing))
    models = sorted((folder / MODELS).glob("*.yml"))
    names = [*_FILES, *(f"{MODELS}/{path.name}" for path in models)]
    strays = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in (".yml", ".yaml")} - set(
        names
    )
    if strays:
        raise KnowledgeError(
            "\n".join(f"{name}: no such file is read: move it to {MODELS}/<id>.yml" for name in sorted(strays))
        )
    return {name: _parse(folder / name, name) for name in names}


def _parse(path: Path, name: str) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f" line {mark.line + 1}" if mark else ""
        raise KnowledgeError(f"{name}:{line}: {error.problem or error}: mend the YAML there") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{name}: it can't be read as UTF-8 YAML ({error}): save it as UTF-8") from error


# -- form: each file by itself ---------------------------------------------------------------------------------


@cache
def _validator(definition: str) -> Draft201909Validator:
    definitions = yaml.safe_load(_SCHEMA.read_text(encoding="utf-8"))["definitions"]
    return Draft201909Validator({"definitions": definitions, "$ref": f"#/definitions/{definition}"})


def _faults_of_form(name: str, data: Any) -> Iterator[str]:
    definition = _FILES.get(name, "outsourcing_model")
    for error in _validator(definition).iter_errors(data):
        yield f"{name}: {_describe(error)}"


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


# -- assembling ------------------------------------------------------------------------------------------------


def _assemble(files: Mapping[str, Any]) -> Knowledge:
    topics: dict[str, Topic] = {}
    for name, data in files.items():
        if name.startswith(f"{MODELS}/"):
            for topic in _topics(Path(name).stem, data):
                topics.setdefault(topic.id, topic)
    questions, aspects = files["questions.yml"]["questions"], files["questions.yml"]["aspects"]
    return Knowledge(
        topics=topics,
        sources={entry["id"]: _source(entry) for entry in files["sources.yml"]["sources"]},
        questions={entry["part"]: _question(entry) for entry in questions},
        aspects={entry["id"]: Aspect(entry["id"], entry["label"], tuple(entry["words"])) for entry in aspects},
        disagreements=tuple(_disagreement(entry) for entry in files["disagreements.yml"]["disagreements"]),
        gaps={entry["id"]: _gap(entry) for entry in files["not_covered.yml"]["not_covered"]},
        choice=tuple(_choice_question(id, data) for id, data in files["choice.yml"]["questions"].items()),
    )


def _topics(id: str, data: Data) -> Iterator[Topic]:
    """The model of one file and the kinds described in it."""
    types = data.get("types", [])
    parts = {part: _statements(data.get(part, ())) for part in _STATEMENT_PARTS}
    relations = tuple(
        Relation(entry["to"], entry["kind"], Statement(entry["text"], tuple(entry["sources"])))
        for entry in data.get("relations", ())
    )
    parts["relations"] = tuple(relation.statement for relation in relations)
    parts["types"] = tuple(Statement(entry["text"], tuple(entry["sources"]), entry.get("name", "")) for entry in types)
    yield Topic(
        id=id,
        name=data["name"],
        acronym=data.get("acronym", ""),
        in_short=data["in_short"],
        aliases=tuple(data.get("aliases", ())),
        misspellings=tuple(data.get("misspellings", ())),
        cues=tuple(data.get("cues", ())),
        other_senses=tuple(data.get("other_senses", ())),
        parts={part: statements for part, statements in parts.items() if statements},
        aspects={aspect: _statement(entry) for aspect, entry in data.get("aspects", {}).items()},
        relations=relations,
        types=tuple(entry.get("id") or entry["topic"] for entry in types),
        choice=_choice(data["choice"]) if "choice" in data else None,
    )
    yield from (_kind(id, entry) for entry in types if "id" in entry)


def _kind(parent: str, entry: Data) -> Topic:
    definition = Statement(entry["text"], tuple(entry["sources"]))
    parts = {
        "definition": (definition,),
        "services": _statements(entry.get("services", ())),
        "benefits": _statements(entry.get("benefits", ())),
    }
    return Topic(
        id=entry["id"],
        name=entry["name"],
        acronym="",
        in_short=entry["in_short"],
        aliases=tuple(entry.get("aliases", ())),
        misspellings=(),
        cues=(),
        other_senses=(),
        parts={part: statements for part, statements in parts.items() if statements},
        aspects={},
        relations=(),
        types=(),
        parent=parent,
    )


def _statements(entries: Iterable[Data]) -> tuple[Statement, ...]:
    return tuple(_statement(entry) for entry in entries)


def _statement(entry: Data) -> Statement:
    return Statement(
        entry["text"],
        tuple(entry["sources"]),
        entry.get("name", ""),
        tuple(entry.get("also", ())),
        entry.get("as_of", ""),
    )


def _choice(data: Data) -> Choice:
    values: Data = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Choice(**values)


def _question(entry: Data) -> Question:
    return Question(**{**entry, "certain": tuple(entry.get("certain", ()))})


def _source(entry: Data) -> Source:
    return Source(entry["id"], entry["title"], entry.get("publisher", ""), entry.get("date", ""))


def _disagreement(entry: Data) -> Disagreement:
    return Disagreement(
        entry["id"],
        tuple(entry["topics"]),
        entry["question"],
        tuple(entry["parts"]),
        tuple(entry.get("aspects", ())),
        _statements(entry["views"]),
    )


def _gap(entry: Data) -> Gap:
    topic, part = entry["nearest"]
    return Gap(
        entry["id"],
        entry["name"],
        tuple(entry.get("terms", ())),
        tuple(entry["asked_as"]),
        (topic, part),
        entry["reply"],
    )


def _choice_question(id: str, data: Data) -> ChoiceQuestion:
    options = tuple(Option(o["id"], o["title"], tuple(o.get("words", ()))) for o in data.get("options", ()))
    return ChoiceQuestion(id, data["ask"], options)


# -- sense: the files together ---------------------------------------------------------------------------------


def _faults_of_sense(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[str]:
    yield from _unknown_references(files, knowledge)
    yield from _shared_names(files, knowledge)


def _unknown_references(files: Mapping[str, Any], knowledge: Knowledge) -> Iterator[str]:
    """Ids that are used and defined nowhere."""
    known: dict[str, Iterable[str]] = {
        "sources": knowledge.sources,
        "to": knowledge.topics,
        "topic": knowledge.topics,
        "topics": knowledge.topics,
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
    for id, count in _counts(id for name, data in files.items() for id in _ids(name, data)).items():
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


def _counts(ids: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for id in ids:
        counts[id] = counts.get(id, 0) + 1
    return counts

"""Reading data/knowledge/ into `Knowledge`, with every fault named by file, key and mend."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

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
from actions.knowledge_checks import FILES, MODELS, faults_of_form, faults_of_sense, parts_of

_DEEPEST = 20  # levels of YAML
_PARTS_OF_KINDS = ("services", "benefits", "fit")
_OF_OTHER_FORM = ("relations", "types")  # parts that are more than a list of statements

Data = dict[str, Any]


def load(folder: Path | str = FOLDER) -> Knowledge:
    """All knowledge in `folder`; raises KnowledgeError with one line for each fault."""
    folder = Path(folder)
    files = _read(folder)
    faults = list(faults_of_form(files))
    if not faults:
        knowledge = _assemble(files)
        faults = list(faults_of_sense(files, knowledge))
    if faults:
        raise KnowledgeError("\n".join(map(_one_line, faults)))
    return replace(knowledge, digest=digest(folder))


def digest(folder: Path) -> str:
    """A fingerprint of all files of the knowledge."""
    return digest_of(sorted(folder.rglob("*.yml")), folder)


def digest_of(files: Iterable[Path], folder: Path = Path("/")) -> str:
    """A fingerprint of the names and the content of some files; names count from `folder`."""
    content = b"".join(os.path.relpath(path, folder).encode() + path.read_bytes() for path in files)
    return hashlib.sha256(content).hexdigest()[:16]


def _one_line(fault: str) -> str:
    """A fault on one line, whatever the value is that it quotes."""
    return " ".join(fault.split())


# -- reading ---------------------------------------------------------------------------------------------------


class _UniqueKeyLoader(yaml.CSafeLoader):
    """YAML where all that is written counts once, and stands where it counts.

    A key written twice is an error, since one of its values would be lost without a word. So is an alias (`*name`): ten
    lines of them stand for more values than the memory holds, and one inside its own anchor never ends.
    """

    def construct_document(self, node: yaml.Node) -> Any:
        """The content of a file."""
        met: set[int] = set()
        below = [(node, 0)]
        while below:
            each, depth = below.pop()
            if id(each) in met:
                raise _fault(each, "the alias of this is used elsewhere: write it out there")
            if depth > _DEEPEST:
                raise _fault(each, "this is nested too deeply: no file here goes so deep")
            met.add(id(each))
            if isinstance(each, yaml.MappingNode):
                below += [(part, depth + 1) for pair in each.value for part in pair]
            elif isinstance(each, yaml.SequenceNode):
                below += [(part, depth + 1) for part in each.value]
        return super().construct_document(node)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """A value; YAML takes 2020-13-45 for a date, and Python then has none."""
        try:
            return super().construct_object(node, deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise _fault(node, "this is no value of its kind: put it in quotes") from error


def _fault(node: yaml.Node, problem: str) -> yaml.YAMLError:
    return yaml.constructor.ConstructorError(problem=problem, problem_mark=node.start_mark)


def _mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> Data:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _fault(key, "a key is one word")
        if key.value in seen:
            raise _fault(key, f'the key "{key.value}" stands twice: join the two')
        seen.add(key.value)
    return {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()}


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read(folder: Path) -> dict[str, Any]:
    """File name relative to `folder` -> its parsed content."""
    if not (folder / MODELS).is_dir():
        raise KnowledgeError(f"{folder}: there is no folder {MODELS}/ in it: name the knowledge folder")
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise KnowledgeError("\n".join(f"{name}: the file is missing: restore it" for name in missing))
    models = sorted((folder / MODELS).glob("*.yml"))
    names = [*FILES, *(f"{MODELS}/{path.name}" for path in models)]
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
        raise KnowledgeError(_one_line(f"{name}:{line}: {error.problem or error}: mend the YAML there")) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        fault = f"{name}: it can't be read as UTF-8 YAML ({error}): save it as UTF-8"
        raise KnowledgeError(_one_line(fault)) from error


# -- assembling ------------------------------------------------------------------------------------------------


def _assemble(files: Mapping[str, Any]) -> Knowledge:
    topics: dict[str, Topic] = {}
    parts = [part for part in parts_of(files["questions.yml"]) if part not in _OF_OTHER_FORM]
    for name, data in files.items():
        if name.startswith(f"{MODELS}/"):
            for topic in _topics(Path(name).stem, data, parts):
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


def _topics(id: str, data: Data, of_statements: Iterable[str]) -> Iterator[Topic]:
    """The model of one file and the kinds described in it."""
    types = data.get("types", [])
    parts = {part: _statements(data.get(part, ())) for part in of_statements}
    relations = tuple(
        Relation(entry["to"], entry["kind"], Statement(entry["text"], tuple(entry["sources"])))
        for entry in data.get("relations", ())
    )
    parts["relations"] = tuple(relation.statement for relation in relations)
    parts["types"] = _statements(types)
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
        aspects=_aspects(data),
        relations=relations,
        types=tuple(entry.get("id") or entry["topic"] for entry in types),
        choice=_choice(data["choice"]) if "choice" in data else None,
        types_are_all=data.get("types_are_all", False),
    )
    yield from (_kind(id, entry) for entry in types if "id" in entry)


def _kind(parent: str, entry: Data) -> Topic:
    definition = Statement(entry["text"], tuple(entry["sources"]), also=tuple(entry.get("also", ())))
    parts = {"definition": (definition,), **{part: _statements(entry.get(part, ())) for part in _PARTS_OF_KINDS}}
    return Topic(
        id=entry["id"],
        name=entry["name"],
        acronym="",
        in_short=entry["in_short"],
        aliases=tuple(entry.get("aliases", ())),
        misspellings=(),
        cues=tuple(entry.get("cues", ())),
        other_senses=(),
        parts={part: statements for part, statements in parts.items() if statements},
        aspects=_aspects(entry),
        relations=(),
        types=(),
        parent=parent,
    )


def _aspects(data: Data) -> dict[str, Statement]:
    return {aspect: _statement(entry) for aspect, entry in data.get("aspects", {}).items()}


def _statements(entries: Iterable[Data]) -> tuple[Statement, ...]:
    return tuple(_statement(entry) for entry in entries)


def _statement(entry: Data) -> Statement:
    return Statement(
        entry["text"],
        tuple(entry["sources"]),
        entry.get("name", ""),
        tuple(entry.get("also", ())),
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
        entry.get("needs", ""),
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
        tuple(entry["sources"]),
    )


def _choice_question(id: str, data: Data) -> ChoiceQuestion:
    options = tuple(Option(o["id"], o["title"], tuple(o.get("words", ()))) for o in data.get("options", ()))
    return ChoiceQuestion(id, data["ask"], options)

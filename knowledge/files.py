"""Reading data/knowledge/ into `Knowledge`, with every fault named by file, line, key and fix."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.checks import FILES, MODELS, Fault, faults_of_form, faults_of_sense, parts_of
from knowledge.model import (
    FOLDER,
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
from knowledge.statements import aspect_of, cited_in, pairs_of, statement_of, statements_of, verdict_of
from knowledge.yaml_files import YamlError, line_of, parse_file

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
        raise KnowledgeError("\n".join(_located(fault, folder) for fault in faults))
    return replace(knowledge, digest=digest(folder))


def digest(folder: Path) -> str:
    """A fingerprint of all files of the knowledge."""
    return digest_of(sorted(folder.rglob("*.yml")), folder)


def digest_of(files: Iterable[Path], folder: Path = Path("/")) -> str:
    """A fingerprint of the names and the content of some files; names count from `folder`."""
    content = b"".join(os.path.relpath(path, folder).encode() + path.read_bytes() for path in files)
    return hashlib.sha256(content).hexdigest()[:16]


def line_of_fault(name: str, line: int, cause_and_fix: str) -> str:
    """A fault on one line, whatever the value is that it quotes; `line` counts from 1, 0 where it isn't known."""
    at = f" line {line}:" if line else ""
    return " ".join(f"{name}:{at} {cause_and_fix}".split())


def _located(fault: Fault, folder: Path) -> str:
    text = (folder / fault.file).read_text(encoding="utf-8")
    return line_of_fault(fault.file, line_of(text, fault.path), f"{fault.key}: {fault.text}")


# -- reading ---------------------------------------------------------------------------------------------------


def _read(folder: Path) -> dict[str, Any]:
    """File name relative to `folder` -> its parsed content."""
    content, faults = {}, []
    for name in _names_of_files(folder):
        try:
            content[name] = parse_file(folder / name)
        except YamlError as error:
            faults.append(line_of_fault(name, error.line, str(error)))
    if faults:
        raise KnowledgeError("\n".join(faults))
    return content


def _names_of_files(folder: Path) -> list[str]:
    """The names of all files to read, relative to `folder`; raises KnowledgeError for one too few or too many."""
    if not (folder / MODELS).is_dir():
        raise KnowledgeError(f"{folder}: there is no folder {MODELS}/ in it: name the knowledge folder")
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise KnowledgeError("\n".join(f"{name}: the file is missing: restore it" for name in missing))
    models = sorted((folder / MODELS).glob("*.yml"))
    if not models:
        raise KnowledgeError(f"{MODELS}: there is no file <id>.yml in it: restore them")
    names = [*FILES, *(f"{MODELS}/{path.name}" for path in models)]
    if strays := _names_of_strays(folder, names):
        raise KnowledgeError(
            "\n".join(f"{name}: no such file is read: move it to {MODELS}/<id>.yml" for name in strays)
        )
    return names


def _names_of_strays(folder: Path, names: Iterable[str]) -> list[str]:
    """The YAML files in `folder` that aren't among some names, relative to it."""
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix in (".yml", ".yaml")}
    return sorted(found - set(names))


# -- assembling ------------------------------------------------------------------------------------------------


def _assemble(files: Mapping[str, Any]) -> Knowledge:
    questions, aspects = files["questions.yml"]["questions"], files["questions.yml"]["aspects"]
    compared = files["comparisons.yml"]
    return Knowledge(
        topics=_all_topics(files),
        sources={entry["id"]: _source(entry) for entry in files["sources.yml"]["sources"]},
        questions={entry["part"]: _question(entry) for entry in questions},
        aspects={entry["id"]: aspect_of(entry) for entry in aspects},
        disagreements=tuple(_disagreement(entry) for entry in files["disagreements.yml"]["disagreements"]),
        gaps={entry["id"]: _gap(entry) for entry in files["not_covered.yml"]["not_covered"]},
        choice=tuple(_choice_question(id, data) for id, data in files["choice.yml"]["questions"].items()),
        verdicts=tuple(verdict_of(entry) for entry in compared["verdicts"]),
        differences=pairs_of(compared["differences"]),
        similarities=pairs_of(compared["similarities"]),
        matters=tuple(compared["matters"]),
    )


def _all_topics(files: Mapping[str, Any]) -> dict[str, Topic]:
    """The topics of all models' files by id, in the order of the files; the first of two with one id."""
    parts = [part for part in parts_of(files["questions.yml"]) if part not in _OF_OTHER_FORM]
    topics: dict[str, Topic] = {}
    for name, data in files.items():
        if name.startswith(f"{MODELS}/"):
            for topic in _topics(Path(name).stem, data, parts):
                topics.setdefault(topic.id, topic)
    return topics


def _topics(id: str, data: Data, of_statements: Iterable[str]) -> Iterator[Topic]:
    """The model of one file and the kinds described in it."""
    types = data.get("types", [])
    parts = {part: statements_of(data.get(part, ())) for part in of_statements}
    relations = _relations(data)
    parts["relations"] = tuple(relation.statement for relation in relations)
    parts["types"] = statements_of(types)
    yield Topic(
        id=id,
        name=data["name"],
        acronym=data.get("acronym", ""),
        in_short=data["in_short"],
        in_plain=data.get("in_plain", ""),
        aliases=tuple(data.get("aliases", ())),
        misspellings=tuple(data.get("misspellings", ())),
        cues=tuple(data.get("cues", ())),
        other_senses=tuple(data.get("other_senses", ())),
        parts=_told(parts),
        aspects=_aspects(data),
        relations=relations,
        types=tuple(entry.get("id") or entry["topic"] for entry in types),
        choice=_choice(data["choice"]) if "choice" in data else None,
        types_are_all=data.get("types_are_all", False),
        general=data.get("general", False),
    )
    yield from (_kind(id, entry) for entry in types if "id" in entry)


def _kind(parent: str, entry: Data) -> Topic:
    definition = replace(statement_of(entry), name="")
    parts = {"definition": (definition,), **{part: statements_of(entry.get(part, ())) for part in _PARTS_OF_KINDS}}
    return Topic(
        id=entry["id"],
        name=entry["name"],
        acronym="",
        in_short=entry["in_short"],
        in_plain=entry.get("in_plain", ""),
        aliases=tuple(entry.get("aliases", ())),
        misspellings=(),
        cues=tuple(entry.get("cues", ())),
        other_senses=(),
        parts=_told(parts),
        aspects=_aspects(entry),
        relations=(),
        types=(),
        parent=parent,
    )


def _told(parts: Mapping[str, tuple[Statement, ...]]) -> dict[str, tuple[Statement, ...]]:
    """The parts that something is said on."""
    return {part: statements for part, statements in parts.items() if statements}


def _relations(data: Data) -> tuple[Relation, ...]:
    return tuple(Relation(entry["to"], entry["kind"], statement_of(entry)) for entry in data.get("relations", ()))


def _aspects(data: Data) -> dict[str, Statement]:
    return {aspect: statement_of(entry) for aspect, entry in data.get("aspects", {}).items()}


def _choice(data: Data) -> Choice:
    sections = cited_in(data)
    values: Data = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Choice(**{**values, "sources": tuple(sections), "sections": sections})


def _question(entry: Data) -> Question:
    words = {key: tuple(entry.get(key, ())) for key in ("certain", "nouns")}
    return Question(**{**entry, **words})


def _source(entry: Data) -> Source:
    sections = tuple(entry["sections"])
    told = {key: entry.get(key, "") for key in ("publisher", "date", "sells")}
    return Source(entry["id"], entry["title"], **told, sections=sections)


def _disagreement(entry: Data) -> Disagreement:
    return Disagreement(
        entry["id"],
        tuple(entry["topics"]),
        entry["question"],
        tuple(entry["parts"]),
        tuple(entry.get("aspects", ())),
        statements_of(entry["views"]),
        entry.get("needs", ""),
    )


def _gap(entry: Data) -> Gap:
    topic, part = entry["nearest"]
    sections = cited_in(entry)
    return Gap(
        entry["id"],
        entry["name"],
        tuple(entry.get("terms", ())),
        tuple(entry["asked_as"]),
        (topic, part),
        entry["reply"],
        tuple(sections),
        sections,
    )


def _choice_question(id: str, data: Data) -> ChoiceQuestion:
    options = tuple(Option(o["id"], o["title"], tuple(o.get("words", ()))) for o in data.get("options", ()))
    return ChoiceQuestion(id, data["ask"], options)

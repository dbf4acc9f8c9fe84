"""Whatever an editor does to a file of the knowledge, it loads or the fault is named with its file."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import strategies as st

from knowledge.files import load
from knowledge.model import Knowledge, KnowledgeError
from tests.properties.inputs import JSON, inputs, texts

STATEMENT = {"text": "It is a model.", "sources": ["s > Start"]}
SCALE = {
    "more": "{high} {costs|cost} less than {low}.",
    "less": "{low} {costs|cost} more than {high}.",
    "equal": "Nobody ranks {high} and {low}.",
    "high_words": ["cheaper"],
    "low_words": ["dearer"],
}
OPTIONS = [{"id": id, "title": id.capitalize(), "words": [f"so {id}"]} for id in ("cost", "core", "low")]
CHOICE = {
    "work": "letters",
    "words": ["letters"],
    "core": "core",
    "priorities": ["cost"],
    "involvement": "low",
    "reason": "It fits.",
    "caution": "It may not.",
    "sources": ["s > Start"],
}
FILES: dict[str, dict[str, Any]] = {
    "sources.yml": {"sources": [{"id": "s", "title": "A study", "date": "2020", "sections": ["Start"]}]},
    "questions.yml": {
        "questions": [{"part": "definition", "intent": "ask_definition", "button": "What is it?", "noun": "meaning"}],
        "aspects": [{"id": "cost", "label": "Cost", "words": ["price"], "scale": SCALE}],
    },
    "comparisons.yml": {
        "matters": ["cost"],
        "verdicts": [{"aspect": "cost", "first": "abc", "second": "near_abc", "words": ["fees"], **STATEMENT}],
        "differences": [{"topics": ["abc", "near_abc"], **STATEMENT}],
        "similarities": [{"topics": ["near_abc", "abc"], **STATEMENT}],
    },
    "disagreements.yml": {
        "disagreements": [
            {"id": "d", "topics": ["abc"], "question": "Is it?", "parts": ["definition"], "views": [STATEMENT] * 2}
        ]
    },
    "not_covered.yml": {
        "not_covered": [
            {
                "id": "g",
                "name": "law",
                "asked_as": [f"the law number {number}" for number in range(15)],
                "nearest": ["abc", "definition"],
                "reply": "I can't.",
                "sources": ["s > Start"],
            }
        ]
    },
    "choice.yml": {
        "questions": {
            question: {"ask": "Which one?", "options": OPTIONS}
            for question in ("work", "core", "priority", "involvement")
        }
    },
    "outsourcing_models/abc.yml": {
        "name": "ABC outsourcing",
        "acronym": "ABC",
        "in_short": "a model",
        "aliases": ["alphabet outsourcing"],
        "definition": [STATEMENT],
        "benefits": [{**STATEMENT, "name": "Speed"}],
        "relations": [{"to": "abc", "kind": "related_to", **STATEMENT}],
        "types": [{"id": "near_abc", "name": "near ABC", "in_short": "a kind", **STATEMENT}],
        "aspects": {"cost": {**STATEMENT, "level": "high"}},
        "choice": CHOICE,
    },
    "outsourcing_models/other.yml": {
        "name": "Other outsourcing",
        "in_short": "another model",
        "definition": [STATEMENT],
        "choice": CHOICE,
    },
    "outsourcing_models/general.yml": {
        "name": "Outsourcing",
        "general": True,
        "in_short": "what they have in common",
        "definition": [STATEMENT],
    },
}


class Plain(yaml.SafeDumper):
    """Writes everything out, as the loader wants it."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


WRITTEN = {name: yaml.dump(data, Dumper=Plain, sort_keys=False) for name, data in FILES.items()}
# What YAML makes something else of than a text, or stumbles over.
SNIPPETS = st.sampled_from(
    [
        *(
            "&a [*a]",
            "*a",
            "&a",
            "<<: {a: b}",
            "<<: 1",
            "? [a, b]\n: c",
            "{[a]: b}",
            "{{a: b}: c}",
            "!!binary x",
            "!x y",
        ),
        *("!!python/object:os.system {}", "2020-13-45", "2020-01-01", "2020-01-01 25:61:61", "1_000", "0x", "1e999"),
        *("!!int x", "!!float x", "!!timestamp x", "!!set {a}", "!!omap [a]", "!!pairs [a]", "!!null x", "!!bool x"),
        *(
            ".inf",
            ".nan",
            "~",
            "null",
            "no",
            "%YAML 9.9",
            "---",
            "...",
            "\t",
            "\x00",
            "\x85",
            "\ufeff",
            "\ud83d",
            "- ",
            ": ",
        ),
        *("|", ">-", "'", '"', '"\\x', "{", "}", "[", "]", "#", "@", "`", "1:60:60", "=", "!!value x", "[" * 200),
    ]
)
VALUES = st.one_of(JSON, texts(most=3), st.builds(lambda: deepcopy(STATEMENT)), st.dates(), st.binary(max_size=4))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge."""
    folder = tmp_path_factory.mktemp("knowledge")
    (folder / "outsourcing_models").mkdir()
    for name, text in WRITTEN.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def check(folder: Path, name: str, content: bytes) -> None:
    """With this content in a file the knowledge loads, or each fault is named with its file."""
    (folder / name).write_bytes(content)
    try:
        assert isinstance(load(folder), Knowledge)
    except KnowledgeError as error:
        for line in str(error).splitlines():
            assert re.match(rf"(?:{'|'.join(FILES)}): .*: \S", line), line
    finally:
        (folder / name).write_text(WRITTEN[name], encoding="utf-8")


def test_the_small_knowledge_is_in_order(folder: Path) -> None:
    assert set(load(folder).topics) == {"abc", "near_abc", "other", "general"}


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, Any]:
    """A file with one to three of its values or keys replaced, doubled or taken out."""
    name = draw(st.sampled_from(list(FILES)))
    data: Any = yaml.safe_load(WRITTEN[name])
    for _ in range(draw(st.integers(1, 3))):
        data = _change(draw, data)
    return name, data


def _change(draw: st.DrawFn, data: Any) -> Any:
    """The data with one change somewhere in it."""
    if not isinstance(data, (dict, list)) or not data or draw(st.integers(0, 4)) == 0:
        return draw(VALUES)
    place = draw(st.sampled_from(list(data) if isinstance(data, dict) else range(len(data))))
    what = draw(st.integers(0, 5))
    if what == 0:
        del data[place]
    elif what == 1 and isinstance(data, dict):
        data[draw(st.one_of(st.text(max_size=6), st.integers(), st.dates(), st.none()))] = data.pop(place)
    elif what == 1:
        data.append(deepcopy(data[place]))
    else:
        data[place] = _change(draw, data[place])
    return data


@inputs(400, file=changed())
def test_other_values_load_or_are_named(folder: Path, file: tuple[str, Any]) -> None:
    name, data = file
    check(folder, name, yaml.dump(data, Dumper=Plain, allow_unicode=True).encode("utf-8", "surrogatepass"))


@inputs(
    400,
    name=st.sampled_from(list(FILES)),
    start=st.integers(0, 900),
    length=st.integers(0, 12),
    put=st.one_of(SNIPPETS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=8)),
)
def test_other_characters_load_or_are_named(folder: Path, name: str, start: int, length: int, put: bytes) -> None:
    content = WRITTEN[name].encode()
    start %= len(content)
    check(folder, name, content[:start] + put + content[start + length :])


@inputs(200, name=st.sampled_from(list(FILES)), key=st.integers(0, 50), value=SNIPPETS)
def test_other_yaml_as_a_value_loads_or_is_named(folder: Path, name: str, key: int, value: str) -> None:
    keys = list(re.finditer(r"(?<=: )\S.*$", WRITTEN[name], flags=re.MULTILINE))
    place = keys[key % len(keys)]
    content = WRITTEN[name][: place.start()] + value + WRITTEN[name][place.end() :]
    check(folder, name, content.encode("utf-8", "surrogatepass"))

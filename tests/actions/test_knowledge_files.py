"""The knowledge is read whole, and every fault in it is named by file, key and mend."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from actions import replies
from actions.knowledge import FOLDER, Knowledge, KnowledgeError
from actions.knowledge_files import load

Change = Callable[[dict], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge that a test may break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))


def change(folder: Path, name: str, edit: Change) -> None:
    path = folder / name
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def first_model(knowledge: Knowledge) -> str:
    return f"outsourcing_models/{knowledge.models[0].id}.yml"


def test_every_statement_cites_a_known_document(knowledge: Knowledge) -> None:
    uncited = [s.text for *_, s in knowledge.statements() if not s.sources or set(s.sources) - set(knowledge.sources)]
    assert uncited == []


def test_every_document_is_cited(knowledge: Knowledge) -> None:
    cited = {source for *_, statement in knowledge.statements() for source in statement.sources}
    assert cited == set(knowledge.sources)


def test_every_model_can_be_defined_and_compared(knowledge: Knowledge) -> None:
    assert all(model.part("definition") and model.aspects for model in knowledge.models)


def test_every_disagreement_has_views_of_at_least_two_kinds(knowledge: Knowledge) -> None:
    assert all(len({view.text for view in d.views}) > 1 for d in knowledge.disagreements)


def test_a_kind_may_have_a_fit_and_aspects_of_its_own(folder: Path, knowledge: Knowledge) -> None:
    kind = next(topic for topic in knowledge.topics.values() if topic.parent)
    said, aspect = {"text": "It is for tests.", "sources": list(knowledge.sources)[:1]}, next(iter(knowledge.aspects))

    def extend(data: dict) -> None:
        entry = next(entry for entry in data["types"] if entry.get("id") == kind.id)
        entry.update(fit=[said], aspects={aspect: dict(said, sources=[*said["sources"]])})

    change(folder, f"outsourcing_models/{kind.parent}.yml", extend)
    changed = load(folder).topics[kind.id]
    assert changed.part("fit")[0].text == changed.aspects[aspect].text == said["text"]


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda d: d.pop("in_short"), "'in_short' is missing: add it"),
        (lambda d: d.update(definitoin=[]), '"definitoin" is not a key here: use one of name, acronym'),
        (lambda d: d.update(responses={}), '"responses" is not a key here'),
        (lambda d: d.update(aliases="one"), "aliases: is str where a YAML array is wanted"),
        (lambda d: d["definition"][0].update(sources=["nowhere"]), '"nowhere" is unknown: use one of'),
        (lambda d: d["definition"][0].update(sources=[]), "definition[0].sources: has 0 entries: give at least 1"),
        (lambda d: d["definition"][0].update(text="two\n\nparagraphs"), "has not the right form: write one paragraph"),
        (lambda d: d["relations"][0].update(to="nothing"), '"nothing" is unknown'),
        (lambda d: d["relations"][0].update(kind="cousin_of"), '"cousin_of" is unknown: use one of part_of'),
        (lambda d: d.update(acronym="bpo"), "an acronym has capital letters only"),
    ],
)
def test_a_fault_in_a_model_is_named_with_file_key_and_mend(
    folder: Path, knowledge: Knowledge, edit: Change, complaint: str
) -> None:
    name = first_model(knowledge)
    change(folder, name, edit)
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    assert str(error.value).startswith(f"{name}: ")
    assert complaint in str(error.value)


def test_a_part_that_is_added_to_the_questions_is_read_and_answered(folder: Path, knowledge: Knowledge) -> None:
    question = {"part": "history", "intent": "ask_history", "button": "History", "noun": "the history"}
    told = {"text": "It is older than its name.", "sources": [next(iter(knowledge.sources))]}
    change(folder, "questions.yml", lambda d: d["questions"].append(question))
    change(folder, first_model(knowledge), lambda d: d.update(history=[told]))
    changed = load(folder)
    one, other = (changed.topics[model.id] for model in knowledge.models[:2])
    assert told["text"] in replies.answer(changed, "history", [one]).text
    assert "say nothing about the history" in replies.answer(changed, "history", [other]).text


def test_a_fault_in_a_part_that_was_added_is_named(folder: Path, knowledge: Knowledge) -> None:
    question = {"part": "history", "intent": "ask_history", "button": "History", "noun": "the history"}
    change(folder, "questions.yml", lambda d: d["questions"].append(question))
    change(folder, first_model(knowledge), lambda d: d.update(history=[{"text": "It is old."}]))
    with pytest.raises(KnowledgeError, match="'sources' is missing: add it"):
        load(folder)


def test_a_part_that_takes_another_key_of_a_model_is_refused(folder: Path) -> None:
    change(folder, "questions.yml", lambda d: d["questions"][0].update(part="aliases"))
    with pytest.raises(KnowledgeError, match='"aliases" is another key of a model: choose a name of its own'):
        load(folder)


def test_an_alias_of_two_models_is_refused(folder: Path, knowledge: Knowledge) -> None:
    one, other = knowledge.models[:2]
    change(folder, f"outsourcing_models/{other.id}.yml", lambda d: d["aliases"].append(one.name))
    with pytest.raises(KnowledgeError, match=f'alias "{one.name.lower()}" is already used by {one.id}: keep it in one'):
        load(folder)


def test_a_key_written_twice_is_refused(folder: Path, knowledge: Knowledge) -> None:
    path = folder / first_model(knowledge)
    path.write_text(path.read_text(encoding="utf-8") + "\nin_short: again\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match='the key "in_short" stands twice: join the two'):
        load(folder)


def test_broken_yaml_is_named_with_its_line(folder: Path, knowledge: Knowledge) -> None:
    name = first_model(knowledge)
    (folder / name).write_text("name: [unclosed\nacronym: X", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"{name}: line \d+: .*: mend the YAML there"):
        load(folder)


@pytest.mark.parametrize(
    ("yaml_of_value", "complaint"),
    [
        ("2020-13-45", "line 2: this is no value of its kind: put it in quotes"),
        ("&a [*a]", "line 2: the alias of this is used elsewhere: write it out there"),
        ("[&a [x, x], *a, *a]", "line 2: the alias of this is used elsewhere"),
        ("{[a]: b}", "line 2: a key is one word"),
        ("[" * 30 + "]" * 30, "line 2: this is nested too deeply"),
        ("x\0", "it can't be read as UTF-8 YAML"),
    ],
)
def test_yaml_that_is_more_than_text_is_named(
    folder: Path, knowledge: Knowledge, yaml_of_value: str, complaint: str
) -> None:
    name = first_model(knowledge)
    (folder / name).write_text(f"name: X\nin_short: {yaml_of_value}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    assert str(error.value).startswith(f"{name}: ")
    assert complaint in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_a_value_of_several_lines_is_quoted_on_one(folder: Path, knowledge: Knowledge) -> None:
    change(folder, first_model(knowledge), lambda d: d.update(in_short="two\nlines"))
    with pytest.raises(KnowledgeError, match='"two lines" has not the right form') as error:
        load(folder)
    assert len(str(error.value).splitlines()) == 1


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "sources.yml").unlink()
    with pytest.raises(KnowledgeError, match=r"sources.yml: the file is missing: restore it"):
        load(folder)


def test_a_stray_file_is_named(folder: Path) -> None:
    (folder / "notes.yml").write_text("a: 1", encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=r"notes.yml: no such file is read: move it to outsourcing_models/<id>.yml"
    ):
        load(folder)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="there is no folder outsourcing_models/ in it"):
        load(tmp_path)


def test_all_faults_are_told_at_once(folder: Path, knowledge: Knowledge) -> None:
    for model in knowledge.models[:3]:
        change(folder, f"outsourcing_models/{model.id}.yml", lambda d: d.pop("name"))
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    assert len(str(error.value).splitlines()) == 3

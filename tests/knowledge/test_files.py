"""The knowledge is read whole, and every fault in it is named by file, line, key and fix."""

import re
from pathlib import Path

import pytest

from actions.answer import Answer
from actions.parts import part_of
from dialogue.question import Style
from knowledge.files import load
from knowledge.model import Knowledge, KnowledgeError, Topic
from tests.knowledge_copy import Change, change, first_model

CHOICE = {"work": "All", "words": [], "core": "core", "priorities": [], "involvement": "low"}
CHOICE |= {"reason": "It fits.", "caution": "It may not."}


def citation(knowledge: Knowledge) -> str:
    source = next(iter(knowledge.sources.values()))
    return f"{source.id} > {source.sections[0]}"


def test_every_statement_cites_a_section_of_each_of_its_documents(knowledge: Knowledge) -> None:
    told = [s for *_, s in knowledge.statements()]
    told += [view for disagreement in knowledge.disagreements for view in disagreement.views]
    told += [statement for topic in knowledge.topics.values() for statement in topic.aspects.values()]
    told += [verdict.statement for verdict in knowledge.verdicts]
    told += [s for pairs in (knowledge.differences, knowledge.similarities) for said in pairs.values() for s in said]
    told += [aspect.means for aspect in knowledge.aspects.values() if aspect.means]
    choices = [model.choice for model in knowledge.models if model.choice]
    for cited in (*told, *choices, *knowledge.gaps.values()):
        assert cited.sources, cited
        assert tuple(cited.sections) == cited.sources, cited
        assert all(section in knowledge.sources[id].sections for id, section in cited.sections.items()), cited


def test_every_document_is_cited(knowledge: Knowledge) -> None:
    cited = {source for *_, statement in knowledge.statements() for source in statement.sources}
    assert cited == set(knowledge.sources)


def test_every_model_can_be_defined(knowledge: Knowledge) -> None:
    assert all(model.part("definition") for model in knowledge.models)


def test_every_disagreement_has_views_of_at_least_two_kinds(knowledge: Knowledge) -> None:
    assert all(len({view.text for view in d.views}) > 1 for d in knowledge.disagreements)


def test_a_kind_may_have_a_fit_and_aspects_of_its_own(folder: Path, knowledge: Knowledge) -> None:
    kind = next(topic for topic in knowledge.topics.values() if topic.parent)
    said, aspect = {"text": "It is for tests.", "sources": [citation(knowledge)]}, next(iter(knowledge.aspects))

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
        (lambda d: d.update(definitoin=[]), '"definitoin" is not a key here: use one of name, general, acronym'),
        (lambda d: d.update(responses={}), '"responses" is not a key here'),
        (lambda d: d.update(aliases="one"), "aliases: is a text where a list is wanted"),
        (lambda d: d["definition"][0].update(sources=["nowhere > X"]), 'sources[0]: "nowhere" is unknown: use one of'),
        (
            lambda d: d["definition"][0].update(sources=["bpo_vs_rpo"]),
            "cite the section as well: <id of the document> >",
        ),
        (
            lambda d: d["definition"][0].update(sources=["bpo_vs_rpo > Prices"]),
            'definition[0].sources[0]: "Prices" is no section of bpo_vs_rpo: use one of Introduction; What is BPO',
        ),
        (
            lambda d: d["definition"][0].update(sources=["kpo_vs_bpo > Introduction", "kpo_vs_bpo > Conclusion"]),
            "definition[0].sources[1]: kpo_vs_bpo is cited twice: keep the section that says it better",
        ),
        (lambda d: d["definition"][0].update(sources=[]), "definition[0].sources: has 0 entries: give at least 1"),
        (lambda d: d["definition"][0].update(text="two\n\nparagraphs"), "has not the right form: write one paragraph"),
        (lambda d: d["relations"][0].update(to="nothing"), '"nothing" is unknown'),
        (lambda d: d["relations"][0].update(kind="cousin_of"), '"cousin_of" is unknown: use one of part_of'),
        (lambda d: d.update(acronym="bpo"), "an acronym has capital letters only"),
    ],
)
def test_a_fault_in_a_model_is_named_with_file_line_key_and_fix(
    folder: Path, knowledge: Knowledge, edit: Change, complaint: str
) -> None:
    name = first_model(knowledge)
    change(folder, name, edit)
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    assert re.match(rf"{name}: line \d+: \S.*: \S", str(error.value))
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("name", "edit", "complaint"),
    [
        ("bpo", lambda d: d["choice"].update(core="main"), 'choice.core: "main" is unknown: use one of core, non_core'),
        ("bpo", lambda d: d["choice"].update(priorities=["cost", "low"]), 'choice.priorities[1]: "low" is unknown'),
        ("bpo", lambda d: d["choice"].update(involvement="core"), 'choice.involvement: "core" is unknown'),
        ("bpo", lambda d: d["aliases"].append(" "), "is empty: write it or take it out"),
        ("bpo", lambda d: d.update(general=True), "general: bpo and outsourcing are general: keep it in one"),
        ("bpo", lambda d: d.update(general=False), 'general: "False" is unknown: write true or take the key out'),
        ("bpo", lambda d: d["types"][0].update(id="kpo"), 'types[0].id: id "kpo" is used in outsourcing_models/kpo'),
        ("bpo", lambda d: d["types"][1].update(id="bpo"), 'types[1].id: id "bpo" is used in outsourcing_models/bpo'),
        ("bpo", lambda d: d["types"][1].update(id=d["types"][0]["id"]), "types[1].id: id"),
        ("bpo", lambda d: d["aspects"].update(colour=d["aspects"]["expertise"]), 'aspects.colour: "colour" is unknown'),
        ("outsourcing", lambda d: d.pop("general"), "general: no model is the general one: add general: true"),
        (
            "outsourcing",
            lambda d: d.update(choice={**CHOICE, "sources": d["definition"][0]["sources"]}),
            "choice: what is general is no model to choose: take out either this or general",
        ),
    ],
)
def test_an_id_or_option_is_checked_against_the_list_it_belongs_to(
    folder: Path, name: str, edit: Change, complaint: str
) -> None:
    change(folder, f"outsourcing_models/{name}.yml", edit)
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    assert re.search(rf"^outsourcing_models/\w+\.yml: line \d+: .*{re.escape(complaint)}", str(error.value), re.M)


@pytest.mark.parametrize(
    ("name", "key"), [("sources", "id"), ("questions", "part"), ("aspects", "id"), ("disagreements", "id")]
)
def test_an_id_that_stands_twice_in_a_list_is_refused(folder: Path, name: str, key: str) -> None:
    file = "questions.yml" if name == "aspects" else f"{name}.yml"
    change(folder, file, lambda d: d[name].append(d[name][0]))
    with pytest.raises(KnowledgeError, match=rf'{file}: line \d+: {name}\[\d+\]\.{key}: id "\w+" stands above already'):
        load(folder)


def test_a_button_with_another_name_in_braces_is_refused(folder: Path) -> None:
    change(folder, "questions.yml", lambda d: d["questions"][0].update(button="What is {nmae}?"))
    with pytest.raises(KnowledgeError, match=r"questions\[0\]\.button: .* with \{name\} at most in braces"):
        load(folder)


def test_a_file_whose_name_is_no_id_is_named(folder: Path, knowledge: Knowledge) -> None:
    (folder / first_model(knowledge)).rename(folder / "outsourcing_models" / "My Model.yml")
    with pytest.raises(
        KnowledgeError, match=r"outsourcing_models/My Model\.yml: .* its name is the model's id: rename"
    ):
        load(folder)


def test_one_model_to_choose_is_too_few(folder: Path, knowledge: Knowledge) -> None:
    for model in knowledge.models[1:]:
        change(folder, f"outsourcing_models/{model.id}.yml", lambda d: d.pop("choice", None))
    with pytest.raises(
        KnowledgeError, match=r"choice\.yml: line 2: questions: the guided choice has less than 2 models"
    ):
        load(folder)


def test_a_wrong_indent_that_joins_two_lines_is_named_with_its_line(folder: Path, knowledge: Knowledge) -> None:
    path = folder / "not_covered.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("      - ")) + 1
    lines[place] = f"  {lines[place]}"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=rf"not_covered\.yml: line {place + 1}: its indent joins this line to the one"
    ):
        load(folder)


def test_a_part_that_is_added_to_the_questions_is_read_and_answered(folder: Path, knowledge: Knowledge) -> None:
    question = {"part": "history", "intent": "ask_history", "button": "History", "noun": "the history"}
    told = {"text": "It is older than its name.", "sources": [citation(knowledge)]}
    change(folder, "questions.yml", lambda d: d["questions"].append(question))
    change(folder, first_model(knowledge), lambda d: d.update(history=[told]))
    changed = load(folder)
    one = changed.topics[Path(first_model(knowledge)).stem]
    other = next(topic for topic in changed.models if topic != one)

    def asked(model: Topic) -> Answer:
        return part_of(changed, "history", [model], Style())

    assert told["text"] in asked(one).lines[0].text
    assert (asked(one).verdict, asked(other).verdict) == ("", "silent")
    assert "say nothing about the history" in asked(other).lines[0].text


def test_a_fault_in_a_part_that_was_added_is_named(folder: Path, knowledge: Knowledge) -> None:
    question = {"part": "history", "intent": "ask_history", "button": "History", "noun": "the history"}
    change(folder, "questions.yml", lambda d: d["questions"].append(question))
    change(folder, first_model(knowledge), lambda d: d.update(history=[{"text": "It is old."}]))
    with pytest.raises(KnowledgeError, match="'sources' is missing: add it"):
        load(folder)


def test_a_fault_in_the_questions_makes_no_new_part_of_a_model_strange(folder: Path, knowledge: Knowledge) -> None:
    told = {"text": "It is older than its name.", "sources": [citation(knowledge)]}
    change(folder, "questions.yml", lambda d: d["questions"].append({"part": "history", "intent": "ask_history"}))
    change(folder, first_model(knowledge), lambda d: d.update(history=[told]))
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    assert all(line.startswith("questions.yml: ") for line in str(error.value).splitlines()), error.value


@pytest.mark.parametrize("questions", [None, ["definition"], [{"part": ["definition"]}]])
def test_questions_that_cannot_be_read_make_no_model_faulty(folder: Path, questions: object) -> None:
    change(folder, "questions.yml", lambda d: d.update(questions=questions))
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    assert all(line.startswith("questions.yml: ") for line in str(error.value).splitlines()), error.value


def test_a_part_that_takes_another_key_of_a_model_is_refused(folder: Path) -> None:
    change(folder, "questions.yml", lambda d: d["questions"][0].update(part="aliases"))
    with pytest.raises(KnowledgeError, match='"aliases" is another key of a model: choose a name of its own'):
        load(folder)


def test_an_alias_of_two_models_is_refused(folder: Path, knowledge: Knowledge) -> None:
    one, other = knowledge.models[:2]
    change(folder, f"outsourcing_models/{other.id}.yml", lambda d: d["aliases"].append(one.name))
    with pytest.raises(
        KnowledgeError,
        match=rf'line \d+: aliases\[\d+\]: "{one.name.lower()}" is already used by {one.id}: keep it in one',
    ):
        load(folder)


def test_a_key_written_twice_is_refused(folder: Path, knowledge: Knowledge) -> None:
    path = folder / first_model(knowledge)
    path.write_text(path.read_text(encoding="utf-8") + "\nin_short: again\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match='the key "in_short" stands twice: join the two'):
        load(folder)


def test_broken_yaml_is_named_with_its_line(folder: Path, knowledge: Knowledge) -> None:
    name = first_model(knowledge)
    (folder / name).write_text("name: [unclosed\nacronym: X", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"{name}: line \d+: .*: check the indent"):
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


def test_the_questions_beside_a_statement_are_read_with_their_answers(folder: Path) -> None:
    asked = {"asked_as": ["who pays"], "yes_to": ["is it paid", "it costs"], "no_to": ["is it free"]}
    change(folder, "outsourcing_models/bpo.yml", lambda data: data["facts"][0].update(asked))
    statement = load(folder).topics["bpo"].part("facts")[0]
    assert statement.questions == (
        ("who pays", "open"),
        ("is it paid", "yes"),
        ("it costs", "yes"),
        ("is it free", "no"),
    )

"""Answers as one reply: numbers in the text, one list of sources, data for rich channels."""

from __future__ import annotations

import json

import pytest

from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, in_words, sentence
from actions.parts import part_of
from actions.render import FORM, render, source_title
from dialogue.question import Question, Style
from dialogue.trace import trace
from tests.actions.checks import KNOWLEDGE, MODELS, assert_is_whole, body, rendered, reply, tell

ONE, TWO, THREE = list(KNOWLEDGE.sources)[:3]


def section(id: str, place: int = 0) -> str:
    return KNOWLEDGE.sources[id].sections[place]


def line(text: str, *cited: str, joins: bool = False) -> Line:
    """A line with one fact for each group of documents: “one two” for a fact that two of them say."""
    return Line(text, tuple({id: section(id) for id in group.split()} for group in cited), joins=joins)


def text(*lines: Line) -> str:
    """The text of an answer with these lines, without the sources."""
    return body(rendered(Answer(lines, "definition")))


def cited(*lines: Line) -> list[str]:
    """The documents in the list under it."""
    return [source["id"] for source in rendered(Answer(lines, "definition")).data["sources"]]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ([line("A.", ONE)], "A. [1]"),
        ([line("A.", ONE), line("B.", TWO)], "A. [1]\nB. [2]"),
        ([line("A.", TWO), line("B.", ONE)], "A. [1]\nB. [2]"),  # numbered as they come
        ([line("A.", ONE), line("B.", ONE)], "A. [1]\nB. [1]"),
        ([line("A.", ONE), line("B.", ONE, joins=True)], "A. B. [1]"),  # once for a row of sentences
        ([line("A.", ONE), line("B.", TWO, joins=True)], "A. [1] B. [2]"),
        ([line("A."), line("B.", ONE, joins=True)], "A. B. [1]"),
        ([line("A:"), line("• b", ONE)], "A:\n• b [1]"),
        ([line("A and B.", ONE, TWO)], "A and B. [1][2]"),
        ([line("A and B.", f"{ONE} {TWO}", TWO)], "A and B. [1]"),  # one document says both
        ([line("A.", f"{ONE} {TWO}"), line("B.", TWO)], "A. [1]\nB. [1]"),  # the one that is cited anyway
        ([line("A.")], "A."),
    ],
)
def test_numbers_stand_where_they_belong(lines: list[Line], shown: str) -> None:
    assert text(*lines) == shown


def test_as_few_documents_as_say_it_all_are_cited() -> None:
    assert cited(line("A and B.", f"{ONE} {TWO}", f"{TWO} {THREE}")) == [TWO]


def test_the_list_names_each_document_once_with_its_sections() -> None:
    other = Line("B.", ({ONE: section(ONE, 1)},))
    said = rendered(Answer((line("A.", ONE), other, line("C.", TWO)), "definition"))
    last = said.text.splitlines()[-1]
    assert last.startswith(
        f"Sources: [1] {KNOWLEDGE.sources[ONE]}, sections “{section(ONE)}”, “{section(ONE, 1)}”; [2] "
    )
    assert [source["sections"] for source in said.data["sources"]] == [[section(ONE), section(ONE, 1)], [section(TWO)]]
    assert_is_whole(said)


def test_a_single_document_is_numbered_as_well() -> None:
    last = rendered(Answer((line("A.", ONE),), "definition")).text.splitlines()[-1]
    assert last == f"Source: [1] {KNOWLEDGE.sources[ONE]}, section “{section(ONE)}”"


@pytest.mark.parametrize(
    ("sections", "ends"),
    [((), ""), (("A",), ", section “A”"), (("A", "B"), ", sections “A”, “B”")],
)
def test_a_document_is_named_with_its_sections(sections: tuple[str, ...], ends: str) -> None:
    assert source_title(KNOWLEDGE, ONE, sections) == f"{KNOWLEDGE.sources[ONE]}{ends}"


def test_several_answers_have_one_list_of_sources_and_buttons_of_each() -> None:
    answers = [part_of(KNOWLEDGE, "definition", [model], Style()) for model in MODELS[:3]]
    said = rendered(*answers)
    assert said.text.count("\nSource") == 1
    asks = {button.payload for button in said.buttons}
    assert all(asks & {button.payload for button in given.buttons} for given in answers)
    assert len(said.buttons) <= 5
    assert [entry["topics"] for entry in said.data["answers"]] == [[model.id] for model in MODELS[:3]]
    assert_is_whole(said)


def test_buttons_of_several_answers_say_whose_they_are() -> None:
    said = reply(*(tell("definition", model) for model in MODELS[:2]))
    titles = [button.title for button in said.buttons]
    assert len(set(titles)) == len(titles), titles


def test_the_data_says_what_each_answer_is_about() -> None:
    question = tell("benefits", MODELS[0], excluded=("kpo",), without=("payroll",))
    given = part_of(KNOWLEDGE, "benefits", MODELS[:1], Style())
    data = render([given], [question], KNOWLEDGE).data
    assert (data["version"], data["content"]) == (FORM, KNOWLEDGE.digest)
    assert (data["part"], data["topics"]) == ("benefits", [MODELS[0].id])
    assert data["answers"] == [
        {
            "form": "tell",
            "part": "benefits",
            "topics": [MODELS[0].id],
            "aspects": [],
            "subject": "",
            "verdict": "",
            "excluded": ["kpo", "payroll"],
            "statements": [list(address) for address in given.told],
            "why": trace(question),
        }
    ]


def test_the_data_is_json() -> None:
    for question in (Question(form="compare", topics=("bpo", "kpo")), tell("services", MODELS[0])):
        data = reply(question).data
        assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(
    ("words", "wanted"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_enumerated(words: list[str], wanted: str) -> None:
    assert enumerate_words(words) == wanted
    assert enumerate_words(iter(words), "or") == wanted.replace(" and ", " or ")


@pytest.mark.parametrize(
    ("text", "wanted"), [("a b", "A b."), (" a. ", "A."), ("a?", "A?"), ("A:", "A:"), ("", ""), ("é!", "É!")]
)
def test_a_sentence_begins_and_ends_as_one(text: str, wanted: str) -> None:
    assert sentence(text) == wanted


def test_numbers_items_and_buttons() -> None:
    assert [in_words(count) for count in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]
    assert bullet("a") == "• a"
    many = [Button(f"{n}", f"{n % 6}") for n in range(12)]
    assert [button.payload for button in first(many)] == ["0", "1", "2", "3", "4"]
    assert first(many)[0].title == "0"

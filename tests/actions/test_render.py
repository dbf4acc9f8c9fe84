"""Answers as one reply: numbers in the text, one list of sources, data for rich channels."""

from __future__ import annotations

import json

import pytest

from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, in_words, sentence
from actions.parts import part_of
from actions.render import FORM, render, source_title
from dialogue.question import Question, Style
from dialogue.trace import trace
from knowledge.model import Statement
from tests.actions.checks import KNOWLEDGE, MODELS, assert_is_whole, body, rendered, reply, tell

ONE, TWO, THREE = list(KNOWLEDGE.sources)[:3]
MAIN, OTHER = next(iter(KNOWLEDGE.shared_acronyms.values()))[:2]
ALONE = next(model for model in MODELS if model.acronym and not KNOWLEDGE.namesakes(model))


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


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ([f"{MAIN.full} is new.", f"It is {MAIN.full}."], [f"{MAIN.full} is new.", f"It is {MAIN.acronym}."]),
        ([f"{MAIN.full} is {MAIN.full}."], [f"{MAIN.full} is {MAIN.acronym}."]),
        (["It is new.", f"• {MAIN.full}: new"], ["It is new.", f"• {MAIN.full}: new"]),
        ([f"{MAIN.full} is {MAIN.full}.", f"{OTHER.full} is not."], None),  # both senses
        ([f"{MAIN.full} is new.", f"{OTHER.full} is not.", f"{MAIN.full} is."], None),
        ([f"{MAIN.name} is {MAIN.name}."], None),
        ([f"{ALONE.full} is {ALONE.full}."], None),  # nobody else has its acronym
    ],
)  # fmt: skip
def test_a_shared_acronym_is_written_in_full_once_unless_both_senses_are_told(
    lines: list[str], shown: list[str] | None
) -> None:
    assert text(*map(line, lines)) == "\n".join(shown or lines)


def test_it_is_written_in_full_once_in_a_reply_of_several_answers() -> None:
    said = rendered(*(Answer((line(f"{MAIN.full} is {word}."),), "definition") for word in ("old", "new")))
    assert body(said) == f"{MAIN.full} is old.\n{MAIN.acronym} is new."


def test_as_few_documents_as_say_it_all_are_cited() -> None:
    assert cited(line("A and B.", f"{ONE} {TWO}", f"{TWO} {THREE}")) == [TWO]


def states(text: str, *documents: str) -> Statement:
    """A statement that these documents say."""
    return Statement(text, documents, sections={id: section(id) for id in documents})


WHOLE, LESS = "It takes over work that isn't core.", "It saves time for core work."
SAID = states(WHOLE, THREE, ONE, TWO)


@pytest.mark.parametrize(
    ("lines", "documents", "why"),
    [
        ([Line.of(WHOLE, [SAID])], [THREE, ONE, TWO], "a statement told whole, in its own order"),
        ([Line.of(bullet(WHOLE), [SAID])], [THREE, ONE, TWO], "as an item of a list"),
        ([Line.of(WHOLE[3:], [SAID])], [THREE, ONE, TWO], "without its subject"),
        ([Line.of(WHOLE[:20], [SAID])], sorted(SAID.sources)[:1], "a short form"),
        ([Line.of(WHOLE[:20], [SAID]), line("B.", TWO)], [TWO], "a short form is cited from what is cited anyway"),
        ([Line.of(WHOLE, [SAID]), line("B.", TWO)], [THREE, ONE, TWO], "a whole statement isn't"),
        ([Line.of(f"{WHOLE} {LESS}", [SAID, states(LESS, TWO)])], [TWO], "several facts"),
        ([Line.of(f"{WHOLE} {LESS}", [states(WHOLE, ONE), states(LESS, TWO, THREE)])], None, "each by one of its own"),
        ([Line.of(WHOLE, [states(WHOLE, TWO)])], [TWO], "a single document"),
        ([line(WHOLE, f"{ONE} {TWO}")], sorted((ONE, TWO))[:1], "a line that knows no statement"),
    ],
)  # fmt: skip
def test_a_statement_told_whole_cites_all_its_documents_and_else_as_few_as_say_it(
    lines: list[Line], documents: list[str] | None, why: str
) -> None:
    wanted = documents or sorted((ONE, sorted((TWO, THREE))[0]))
    found = cited(*lines)
    assert (found if documents else sorted(found)) == wanted, why


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

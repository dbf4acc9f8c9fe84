"""A part of one topic or of several: what is told, how much of it, and what is offered next."""

from __future__ import annotations

from itertools import permutations

import pytest

from actions.answer import MOST_BUTTONS
from actions.parts import FIRST, ask, next_questions, nothing_on, overview, page, part_of, statement_alone
from actions.respond import LONGEST
from dialogue import question as q
from dialogue.question import Question, Style
from knowledge.model import Topic
from tests.actions.checks import (
    KINDS,
    KNOWLEDGE,
    MODELS,
    PARTS,
    TOPICS,
    answer,
    assert_is_right_in_form,
    assert_is_whole,
    named,
    rendered,
    reply,
    tell,
    text_of,
)

STYLES = [
    Style(),
    Style(length="short"),
    Style(points=1),
    Style(points=2),
    Style(layout="list"),
    Style(layout="prose"),
    Style(simple=True),
]


@pytest.mark.parametrize("style", STYLES, ids=str)
@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_every_part_of_every_topic_is_right_in_form_in_every_style(topic: Topic, style: Style) -> None:
    for part in PARTS:
        given = assert_is_right_in_form(tell(part, topic, style=style), 6_000 if style.layout == "list" else LONGEST)
        if style.layout == "list" and given.part == part and given.topics == (topic.id,) and topic.part(part):
            assert len([address for address in given.told if address[1] == part]) == len(topic.part(part))


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_the_whole_of_a_part_is_told_to_whom_wants_it_long(topic: Topic) -> None:
    for part in PARTS:
        given = assert_is_right_in_form(tell(part, topic, style=Style(length="long")), most=6_000)
        told = {address for address in given.told if address[:2] == (topic.id, part)}
        assert len(told) == len(topic.part(part)) or given.part in ("overview", "examples"), part


@pytest.mark.parametrize("part", [part for part in PARTS if part not in ("relations", "types", "examples")])
@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_what_is_known_is_told_and_what_is_not_is_said_to_be_silent(topic: Topic, part: str) -> None:
    given = answer(tell(part, topic))
    if topic.part(part):
        assert (given.part, given.topics, given.verdict) == (part, (topic.id,), "")
        assert given.told[0] == (topic.id, part, 0)
    else:
        assert given.verdict == "silent"
        assert given.topics in ((topic.id,), (topic.parent,))
        assert given.lines[0].text.startswith("The documents say nothing about")
        assert given.told, "something that is known is told instead"


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_the_pages_of_a_part_add_up_to_all_of_it(topic: Topic) -> None:
    for part in PARTS:
        if not topic.part(part) or (part == "types" and not topic.is_model):
            continue
        told, start = [], 0
        while start < len(topic.part(part)):
            given = part_of(KNOWLEDGE, part, [topic], Style(), start)
            assert_is_whole(rendered(given))
            offers_more = any(button.payload == "Tell me more" for button in given.buttons)
            assert offers_more == (given.shown < len(topic.part(part)))
            assert given.shown > start
            told, start = [*told, *given.told], given.shown
        assert [place for *_, place in told] == list(range(len(topic.part(part)))), part


@pytest.mark.parametrize(
    ("part", "style", "count"),
    [
        ("benefits", Style(), FIRST),
        ("services", Style(), 8),
        ("definition", Style(), 2),
        ("benefits", Style(points=2), 2),
        ("benefits", Style(length="short"), FIRST),  # their headings in a row
        ("fit", Style(length="short"), 1),
        ("facts", Style(length="long"), 20),
    ],
)
def test_a_page_holds_so_many_statements(part: str, style: Style, count: int) -> None:
    assert page(part, style) == count


@pytest.mark.parametrize("part", ["benefits", "drawbacks"])
@pytest.mark.parametrize("model", MODELS, ids=named)
def test_benefits_and_drawbacks_are_a_list_with_an_opening(model: Topic, part: str) -> None:
    lines = [line.text for line in answer(tell(part, model)).lines]
    if len(model.part(part)) > 1:
        assert lines[0].endswith(":")
        assert KNOWLEDGE.name(model) in lines[0]
        assert all(line.startswith("• ") for line in lines[1 : 1 + min(FIRST, len(model.part(part)))])


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_services_are_one_sentence_that_says_where_more_are_left_out(topic: Topic) -> None:
    services = topic.part("services")
    if services:
        (line,) = answer(tell("services", topic)).lines
        assert len(line.cites) == len(line.told) == min(8, len(services))
        assert line.text.endswith("among other work.") == (len(services) > 8)


@pytest.mark.parametrize("topic", [t for t in TOPICS if t.acronym], ids=named)
def test_a_definition_spells_the_name_out(topic: Topic) -> None:
    assert topic.name.lower() in text_of(answer(tell("definition", topic))).lower()


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_types_are_counted_and_called_kinds_only_where_a_document_counts_them(kind: Topic) -> None:
    model = KNOWLEDGE.topics[kind.parent]
    assert ("It is a kind of" in text_of(answer(tell("definition", kind)))) == model.types_are_all
    assert ("kinds:" in text_of(answer(tell("types", model)))) == model.types_are_all
    assert kind.id in answer(tell("types", model)).options


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_kind_passes_on_to_its_model_what_it_lacks(kind: Topic) -> None:
    model = KNOWLEDGE.topics[kind.parent]
    for part in ("benefits", "drawbacks", "fit"):
        if not kind.part(part) and model.part(part):
            given = nothing_on(KNOWLEDGE, part, kind)
            assert (given.topics, given.verdict) == ((model.id,), "silent")
            assert KNOWLEDGE.name(kind) in given.lines[0].text


@pytest.mark.parametrize("part", [part for part in PARTS if part != "relations"])
def test_several_topics_get_a_line_each(part: str) -> None:
    for pair in permutations(MODELS, 2):
        given = assert_is_right_in_form(tell(part, *pair))
        assert given.topics == tuple(topic.id for topic in pair)
        if part not in ("types", "examples"):
            for topic, line in zip(pair, given.lines[:2], strict=True):
                assert line.text.startswith("• ")
                assert topic.full in line.text or KNOWLEDGE.name(topic).lower() in line.text.lower()
                assert bool(line.told) == bool(topic.part(part))
                assert {address[0] for address in line.told} <= {topic.id}


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_next_questions_are_such_as_have_an_answer(topic: Topic) -> None:
    asks = {ask(KNOWLEDGE, part, topic): part for part in PARTS}
    for part in PARTS:
        buttons = next_questions(KNOWLEDGE, topic, part, False)
        assert 0 < len(buttons) <= MOST_BUTTONS
        for button in buttons:
            offered = asks.get(button.payload)
            assert offered != part
            assert topic.part(offered) if offered else button.payload.startswith("What is the difference between")


def test_the_overview_names_every_model_with_its_definition_cited() -> None:
    given = overview(KNOWLEDGE)
    assert given.options == tuple(model.id for model in MODELS)
    assert list(given.told) == [(model.id, "definition", 0) for model in MODELS]
    assert all(model.full in text_of(given) for model in MODELS)
    assert_is_whole(rendered(given))
    assert answer(Question(form=q.LIST)).lines == given.lines


@pytest.mark.parametrize("left_out", MODELS, ids=named)
def test_the_overview_leaves_out_what_is_shut_out(left_out: Topic) -> None:
    given = overview(KNOWLEDGE, [left_out.id])
    assert left_out.id not in {*given.options, *(address[0] for address in given.told)}
    assert f"without {KNOWLEDGE.name(left_out)}" in given.lines[0].text


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_any_single_statement_can_be_told_alone(topic: Topic) -> None:
    for part in (*topic.parts, *(f"aspects {id}" for id in topic.aspects)):
        for place in range(len(topic.part(part)) or 1):
            given = statement_alone(KNOWLEDGE, topic, part, place)
            assert given is not None
            assert given.told[0] == (topic.id, part, place)
            assert given.part == ("aspect" if part.startswith("aspects ") else part)
            assert_is_whole(rendered(given))
    assert statement_alone(KNOWLEDGE, topic, "definition", 99) is None


def test_an_open_question_of_a_list_is_told_with_a_view_and_offered_as_a_button() -> None:
    listed = [d for d in KNOWLEDGE.disagreements if {"benefits", "drawbacks"} & set(d.parts)]
    assert listed
    for dispute in listed:
        topic = KNOWLEDGE.topics[dispute.topics[0]]
        for part in {"benefits", "drawbacks"} & set(dispute.parts):
            given = answer(tell(part, topic))
            assert any(button.payload == dispute.question for button in given.buttons)
            assert {fact for line in given.lines for fact in line.facts} & set(dispute.views)


def test_more_than_four_topics_get_a_short_line_each() -> None:
    said = reply(tell("definition", *MODELS[:5]))
    assert_is_whole(said)
    assert said.data["topics"] == [model.id for model in MODELS[:5]]

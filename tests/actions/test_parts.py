"""A part of one topic or of several: what is told, how much of it, and what is offered next."""

from __future__ import annotations

from itertools import permutations

import pytest

from actions.answer import MOST_BUTTONS, in_words
from actions.parts import (
    FIRST,
    _those_in,
    ask,
    in_simple_words,
    next_questions,
    nothing_on,
    overview,
    page,
    part_of,
    statement_alone,
)
from actions.respond import LONGEST
from dialogue import question as q
from dialogue.question import Question, Style
from knowledge.model import Topic
from knowledge.search import left
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

BY_DEFINITION = ("benefits", "fit", "services")  # parts on which a kind's definition says what it is for
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
    elif topic.parent and part in BY_DEFINITION:
        assert (given.part, given.topics, given.verdict) == (part, (topic.id,), "")
        assert given.told[0] == (topic.id, "definition", 0)
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
        ("services", Style(), 10),
        ("services", Style(points=3), 3),
        ("services", Style(length="short"), 4),
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
        assert len(line.cites) == len(line.told) == min(10, len(services))
        assert line.text.endswith("among other work.") == (len(services) > 10)


@pytest.mark.parametrize("topic", [t for t in TOPICS if t.part("services")], ids=named)
@pytest.mark.parametrize("points", [1, 2, 5])
def test_so_many_services_are_one_sentence_as_well(topic: Topic, points: int) -> None:
    (line,) = answer(tell("services", topic, style=Style(points=points))).lines
    assert len(line.told) == min(points, len(topic.part("services")))
    (marked,) = answer(tell("services", topic, style=Style(points=points, marks=True))).lines
    assert len(marked.told) == min(10, len(topic.part("services"))), "what an exam gives for it counts no services"


@pytest.mark.parametrize(
    ("style", "count"),
    [(Style(length="short"), 1), (Style(length="short", points=2), 2), (Style(points=2), 2)],
    ids=str,
)
def test_a_short_definition_holds_as_many_sentences_as_are_wanted(style: Style, count: int) -> None:
    for topic in (topic for topic in TOPICS if len(topic.part("definition")) > 1):
        told = answer(tell("definition", topic, style=style)).told
        assert told == tuple((topic.id, "definition", place) for place in range(count))


@pytest.mark.parametrize("topic", [t for t in TOPICS if t.acronym], ids=named)
def test_a_definition_spells_the_name_out(topic: Topic) -> None:
    assert topic.name.lower() in text_of(answer(tell("definition", topic))).lower()


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_in_simple_words_an_acronym_is_spelt_out(topic: Topic) -> None:
    (line,) = in_simple_words(KNOWLEDGE, [topic]).lines
    full = topic.full if KNOWLEDGE.namesakes(topic) or not topic.acronym else f"{topic.acronym} ({topic.name})"
    assert line.text == f"{full[0].upper()}{full[1:]} is {topic.in_short}."


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_types_are_counted_and_called_kinds_only_where_a_document_counts_them(kind: Topic) -> None:
    model = KNOWLEDGE.topics[kind.parent]
    assert ("It is a kind of" in text_of(answer(tell("definition", kind)))) == model.types_are_all
    assert ("kinds:" in text_of(answer(tell("types", model)))) == model.types_are_all
    assert kind.id in answer(tell("types", model)).options


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_a_kind_passes_on_to_its_model_what_it_lacks(kind: Topic) -> None:
    model = KNOWLEDGE.topics[kind.parent]
    assert not kind.part("drawbacks")
    assert model.part("drawbacks")
    given = nothing_on(KNOWLEDGE, "drawbacks", kind)
    assert (given.topics, given.verdict) == ((model.id,), "silent")
    assert KNOWLEDGE.name(kind) in given.lines[0].text


@pytest.mark.parametrize("part", BY_DEFINITION)
@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_what_a_kind_is_for_is_told_by_its_definition_and_its_model_is_offered(kind: Topic, part: str) -> None:
    if not kind.part(part):
        given, defined = nothing_on(KNOWLEDGE, part, kind), answer(tell("definition", kind))
        assert given.lines[: len(defined.lines)] == defined.lines
        assert len(given.lines) == len(defined.lines) + (part == "benefits")  # those of its model in a line
        assert (given.part, given.topics, given.verdict) == (part, (kind.id,), "")
        assert given.buttons[0].payload == ask(KNOWLEDGE, part, KNOWLEDGE.topics[kind.parent])
        assert len(given.buttons) <= MOST_BUTTONS


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


def test_an_open_question_of_a_list_is_offered_and_told_beside_an_item_that_is_one_view() -> None:
    listed = [d for d in KNOWLEDGE.disagreements if {"benefits", "drawbacks"} & set(d.parts)]
    assert listed
    for dispute in listed:
        topic = KNOWLEDGE.topics[dispute.topics[0]]
        for part in {"benefits", "drawbacks"} & set(dispute.parts):
            given = answer(tell(part, topic))
            assert any(button.payload == dispute.question for button in given.buttons)
            assert dispute.question not in text_of(given), "nothing was said yet that another view opposes"
    told = [line for d in listed for line in answer(tell("drawbacks", KNOWLEDGE.topics[d.topics[0]])).lines]
    assert any(line.text.startswith("Another view in the documents: ") for line in told)


@pytest.mark.parametrize(
    ("out", "opens"),
    [
        (("cost",), "Apart from cost: what BPO brings ("),
        (("cost", "quality"), "Apart from cost and quality: what BPO brings ("),
        (("cost", "unicorns"), "Apart from cost: what BPO brings ("),  # no word of a statement
        (("unicorns",), "What BPO brings ("),
        ((), "What BPO brings ("),
    ],
)
def test_a_list_with_something_shut_out_says_so_in_its_opening(out: tuple[str, ...], opens: str) -> None:
    model = KNOWLEDGE.topics["bpo"]
    given = part_of(KNOWLEDGE, "benefits", [model], Style(), out=out)
    count = len(model.part("benefits"))
    assert given.lines[0].text == f"{opens}{in_words(FIRST)} of {in_words(count)} points):"
    assert [place for *_, place in given.told] == left(model.part("benefits"), out)[:FIRST]
    assert not any(word in line.text.lower() for line in given.lines[1:] for word in out)


@pytest.mark.parametrize(
    ("out", "there"),
    [
        (("cost",), ["cost"]),
        (("cost", "quality"), ["cost", "quality"]),
        (("quality", "cost"), ["quality", "cost"]),
        (("unicorns", "cost"), ["cost"]),
        (("cost", "costs"), ["cost"]),  # one word in two forms
        (("unicorns",), []),
        ((), []),
    ],
)
def test_the_words_shut_out_that_stand_in_a_part(out: tuple[str, ...], there: list[str]) -> None:
    assert _those_in(KNOWLEDGE.topics["bpo"].part("benefits"), out) == there


@pytest.mark.parametrize("model", [m for m in MODELS if m.types and m.part("types")[0].name], ids=named)
def test_the_kinds_without_one_are_the_other_kinds(model: Topic) -> None:
    word = model.part("types")[0].name.split()[0].lower()
    given = part_of(KNOWLEDGE, "types", [model], Style(), out=(word,))
    assert given.lines[0].text == f"Other kinds of {KNOWLEDGE.name(model)}:"
    assert [place for *_, place in given.told] == left(model.part("types"), (word,))
    assert 0 not in [place for *_, place in given.told]
    everything = part_of(KNOWLEDGE, "types", [model], Style(), out=("unicorns",))
    assert everything.lines == part_of(KNOWLEDGE, "types", [model], Style()).lines


def test_more_than_four_topics_get_a_short_line_each() -> None:
    said = reply(tell("definition", *MODELS[:5]))
    assert_is_whole(said)
    assert said.data["topics"] == [model.id for model in MODELS[:5]]


def test_kinds_are_narrowed_to_those_that_are_meant_where_some_are() -> None:
    bpo = KNOWLEDGE.topics["bpo"]
    kinds = bpo.part("types")
    some = [place for place in range(len(kinds)) if place not in left(kinds, ("location",))]
    assert 1 < len(some) < len(kinds)
    given = assert_is_right_in_form(tell("types", bpo, content=("location",)))
    assert [place for *_, place in given.told] == some
    assert given.lines[0].text == "Three kinds of BPO fit that:"
    for content in ((), ("zebra",)):
        assert [place for *_, place in answer(tell("types", bpo, content=content)).told] == list(range(len(kinds)))

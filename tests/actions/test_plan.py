"""Each form of a question gets its own answer."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from actions.wording import with_pronoun
from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Claim, Nearness, Question, Style
from knowledge.model import Statement, Topic
from tests.actions.checks import (
    KINDS,
    KNOWLEDGE,
    MODELS,
    NEW,
    after,
    answer,
    asked,
    assert_is_right_in_form,
    assert_is_whole,
    named,
    near,
    rendered,
    tell,
    text_of,
)

BPO, KPO, LPO = (KNOWLEDGE.topics[id] for id in ("bpo", "kpo", "lpo"))
COMPARED, DEFINED = asked(q.COMPARE, BPO, KPO), tell("definition", KPO)
GAP = next(iter(KNOWLEDGE.gaps))
TERMS = [aspect for aspect in KNOWLEDGE.aspects.values() if aspect.means]
QUANTIFIERS = {q.ONLY, q.NOT_ONLY, q.ALL, q.ALSO, q.OTHER, q.BOTH, q.EITHER, q.NEVER}
FORMS = {value for name, value in vars(q).items() if name.isupper() and isinstance(value, str)} - QUANTIFIERS


@pytest.mark.parametrize(
    ("question", "before", "part", "topics"),
    [
        (tell("benefits", BPO), [], "benefits", ("bpo",)),
        (tell("benefits", BPO, KPO), [], "benefits", ("bpo", "kpo")),
        (tell("relations", BPO, KPO), [], "relations", ("bpo", "kpo")),
        (tell("", BPO), [], "definition", ("bpo",)),
        (tell("benefits"), [], "which_topic", ()),
        (asked(q.TELL, BPO, aspects=("expertise",)), [], "aspect", ("bpo",)),
        (asked(q.TELL, BPO, KPO, aspects=("expertise",)), [], "comparison", ("bpo", "kpo")),
        (COMPARED, [], "comparison", ("bpo", "kpo")),
        (asked(q.FIND, services=("payroll",)), [], "find_model", ("bpo",)),
        (asked(q.COMPARE), [], "which_topic", ()),
        (asked(q.COMPARE, BPO, KPO, point=Nearness("bpo+kpo", "differences", 0, 0.4, 0.9)), [], "comparison",
         ("bpo", "kpo")),
        (tell("definition", aspects=(TERMS[0].id,)), [], "definition", ()),
        (asked(q.LIST), [], "overview", ()),
        (asked(q.LIST, BPO), [], "types", ("bpo",)),
        (asked(q.LIST, KPO), [], "types" if KPO.types else "definition", ("kpo",)),
        (asked(q.GAP, subjects=((GAP, 0.9),)), [], "gap", ()),
        (asked(q.UNKNOWN, unknown=("XPO",)), [], "unknown", ()),
        (asked(q.UNKNOWN, unknown=("XPO",), references=("it",)), [DEFINED], "unknown", ("kpo",)),
    ],
)  # fmt: skip
def test_a_form_gets_its_answer(question: Question, before: list[Question], part: str, topics: tuple[str, ...]) -> None:
    given = assert_is_right_in_form(question, most=3_000, conversation=after(*before))
    assert (given.part, given.topics) == (part, topics), text_of(given)


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize(
    "before",
    [
        [],
        [DEFINED],
        [COMPARED],
        [asked(q.DECLINE)],
        [tell("definition", aspects=(TERMS[0].id,))],
        [replace(COMPARED, point=Nearness("bpo+kpo", "differences", 0, 0.4, 0.9))],
        [replace(DEFINED, cues=("disputes",))],
    ],
    ids=["new", "one", "two", "declined", "term", "pair", "disputes"],
)
def test_every_form_gets_an_answer_whatever_was_said_before(form: str, before: list[Question]) -> None:
    for topics in ((), (KPO,), (BPO, KPO), (LPO, BPO, KPO), tuple(MODELS)):
        question = asked(form, *topics, unknown=("XPO",), words="some words")
        assert_is_right_in_form(question, most=3_000, conversation=after(*before))


def test_the_forms_are_those_that_are_tested() -> None:
    assert {"tell", "compare", "verify", "find", "edit", "pick", "unknown"} <= FORMS
    assert Question().form in FORMS


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.cues], ids=named)
def test_which_kind_it_is_gets_the_kind(kind: Topic) -> None:
    model = KNOWLEDGE.topics[kind.parent]
    words = f"which type of {model.called.lower()} is it if we need {kind.cues[0]}"
    given = answer(asked(q.VERIFY, model, parts=("definition",), words=words))
    assert given.topics in ((kind.id,), (model.id,))


def test_a_point_is_told_alone() -> None:
    for topic in MODELS:
        for part in ("benefits", "facts", "fit"):
            for place in range(len(topic.part(part))):
                given = assert_is_right_in_form(tell(part, topic, point=near(topic, part, place, 0.9)))
                assert given.told == ((topic.id, part, place),)


DISPUTING = {q.TELL, q.VERIFY, q.COMPARE, q.SOURCE, q.SURE, q.LIST, q.VERDICT}


@pytest.mark.parametrize("form", sorted(FORMS - {q.EDIT, q.RESTYLE}))  # these two answer another question once more
def test_what_asks_where_documents_disagree_is_told_that(form: str) -> None:
    for topics in ((), (KPO,), (BPO, KPO)):
        given = answer(asked(form, *topics, cues=("disputes",), unknown=("XPO",)))
        assert (given.part == "disputes") is (form in DISPUTING)
        if form in DISPUTING:
            assert given.topics == tuple(topic.id for topic in topics)
    of_the_talk = answer(asked(form, cues=("disputes",), unknown=("XPO",)), after(DEFINED))
    assert ((of_the_talk.part, of_the_talk.topics) == ("disputes", ("kpo",))) is (form in DISPUTING)


def test_a_term_of_the_field_is_explained() -> None:
    (core,) = TERMS
    for topics in ((), (KNOWLEDGE.topics["outsourcing"],)):
        given = assert_is_right_in_form(tell("definition", *topics, aspects=(core.id,)))
        assert core.means
        assert (text_of(given), given.told) == (core.means.text, ((core.id, "means", 0),))
        assert (given.part, given.topics) == ("definition", tuple(topic.id for topic in topics))
        assert given.aspects == (core.id,)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (tell("definition", BPO, aspects=("core_or_non_core",)), "a model is named"),
        (tell("definition", KINDS[0], aspects=("core_or_non_core",)), "a kind is"),
        (tell("fit", aspects=("core_or_non_core",)), "another part is asked for"),
        (tell("definition", aspects=("expertise",)), "no document explains it"),
        (tell("definition", aspects=("gone",)), "an aspect that is gone"),
        (tell("definition"), "none is named"),
    ],
)
def test_nothing_else_is_taken_for_a_term(question: Question, why: str) -> None:
    assert not [address for address in answer(question).told if address[1] == "means"], why


def two_statements(topic: Topic) -> tuple[Nearness, Nearness]:
    """Two statements of its definition: the one that is asked for, and one that may be."""
    return replace(near(topic, "definition", 0, 0.4), asked=0.5), replace(
        near(topic, "how_it_works", 0, 0.4), asked=0.4
    )


@pytest.mark.parametrize("topic", [t for t in MODELS if t.part("how_it_works")], ids=named)
def test_beside_a_point_the_one_that_may_be_meant_is_told(topic: Topic) -> None:
    point, beside = two_statements(topic)
    given = assert_is_right_in_form(tell("facts", topic, point=point, beside=beside))
    assert given.told == (point.address, beside.address)
    assert [line.joins for line in given.lines] == [False, True]
    alone = assert_is_right_in_form(tell("facts", topic, point=point))
    assert alone.told == (point.address,)
    assert (given.lines[0], given.buttons) == (alone.lines[0], alone.buttons)


def test_the_one_beside_goes_on_with_a_pronoun() -> None:
    point, _ = two_statements(KPO)
    texts = []
    for place, said in enumerate(KPO.part("benefits")):
        given = answer(tell("facts", KPO, point=point, beside=near(KPO, "benefits", place, 0.4)))
        assert given.lines[1].text == with_pronoun(said.text, KNOWLEDGE, KPO)
        texts.append(given.lines[1].text)
    assert any(text.startswith("It ") for text in texts)
    assert not any(text.startswith("KPO ") for text in texts)


@pytest.mark.parametrize(
    ("point", "beside"),
    [
        (near(KPO, "aspects cost_savings", 0, 0.9), near(KPO, "definition", 0, 0.9)),  # told with both sides of it
        (near(KPO, "definition", 0, 0.9), near(KPO, "definition", 99, 0.9)),  # gone
        (near(KPO, "definition", 0, 0.9), Nearness("zpo", "definition", 0, 0.9)),
    ],
)
def test_nothing_is_told_beside_a_point_with_views_or_that_is_gone(point: Nearness, beside: Nearness) -> None:
    question = tell("facts", KPO, point=point)
    assert answer(replace(question, beside=beside)) == answer(question)


@pytest.mark.parametrize(
    ("pair", "part", "place", "said"),
    list(KNOWLEDGE.compared_statements()),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_statement_on_a_pair_that_is_asked_for_is_told_alone(
    pair: str, part: str, place: int, said: Statement
) -> None:
    topics = [KNOWLEDGE.topics[id] for id in pair.split("+")]
    for order in (topics, topics[::-1]):
        given = assert_is_right_in_form(asked(q.COMPARE, *order, point=Nearness(pair, part, place, 0.4, 0.9)))
        assert [line.facts for line in given.lines] == [(said,)]
        assert (given.part, given.topics, given.options) == ("comparison", *[tuple(topic.id for topic in order)] * 2)
        assert given.verdict == ("rather" if part == "verdicts" else "")
        assert not given.table


@pytest.mark.parametrize(
    ("point", "told"),
    [
        (near(KPO, "facts", 0, 0.9), [("kpo", "facts", 0)]),  # a statement on one of them
        (Nearness("bpo+kpo", "differences", 99, 0.9), None),  # gone: the comparison
        (Nearness("bpo+zpo", "differences", 0, 0.9), None),
        (Nearness("zpo", "facts", 0, 0.9), None),
    ],
)
def test_a_comparison_with_a_point_is_told_that_or_compares(
    point: Nearness, told: list[tuple[str, str, int]] | None
) -> None:
    given = answer(replace(COMPARED, point=point))
    assert list(given.told) == (told or list(answer(COMPARED).told))


def test_a_comparison_without_topics_asks_which() -> None:
    for fields_ in ({}, {"aspects": ("expertise",)}, {"claim": Claim(), "aspects": ("expertise",)}):
        given = assert_is_right_in_form(asked(q.COMPARE, **fields_))
        assert given.waits
        assert given.options == tuple(model.id for model in MODELS)


def test_wishes_that_stand_shape_what_has_none_of_its_own() -> None:
    standing = Conversation(style=Style(length="short", standing=True))
    assert len(answer(tell("fit", BPO), standing).told) == 1
    assert len(answer(tell("benefits", BPO, style=Style(length="long")), standing).told) == len(BPO.part("benefits"))


def test_every_field_of_a_style_has_its_default() -> None:
    assert not Style()
    assert all(Style(**{field.name: True}) for field in fields(Style))


def test_the_list_of_models_leaves_out_what_was_shut_out_before() -> None:
    given = answer(asked(q.LIST), Conversation(excluded=("lpo",)))
    assert "lpo" not in given.options
    assert_is_whole(rendered(given))
    assert answer(asked(q.LIST), NEW).options == tuple(model.id for model in MODELS)

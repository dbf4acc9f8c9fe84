"""Each form of a question gets its own answer."""

from __future__ import annotations

from dataclasses import fields

import pytest

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Question, Style
from knowledge.model import Topic
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
    "before", [[], [DEFINED], [COMPARED], [asked(q.DECLINE)]], ids=["new", "one", "two", "declined"]
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

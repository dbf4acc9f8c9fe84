"""Each form of a question gets its own answer."""

from __future__ import annotations

from dataclasses import fields

import pytest

from actions.respond import respond
from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Question, Style
from knowledge.model import Topic
from tests.actions.checks import (
    KINDS,
    KNOWLEDGE,
    MODELS,
    NEW,
    TOPICS,
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
OUTSOURCING = next(topic for topic in TOPICS if not topic.is_model and not topic.parent)
COMPARED, DEFINED = asked(q.COMPARE, BPO, KPO), tell("definition", KPO)
GAP = next(iter(KNOWLEDGE.gaps))
QUANTIFIERS = {q.ONLY, q.NOT_ONLY, q.ALL, q.ALSO, q.OTHER, q.BOTH, q.EITHER, q.NEVER}
FORMS = {value for name, value in vars(q).items() if name.isupper() and isinstance(value, str)} - QUANTIFIERS


def act(form: str, **given: object) -> Question:
    """A question that names no topic."""
    return Question(form=form, **given)  # type: ignore[arg-type]


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
        (act(q.LIST), [], "overview", ()),
        (asked(q.LIST, BPO), [], "types", ("bpo",)),
        (asked(q.LIST, KPO), [], "types" if KPO.types else "definition", ("kpo",)),
        (act(q.GAP, subjects=((GAP, 0.9),)), [], "gap", ()),
        (act(q.UNKNOWN, unknown=("XPO",)), [], "unknown", ()),
        (act(q.UNKNOWN, unknown=("XPO",), references=("it",)), [DEFINED], "unknown", ("kpo",)),
        (act(q.MORE), [], "overview", ()),
        (act(q.MORE), [COMPARED], "comparison", ("bpo", "kpo")),
        (act(q.SAME), [DEFINED], "definition", ("kpo",)),
        (act(q.WHY), [tell("benefits", BPO)], "how_it_works", ("bpo",)),
        (act(q.WHY), [COMPARED], "comparison", ("bpo", "kpo")),
        (act(q.WHY), [DEFINED], "fit", ("kpo",)),
        (act(q.RESTYLE), [], "restyle", ()),
        (act(q.RESTYLE, style=Style(length="short")), [DEFINED], "definition", ("kpo",)),
        (act(q.RESTYLE, style=Style(simple=True)), [tell("benefits", BPO)], "definition", ("bpo",)),
        (act(q.RESTYLE, style=Style(layout="table")), [COMPARED], "comparison", ("bpo", "kpo")),
        (act(q.RESTYLE, style=Style(example=True)), [tell("benefits", BPO)], "examples", ("bpo",)),
        (asked(q.RESTYLE, LPO, style=Style(length="short")), [tell("drawbacks", BPO)], "drawbacks", ("lpo",)),
        (act(q.EXAMPLE), [DEFINED], "examples", ("kpo",)),
        (act(q.SOURCE), [DEFINED], "sources", ("kpo",)),
        (act(q.SURE), [DEFINED], "sure", ("kpo",)),
        (act(q.SUMMARISE), [DEFINED], "summary", ("kpo",)),
        (act(q.BACK), [DEFINED], "summary", ("kpo",)),
        (act(q.VERDICT), [], "refusal", ()),
        (act(q.VERDICT), [COMPARED], "comparison", ("bpo", "kpo")),
        (act(q.CORRECT), [DEFINED], "which_topic", ("kpo",)),
        (act(q.EDIT, excluded=("kpo",)), [COMPARED], "edit", ()),
        (asked(q.EDIT, LPO), [COMPARED], "definition", ("lpo",)),
        (act(q.PICK), [], "which_topic", ()),
        (act(q.ASK_BACK, parts=("benefits",)), [], "which_topic", ()),
        (asked(q.ASK_BACK, BPO), [], "did_you_mean", ("bpo",)),
        (asked(q.ASK_BACK, BPO, parts=("comparison",)), [], "compare_with", ("bpo",)),
        (act(q.DECLINE, words="a poem"), [], "refusal", ()),
        (act("nonsense", words="a poem"), [], "refusal", ()),
    ],
)  # fmt: skip
def test_a_form_gets_its_answer(question: Question, before: list[Question], part: str, topics: tuple[str, ...]) -> None:
    given = assert_is_right_in_form(question, most=3_000, conversation=after(*before))
    assert (given.part, given.topics) == (part, topics), text_of(given)


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("before", [[], [DEFINED], [COMPARED], [act(q.DECLINE)]], ids=["new", "one", "two", "declined"])
def test_every_form_gets_an_answer_whatever_was_said_before(form: str, before: list[Question]) -> None:
    for topics in ((), (KPO,), (BPO, KPO), (LPO, BPO, KPO), tuple(MODELS)):
        question = asked(form, *topics, unknown=("XPO",), words="some words")
        assert_is_right_in_form(question, most=3_000, conversation=after(*before))


def test_the_forms_are_those_that_are_tested() -> None:
    assert {"tell", "compare", "verify", "find", "edit", "pick", "unknown"} <= FORMS
    assert Question().form in FORMS


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_asking_on_for_more_reaches_every_part(topic: Topic) -> None:
    conversation, told = after(tell("definition", topic)), set[tuple[str, str, int]]()
    told |= {each.address for each in conversation.told}
    for _ in range(sum(len(statements) for statements in topic.parts.values()) + len(KNOWLEDGE.questions)):
        given = assert_is_right_in_form(act(q.MORE), conversation=conversation)
        told |= set(given.told)
        conversation = respond([act(q.MORE)], KNOWLEDGE, conversation)[1]
    parts = [part for part in KNOWLEDGE.questions if topic.part(part)]
    if topic == OUTSOURCING:
        parts.remove("types")  # they are the models: the overview
    assert {(topic.id, part, place) for part in parts for place in range(len(topic.part(part)))} <= told


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


def test_namesakes_are_mentioned_once_and_only_where_the_sense_was_assumed() -> None:
    for models in KNOWLEDGE.shared_acronyms.values():
        main, other = models
        (aspect, *_), lacking = other.aspects, next(id for id in main.aspects if id not in other.aspects)
        assumed = answer(asked(q.COMPARE, BPO, main, aspects=(aspect,), assumed=main.id))
        assert text_of(assumed).count(f"Or did you mean {other.name}?") == 1
        for question in (
            asked(q.COMPARE, BPO, main, aspects=(aspect,)),
            asked(q.COMPARE, main, other, aspects=(aspect,), assumed=main.id),
            asked(q.COMPARE, BPO, main, aspects=(lacking,), assumed=main.id),
            asked(q.COMPARE, BPO, main, assumed=main.id),
        ):
            assert "did you mean" not in text_of(answer(question))


def test_wishes_that_stand_shape_what_has_none_of_its_own() -> None:
    standing = Conversation(style=Style(length="short", standing=True))
    assert len(answer(tell("fit", BPO), standing).told) == 1
    assert len(answer(tell("benefits", BPO, style=Style(length="long")), standing).told) == len(BPO.part("benefits"))


def test_every_field_of_a_style_has_its_default() -> None:
    assert not Style()
    assert all(Style(**{field.name: True}) for field in fields(Style))


def test_the_list_of_models_leaves_out_what_was_shut_out_before() -> None:
    given = answer(act(q.LIST), Conversation(excluded=("lpo",)))
    assert "lpo" not in given.options
    assert_is_whole(rendered(given))
    assert answer(act(q.LIST), NEW).options == tuple(model.id for model in MODELS)

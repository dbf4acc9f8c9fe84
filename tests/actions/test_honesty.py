"""Where the documents are silent, or a question lacks something: said so, with what can be said instead."""

from __future__ import annotations

import pytest

from actions import honesty
from actions.answer import MOST_BUTTONS
from actions.parts import ask
from dialogue import question as q
from dialogue.question import Question
from knowledge.model import Gap, Topic
from tests.actions.checks import (
    ASPECTS,
    KNOWLEDGE,
    MODELS,
    PARTS,
    TOPICS,
    answer,
    asked,
    assert_is_right_in_form,
    assert_is_whole,
    named,
    rendered,
    tell,
    text_of,
)

SHARED = list(KNOWLEDGE.shared_acronyms.values())


@pytest.mark.parametrize("gap", KNOWLEDGE.gaps.values(), ids=lambda gap: gap.id)
def test_a_gap_is_named_and_the_nearest_thing_told_and_offered(gap: Gap) -> None:
    for topics in ((), MODELS[:1]):
        given = assert_is_right_in_form(asked(q.GAP, *topics, subjects=((gap.id, 0.9), ("other", 0.1))))
        assert (given.part, given.subject, given.verdict) == ("gap", gap.id, "silent")
        assert given.lines[0].text == f"The documents say nothing about {gap.name}."
        assert given.lines[1].text == gap.reply
        assert [dict(fact) for fact in given.lines[1].cites] == [{id: place} for id, place in gap.sections.items()]
        nearest, part = gap.nearest
        topic = topics[0] if topics and topics[0].part(part) else KNOWLEDGE.topics[nearest]
        assert given.buttons[0].payload == ask(KNOWLEDGE, part, topic)
        assert topic.part(part), "what is offered is known"


def test_a_gap_that_nobody_knows_leads_to_what_is_known() -> None:
    assert answer(Question(form=q.GAP, subjects=(("weather", 0.9),))).part == "overview"


@pytest.mark.parametrize("name", ["XPO", "Bpx", "temp agency", "Foo <b>"])
def test_an_unknown_name_is_named_and_no_other_model_is_told_instead(name: str) -> None:
    given = assert_is_right_in_form(Question(form=q.UNKNOWN, unknown=(name,)))
    assert (given.part, given.topics, given.verdict, given.told, given.waits) == ("unknown", (), "silent", (), True)
    assert f"“{name}”" in given.lines[0].text
    assert len(given.options) == 3


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_beside_an_unknown_name_the_known_side_is_told(topic: Topic) -> None:
    given = assert_is_right_in_form(asked(q.UNKNOWN, topic, unknown=("temp agency",)))
    assert given.topics == (topic.id,)
    assert given.verdict in ("silent", "")
    assert {address[0] for address in given.told} == {topic.id}


@pytest.mark.parametrize("part", PARTS)
def test_asked_back_are_the_models_that_can_answer(part: str) -> None:
    given = honesty.which_topic(KNOWLEDGE, part)
    assert_is_whole(rendered(given))
    able = [model for model in MODELS if model.part(part)]
    assert (given.part, given.waits, given.options) == ("which_topic", True, tuple(m.id for m in able))
    assert [button.payload for button in given.buttons] == [ask(KNOWLEDGE, part, model) for model in able]


@pytest.mark.parametrize("aspect", ASPECTS)
def test_asked_back_for_an_aspect_are_the_models_that_have_it(aspect: str) -> None:
    given = assert_is_right_in_form(Question(form=q.ASK_BACK, aspects=(aspect,)))
    assert given.options == tuple(model.id for model in MODELS if aspect in model.aspects)


@pytest.mark.parametrize("topic", [None, *MODELS], ids=lambda t: t.id if t else "none")
def test_a_comparison_asks_for_what_it_lacks(topic: Topic | None) -> None:
    given = assert_is_right_in_form(asked(q.ASK_BACK, *filter(None, [topic]), parts=("comparison",)))
    assert (given.part, given.waits) == ("compare_with", True)
    assert given.topics == ((topic.id,) if topic else ())
    assert given.options == tuple(model.id for model in MODELS if model != topic)


@pytest.mark.parametrize("models", SHARED, ids=lambda models: models[0].acronym)
def test_the_senses_of_an_acronym_are_told_and_asked_for(models: tuple[Topic, ...]) -> None:
    given = assert_is_right_in_form(tell("definition", models[0], assumed=models[0].id))
    assert given.topics == given.options == tuple(model.id for model in models)
    assert [button.title for button in given.buttons] == [model.name for model in models]
    assert given.lines[0].text == f"{models[0].acronym} stands for two things:"


@pytest.mark.parametrize("models", SHARED, ids=lambda models: models[0].acronym)
@pytest.mark.parametrize("part", ["how_it_works", "services"])
def test_a_shared_acronym_is_taken_in_its_main_sense_with_a_word_on_the_other(
    models: tuple[Topic, ...], part: str
) -> None:
    main, other = models
    question = tell(part, main)
    plain, assumed = answer(question), answer(tell(part, main, assumed=main.id))
    assert assumed.lines[1:] == plain.lines
    assert assumed.lines[0].text == f"I take {main.acronym} as {main.name}. Or did you mean {other.name}?"
    assert other.full in assumed.buttons[0].payload
    assert len(assumed.buttons) <= MOST_BUTTONS + 1
    assert_is_whole(rendered(assumed))


@pytest.mark.parametrize("models", SHARED, ids=lambda models: models[0].acronym)
@pytest.mark.parametrize("part", ["benefits", "drawbacks", "fit"])
def test_there_is_no_word_on_a_sense_that_has_no_such_answer(models: tuple[Topic, ...], part: str) -> None:
    main, _ = models
    assert answer(tell(part, main, assumed=main.id)) == answer(tell(part, main))


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_a_near_miss_offers_what_can_be_asked(topic: Topic) -> None:
    given = assert_is_right_in_form(asked(q.ASK_BACK, topic))
    assert (given.part, given.topics, given.waits) == ("did_you_mean", (topic.id,), True)
    assert given.buttons


@pytest.mark.parametrize(
    ("topics", "part", "says"),
    [
        ((), "", "Sorry about that. What did you mean?"),
        (MODELS[:1], "", f"I took it to be about {KNOWLEDGE.name(MODELS[0])}."),
        (MODELS[:1], "benefits", f"I took it as a question on the benefits of {KNOWLEDGE.name(MODELS[0])}."),
        (MODELS[:2], "comparison", "I took it as a question on a comparison of"),
    ],
)
def test_what_was_taken_wrong_says_how_it_was_taken(topics: list[Topic], part: str, says: str) -> None:
    given = honesty.taken_wrong(KNOWLEDGE, topics, part)
    assert_is_whole(rendered(given))
    assert given.waits
    assert says in text_of(given)
    assert given.buttons


@pytest.mark.parametrize(
    ("words", "cues", "says"),
    [
        ("a poem", (), "can't help"),
        ("my dog died", ("distress",), "I'm sorry"),
        ("?!.", (), "no words"),
        ("", (), "no"),
    ],
)
def test_what_is_not_ours_is_declined_in_one_sentence_or_two(words: str, cues: tuple[str, ...], says: str) -> None:
    given = assert_is_right_in_form(Question(form=q.DECLINE, words=words, cues=cues), most=200)
    assert (given.part, given.topics, given.told) == ("refusal", (), ())
    assert says in text_of(given)
    assert given.buttons

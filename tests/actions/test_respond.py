"""Questions in, one reply and the conversation after it out."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import pytest

from actions.respond import LONGEST, respond
from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Nearness, Question, Style
from tests.actions.checks import (
    KNOWLEDGE,
    MODELS,
    NEW,
    PARTS,
    after,
    asked,
    assert_is_whole,
    body,
    reply,
    tell,
)

BPO, KPO, LPO = (KNOWLEDGE.topics[id] for id in ("bpo", "kpo", "lpo"))


@pytest.mark.parametrize("parts", list(combinations([p for p in PARTS if p != "relations"], 2)), ids="-".join)
def test_two_questions_are_answered_in_order_in_one_short_reply(parts: tuple[str, str]) -> None:
    for one, other in [(MODELS[0], MODELS[0]), *permutations(MODELS[:4], 2)]:
        said = reply(tell(parts[0], one), tell(parts[1], other))
        assert_is_whole(said)
        assert [(entry["part"], entry["form"]) for entry in said.data["answers"]] == [(p, q.TELL) for p in parts]
        assert said.text.count("\nSource") <= 1


def test_three_questions_are_answered_shortly() -> None:
    for models in combinations(MODELS, 3):
        said = reply(
            *(tell(part, model) for part, model in zip(("definition", "benefits", "fit"), models, strict=True))
        )
        assert_is_whole(said)
        assert len(said.data["answers"]) == 3


def test_a_style_that_was_asked_for_stays_in_a_reply_to_several() -> None:
    long = tell("benefits", BPO, style=Style(length="long"))
    said = reply(long, tell("drawbacks", KPO))
    assert len(said.data["answers"][0]["statements"]) == len(BPO.part("benefits"))
    assert len(body(said)) > LONGEST


def test_a_short_answer_is_said_again_with_a_word_before_it() -> None:
    for part in ("definition", "how_it_works"):
        question = replace(tell(part, KPO, style=Style(points=1)), chance=0.9)
        first, conversation = respond([question], KNOWLEDGE, NEW)
        second, _ = respond([question], KNOWLEDGE, conversation)
        assert second.text == f"As I said:\n{first.text}"


def test_who_gets_the_same_answer_to_what_was_unclear_is_asked_for_other_words() -> None:
    question = replace(tell("definition", KPO, style=Style(points=1)), chance=0.3)
    _, conversation = respond([question], KNOWLEDGE, NEW)
    second, _ = respond([question], KNOWLEDGE, conversation)
    assert second.text.startswith("That is what I told you above on KPO.")
    likely = replace(question, near=alike("kpo", "benefits", 1, 0.1, 0.2))
    third, _ = respond([likely], KNOWLEDGE, conversation)
    assert third.data["answers"][0]["statements"] == [["kpo", "benefits", 1]], "another that it may be after"


def test_in_place_of_a_long_reply_again_others_are_offered() -> None:
    question = asked(q.COMPARE, KPO, BPO, style=Style(length="long"))
    first, conversation = respond([question], KNOWLEDGE, NEW)
    second, _ = respond([question], KNOWLEDGE, conversation)
    assert second.text.startswith("That is what I told you above on KPO.")
    assert first.text not in second.text
    assert second.buttons
    assert_is_whole(second)


def test_another_form_that_there_is_none_of_is_said_to_be_the_last() -> None:
    shorter = Question(form=q.RESTYLE, style=Style(length="short"))
    _, conversation = respond([tell("definition", KPO)], KNOWLEDGE, NEW)
    first, conversation = respond([shorter], KNOWLEDGE, conversation)
    second, _ = respond([shorter], KNOWLEDGE, conversation)
    assert second.text == f"That is as short as I can put it:\n{first.text}"


def test_in_place_of_the_same_reply_again_what_the_words_are_like_is_told() -> None:
    question = tell("how_it_works", KPO, style=Style(points=1))
    _, conversation = respond([question], KNOWLEDGE, NEW)
    meant = KPO.part("benefits")[1]
    like = replace(question, near=(Nearness("kpo", "benefits", 1, 0.7),), content=tuple(meant.text.rstrip(".").split()))
    assert body(respond([like], KNOWLEDGE, conversation)[0]) != body(respond([question], KNOWLEDGE, conversation)[0])
    told = respond([like], KNOWLEDGE, conversation)[0].data["answers"][0]["statements"]
    assert [tuple(address) for address in told] == [("kpo", "benefits", 1)]
    elsewhere = replace(like, near=(Nearness("bpo", "benefits", 1, 0.9),))
    assert respond([elsewhere], KNOWLEDGE, conversation)[0].text.startswith("That is what I told you above on KPO.")


def alike(topic: str, part: str, place: int, score: float, chance: float) -> tuple[Nearness, ...]:
    """A statement that the words are like, and that they are after with some chance."""
    return (Nearness(topic, part, place, score, chance),)


@pytest.mark.parametrize(
    ("chance", "near", "told", "why"),
    [
        (0.5, alike("kpo", "benefits", 1, 0.1, 0.6), True, "what the words are after as well"),
        (0.59, alike("kpo", "benefits", 1, 0.1, 0.6), True, "the first was hardly meant"),
        (0.6, alike("kpo", "benefits", 1, 0.1, 0.6), False, "the first was surely meant"),
        (0.9, alike("kpo", "benefits", 1, 0.9, 0.9), False, "whatever else is like it"),
        (0.5, alike("kpo", "benefits", 1, 0.1, 0.59), False, "hardly asked for"),
        (0.5, alike("bpo", "benefits", 1, 0.9, 0.9), False, "on another topic"),
        (0.5, alike("zpo", "benefits", 1, 0.9, 0.9), False, "on one that is gone"),
        (0.5, alike("kpo", "how_it_works", 0, 0.9, 0.9), False, "told just now"),
        (0.5, (), False, "there is no other"),
    ],
)
def test_what_is_told_in_place_of_the_same_statement_again(
    chance: float, near: tuple[Nearness, ...], told: bool, why: str
) -> None:
    (point,) = alike("kpo", "how_it_works", 0, 0.4, chance)
    question = tell("how_it_works", KPO, point=point, chance=0.9)
    first, conversation = respond([question], KNOWLEDGE, NEW)
    second, _ = respond([replace(question, near=near)], KNOWLEDGE, conversation)
    statements = [tuple(address) for address in second.data["answers"][0]["statements"]]
    assert statements == [("kpo", "benefits", 1) if told else point.address], why
    assert (second.text == f"On this the documents say no more than:\n{first.text}") is not told, why


def test_asked_again_a_part_goes_on() -> None:
    question = tell("benefits", BPO)
    conversation, told = NEW, list[list[object]]()
    for _ in range(2):
        said, conversation = respond([question], KNOWLEDGE, conversation)
        told += said.data["answers"][0]["statements"]
    places = [address[2] for address in told]
    assert places == list(range(len(places)))


@pytest.mark.parametrize("turns", [1, 3])
def test_every_message_counts_as_a_turn(turns: int) -> None:
    conversation = after(*[tell("definition", BPO), tell("benefits", KPO), tell("fit", BPO)][:turns])
    assert conversation.turn == turns
    assert {told.turn for told in conversation.told} == set(range(1, turns + 1))


@pytest.mark.parametrize(
    ("questions", "topics", "last", "pending", "verdict"),
    [
        ([tell("benefits", BPO)], ("bpo",), ("tell", ("benefits",)), None, ""),
        ([asked(q.COMPARE, BPO, KPO)], ("bpo", "kpo"), ("compare", ()), None, ""),
        ([tell("benefits", BPO), Question(form=q.DECLINE, words="a")], ("bpo",), ("tell", ("benefits",)), None, ""),
        ([tell("benefits", BPO), Question(form=q.SURE)], ("bpo",), ("tell", ("benefits",)), None, "yes"),
        ([Question(form=q.ASK_BACK, parts=("benefits",))], (), None, ("benefits",), ""),
        ([asked(q.ASK_BACK, BPO, parts=("comparison",))], ("bpo",), None, ("comparison",), ""),
        ([tell("benefits", BPO), tell("definition", KPO)], ("kpo",), ("tell", ("definition",)), None, ""),
        ([tell("definition", KPO), Question(form=q.MORE)], ("kpo",), ("tell", ("definition",)), None, ""),
        (
            [tell("definition", LPO), Question(form=q.MORE), Question(form=q.MORE)],
            ("lpo",),
            ("tell", ("how_it_works",)),
            None,
            "",
        ),
    ],
)
def test_what_is_remembered(
    questions: list[Question],
    topics: tuple[str, ...],
    last: tuple[str, tuple[str, ...]] | None,
    pending: tuple[str, ...] | None,
    verdict: str,
) -> None:
    conversation = after(*questions)
    assert conversation.topics == topics
    assert ((conversation.last.form, conversation.last.parts) if conversation.last else None) == last
    assert (conversation.pending.parts if conversation.pending else None) == pending
    assert conversation.verdict == verdict


def test_a_question_that_waited_is_forgotten_once_another_is_answered() -> None:
    assert after(Question(form=q.ASK_BACK, parts=("benefits",)), tell("definition", BPO)).pending is None


def test_the_statements_told_are_those_of_the_data() -> None:
    said, conversation = respond([tell("benefits", BPO), tell("fit", KPO)], KNOWLEDGE, NEW)
    told = [address for entry in said.data["answers"] for address in entry["statements"]]
    assert [list(each.address) for each in conversation.told] == told


@pytest.mark.parametrize(
    ("question", "excluded"),
    [
        (tell("definition", BPO, excluded=("kpo",)), ("kpo",)),
        (tell("definition", BPO), ("lpo",)),
        (tell("definition", LPO), ()),  # named again, it is in again
    ],
)
def test_what_was_shut_out_stays_out_until_it_is_named(question: Question, excluded: tuple[str, ...]) -> None:
    before = Conversation(excluded=() if "kpo" in excluded else ("lpo",))
    assert respond([question], KNOWLEDGE, before)[1].excluded == excluded


def test_a_sense_that_was_named_is_kept() -> None:
    for models in KNOWLEDGE.shared_acronyms.values():
        for model in models:
            assert after(tell("definition", model)).senses[model.acronym.lower()] == model.id


def test_a_style_that_shall_stand_stands() -> None:
    standing = Question(form=q.RESTYLE, style=Style(length="short", standing=True))
    conversation = after(tell("definition", KPO), standing)
    assert conversation.style.length == "short"
    said = respond([tell("benefits", BPO)], KNOWLEDGE, conversation)[0]
    assert body(said).count("\n") == 0
    assert "short answers from now on" in reply(standing).text


def test_the_conversation_survives_its_slot() -> None:
    conversation = after(tell("benefits", BPO), asked(q.COMPARE, BPO, KPO), Question(form=q.ASK_BACK, parts=("fit",)))
    assert Conversation.of(conversation.as_slot()) == conversation


def test_what_was_just_said_isnt_said_again_to_another_question_of_the_message() -> None:
    question = tell("definition", BPO)
    other = replace(question, words="and what does it amount to ?")
    said, _ = respond([question, other], KNOWLEDGE, NEW)
    first, second = said.data["answers"]
    assert (bool(first["statements"]), second["statements"]) == (True, [])
    assert "nothing beyond that on “what does it amount to”" in said.text


def test_a_question_that_nothing_answers_is_quoted_though_not_at_length() -> None:
    for count, named in ((3, "“word word word”"), (30, "the other thing that you ask")):
        vain = asked(q.UNHEARD, words=f"and {' '.join(['word'] * count)} ?")
        said, _ = respond([tell("definition", BPO), vain], KNOWLEDGE, NEW)
        assert f"I found nothing in the documents on {named}." in said.text
    figure = asked(q.UNHEARD, words="by how much", cues=("figure",))
    assert "The documents give no figure for that." in respond([figure], KNOWLEDGE, NEW)[0].text


def test_a_term_that_the_documents_dont_explain_is_quoted() -> None:
    said, _ = respond([asked(q.UNHEARD, unknown=("economies of scale",))], KNOWLEDGE, NEW)
    assert said.text == "The documents use “economies of scale” without explaining it."


def test_a_statement_that_is_asked_for_again_and_again_has_one_word_before_it() -> None:
    (point,) = alike("kpo", "how_it_works", 0, 0.4, 0.9)
    conversation, said = NEW, []
    for _ in range(3):
        reply, conversation = respond([tell("how_it_works", KPO, point=point)], KNOWLEDGE, conversation)
        said.append(reply.text)
    assert said[1] == said[2] == f"On this the documents say no more than:\n{said[0]}"

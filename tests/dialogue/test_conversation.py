"""What a conversation remembers, and that it survives in its slot."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dialogue.conversation import VERSION, Conversation, Told
from dialogue.question import Question, Style
from tests.talk import after, asks, compares, near, q, tells

FULL = Conversation(
    turn=7, topics=("kpo",), excluded=("hro",), asked=(tells("fit", "kpo"), compares("kpo", "lpo")),
    pending=tells("benefits"), options=("bpo", "lpo"), senses={"rpo": "rpo_research"}, trail=("lpo",), shown=3,
    told=(Told(1, "kpo", "definition", 0), Told(7, "kpo", "fit", 1)), verdict="yes",
    style=Style("short", standing=True),
    choice={"core": "non_core"}, recommended="kpo", reminded=True, said=("ab12",),
)  # fmt: skip


@pytest.mark.parametrize("talk", [FULL, Conversation()], ids=["every field", "no field"])
def test_what_was_kept_is_read_again(talk: Conversation) -> None:
    assert Conversation.of(json.loads(json.dumps(talk.as_slot()))) == talk


def test_the_open_question_of_the_choice_is_not_kept() -> None:
    assert Conversation.of(replace(FULL, asking="core").as_slot()).asking == ""


@pytest.mark.parametrize(
    ("slot", "why"),
    [
        (None, "no slot"),
        ({}, "an empty slot"),
        ({"topics": ["kpo"]}, "a slot without a version"),
        ({**FULL.as_slot(), "version": VERSION - 1}, "an older version"),
        ({**FULL.as_slot(), "version": VERSION + 1}, "a newer version"),
    ],
)
def test_what_another_version_kept_is_a_new_conversation(slot: dict[str, Any] | None, why: str) -> None:
    assert Conversation.of(slot) == Conversation(), why


def test_fields_that_nobody_knows_or_that_are_missing_are_passed_over() -> None:
    slot = {**FULL.as_slot(), "mood": "sour"}
    del slot["trail"]
    assert Conversation.of(slot) == replace(FULL, trail=())


@pytest.mark.parametrize(
    ("topics", "on_table", "trail", "why"),
    [
        ((), ("kpo", "lpo"), ("hro",), "no topics leave the table as it is"),
        (("kpo", "lpo"), ("kpo", "lpo"), ("hro",), "the same topics too"),
        (("bpo",), ("bpo",), ("kpo", "lpo", "hro"), "those before are kept in the trail, the latest first"),
        (("hro",), ("hro",), ("kpo", "lpo", "hro"), "none stands in the trail twice"),
    ],
)
def test_the_table_and_the_trail(
    topics: tuple[str, ...], on_table: tuple[str, ...], trail: tuple[str, ...], why: str
) -> None:
    talk = Conversation(topics=("kpo", "lpo"), trail=("hro",)).with_topics(topics)
    assert (talk.topics, talk.trail) == (on_table, trail), why


def test_the_trail_is_short() -> None:
    talk = Conversation()
    for number in range(20):
        talk = talk.with_topics((f"t{number}",))
    assert talk.trail == ("t18", "t17", "t16", "t15", "t14", "t13")


def test_what_was_shut_out_stays_out_until_it_is_named_again() -> None:
    talk = after(compares("bpo", "kpo"), compares("bpo", excluded="kpo"), tells("fit", "bpo"))
    assert talk.excluded == ("kpo",)
    assert talk.with_question(tells("fit", "kpo")).excluded == ()
    assert talk.with_question(compares("bpo", against="kpo")).excluded == ()


def test_the_questions_asked_last_are_kept_without_what_nobody_needs() -> None:
    parts = ["definition", "benefits", "drawbacks", "facts", "fit"]
    heavy = {"near": (near("kpo", "fit"),), "ranking": (("greet", 0.1),), "evidence": ("why",)}
    talk = after(*(tells(part, "kpo", **heavy) for part in parts))
    assert [asked.parts[0] for asked in talk.asked] == ["fit", "facts", "drawbacks", "benefits"]
    assert all(asked == tells(asked.parts[0], "kpo") for asked in talk.asked)
    assert talk.last == tells("fit", "kpo")


def test_a_question_answered_twice_is_kept_once() -> None:
    talk = after(tells("fit", "kpo"), tells("fit", "lpo"), tells("fit", "kpo"))
    assert [asked.topics for asked in talk.asked] == [("kpo",), ("lpo",)]


def test_an_answered_question_leaves_none_that_waits() -> None:
    assert replace(Conversation(), pending=tells("fit")).with_question(tells("fit", "kpo")).pending is None


@pytest.mark.parametrize(
    ("style", "kept", "why"),
    [
        (Style("short", standing=True), Style("short", standing=True), "said to stand"),
        (Style("short"), Style(), "said for one answer"),
    ],
)
def test_only_wishes_that_stand_are_kept(style: Style, kept: Style, why: str) -> None:
    assert after(asks(form=q.RESTYLE, style=style), tells("fit", "kpo")).style == kept, why


def test_what_was_told_is_known_with_its_turn() -> None:
    one, two, three = ("kpo", "fit", 0), ("kpo", "fit", 1), ("lpo", "facts", 0)
    talk = replace(Conversation(turn=1).with_told((one, two, one)), turn=2).with_told((three,))
    assert [told.address for told in talk.told] == [one, two, three]
    assert [told.address for told in talk.latest] == [three]
    assert (Conversation().latest, Conversation().last) == ((), None)


def test_only_so_many_statements_are_remembered() -> None:
    talk = Conversation(turn=1).with_told(tuple(("kpo", "fit", place) for place in range(100)))
    assert [told.place for told in talk.told] == list(range(40, 100))


def test_how_many_are_shown_is_set() -> None:
    assert Conversation().shows(5).shown == 5


def test_questions_of_an_older_version_are_empty_ones() -> None:
    slot = FULL.as_slot()
    slot["asked"] = [{**entry, "version": 0} for entry in slot["asked"]]
    assert Conversation.of(slot).asked == (Question(), Question())

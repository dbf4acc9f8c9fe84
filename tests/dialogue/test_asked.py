"""Words that were taken for something else, and lead to a statement by the questions that editors wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogue.asked import SURE, as_asked
from dialogue.conversation import Conversation, Told
from dialogue.question import Claim, Nearness, Style
from knowledge.model import Knowledge
from tests.talk import asks, q

KPO = Conversation(topics=("kpo",))


def after(topic: str, part: str = "facts", asked: float = 0.7) -> tuple[Nearness, ...]:
    return (Nearness(topic, part, 0, 0.3, asked),)


LOST = asks("who is doing that there", form=q.DECLINE, chance=0.4, near=after("kpo"))


@pytest.mark.parametrize(
    ("changes", "found", "why"),
    [
        ({}, True, "likely enough, on the topic of the thread"),
        ({"near": after("kpo", asked=0.55)}, False, "hardly likely"),
        ({"near": after("kpo", asked=0.55), "topics": ("kpo",)}, True, "likely enough where its topic is named"),
        ({"near": after("lpo")}, False, "a statement on another topic"),
        ({"chance": 0.9}, False, "surely out of scope"),
        ({"form": q.COMPARE}, False, "a comparison is none by mistake"),
        ({"form": q.TALK}, False, "small talk, and fairly sure"),
        ({"form": q.TALK, "chance": 0.3}, True, "small talk, and hardly sure"),
        ({"style": Style(length="short")}, False, "another form is wished"),
        ({"operation": "drop"}, False, "an order"),
        ({"excluded": ("lpo",)}, False, "something is shut out"),
        ({"unknown": ("itil",)}, False, "a name that nobody knows"),
        ({"gaps": ("careers",)}, False, "a known gap is named"),
        ({"subjects": (("careers", 0.7),)}, False, "a known gap is near"),
        ({"cues": ("advice",)}, False, "advice is asked for"),
        ({"words": "who"}, False, "a single word"),
        ({"form": q.FIND, "aspects": ("expertise",)}, False, "which of several has more of something"),
        ({"form": q.FIND}, True, "which model, and nothing else"),
    ],
)
def test_what_was_taken_for_something_else(
    knowledge: Knowledge, changes: dict[str, object], found: bool, why: str
) -> None:
    meant = as_asked(replace(LOST, **changes), KPO, knowledge)
    assert (meant.point is not None) is found, why
    if found:
        assert (meant.form, meant.parts, meant.topics) == (q.TELL, ("facts",), ("kpo",))


@pytest.mark.parametrize(
    ("cues", "claim"),
    [((), None), (("confirms",), Claim()), (("confirms", "denies"), Claim(positive=False))],
)
def test_a_question_for_a_yes_becomes_a_claim(knowledge: Knowledge, cues: tuple[str, ...], claim: Claim | None) -> None:
    meant = as_asked(replace(LOST, cues=cues), KPO, knowledge)
    assert (meant.form, meant.claim) == (q.VERIFY if claim else q.TELL, claim)


UNTIL = asks("until when", form=q.TELL, parts="fit", chance=0.3, near=after("lpo"))


@pytest.mark.parametrize(
    ("changes", "found", "why"),
    [
        ({}, True, "it was told a while ago"),
        ({"near": after("lpo", asked=SURE - 0.1)}, False, "hardly likely"),
        ({"near": after("hro")}, False, "it was never told"),
        ({"topics": ("kpo",)}, False, "a topic is named"),
        ({"near": (*after("lpo"), *after("kpo", "fit", 0.9))}, False, "the topic of the thread has a likelier one"),
    ],
)
def test_what_was_told_before_may_be_asked_about(
    knowledge: Knowledge, changes: dict[str, object], found: bool, why: str
) -> None:
    talk = replace(KPO, told=(Told(1, "lpo", "facts", 0), Told(2, "kpo", "definition", 0)))
    meant = as_asked(replace(UNTIL, **changes), talk, knowledge)
    assert (meant.topics == ("lpo",) and meant.point is not None) is found, why

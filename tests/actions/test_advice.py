"""Which of several to take."""

from __future__ import annotations

import pytest

from dialogue import question as q
from dialogue.question import Nearness
from knowledge.model import Topic
from tests.actions.checks import KNOWLEDGE, answer, asked, text_of
from tests.talk import after, asks

KINDS = [KNOWLEDGE.topics[id] for id in ("enterprise_rpo", "on_demand_rpo", "hybrid_rpo")]
OFFICES = [KNOWLEDGE.topics[id] for id in ("front_office_bpo", "back_office_bpo")]


@pytest.mark.parametrize(
    ("fields", "meant", "why"),
    [
        ({"words": "which stays with us in part", "content": ()}, "hybrid_rpo", "a cue of one of them"),
        ({"content": ("long", "partnership")}, "enterprise_rpo", "words that only one of them is told by"),
        ({"near": (Nearness("rpo_recruitment", "types", 1, 0.3, 0.7),)}, "on_demand_rpo", "like its entry in the list"),
        ({"near": (Nearness("hybrid_rpo", "definition", 0, 0.7),)}, "hybrid_rpo", "like what is said of itself"),
        ({"near": (Nearness("hybrid_rpo", "definition", 0, 0.4),)}, "", "hardly like anything"),
        ({}, "", "nothing is described"),
    ],
)
def test_of_several_kinds_the_one_that_is_described(fields: dict[str, object], meant: str, why: str) -> None:
    given = answer(asked(q.FIND, *KINDS, **fields))
    assert given.verdict == ("rather" if meant else "depends"), why
    if meant:
        assert text_of(given).startswith(f"{KNOWLEDGE.topics[meant].name} rather than ")
        assert given.told == ((meant, "definition", 0),)
        assert given.options[0] == meant


@pytest.mark.parametrize(("one", "other"), [OFFICES, OFFICES[::-1]], ids=lambda kind: kind.id)
def test_of_several_kinds_the_one_that_covers_the_work(one: Topic, other: Topic) -> None:
    theirs = {said.text for said in other.part("services")}
    work = next(said.text for said in one.part("services") if said.text not in theirs)
    given = answer(asked(q.FIND, *OFFICES, services=(work,)))
    assert (given.verdict, given.topics, given.options) == ("rather", (one.id,), tuple(o.id for o in OFFICES))


def test_which_to_take_goes_by_the_work_that_was_described_before() -> None:
    hro, recruitment = KNOWLEDGE.topics["hro"], KNOWLEDGE.topics["rpo_recruitment"]
    question = asked(q.COMPARE, hro, recruitment, words="which of them then", cues=("advice",))
    assert answer(question).verdict == "depends"
    talk = after(asks("who does it", form=q.FIND, services=("payroll", "staff training")))
    given = answer(question, talk)
    assert (given.verdict, given.topics) == ("rather", (hro.id, recruitment.id))
    assert given.lines[0].text.startswith("HRO rather than Recruitment Process Outsourcing (RPO)")
    own = answer(
        asked(q.COMPARE, hro, recruitment, words="onboarding", cues=("advice",), services=("onboarding",)), talk
    )
    assert own.lines[0].text.startswith("Recruitment Process Outsourcing (RPO) rather than HRO"), (
        "its own work goes first"
    )

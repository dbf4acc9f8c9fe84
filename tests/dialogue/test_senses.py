"""Acronyms that several models share, and outsourcing itself beside a model."""

from __future__ import annotations

import pytest

from dialogue.conversation import Conversation
from dialogue.question import Question
from dialogue.senses import general, is_specific, settled, with_senses, without_general
from knowledge.model import Knowledge
from tests.talk import asks, compares, q, tells

NEW = Conversation()
RESEARCH = Conversation(senses={"rpo": "rpo_research"})
ON_RESEARCH = Conversation(topics=("kpo", "rpo_research"))


@pytest.mark.parametrize(
    ("question", "talk", "topics", "assumed", "why"),
    [
        (tells("fit", "kpo"), NEW, ("kpo",), "", "a name of one model"),
        (tells("fit", "rpo"), NEW, ("rpo_recruitment",), "rpo_recruitment", "the main sense, and it is assumed"),
        (tells("fit", "rpo"), RESEARCH, ("rpo_research",), "", "the sense that was settled"),
        (tells("fit", "rpo"), ON_RESEARCH, ("rpo_research",), "", "the sense that is talked about"),
        (tells("fit", "rpo"), Conversation(senses={"rpo": "kpo"}), ("rpo_recruitment",), "rpo_recruitment",
         "a sense that is none any more"),
        (compares("rpo", "kpo"), NEW, ("rpo_recruitment", "kpo"), "rpo_recruitment", "beside another"),
        (tells("fit", "zpo"), NEW, (), "", "an id that nobody has any more"),
        (tells("fit", "outsourcing", "kpo"), NEW, ("kpo",), "", "“KPO outsourcing” is KPO"),
        (tells("fit", "outsourcing"), NEW, ("outsourcing",), "", "outsourcing alone"),
        (compares("outsourcing", "kpo"), NEW, ("outsourcing", "kpo"), "", "compared, both stay"),
        (compares("outsourcing", "kpo", "lpo"), NEW, ("kpo", "lpo"), "", "two models are compared without it"),
        (tells("relations", "kpo", "outsourcing"), NEW, ("kpo", "outsourcing"), "", "how it belongs to outsourcing"),
    ],
)  # fmt: skip
def test_what_topics_are_meant(
    knowledge: Knowledge, question: Question, talk: Conversation, topics: tuple[str, ...], assumed: str, why: str
) -> None:
    meant = with_senses(question, talk, knowledge)
    assert (meant.topics, meant.assumed) == (topics, assumed), why


def test_an_acronym_that_is_shut_out_is_shut_out_in_its_sense(knowledge: Knowledge) -> None:
    meant = with_senses(asks(form=q.EDIT, excluded="rpo", topics="kpo"), ON_RESEARCH, knowledge)
    assert (meant.topics, meant.excluded) == (("kpo",), ("rpo_research",))


def test_only_an_assumption_leaves_a_line(knowledge: Knowledge) -> None:
    assert with_senses(tells("fit", "rpo"), NEW, knowledge).evidence
    assert not with_senses(tells("fit", "rpo"), RESEARCH, knowledge).evidence


@pytest.mark.parametrize(
    ("talk", "sense"), [(NEW, ""), (RESEARCH, "rpo_research"),
     (Conversation(topics=("rpo_recruitment",)), "rpo_recruitment")]
)  # fmt: skip
def test_a_sense_is_settled_by_the_conversation(knowledge: Knowledge, talk: Conversation, sense: str) -> None:
    assert settled("rpo", knowledge.shared_acronyms["rpo"], talk) == sense


@pytest.mark.parametrize(
    ("ids", "keep", "left"),
    [
        (("outsourcing", "kpo"), False, ("kpo",)),
        (("outsourcing", "kpo"), True, ("outsourcing", "kpo")),
        (("outsourcing", "offshore_bpo"), False, ("offshore_bpo",)),
        (("outsourcing",), False, ("outsourcing",)),
        ((), True, ()),
    ],
)
def test_outsourcing_goes_beside_what_is_a_kind_of_it(
    knowledge: Knowledge, ids: tuple[str, ...], keep: bool, left: tuple[str, ...]
) -> None:
    assert without_general(ids, knowledge, keep) == left


def test_every_topic_but_one_is_specific(knowledge: Knowledge) -> None:
    assert [id for id in knowledge.topics if not is_specific(id, knowledge)] == list(general(knowledge))
    assert not is_specific("zpo", knowledge)


@pytest.mark.parametrize(
    ("topics", "shut_out", "meant", "why"),
    [
        ("rpo_recruitment", "hiring", ("rpo_research",), "a word of its work is shut out: its namesake"),
        ("rpo_recruitment", "mugs", ("rpo_recruitment",), "a word of nothing"),
        ("lpo", "lawyers", ("lpo",), "it has no namesake"),
        (("rpo_recruitment", "rpo_research"), "hiring", ("rpo_research",), "both are named, one is left"),
    ],
)
def test_what_is_shut_out_tells_namesakes_apart(
    knowledge: Knowledge, topics: str | tuple[str, ...], shut_out: str, meant: tuple[str, ...], why: str
) -> None:
    assert with_senses(asks(topics=topics, shut_out=shut_out), NEW, knowledge).topics == meant, why

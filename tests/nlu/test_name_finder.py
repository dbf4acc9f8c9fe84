"""The names in a message's words: acronyms in their sense, kinds beside their family, and what is outsourced."""

from __future__ import annotations

import pytest

from knowledge.model import Knowledge
from nlu.name_finder import NameFinder
from nlu.names import ASPECT, TOPIC
from nlu.vocabulary import Vocabulary
from nlu.words import words


@pytest.fixture(scope="module")
def finder(knowledge: Knowledge) -> NameFinder:
    return NameFinder(Vocabulary.of(knowledge, ()))


def topics(finder: NameFinder, text: str) -> tuple[str, ...]:
    found = finder.find([word.norm for word in words(text)])
    return tuple(dict.fromkeys(id for kind, id, *_ in found if kind == TOPIC))


def test_a_name_is_told_by_its_kind_and_its_words(finder: NameFinder) -> None:
    assert finder.find(["the", "cost", "of", "kpo"]) == [(ASPECT, "cost_savings", 1, 2), (TOPIC, "kpo", 3, 4)]


def test_a_shared_acronym_stays_open_until_words_around_it_settle_it(finder: NameFinder, knowledge: Knowledge) -> None:
    for acronym, owners in knowledge.shared_acronyms.items():
        assert topics(finder, f"what is {acronym}") == (acronym,)
        for owner in owners:
            assert topics(finder, f"{acronym} for {owner.cues[0]}") == (owner.id,)


def test_a_shared_acronym_of_another_field_is_left_alone(finder: NameFinder, knowledge: Knowledge) -> None:
    for model in (m for m in knowledge.models if m.other_senses):
        assert topics(finder, f"{model.acronym} {model.other_senses[0]}") == ()


def test_words_of_its_own_meaning_keep_an_acronym_ours(finder: NameFinder, knowledge: Knowledge) -> None:
    alone = [m for m in knowledge.models if m.other_senses and m.cues and not knowledge.namesakes(m)]
    for model in alone:
        text = f"is {model.acronym} about {model.other_senses[0]} or about {model.cues[0]}"
        assert model.id in topics(finder, text)
    assert alone


def test_kinds_are_told_by_the_first_part_of_their_name_beside_their_family(
    finder: NameFinder, knowledge: Knowledge
) -> None:
    families = {}
    for topic in knowledge.topics.values():
        if topic.parent and topic.name.endswith(knowledge.topics[topic.parent].acronym):
            families.setdefault(topic.parent, []).append(topic)
    for kinds in (kinds for kinds in families.values() if len(kinds) > 1):
        firsts = [kind.name.rsplit(" ", 1)[0] for kind in kinds]
        text = f"{', '.join(firsts[:-1])} and {kinds[-1].name}"
        assert set(topics(finder, text)) == {kind.id for kind in kinds}, text
    assert topics(finder, "the hybrid engine of the car") == ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("why do companies outsource HR", "hro"),
        ("the risks of outsourcing our recruitment", "rpo_recruitment"),
        ("they want to outsource all of the legal work", "lpo"),
        ("should we outsource procurement?", "procurement_bpo"),
    ],
)
def test_what_is_outsourced_names_the_model(finder: NameFinder, text: str, topic: str) -> None:
    assert topics(finder, text) == (topic,)


def test_outsourcing_without_an_object_stays_outsourcing(finder: NameFinder) -> None:
    assert topics(finder, "should we outsource our dreams?") == ("outsourcing",)


def test_an_object_that_is_but_the_beginning_of_a_name_is_none(finder: NameFinder) -> None:
    assert topics(finder, "contract out financial KPO") == ("outsourcing", "financial_process_outsourcing")


def test_words_that_people_type_are_not_kept(finder: NameFinder) -> None:
    topics(finder, "a first question")
    before = len(finder._words.strings)
    for number in range(50):
        topics(finder, f"is kpo like word{number}")
    assert len(finder._words.strings) == before

"""The one statement that a question is after."""

from __future__ import annotations

import pytest

from dialogue.conversation import Conversation
from dialogue.points import SAME, found_anywhere, pointed
from dialogue.question import Claim, Nearness, Question, Style
from knowledge.model import Knowledge
from knowledge.search import Address, word_index
from knowledge.search import stem as stem_of
from tests.talk import asks, compares, near, q, tells


@pytest.fixture
def rare(knowledge: Knowledge) -> tuple[str, ...]:
    """Three words of a fact on KPO that no other statement has as many of."""
    index = word_index(knowledge)
    words = sorted(
        index.stems["kpo", "facts", 0] - {s for a, stems in index.stems.items() if a[1] != "facts" for s in stems}
    )
    return tuple(word for word in words if len(word) > 3 and word == stem_of(word))[:3]


def point_of(question: Question, knowledge: Knowledge) -> Address | None:
    point = pointed(question, Conversation(), knowledge).point
    return (point.topic, point.part, point.place) if point else None


FACT = ("kpo", "facts", 0)
CLAIM = {"form": q.VERIFY, "claim": Claim()}


@pytest.mark.parametrize(
    ("fields", "found", "why"),
    [
        ({"parts": "facts"}, True, "a question for a fact"),
        ({"parts": "fit", **CLAIM}, True, "a claim, whatever its part"),
        ({"parts": "fit"}, True, "nearly all of its words stand there, though another part was asked for"),
        ({"parts": "types"}, False, "types are asked for as a whole"),
        ({"parts": "facts", "cues": "names_part"}, False, "the part was asked for by name"),
        ({"parts": "facts", "style": Style(points=3)}, False, "three points are no single one"),
        ({"parts": "facts", "aspects": "expertise"}, False, "an aspect was asked for"),
        ({"parts": "facts", "topics": ("kpo", "lpo", "hro")}, False, "three topics have no single one"),
        ({"parts": "facts", "topics": ()}, False, "nor has none"),
        ({"parts": "facts", "topics": "lpo"}, False, "it is another topic's"),
        ({"parts": "facts", "topics": "zpo"}, False, "a topic that is gone"),
        ({"form": q.COMPARE}, False, "a comparison asks for both sides"),
        ({"parts": "facts", "services": "market research"}, True, "work is named as well, and several rarer words"),
    ],
)  # fmt: skip
def test_rarer_words_find_it(
    knowledge: Knowledge, rare: tuple[str, ...], fields: dict[str, object], found: bool, why: str
) -> None:
    assert len(rare) >= 2
    question = asks(" ".join(rare), **{"topics": "kpo", "content": rare, "chance": 0.9, **fields})
    assert (point_of(question, knowledge) == FACT) is found, why


@pytest.mark.parametrize(
    ("question", "found", "why"),
    [
        (tells("facts", "kpo", near=(near("kpo", "facts", 0, SAME),), chance=0.3), FACT,
         "all but the same words, of an unsure intent"),
        (tells("fit", "kpo", near=(near("kpo", "facts", 0, 0.9),), chance=0.9, ranking=(("ask_fact", 0.2),)), FACT,
         "a fact may have been asked for"),
        (tells("benefits", "kpo", near=(near("kpo", "facts", 0, 0.9),), chance=0.9, ranking=(("ask_fact", 0.2),)), None,
         "benefits were asked for"),
        (tells("fit", "kpo", near=(near("kpo", "benefits", 0, 0.9),), chance=0.9), None, "a sure intent"),
        (tells("facts", "kpo", near=(near("kpo", "facts", 0, SAME - 0.1),), chance=0.3), None, "not near enough"),
        (tells("facts", "kpo", near=(near("kpo", "services", 0, 0.95),), chance=0.3), None,
         "services are asked for by name"),
        (tells("facts", "kpo", near=(near("kpo", "aspects expertise", 0, 0.95),), chance=0.3), None, "aspects too"),
        (compares("kpo", near=(near("kpo", "facts", 0, 0.95),), chance=0.3), None, "a comparison"),
    ],
)  # fmt: skip
def test_likeness_finds_it(knowledge: Knowledge, question: Question, found: Address | None, why: str) -> None:
    assert point_of(question, knowledge) == found, why


def test_words_and_likeness_support_each_other(knowledge: Knowledge, rare: tuple[str, ...]) -> None:
    words = (*rare[:2], "zebra", "mug")
    alone = tells("facts", "kpo", content=words, chance=0.9)
    both = tells("facts", "kpo", content=words, chance=0.9, near=(near("kpo", "facts", 0, 0.6),))
    assert (point_of(alone, knowledge), point_of(both, knowledge)) == (None, FACT)


def test_a_story_points_at_nothing_by_its_words(knowledge: Knowledge, rare: tuple[str, ...]) -> None:
    story = (*rare, "zebra", "mug", "lamp", "chair")
    assert point_of(tells("facts", "kpo", content=story, chance=0.9), knowledge) is None


def test_a_single_rare_word_suffices_for_a_fact_and_in_the_part_asked_for(
    knowledge: Knowledge, rare: tuple[str, ...]
) -> None:
    assert point_of(tells("facts", "kpo", content=rare[0], chance=0.9), knowledge) == FACT
    assert point_of(tells("benefits", "kpo", content=rare[0], chance=0.9), knowledge) is None
    likely = (("ask_fact", 0.2),)
    assert point_of(tells("fit", "kpo", content=rare[0], chance=0.9, ranking=likely), knowledge) == FACT
    own = {a: found for a, found in word_index(knowledge).stems.items() if a[0] == "kpo"}
    address, word = next(
        (address, stem)
        for address, stems in own.items()
        for stem in sorted(stems)
        if address[1] == "benefits"
        and stem == stem_of(stem)
        and not any(stem in other for a, other in own.items() if a != address)
    )
    assert point_of(tells("benefits", "kpo", content=word, chance=0.9), knowledge) == address
    assert point_of(tells("drawbacks", "kpo", content=word, chance=0.9), knowledge) is None


def test_the_line_of_why_names_it(knowledge: Knowledge, rare: tuple[str, ...]) -> None:
    [line] = pointed(tells("facts", "kpo", content=rare), Conversation(), knowledge).evidence
    assert "kpo facts 0" in line


@pytest.mark.parametrize(
    ("alike", "fields", "found", "why"),
    [
        ((near("kpo", "fit", 0, 0.85), near("kpo", "fit", 1, 0.7)), {}, ("kpo", "fit", 0), "by far the likest"),
        ((near("kpo", "fit", 0, 0.85),), {}, ("kpo", "fit", 0), "the only one"),
        ((near("kpo", "fit", 0, 0.85), near("kpo", "fit", 1, 0.83)), {}, None, "two alike"),
        ((near("kpo", "fit", 0, 0.8),), {}, None, "not alike enough"),
        ((near("kpo", "fit", 0, 0.85), near("lpo", "fit", 0, 0.95)), {}, None, "more like one on another topic"),
        ((near("kpo", "examples", 0, 0.95),), {}, None, "an example is no claim"),
        ((near("kpo", "fit", 0, 0.85),), {"services": "payroll"}, None, "a claim on some work"),
        ((near("kpo", "fit", 0, 0.85),), {"aspects": "expertise"}, None, "a claim on an aspect"),
        ((near("kpo", "fit", 0, 0.85),), {"form": q.TELL, "claim": None}, None, "another part was asked for"),
        (
            (near("kpo", "fit", 0, 0.85),),
            {"form": q.TELL, "claim": None, "parts": "fit"},
            ("kpo", "fit", 0),
            "a question for that part",
        ),
        ((near("kpo", "fit", 0, 0.85),), {"content": ()}, None, "no word that says what is claimed"),
    ],
)
def test_a_claim_is_about_what_it_is_like(
    knowledge: Knowledge, alike: tuple[Nearness, ...], fields: dict[str, object], found: Address | None, why: str
) -> None:
    question = asks(
        **{"topics": "kpo", "parts": "services", "chance": 0.9, "near": alike, "content": "zebra", **CLAIM, **fields}
    )
    assert point_of(question, knowledge) == found, why


def test_a_point_that_is_known_stays(knowledge: Knowledge) -> None:
    question = tells("facts", "kpo", point=near("kpo", "fit", 1), near=(near("kpo", "facts", 0, 0.95),), chance=0.3)
    assert pointed(question, Conversation(), knowledge) == question


def test_a_single_word_names_no_work_by_chance(knowledge: Knowledge) -> None:
    work = [name for service in knowledge.topics["bpo"].part("services") for name in service.also]
    found = [found_anywhere(asks(content=name), knowledge) for name in work if len(name.split()) == 1]
    assert found
    assert not any(near and near.part == "services" for near in found)


def likely(topic: str, part: str, asked: float) -> tuple[Nearness, ...]:
    """A statement that the questions of editors lead to with some chance."""
    return (Nearness(topic, part, 0, 0.4, asked),)


@pytest.mark.parametrize(
    ("question", "found", "why"),
    [
        (tells("fit", "kpo", near=likely("kpo", "fit", 0.35)), ("kpo", "fit", 0), "of the part that is asked for"),
        (tells("fit", "kpo", near=likely("kpo", "fit", 0.25)), None, "hardly"),
        (tells("fit", "kpo", near=likely("kpo", "facts", 0.4)), None, "of another part it takes more"),
        (tells("fit", "kpo", near=likely("kpo", "facts", 0.5)), FACT, "and that it has"),
        (asks("is it", topics="kpo", near=likely("kpo", "facts", 0.35), **CLAIM), FACT, "any part confirms a claim"),
        (tells("facts", "kpo", near=likely("lpo", "facts", 0.9)), None, "another topic's"),
        (tells("facts", "bpo", near=likely("offshore_bpo", "benefits", 0.9)), ("offshore_bpo", "benefits", 0), "kind"),
        (tells("facts", "offshore_bpo", near=likely("bpo", "facts", 0.9)), None, "its model"),
        (tells("facts", "kpo", "lpo", near=likely("kpo", "facts", 0.9)), None, "two topics have no single one"),
        (tells("types", "kpo", near=likely("kpo", "facts", 0.9)), None, "types are asked for as a whole"),
        (tells("fit", "kpo", aspects="expertise", near=likely("kpo", "facts", 0.9)), None, "an aspect alone"),
        (tells("fit", "kpo", aspects="expertise", content="why", near=likely("kpo", "facts", 0.7)), FACT, "and more"),
        (tells("fit", "kpo", cues="names_part", content="why", near=likely("kpo", "facts", 0.5)), None, "a named part"),
        (tells("fit", "kpo", services="payroll", near=likely("kpo", "facts", 0.5)), None, "work has its own"),
        (tells("fit", "kpo", services="payroll", near=likely("kpo", "facts", 0.7)), FACT, "unless it is nearly sure"),
    ],
)  # fmt: skip
def test_the_questions_that_editors_wrote_lead_to_a_statement(
    knowledge: Knowledge, question: Question, found: Address | None, why: str
) -> None:
    assert point_of(question, knowledge) == found, why

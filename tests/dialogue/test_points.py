"""The one statement that a question is after."""

from __future__ import annotations

import re
from dataclasses import replace

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
        ({"form": q.COMPARE, "topics": ("kpo", "lpo")}, False, "of two as well"),
        ({"parts": "relations", "topics": ("kpo", "lpo")}, False, "so do relations of two"),
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
        (compares("kpo", "lpo", content="zebra", near=(near("kpo", "facts", 0, 0.95),), chance=0.3), None,
         "of two as well"),
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


def asked(topic: str, part: str, place: int, chance: float) -> Nearness:
    """A statement that the words are after with some chance."""
    return Nearness(topic, part, place, 0.4, chance)


@pytest.mark.parametrize(
    ("chance", "rivals", "fields", "beside", "why"),
    [
        (0.5, [asked("kpo", "definition", 0, 0.4)], {}, True, "unsure, and nearly as likely"),
        (0.5, [asked("kpo", "definition", 0, 0.25)], {}, True, "half as likely"),
        (0.5, [asked("kpo", "definition", 0, 0.24)], {}, False, "much less likely"),
        (0.59, [asked("kpo", "definition", 0, 0.5)], {}, True, "all but clear"),
        (0.6, [asked("kpo", "definition", 0, 0.55)], {}, False, "clear"),
        (0.5, [asked("kpo", "definition", 0, 0.4)], CLAIM, False, "a claim is on one statement"),
        (0.5, [asked("lpo", "definition", 0, 0.4)], {}, False, "another topic's"),
        (0.5, [asked("kpo", "services", 0, 0.4)], {}, False, "some work is no sentence"),
        (0.5, [asked("kpo", "types", 0, 0.4)], {}, False, "nor is a kind"),
        (0.5, [asked("kpo", "examples", 0, 0.4)], {}, False, "an example is asked for as a whole"),
        (0.5, [asked("kpo", "services", 0, 0.45), asked("kpo", "definition", 0, 0.4)], {}, False, "the third is none"),
        (0.5, [], {}, False, "there is no other"),
    ],
)  # fmt: skip
def test_beside_an_unsure_one_stands_another_that_is_nearly_as_likely(
    knowledge: Knowledge, chance: float, rivals: list[Nearness], fields: dict[str, object], beside: bool, why: str
) -> None:
    near = (asked(*FACT, chance), *rivals)
    question = asks(**{"form": q.TELL, "topics": "kpo", "parts": "facts", "near": near, **fields})
    found = pointed(question, Conversation(), knowledge)
    assert found.point == asked(*FACT, chance)
    assert found.beside == (rivals[0] if beside else None), why
    assert (" or kpo definition 0" in found.evidence[-1]) is beside


def test_what_says_the_same_stands_not_beside_it(knowledge: Knowledge) -> None:
    stems = {
        address: found
        for address, found in word_index(knowledge).stems.items()
        if address[1] not in ("services", "types", "examples")
    }
    same = 0
    for topic in knowledge.models:
        own = [address for address in stems if address[0] == topic.id and address[1] in topic.parts]
        for one in (address for address in own if address[1] != "relations"):
            for other in (address for address in own if address != one):
                question = tells(one[1], topic.id, near=(asked(*one, 0.5), asked(*other, 0.4)))
                beside = pointed(question, Conversation(), knowledge).beside
                alike = len(stems[one] & stems[other]) > 0.5 * len(stems[one])
                assert beside == (None if alike else asked(*other, 0.4))
                same += alike
    assert same


LATEST = Conversation(turn=1).with_told((FACT,))
EARLIER = replace(LATEST, turn=2).with_told((("kpo", "fit", 1),))


@pytest.mark.parametrize(
    ("talk", "parts", "chance", "found", "why"),
    [
        (LATEST, "fit", 0.5, False, "just told, and another part is asked for now"),
        (LATEST, "fit", 0.59, False, "all but surely meant"),
        (LATEST, "fit", 0.6, True, "surely meant"),
        (LATEST, "facts", 0.5, True, "its own part is asked for"),
        (LATEST, (), 0.5, True, "no part is asked for"),
        (EARLIER, "fit", 0.5, True, "told a while ago"),
        (Conversation(), "fit", 0.5, True, "never told"),
    ],
)
def test_what_was_just_told_is_not_told_for_another_part(
    knowledge: Knowledge, talk: Conversation, parts: str, chance: float, found: bool, why: str
) -> None:
    question = asks(form=q.TELL, topics="kpo", parts=parts, near=(asked(*FACT, chance),))
    assert bool(pointed(question, talk, knowledge).point) is found, why


NUMBER, YEAR, REASON = r"\b\d+\b", r"\b(19|20)\d\d\b", r"\bbecause\b"
ANY_KIND = r"\d|\b(because|since|so that|in order to|through|thanks to)\b"


def statements(knowledge: Knowledge, mark: str) -> tuple[Address, Address]:
    """A statement that holds a mark, and another one of the same part that holds none of any kind."""
    for topic in knowledge.models:
        for part in ("facts", "benefits", "drawbacks"):
            texts = [said.text for said in topic.part(part)]
            marked = [place for place, text in enumerate(texts) if re.search(mark, text)]
            plain = [place for place, text in enumerate(texts) if not re.search(ANY_KIND, text)]
            if marked and plain:
                return (topic.id, part, marked[0]), (topic.id, part, plain[0])
    raise LookupError(mark)


@pytest.mark.parametrize(
    ("mark", "fields", "chance", "found", "why"),
    [
        (NUMBER, {"cues": "number"}, 0.1, True, "a number is asked for and stands there"),
        (NUMBER, {"cues": "number"}, 0.08, False, "there, but hardly asked for"),
        (NUMBER, {}, 0.1, False, "no number is asked for"),
        (NUMBER, {}, 0.3, True, "and yet it is asked for"),
        (YEAR, {"cues": "year"}, 0.1, True, "a year"),
        (YEAR, {"cues": "number"}, 0.1, True, "a year is a number"),
        (REASON, {"wh": "why"}, 0.1, True, "a reason"),
        (REASON, {"wh": "how"}, 0.1, False, "no reason is asked for"),
        (REASON, {"cues": "number"}, 0.1, False, "a reason is no number"),
        (REASON, {"cues": "year"}, 0.1, False, "nor a year"),
    ],
)
def test_a_number_a_year_and_a_reason_are_found_by_less_of_a_chance(
    knowledge: Knowledge, mark: str, fields: dict[str, object], chance: float, found: bool, why: str
) -> None:
    (topic, part, place), plain = statements(knowledge, mark)
    question = tells(part, topic, near=(asked(topic, part, place, chance),), **fields)
    assert point_of(question, knowledge) == ((topic, part, place) if found else None), why
    other = tells(part, topic, near=(asked(*plain, 0.1),), **fields)
    assert point_of(other, knowledge) is None


@pytest.mark.parametrize(
    ("mark", "fields", "chance", "goes_first"),
    [
        (NUMBER, {"cues": "number"}, 0.1, True),
        (NUMBER, {"cues": "number"}, 0.04, False),
        (NUMBER, {}, 0.1, False),
        (YEAR, {"cues": "year"}, 0.1, True),
        (REASON, {"wh": "why"}, 0.1, True),
        (REASON, {"wh": "what"}, 0.1, False),
    ],
)
def test_what_holds_the_kind_of_fact_asked_for_goes_before_what_is_likelier(
    knowledge: Knowledge, mark: str, fields: dict[str, object], chance: float, goes_first: bool
) -> None:
    marked, plain = statements(knowledge, mark)
    question = tells(marked[1], marked[0], near=(asked(*plain, 0.8), asked(*marked, chance)), **fields)
    assert point_of(question, knowledge) == (marked if goes_first else plain)


@pytest.mark.parametrize(
    ("topics", "fields", "chance", "found", "why"),
    [
        (("kpo", "lpo"), {}, 0.4, True, "it names both"),
        (("lpo", "kpo"), {}, 0.4, True, "in either order"),
        (("kpo", "lpo"), CLAIM, 0.4, True, "a claim on both"),
        (("kpo", "lpo"), {}, 0.39, False, "hardly asked for"),
        (("kpo", "bpo"), {}, 0.9, False, "it doesn't name the other"),
        (("kpo", "lpo", "hro"), {}, 0.9, False, "three have no single one"),
        (("kpo", "lpo"), {"parts": "relations"}, 0.4, True, "it tells how they belong together"),
        (("kpo",), {"parts": "relations"}, 0.9, False, "those of one are asked for as a whole"),
        (("kpo", "lpo"), {"form": q.COMPARE, "content": "zebra"}, 0.4, True, "a comparison that asks for something"),
        (("kpo", "lpo"), {"form": q.COMPARE, "content": "zebra"}, 0.39, False, "hardly"),
        (("kpo", "lpo"), {"form": q.COMPARE}, 0.9, False, "a comparison of all"),
    ],
)
def test_of_two_topics_a_statement_that_names_both_is_meant(
    knowledge: Knowledge, topics: tuple[str, ...], fields: dict[str, object], chance: float, found: bool, why: str
) -> None:
    relations = enumerate(said.text for said in knowledge.topics["kpo"].part("relations"))
    place = next(place for place, text in relations if "LPO" in text and "BPO" not in text)
    address = ("kpo", "relations", place)
    question = asks(**{"form": q.TELL, "topics": topics, "near": (asked(*address, chance),), **fields})
    assert (point_of(question, knowledge) == address) is found, why


PAIR = ("bpo+kpo", "differences", 0)


@pytest.mark.parametrize(
    ("topics", "fields", "near", "found", "why"),
    [
        (("bpo", "kpo"), {}, [asked(*PAIR, 0.5)], PAIR, "a statement on just these"),
        (("kpo", "bpo"), {}, [asked(*PAIR, 0.5)], PAIR, "in either order"),
        (("bpo", "kpo"), {}, [asked(*PAIR, 0.49)], None, "hardly asked for"),
        (("bpo", "kpo"), {"content": ()}, [asked(*PAIR, 0.9)], None, "the difference is asked for"),
        (("bpo", "kpo"), {"aspects": "expertise"}, [asked(*PAIR, 0.9)], None, "an aspect has its own"),
        (("bpo", "kpo"), {"style": Style(points=3)}, [asked(*PAIR, 0.9)], None, "three points are no single one"),
        (("bpo", "lpo"), {}, [asked(*PAIR, 0.9)], None, "a statement on another pair"),
        (("bpo",), {}, [asked(*PAIR, 0.9)], None, "one topic is no pair"),
        (("bpo", "kpo", "lpo"), {}, [asked(*PAIR, 0.9)], None, "nor are three"),
        (("bpo", "kpo"), {"form": q.TELL}, [asked(*PAIR, 0.9)], None, "no comparison"),
        (("bpo", "kpo"), {}, [asked(*PAIR, 0.5), asked("bpo+kpo", "verdicts", 1, 0.7)], ("bpo+kpo", "verdicts", 1),
         "the likeliest of two"),
        (("bpo", "kpo"), {}, [asked("kpo", "facts", 0, 0.9), asked(*PAIR, 0.5)], PAIR, "before one on a side alone"),
    ],
)  # fmt: skip
def test_a_comparison_is_after_a_statement_on_its_pair(
    knowledge: Knowledge,
    topics: tuple[str, ...],
    fields: dict[str, object],
    near: list[Nearness],
    found: Address | None,
    why: str,
) -> None:
    question = asks(**{"form": q.COMPARE, "topics": topics, "content": "zebra", "near": tuple(near), **fields})
    assert point_of(question, knowledge) == found, why

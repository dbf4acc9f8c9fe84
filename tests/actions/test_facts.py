"""The one statement that a question for a fact means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.facts import fact
from dialogue.question import Nearness, Question
from knowledge.model import Topic
from knowledge.search import NEAR, SURE
from tests.actions.checks import (
    KNOWLEDGE,
    TOPICS,
    assert_is_right_in_form,
    named,
    near,
    tell,
)

WITH_FACTS = [topic for topic in TOPICS if topic.part("facts")]
ONE = WITH_FACTS[0]
OTHER = next(topic for topic in WITH_FACTS if topic != ONE)


def like(*alike: Nearness, **fields: object) -> Question:
    """A question whose words are like statements, the likeliest first."""
    return Question(parts=("facts",), near=alike, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("topic", WITH_FACTS, ids=named)
def test_the_fact_that_is_meant_is_told_alone(topic: Topic) -> None:
    for place in range(len(topic.part("facts"))):
        given = assert_is_right_in_form(tell("facts", topic, near=(near(topic, "facts", place, 0.9),)))
        assert (given.part, given.topics, given.told) == ("facts", (topic.id,), ((topic.id, "facts", place),))


@pytest.mark.parametrize(
    ("topics", "alike", "told"),
    [
        ([ONE], [near(OTHER, "facts", 0, 0.8), near(ONE, "facts", 0, 0.6)], ONE),  # of those named
        ([], [near(OTHER, "facts", 0, 0.8), near(ONE, "facts", 0, 0.6)], OTHER),  # else the likeliest
        ([], [near(OTHER, "benefits", 0, SURE), near(ONE, "facts", 0, SURE - 0.05)], ONE),  # a fact before the rest
        ([], [near(OTHER, "benefits", 0, 0.9), near(ONE, "facts", 0, 0.5)], OTHER),  # but not before what is clear
    ],
)
def test_which_fact_is_meant(topics: list[Topic], alike: list[Nearness], told: Topic) -> None:
    given = fact(KNOWLEDGE, topics, like(*alike))
    assert given is not None
    assert given.topics == (told.id,)


@pytest.mark.parametrize("alike", [[], [near(ONE, "facts", 0, NEAR - 0.01)], [near(ONE, "services", 0, 0.99)]])
def test_nothing_is_told_that_is_hardly_alike(alike: list[Nearness]) -> None:
    assert fact(KNOWLEDGE, [], like(*alike)) is None
    assert fact(KNOWLEDGE, [ONE], like(*alike)) is None


def test_a_statement_with_none_of_the_words_is_told_as_the_nearest_only() -> None:
    alike = near(ONE, "facts", 0, 0.6)
    missed = fact(KNOWLEDGE, [ONE], like(alike, content=("zeppelins",)))
    sure = fact(KNOWLEDGE, [ONE], like(near(ONE, "facts", 0, 0.9), content=("zeppelins",)))
    assert missed is not None
    assert sure is not None
    assert (missed.verdict, len(missed.lines)) == ("silent", 2)
    assert missed.told == sure.told
    assert (sure.verdict, len(sure.lines)) == ("", 1)


@pytest.mark.parametrize(
    ("cues", "lead"),
    [
        (("year",), "The documents give no year for that."),
        (("number",), "The documents give no figure for that."),
        (("number", "year"), "The documents give no year for that."),
        (("why",), "The documents don't say that in so many words."),
        ((), "The documents don't say that in so many words."),
    ],
)
def test_the_nearest_alone_is_led_by_what_the_documents_lack(cues: tuple[str, ...], lead: str) -> None:
    alike = near(ONE, "facts", 0, 0.6)
    missed = fact(KNOWLEDGE, [ONE], like(alike, content=("zeppelins",), cues=cues))
    plain = fact(KNOWLEDGE, [ONE], like(alike, cues=cues))
    assert missed is not None
    assert plain is not None
    assert missed.lines[0].text == f"{lead} The nearest that they do say:"
    assert (missed.verdict, missed.lines[1:]) == ("silent", plain.lines)
    assert (plain.verdict, len(plain.lines)) == ("", 1)


@pytest.mark.parametrize(
    ("chance", "score", "lines"), [(0.9, 0.6, 1), (0.5, 0.6, 1), (0.49, 0.6, 2), (0.0, 0.84, 2), (0.0, 0.85, 1)]
)
def test_what_was_asked_for_in_other_words_needs_no_lead(chance: float, score: float, lines: int) -> None:
    alike = replace(near(ONE, "facts", 0, score), asked=chance)
    given = fact(KNOWLEDGE, [ONE], like(alike, content=("zeppelins",), cues=("year",)))
    assert given is not None
    assert (len(given.lines), given.verdict) == (lines, "silent" if lines > 1 else "")


@pytest.mark.parametrize("topic", WITH_FACTS, ids=named)
def test_who_asks_for_the_facts_gets_more_than_one(topic: Topic) -> None:
    question = tell("facts", topic, near=(near(topic, "facts", 0, 0.9),), cues=("names_part",))
    given = assert_is_right_in_form(question)
    assert [place for *_, place in given.told] == list(range(min(3, len(topic.part("facts")))))


def test_a_topic_that_is_gone_is_nothing_to_tell() -> None:
    assert fact(KNOWLEDGE, [], like(Nearness("nobody", "facts", 0, 0.9))) is None

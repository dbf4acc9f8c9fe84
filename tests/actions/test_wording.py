"""Statements as parts of a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer import sentence
from actions.wording import first_sentence, headed, name_first, noun_of, uncapped, with_pronoun, without_subject
from knowledge.model import Statement
from tests.actions.checks import KNOWLEDGE, TOPICS

KPO = KNOWLEDGE.topics["kpo"]
ALL = [(KNOWLEDGE.topics[id], part, said) for id, part, _, said in KNOWLEDGE.all_statements()]


@pytest.mark.parametrize(
    ("text", "headless", "pronoun"),
    [
        ("KPO is all about expertise.", "All about expertise.", "It is all about expertise."),
        ("KPO focuses on value.", "Focuses on value.", "It focuses on value."),
        ("KPO doesn't save money.", "Doesn't save money.", "It doesn't save money."),
        ("KPO providers know much.", "Providers know much.", "Its providers know much."),
        ("In KPO, a company hands work over.", "A company hands work over.", "A company hands work over."),
        ("KPO (Knowledge Process Outsourcing) covers it.", None, None),
        ("Providers of KPO know much.", "Providers of KPO know much.", "Providers of KPO know much."),
        ("KPOs are many.", "KPOs are many.", "KPOs are many."),
        ("KPO, unlike others, is new.", None, None),
    ],
)
def test_a_statement_loses_its_subject_where_something_else_names_it(
    text: str, headless: str | None, pronoun: str | None
) -> None:
    if headless is not None:
        assert without_subject(text, KNOWLEDGE, KPO) == headless
        assert with_pronoun(text, KNOWLEDGE, KPO) == pronoun
    for said in (without_subject(text, KNOWLEDGE, KPO), with_pronoun(text, KNOWLEDGE, KPO)):
        assert said[0].isupper()
        assert said.endswith(".")


def test_no_statement_of_the_knowledge_loses_more_than_its_subject() -> None:
    for topic, part, said in ALL:
        if part == "services":
            continue  # the names of some work, and no sentences
        for text in (without_subject(said.text, KNOWLEDGE, topic), with_pronoun(said.text, KNOWLEDGE, topic)):
            assert text[0] == text[0].upper()
            assert text[-1] in ".!?:"
            tail = text.rstrip(".").split(" ", 1)[-1]
            assert tail in said.text, text
            assert not text.lower().startswith(("and ", "is ", "are ", ", ", "(")), text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("KPO saves time.", "KPO saves time."),
        ("KPO saves time. It costs more.", "KPO saves time."),
        ("Is it cheap? It isn't. It is good.", "Is it cheap?"),
        ("It saves time (often). It costs more.", "It saves time (often)."),
        ("It takes 1.5 hours a day. It costs more.", "It takes 1.5 hours a day."),
        ("It saves e.g. time.", "It saves e.g. time."),
        ("It began in the U.S. Army.", "It began in the U.S. Army."),
        ("", ""),
    ],
)
def test_the_first_sentence_of_a_text(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_the_first_sentence_of_a_statement_is_a_sentence_of_its_own() -> None:
    for _, _, said in ALL:
        first = first_sentence(sentence(said.text))
        assert sentence(said.text).startswith(first)
        assert first == sentence(first)


@pytest.mark.parametrize(
    ("name", "text", "item"),
    [
        ("", "KPO saves time.", "Saves time."),
        ("Speed", "KPO saves time.", "Saves time."),
        ("Speed", "KPO saves time whenever a task is long.", "Speed: saves time whenever a task is long."),
        (
            "Lower costs",
            "KPO can lower the costs of people who have tasks.",
            "Can lower the costs of people who have tasks.",
        ),
        ("Speed", "Speed is high.", "Speed: high."),
        ("Speed", "CRM work is faster than any other work.", "Speed: CRM work is faster than any other work."),
    ],
)
def test_an_item_of_a_list_has_its_heading_once(name: str, text: str, item: str) -> None:
    assert headed(Statement(text, (), name), KNOWLEDGE, KPO) == item


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("Saves time", "saves time"),
        ("CRM work", "CRM work"),
        ("R&D", "R&D"),
        ("F-gases", "F-gases"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_a_capital_goes_unless_it_belongs_to_a_name(text: str, small: str) -> None:
    assert uncapped(text) == small


@pytest.mark.parametrize(("name", "noun"), [("Lower costs", "lower costs"), ("", "It is so")])
def test_a_statement_as_a_few_words(name: str, noun: str) -> None:
    assert noun_of(Statement("It is so.", (), name)) == noun


def test_names_begin_a_sentence_with_a_capital() -> None:
    for topic in TOPICS:
        assert name_first(KNOWLEDGE, topic).lower() == KNOWLEDGE.name(topic).lower()
        assert name_first(KNOWLEDGE, topic)[0].isupper()
    assert name_first(KNOWLEDGE, replace(KPO, acronym="", name="small talk", choice=None)) == "Small talk"

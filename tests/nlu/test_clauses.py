"""Utterances with several questions are cut where each begins; a story around one question stays whole."""

from __future__ import annotations

import pytest

from nlu.clauses import asks, clauses
from nlu.reader import Reader


def cut(reader: Reader, text: str) -> list[str]:
    """The clauses as they were typed."""
    tokens = reader.read(text)[0].tokens
    return [text[tokens[start].start : tokens[end - 1].end] for start, end in clauses(tokens)] if tokens else []


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (["Which tasks belong to HRO, and", "what are the drawbacks of KPO?"], "joined by “and”"),
        (["Can KPO do equity research?", "And is it pricey?"], "two sentences, the second by a pronoun"),
        (["What does MBPO stand for and", "which jobs does it include"], "without any mark"),
        (["drawbacks of KPO.", "benefits of LPO"], "two fragments that name a part each"),
        (["what is KPO", "what are its drawbacks"], "two lines"),
        (["define HRO;", "list the benefits of LPO"], "two orders"),
        (["explain HRO and", "outline LPO"], "orders joined by “and”"),
        (["is LPO cheap, or", "is KPO cheap?"], "two questions for a yes or no"),
        (["is LPO slow and", "does it help a bank"], "an auxiliary before a pronoun"),
        (["LPO vs KPO.", "HRO vs BPO"], "two comparisons by “vs”"),
        (["What is HRO?", "Is KPO dear?", "Who runs LPO?"], "three"),
        (["What is MBPO?", "Is it cheap? Thanks a lot in advance."], "what is told behind goes with the last"),
        (["What is HRO?", "We pay late. Does it matter?"], "what is told between goes with the next"),
        (["LPO is part of KPO? Am I right?", "And what is HRO?"], "a tag belongs to the claim before it"),
        (["benefits of KPO?", "benefits of LPO?"], "fragments with question marks"),
        (["Define HRO and LPO, and", "say which of them is cheap"], "an order to say which"),
        (["who began with LPO and", "in which country is it done"], "a question word behind a preposition"),
        (["first what is HRO and second", "can we give away our payroll"], "counted questions"),
        (["What is HRO?", "And trips to court?"], "a fragment with a question mark"),
        (["You didn't say a word about strikes.", "I would also like the number of HRO jobs."], "without any mark"),
        (["Drop LPO.", "I only need the cost of the others."], "an order and a wish"),
        (["What is KPO?", "Who decides then?"], "a short question that names nothing, beside a topic"),
    ],
)
def test_each_question_is_a_clause(field_reader: Reader, parts: list[str], why: str) -> None:
    text = ("\n" if why == "two lines" else " ").join(parts)
    assert [" ".join(part.split()) for part in cut(field_reader, text)] == parts, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("what is KPO", "one question"),
        ("how do KPO and LPO differ", "two names"),
        ("what are the benefits and drawbacks of KPO", "two parts in one clause"),
        ("I run a shop in Leeds. We have no clerks. Which model handles payroll?", "a story, one question"),
        ("My uncle told me of KPO and I would like to know what it is.", "a story in one sentence"),
        ("What is KPO vs. LPO", "the dot of an abbreviation"),
        ("What is KPO? Cheers!", "thanks are no question"),
        ("KPO is dear, isn't it?", "a tag"),
        ("KPO is dear. Is that right?", "a tag as a sentence"),
        ("first we had KPO and second came LPO", "counted, and nothing asked"),
        ("I have the benefits of KPO on my list. I want the drawbacks of LPO", "statements of a visitor"),
        ("which model is cheap and what", "a question word that asks nothing more"),
        ("does HRO train and pay people", "two verbs"),
        ("is KPO safe and sound", "two adjectives"),
        ("what is KPO and will people lose their jobs", "an auxiliary before a noun may go on with the sentence"),
        ("", "nothing"),
    ],
)
def test_what_asks_once_is_not_cut(field_reader: Reader, text: str, why: str) -> None:
    assert len(cut(field_reader, text)) <= 1, why


def test_no_tokens_are_one_empty_clause() -> None:
    assert clauses(()) == [(0, 0)]


@pytest.mark.parametrize(
    ("text", "does", "why"),
    [
        ("which one is it", True, "a question"),
        ("could you help", True, "a wish"),
        ("benefits of LPO", True, "a part with a name"),
        ("LPO vs KPO", True, "a comparison"),
        ("payroll?", True, "a question mark"),
        ("LPO", False, "a bare name"),
        ("we know the benefits of LPO", False, "a statement"),
        ("benefits of LPO for a firm which sells shoes and boots in Spain", False, "too long for a fragment"),
        ("?", False, "a lone mark"),
        ("", False, "nothing"),
    ],
)
def test_whether_a_clause_asks(field_reader: Reader, text: str, does: bool, why: str) -> None:
    assert asks(field_reader.read(text)[0].tokens) is does, why


@pytest.mark.parametrize(
    "text",
    [
        "1. what is KPO 2. who decides 3. benefits of it",
        "b) what is KPO c) who decides d) benefits of it",
        "Q.4 (a) what is KPO (b) who decides (c) benefits of it",
    ],
)
def test_items_with_numbers_are_clauses_without_them(field_reader: Reader, text: str) -> None:
    assert cut(field_reader, text) == ["what is KPO", "who decides", "benefits of it"]

"""What an utterance shuts out: the names, and all words behind an exclusion."""

from __future__ import annotations

import pytest

from nlu.exclusions import exclusions, shut_out
from nlu.reader import Reader
from nlu.utterance import Token


@pytest.fixture
def tokens(field_reader: Reader, text: str) -> tuple[Token, ...]:
    return field_reader.read(text)[0].tokens


def names_at(tokens: tuple[Token, ...], places: frozenset[int]) -> set[str]:
    return {tokens[place].id for place in places}


@pytest.mark.parametrize(
    ("text", "excluded", "why"),
    [
        ("all models except HRO", {"hro"}, "except"),
        ("models apart from MBPO and LPO", {"mbpo", "lpo"}, "names that “and” joins go together"),
        ("skip KPO, LPO", {"kpo", "lpo"}, "names that a comma joins, after an order"),
        ("not KPO, LPO", {"kpo"}, "what follows a “not” and a comma is chosen"),
        ("rather than KPO, LPO", {"kpo"}, "and behind “rather than” as well"),
        ("all models except KPO, LPO", {"kpo", "lpo"}, "but not behind “except”"),
        ("please ignore HRO", {"hro"}, "an order behind a word of politeness"),
        ("leave LPO out", {"lpo"}, "out behind the name, with its verb"),
        ("is there any other model than HRO", {"hro"}, "other … than"),
        ("KPO aside, what is there", {"kpo"}, "aside behind the name"),
        ("KPO aside from MBPO", {"mbpo"}, "“aside from” shuts out what stands behind it alone"),
        ("LPO turned out well", set(), "out without a verb that takes it"),
        ("in general, not MBPO", {"mbpo"}, "not before a name"),
        ("KPO, not the whole of HRO", {"hro"}, "small words may stand between"),
        ("I don't want HRO", {"hro"}, "what isn't wanted"),
        ("is LPO not KPO", set(), "not behind an auxiliary and its name denies the verb"),
        ("is not KPO cheaper", set(), "not behind an auxiliary denies the verb"),
        ("not only KPO but LPO", set(), "not only shuts nothing out"),
        ("does BPO cut HRO costs", set(), "a verb in a question is no order"),
        ("don't skip KPO", set(), "an order not to leave it out"),
        ("we take KPO now", set(), "take alone is no order to leave it out"),
        ("without much ado explain what the famous KPO is", set(), "too far away"),
        ("no idea what KPO is", set(), "no before a word that is no name"),
    ],
)
def test_exclusions(tokens: tuple[Token, ...], excluded: set[str], why: str) -> None:
    assert names_at(tokens, exclusions(tokens)) == excluded, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("skip the legal one", {"legal"}, "words behind an order"),
        ("the RPO that isn't hiring", {"hiring"}, "words behind “that isn't”"),
        ("any kinds other than the offshore ones", {"offshore"}, "words behind “other than”"),
        ("without HRO. tell me more of patents", {"hro"}, "up to the end of the sentence"),
        ("what is HRO", set(), "nothing is shut out"),
    ],
)
def test_words_that_are_shut_out(tokens: tuple[Token, ...], expected: set[str], why: str) -> None:
    found = set(shut_out(tokens))
    assert expected <= found, why
    assert bool(expected) is bool(found), why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("leave out cost, everybody knows that", ("cost",), "a clause follows"),
        ("without cost, what else is there", ("cost",), "a question follows"),
        ("without HRO, in a nutshell", ("hro",), "a wish for the style follows"),
        ("leave out cost, quality", ("cost", "quality"), "an item follows"),
        ("without cost, speed, quality", ("cost", "speed", "quality"), "several items follow"),
        ("without cost, speed and quality", ("cost", "speed", "quality"), "items follow, the last behind “and”"),
        ("without cost, speed, everybody knows that", ("cost", "speed"), "an item follows, then a clause"),
        ("without cost. quality matters", ("cost",), "a full stop always ends it"),
    ],
)
def test_a_comma_ends_what_is_shut_out_unless_an_item_follows(
    tokens: tuple[Token, ...], expected: tuple[str, ...], why: str
) -> None:
    assert shut_out(tokens) == expected, why

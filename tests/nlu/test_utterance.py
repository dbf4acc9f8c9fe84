"""Tokens, and phrases among them."""

from __future__ import annotations

import pytest

from nlu.utterance import MARK, WORD, Phrases, Token, has_phrase, starts_with, words_of

TOKENS = [Token("which"), Token("risk", "aspect", "risk"), Token("is"), Token("not"), Token("just"), Token("?", MARK)]
PHRASES = Phrases([("not",), ("not", "just"), ("risk",)])


@pytest.mark.parametrize(
    ("place", "phrases", "length", "why"),
    [
        (3, PHRASES, 2, "the first phrase that fits counts, so the longest goes first"),
        (3, (("not",),), 1, "a phrase of one word"),
        (4, PHRASES, 0, "none begins there"),
        (5, (("?", "and"),), 0, "a phrase that would go on behind the end"),
        (9, PHRASES, 0, "a place behind the end"),
        (0, (), 0, "no phrases at all"),
    ],
)
def test_a_phrase_is_found_where_it_begins(
    place: int, phrases: tuple[tuple[str, ...], ...], length: int, why: str
) -> None:
    assert starts_with(TOKENS, place, Phrases(phrases)) == length, why


@pytest.mark.parametrize(
    ("phrases", "has", "why"),
    [
        ((("not", "just"),), True, "in the middle"),
        ((("risk",),), False, "the words of a name are no words of grammar"),
        ((("just", "not"),), False, "another order"),
        ((("which",),), True, "at the beginning"),
    ],
)
def test_a_phrase_is_found_anywhere_but_in_names(phrases: tuple[tuple[str, ...], ...], has: bool, why: str) -> None:
    assert has_phrase(TOKENS, Phrases(phrases)) is has, why


def test_words_are_all_but_marks() -> None:
    assert words_of(TOKENS) == ["which", "risk", "is", "not", "just"]


@pytest.mark.parametrize(("kind", "is_name"), [(WORD, False), (MARK, False), ("aspect", True), ("service", True)])
def test_a_name_is_neither_a_word_nor_a_mark(kind: str, is_name: bool) -> None:
    assert Token("x", kind).is_name is is_name

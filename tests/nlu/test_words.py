"""Words as people type them come out in normal form, with their place in the message."""

import pytest

from nlu.words import LONGEST, Speller, Word, join_letters, without_fillers, words


def norms(text: str) -> list[str]:
    return [word.norm for word in words(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("K.P.O.", ["kpo"]),
        ("k-p-o vs b-p-o", ["kpo", "vs", "bpo"]),
        ("the bpo's work", ["the", "bpo", "work"]),
        ("what’s “non-core”?", ["what", '"', "non", "core", '"', "?"]),
        ("I don't know", ["i", "don't", "know"]),
        ("BPO/KPO", ["bpo", "/", "kpo"]),
        ("R&D", ["r", "&", "d"]),
        ("kpo v/s bpo, difference b/w", ["kpo", "vs", "bpo", ",", "difference", "bw"]),
        ("ＢＰＯ", ["bpo"]),
        ("a\x00b\u200bc", ["a", "b", "c"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_have_a_normal_form(text, wanted) -> None:
    assert norms(text) == wanted


def test_a_word_knows_its_place_in_the_message() -> None:
    text = "So, K.P.O.'s benefits"
    assert [text[w.start : w.end] for w in words(text) if w.norm == "kpo"] == ["K.P.O.'s"]


def test_no_more_than_a_question_is_read() -> None:
    assert len(norms("a " * 10_000)) < LONGEST // 2, "more words than any sentence of that length has"
    assert len(norms("words " * 10_000)) == LONGEST // 6


def test_letters_typed_apart_become_an_acronym_only_where_they_are_one() -> None:
    assert [w.norm for w in join_letters(words("k p o and a b c"), {"kpo"})] == ["kpo", "and", "a", "b", "c"]


@pytest.fixture
def speller() -> Speller:
    return Speller(
        [{"benefits", "outsourcing", "difference", "core"}, {"benefit"}], {"benefits", "outsourcing", "defence", "cure"}
    )


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("benifits", "benefits"),
        ("outsorcing", "outsourcing"),
        ("outsuorcign", "outsourcing"),
        ("diffrence", "difference"),
        ("defence", "defence"),  # a word of its own
        ("cure", "cure"),
        ("corr", "corr"),  # too short to be sure
        ("xyzzy", "xyzzy"),
    ],
)
def test_slips_of_field_words_are_mended_and_other_words_left(speller, typed, wanted) -> None:
    assert speller.mend(Word(typed, 0, len(typed))).norm == wanted


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("hmm ok. and the price of it?", "and the price of it ?"),
        ("haha cool, go on with it", "go on with it"),
        ("nice to meet you", "nice to meet you"),  # no mark behind it
        ("thanks! and lpo?", "thanks ! and lpo ?"),  # too little would be left
        ("well done bot", "well done bot"),
        ("", ""),
    ],
)
def test_words_that_only_lead_up_to_a_question_are_left_out(said: str, left: str) -> None:
    assert " ".join(word.norm for word in without_fillers(words(said))) == left

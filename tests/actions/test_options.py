"""What a message points at among the things offered."""

import pytest

from actions.options import chosen_place, has_ordinal


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the second one", (1,)),
        ("is the last one part of the first", (3, 0)),
        ("the first two please", (0, 1)),
        ("one", (0,)),
        ("both", (0, 1, 2, 3)),
        ("the ninth", ()),
        ("none of it", ()),
    ],
)
def test_places_come_in_the_order_in_which_they_are_said(text: str, places: tuple[int, ...]) -> None:
    assert chosen_place(text, 4) == places


def test_nothing_is_chosen_where_nothing_was_offered() -> None:
    assert chosen_place("the last", 0) == ()


def test_a_noun_is_no_place() -> None:
    assert has_ordinal("the third one")
    assert not has_ordinal("the medical one")

"""What a typed line means."""

from __future__ import annotations

import pytest

from channels.shell.client import Button
from channels.shell.conversation import COMMANDS, Command, Hint, Words, completions, meaning

OFFERED = (Button("Its benefits", "What are the benefits?"), Button("More", "Tell me more"))
NAMES = ["Apple pie", "APP", "Pear cake"]


@pytest.mark.parametrize("line", ["", "   ", "\t", "\x00\x07", "\x1b[A"])
def test_an_empty_line_means_nothing(line: str) -> None:
    assert meaning(line, OFFERED) is None


def test_a_number_picks_a_quick_reply() -> None:
    assert meaning(" 2 ", OFFERED) == Words("Tell me more", "More")


def test_the_title_of_a_quick_reply_picks_it_too() -> None:
    assert meaning("its benefits", OFFERED) == Words("What are the benefits?", "Its benefits")


@pytest.mark.parametrize("line", ["0", "3", "99"])
def test_a_number_that_is_not_on_offer_gives_a_hint(line: str) -> None:
    assert isinstance(meaning(line, OFFERED), Hint)


@pytest.mark.parametrize("line", ["2024", "2 models", "٢٢٢", "²"])
def test_other_numbers_are_words(line: str) -> None:
    assert meaning(line, OFFERED) == Words(line)


def test_a_number_is_words_where_nothing_is_on_offer() -> None:
    assert meaning("1", ()) == Words("1")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_known_in_any_case(name: str) -> None:
    assert meaning(name.upper(), ()) == Command(name)


@pytest.mark.parametrize("line", ["/greet", '/greet{"a": 1}', "/", "/helpme"])
def test_any_other_slash_is_no_message(line: str) -> None:
    assert isinstance(meaning(line, ()), Hint)


def test_ten_thousand_characters_are_a_message_and_more_are_cut() -> None:
    assert meaning("x" * 10_000, ()) == Words("x" * 10_000)
    assert meaning("x" * 10_001, ()) == Words("x" * 10_000)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/re", [("/restart", 3)]),
        ("ap", [("Apple pie", 2), ("APP", 2)]),
        ("what is apple p", [("Apple pie", 7)]),
        ("what is pear ", [("Pear cake", 5)]),
        ("what is", []),
        ("a", []),
        ("", []),
    ],
)
def test_the_end_of_a_line_is_completed(typed: str, offered: list[tuple[str, int]]) -> None:
    assert completions(typed, NAMES) == offered

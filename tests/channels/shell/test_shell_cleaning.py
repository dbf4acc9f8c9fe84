"""No text from outside steers the terminal or Rasa."""

import pytest

from channels.cleaning import MOST_CHARACTERS, as_words, one_line, printable


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("half a character \udc80", "half a character "),
        ("two\r\nlines", "two\nlines"),
        ("“Quotes”, • bullets, 汉字, é", "“Quotes”, • bullets, 汉字, é"),
    ],
)
def test_what_steers_a_terminal_is_taken_out(typed: str, shown: str) -> None:
    assert printable(typed) == shown


def test_a_pasted_text_becomes_one_line() -> None:
    assert one_line("  what\nis\r\n\tthis ") == "what is this"


@pytest.mark.parametrize("typed", ["/greet", " / /greet", "//greet", "\x00/greet", "\n/greet"])
def test_a_message_can_not_pass_itself_off_as_an_intent(typed: str) -> None:
    assert as_words(typed) == "greet"


def test_a_message_is_cut_at_the_most_that_the_bot_reads() -> None:
    assert len(as_words("word " * MOST_CHARACTERS)) <= MOST_CHARACTERS

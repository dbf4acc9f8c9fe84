"""Text from outside made harmless, on its way in and on its way out. Knows nothing of Rasa."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 10_000  # a message of 4 MB keeps Rasa's loop busy for 11 s

_ESCAPE_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
_NO_CHARACTERS = ("Cc", "Cs")  # controls, and halves of characters that no encoding takes


def printable(text: str) -> str:
    """The text without escape sequences and control characters; line breaks stay."""
    text = _ESCAPE_SEQUENCE.sub("", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _NO_CHARACTERS)


def one_line(text: str) -> str:
    """The printable text with every run of blanks and line breaks as one blank."""
    return " ".join(printable(text.replace("\r", "\n")).split())


def as_words(text: str) -> str:
    """What a person typed, as the bot may read it: one line of at most 10,000 characters with no "/" at its start.

    Rasa takes "/intent{...}" for a judgement that is already made, with a confidence of 1.
    """
    return one_line(text)[:MOST_CHARACTERS].lstrip("/ ")

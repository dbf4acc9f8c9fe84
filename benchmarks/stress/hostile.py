"""Kinds of text that programs which aren't linear take long for: repeated words, letters, marks and blanks."""

from __future__ import annotations

# Characters: what the website takes (message_characters in credentials.yml), and so few that all of them are read.
LENGTHS = (2_000, 120)
END = " payroll under hro"
WORDS = ("so ", "is it ", "no ", "not ", "and ", "or ", "what is kpo ", "kpo ", "kpo vs ", "more than ", "which is ")
LETTERS = ("a", "A", "é", "ab ", "k.p.o. ", "k-p-o-", "kpo's ", "outsourcingoutsourcing", "a b ", "x.", "你", "न ")
MARKS = ("?", ". ", "!? ", ", ", "-", "' ", '"', "(", "/", "@", "a@a.", "<a|", "*a ", "_", ":a:", "😀", "\u202e")
DIGITS = ("1", "1 ", "+91 98 ", "1.1.", "9876 543 210, ")


def texts() -> dict[str, list[str]]:
    """For each of what is repeated a text of each length, with something to answer at its end."""
    repeated = (*WORDS, *LETTERS, *MARKS, *DIGITS)
    return {unit: [(unit * size)[: size - len(END)] + END for size in LENGTHS] for unit in repeated}

"""How an utterance wants its answer to look: length, layout, number of points, words. Pure functions over tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogue.question import Style
from nlu import closed_class as words
from nlu.utterance import MARK, Token, has_phrase

_MOST_POINTS = 20


def style(tokens: Sequence[Token]) -> Style:
    """How the answer shall look, by the words that say so."""
    if has_phrase(tokens, words.PROSE):
        layout = "prose"
    elif has_phrase(tokens, words.TABLE):
        layout = "table"
    else:
        layout = "list" if has_phrase(tokens, words.LIST) else ""
    length = "long" if has_phrase(tokens, words.LONG) else "short" if has_phrase(tokens, words.SHORT) else ""
    found = Style(length, points(tokens), layout, has_phrase(tokens, words.SIMPLE), has_phrase(tokens, words.EXAMPLE))
    return replace(found, standing=True) if found and has_phrase(tokens, words.STANDING) else found


def points(tokens: Sequence[Token]) -> int:
    """How many points are asked for: “3 main differences”, “any four”, “(5 marks)”; 0 where no number is said."""
    for place, token in enumerate(tokens):
        count = _number(token)
        if not 0 < count <= _MOST_POINTS:
            continue
        following = [t.norm for t in tokens[place + 1 : place + 4]]
        before = tokens[place - 1].norm if place else ""
        if before in words.BEFORE_COUNTS or words.ITEMS & set(following[:3]):
            return count
    return 0


def _number(token: Token) -> int:
    if token.is_name or token.kind == MARK:
        return 0
    if token.norm.isascii() and token.norm.isdigit() and len(token.norm) <= 2:
        return int(token.norm)
    return words.NUMBERS.get(token.norm, 0)

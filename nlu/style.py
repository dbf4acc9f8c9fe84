"""How an utterance wants its answer to look: length, layout, number of points, words. Pure functions over tokens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from dialogue.question import Style
from nlu import closed_class as words
from nlu.utterance import MARK, Token, has_phrase

_MOST_POINTS = 20


def style(tokens: Sequence[Token]) -> Style:
    """How the answer shall look, by the words that say so."""
    if has_phrase(tokens, words.PROSE) or _in_so_many(tokens, words.SENTENCES):
        layout = "prose"
    elif has_phrase(tokens, words.TABLE):
        layout = "table"
    else:
        layout = "list" if has_phrase(tokens, words.LIST) else ""
    brief = has_phrase(tokens, words.SHORT) or _in_so_many(tokens, words.WORDS)
    length = "long" if has_phrase(tokens, words.LONG) else "short" if brief else ""
    found = Style(length, points(tokens), layout, has_phrase(tokens, words.SIMPLE), has_phrase(tokens, words.EXAMPLE))
    marked = bool(found.points) and _in_so_many(tokens, words.MARKS)
    standing = bool(found) and has_phrase(tokens, words.STANDING)
    return replace(found, marks=marked, standing=standing)


def _in_so_many(tokens: Sequence[Token], of: Collection[str]) -> bool:
    """True for “in ten words”, “two sentences”."""
    return any(_number(one) and other.norm in of for one, other in pairwise(tokens))


def points(tokens: Sequence[Token]) -> int:
    """How many points are asked for: “3 main differences”, “any four”, “(5 marks)”; 0 where no number is said."""
    for place, token in enumerate(tokens):
        count = _number(token)
        if not 0 < count <= _MOST_POINTS:
            continue
        following = [t.norm for t in tokens[place + 1 : place + 4]]
        before = tokens[place - 1].norm if place else ""
        if words.WORDS & set(following[:2]):
            return 0  # “in ten words” wants it short
        if before in words.BEFORE_COUNTS or words.ITEMS & set(following[:3]):
            return count
    return 0


def _number(token: Token) -> int:
    if token.is_name or token.kind == MARK:
        return 0
    if token.norm.isascii() and token.norm.isdigit() and len(token.norm) <= 2:
        return int(token.norm)
    return words.NUMBERS.get(token.norm, 0)

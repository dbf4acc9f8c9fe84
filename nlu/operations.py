"""Orders on what is on the table: add, drop, only, swap. Pure functions over tokens."""

from __future__ import annotations

from collections.abc import Sequence

from nlu import closed_class as words
from nlu.exclusions import orders_out
from nlu.grammar import opens_question, references
from nlu.names import TOPIC
from nlu.utterance import MARK, Token, has_phrase, starts_with, words_of

_OBJECT = 3  # words within which the object of an order stands
_FRAGMENT = 5  # words of an utterance that is a wish rather than a sentence


def operation(tokens: Sequence[Token], excluded: frozenset[int]) -> str:
    """What an utterance wants done with what is on the table; "" where it is a question of its own."""
    if opens_question(tokens):
        return ""
    named = any(token.is_name for token in tokens)
    if named and has_phrase(tokens, words.SWAPS):
        return "swap"
    if excluded:
        return "drop"
    core = _from_wish(tokens)
    if _keeps_only(core, named):
        return "only"
    return "add" if named and _adds(tokens, core) else ""


def _keeps_only(core: Sequence[Token], named: bool) -> bool:
    """True for “only LPO”, “stick to those two”; `named`: whether a name stands there."""
    pointing = starts_with(core, 0, words.ONLY_WISH) and (named or references(core))
    return bool(pointing) and len(core) <= 2 * _FRAGMENT


def _adds(tokens: Sequence[Token], core: Sequence[Token]) -> bool:
    """True for “add LPO”, “LPO too”."""
    adds = starts_with(core, 0, words.ADDS) or has_phrase(tokens[-2:], words.ADDS)
    return (bool(adds) and len(words_of(core)) <= 2 * _FRAGMENT) or _orders_in(tokens)


def changes_table(tokens: Sequence[Token]) -> bool:
    """True for an order that changes what is on the table: “my boss says to add KPO”, “take KPO out again”."""
    return not opens_question(tokens) and (_orders_in(tokens) or (orders_out(tokens) and _names_topic(tokens)))


def _names_topic(tokens: Sequence[Token]) -> bool:
    return any(token.kind == TOPIC for token in tokens)


def _orders_in(tokens: Sequence[Token]) -> bool:
    """True where an order adds a topic: “to add KPO”, not “companies add BPO”."""
    for place, token in enumerate(tokens):
        begins = not place or tokens[place - 1].norm in words.BEFORE_ORDERS
        length = starts_with(tokens, place, words.ADDING_ORDERS) if begins and not token.is_name else 0
        if length and _names_topic(tokens[place + length : place + length + _OBJECT]):
            return True
    return False


def _from_wish(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens from the first that says something on, “just” and “also” among them."""
    for place in range(len(tokens)):
        if starts_with(tokens, place, words.ONLY_WISH) or starts_with(tokens, place, words.ADDS):
            return tokens[place:]
        if tokens[place].is_name or not (tokens[place].kind == MARK or tokens[place].norm in words.LEAD_INS):
            return tokens[place:]
    return ()

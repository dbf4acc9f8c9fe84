"""What an utterance shuts out: “all models except HRO”, “not LPO, HRO”, “leave KPO out”. Pure functions over tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlu import closed_class as words
from nlu.utterance import MARK, Token, starts_with

_SCOPE = 6  # words that may lie between an exclusion and the end of what it governs
_ITEM = 2  # words that an item of a list has at most
_EMPTY = words.PRONOUNS | words.GENERIC | words.BEFORE_NAMES | words.CONNECTORS  # words that nobody shuts out


def exclusions(tokens: Sequence[Token]) -> frozenset[int]:
    """The places of the names that an utterance shuts out."""
    behind = (_names_behind(tokens, place) for place, token in enumerate(tokens) if not token.is_name)
    return frozenset(set().union(*behind) | _before_out(tokens))


def _names_behind(tokens: Sequence[Token], place: int) -> set[int]:
    """The places of the names behind an exclusion that begins at a place."""
    length = 1 if _is_than(tokens, place, ("other",)) else _exclusion_at(tokens, place)
    if length and not (place and tokens[place - 1].norm in words.DENIALS):
        return _governed(tokens, place, length)
    if tokens[place].norm in ("not", "no") and _shuts_out(tokens, place):
        return _governed(tokens, place, 1)
    return set()


def shut_out(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words behind an exclusion, names among them: “leave out the ones about distance”."""
    found: dict[str, None] = {}
    for place in range(len(tokens)):
        length = _exclusion_at(tokens, place) or _denied_at(tokens, place)
        if length:
            found.update(dict.fromkeys(_words_behind(tokens, place + length)))
    return tuple(found)


def orders_out(tokens: Sequence[Token]) -> bool:
    """True where an order shuts a name out: “drop LPO”, “and take KPO out again”."""
    ordered = (_names_after_order(tokens, place) for place, token in enumerate(tokens) if not token.is_name)
    return any(ordered) or bool(_before_out(tokens))


def _names_after_order(tokens: Sequence[Token], place: int) -> set[int]:
    length = _order(tokens, place)
    return _governed(tokens, place, length) if length else set()


def _exclusion_at(tokens: Sequence[Token], place: int) -> int:
    """How many tokens an exclusion takes that begins at a place; 0 where none does."""
    if tokens[place].is_name:
        return 0
    return starts_with(tokens, place, words.EXCLUSIONS) or _order(tokens, place)


def _denied_at(tokens: Sequence[Token], place: int) -> int:
    """1 for the word that denies what follows: “the one that isn't …”, “anything else than …”; 0 for any other."""
    denies = tokens[place].norm in words.DENIED_DESCRIPTIONS and place > 0
    if denies and tokens[place - 1].norm in words.BEFORE_DENIED:
        return 1
    return int(_is_than(tokens, place, ("other", "else")))


def _is_than(tokens: Sequence[Token], place: int, before: Sequence[str]) -> bool:
    """True for the “than” of “other … than”; `before`: words one of which must stand somewhere before it."""
    return tokens[place].norm == "than" and any(token.norm in before for token in tokens[:place])


def _words_behind(tokens: Sequence[Token], start: int) -> Iterator[str]:
    """The words from a place on that an exclusion governs, without those that say nothing."""
    for place, token in enumerate(tokens[start : start + _SCOPE], start):
        ends = token.kind == MARK and not _item_behind(tokens, place)
        if ends or (not token.is_name and token.norm in words.WH | words.AUXILIARIES):
            return
        if token.kind != MARK and token.norm not in _EMPTY:
            yield from token.norm.split()


def _item_behind(tokens: Sequence[Token], place: int) -> bool:
    """True for a comma with an item of a list behind it, not a clause: “cost, quality”, not “cost, everybody knows”."""
    behind = tokens[place + 1 :]
    ends = (i for i, token in enumerate(behind) if token.kind == MARK or token.norm in words.CONNECTORS)
    return tokens[place].norm == "," and next(ends, len(behind)) <= _ITEM


def _order(tokens: Sequence[Token], place: int) -> int:
    """How many tokens an order to leave something out takes: “drop …”, but not “does it cut …”."""
    if place and tokens[place - 1].norm not in words.BEFORE_ORDERS:
        return 0
    length = starts_with(tokens, place, words.EXCLUDING_ORDERS)
    out = length == 1 and tokens[place].norm in words.OUT_VERBS and tokens[place].norm not in ("cut", "drop")
    return 0 if out else length


def _shuts_out(tokens: Sequence[Token], place: int) -> bool:
    """True for a “not” that stands before a name and behind no verb: “in general, not BPO”."""
    if denies_verb(tokens, place) or starts_with(tokens, place, words.NOT_ONLY):
        return False
    rest = list(tokens[place + 1 : place + 5])
    while rest and not rest[0].is_name and rest[0].norm in words.BEFORE_NAMES:
        rest = rest[1:]
    return bool(rest) and rest[0].is_name


def denies_verb(tokens: Sequence[Token], place: int) -> bool:
    """True for a “not” at a place that denies the verb: “is not …”, “is KPO not cheap?”."""
    if not place:
        return False
    before = tokens[place - 1]
    if not before.is_name:
        return before.norm in words.AUXILIARIES
    return place > 1 and tokens[place - 2].norm in words.AUXILIARIES


def _governed(tokens: Sequence[Token], start: int, length: int) -> set[int]:
    """The places of the names behind an exclusion of some tokens: those that “and”, “or” and commas join."""
    found: set[int] = set()
    chooses = any(token.norm in words.BEFORE_CHOICE for token in tokens[start : start + length])
    for place in range(start + length, min(start + length + _SCOPE, len(tokens))):
        if tokens[place].is_name:
            found.add(place)
        elif not _goes_on(tokens, place, bool(found), chooses):
            break
    return found


def _goes_on(tokens: Sequence[Token], place: int, named: bool, chooses: bool) -> bool:
    """True for a word behind which an exclusion governs on.

    `named`: whether it governs a name already; `chooses`: whether what follows a comma may be what is wanted.
    """
    norm = tokens[place].norm
    if norm == "but" or (norm == "," and named and chooses and _last_named(tokens, place)):
        return False
    if norm in words.CONNECTORS or norm in ("or", "nor", ","):
        return True
    return not named and norm in words.BEFORE_NAMES


def _last_named(tokens: Sequence[Token], place: int) -> bool:
    """True where one name is all that follows a comma: “not LPO, HRO” chooses HRO."""
    rest = [token for token in tokens[place + 1 :] if token.kind != MARK and token.norm not in words.LEAD_INS]
    return len(rest) == 1 and rest[0].is_name


def _before_out(tokens: Sequence[Token]) -> set[int]:
    """The places of the names before “aside” or “out”: “leave LPO out”."""
    verbs = any(token.norm in words.OUT_VERBS for token in tokens if not token.is_name)
    places = range(1, len(tokens))
    return {place - 1 for place in places if tokens[place - 1].is_name and _takes_out(tokens, place, verbs)}


def _takes_out(tokens: Sequence[Token], place: int, verbs: bool) -> bool:
    """True for “aside” and “out” at a place, but not for “aside from”; `verbs`: whether “out” has a verb to go with."""
    length = starts_with(tokens, place, words.EXCLUDED_AFTER)
    goes_on = tokens[place + length : place + length + 1]
    if not length or (tokens[place].norm == "aside" and goes_on and goes_on[0].norm == "from"):
        return False
    return tokens[place].norm != "out" or verbs

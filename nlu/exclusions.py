"""What an utterance shuts out: “all models except HRO”, “not LPO, HRO”, “leave KPO out”. Pure functions over tokens."""

from __future__ import annotations

from collections.abc import Sequence

from nlu import closed_class as words
from nlu.utterance import MARK, Token, starts_with

_SCOPE = 6  # words that may lie between an exclusion and the end of what it governs
_BEFORE_CHOICE = frozenset({"not", "no", "don't", "dont", "never", "instead", "rather"})  # “not LPO, HRO” wants HRO


def exclusions(tokens: Sequence[Token]) -> frozenset[int]:
    """The places of the names that an utterance shuts out."""
    found: set[int] = set()
    for place, token in enumerate(tokens):
        if token.is_name:
            continue
        length = starts_with(tokens, place, words.EXCLUSIONS) or _order(tokens, place)
        if token.norm == "than" and any(t.norm == "other" for t in tokens[:place]):
            length = 1
        if length and not (place and tokens[place - 1].norm in ("not", "don't", "dont", "never")):
            found |= _governed(tokens, place, length)
        elif token.norm in ("not", "no") and _shuts_out(tokens, place):
            found |= _governed(tokens, place, 1)
    return frozenset(found | _before_out(tokens))


def shut_out(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words behind an exclusion, names among them: “leave out the ones about distance”."""
    found: dict[str, None] = {}
    for place, token in enumerate(tokens):
        length = 0 if token.is_name else starts_with(tokens, place, words.EXCLUSIONS) or _order(tokens, place)
        if not length and token.norm in ("isn't", "isnt", "not") and place:
            length = 1 if tokens[place - 1].norm in ("that", "which", "who", "is", "are") else 0
        if not length and token.norm == "than" and any(t.norm in ("other", "else") for t in tokens[:place]):
            length = 1
        for governed in tokens[place + length : place + length + _SCOPE] if length else ():
            if governed.kind == MARK and governed.norm != ",":
                break
            if governed.kind != MARK and governed.norm not in words.GENERIC | words.BEFORE_NAMES | words.CONNECTORS:
                found.update(dict.fromkeys(governed.norm.split()))
    return tuple(found)


def _order(tokens: Sequence[Token], place: int) -> int:
    """How many tokens an order to leave something out takes: “drop …”, but not “does it cut …”."""
    if place and tokens[place - 1].norm not in words.BEFORE_ORDERS:
        return 0
    length = starts_with(tokens, place, words.EXCLUDING_ORDERS)
    out = length == 1 and tokens[place].norm in words.OUT_VERBS and tokens[place].norm not in ("cut", "drop")
    return 0 if out else length


def _shuts_out(tokens: Sequence[Token], place: int) -> bool:
    """True for a “not” that stands before a name and behind no verb: “in general, not BPO”."""
    before = tokens[place - 1] if place else None
    if before is not None and not before.is_name and before.norm in words.AUXILIARIES:
        return False
    if before is not None and before.is_name and place > 1 and tokens[place - 2].norm in words.AUXILIARIES:
        return False  # “is KPO not cheap?” denies, and shuts nothing out
    if starts_with(tokens, place, words.NOT_ONLY):
        return False
    rest = list(tokens[place + 1 : place + 5])
    while rest and not rest[0].is_name and rest[0].norm in words.BEFORE_NAMES:
        rest = rest[1:]
    return bool(rest) and rest[0].is_name


def _governed(tokens: Sequence[Token], start: int, length: int) -> set[int]:
    """The places of the names behind an exclusion of some tokens: those that “and”, “or” and commas join."""
    found: set[int] = set()
    chooses = any(token.norm in _BEFORE_CHOICE for token in tokens[start : start + length])
    for place in range(start + length, min(start + length + _SCOPE, len(tokens))):
        token = tokens[place]
        if token.is_name:
            found.add(place)
        elif token.norm == "but" or (token.norm == "," and found and chooses and _last_named(tokens, place)):
            break
        elif token.norm in words.CONNECTORS or token.norm in ("or", "nor", ","):
            continue
        elif found or token.norm not in words.BEFORE_NAMES:
            break
    return found


def _last_named(tokens: Sequence[Token], place: int) -> bool:
    """True where one name is all that follows a comma: “not LPO, HRO” chooses HRO."""
    rest = [token for token in tokens[place + 1 :] if token.kind != MARK and token.norm not in words.LEAD_INS]
    return len(rest) == 1 and rest[0].is_name


def _before_out(tokens: Sequence[Token]) -> set[int]:
    """The names before “aside” or “out”: “leave LPO out”, but not in “LPO aside from MBPO”."""
    found: set[int] = set()
    verbs = any(token.norm in words.OUT_VERBS for token in tokens if not token.is_name)
    for place in range(1, len(tokens)):
        length = starts_with(tokens, place, words.EXCLUDED_AFTER)
        goes_on = tokens[place + length : place + length + 1]
        if length and tokens[place].norm == "aside" and goes_on and goes_on[0].norm == "from":
            continue
        if length and tokens[place - 1].is_name and (tokens[place].norm != "out" or verbs):
            found.add(place - 1)
    return found

"""What closed-class words say about an utterance: question or claim, polarity, quantity, operations, references.

Pure functions over tokens; every word list is in nlu/closed_class.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dialogue.question import ALL, ALSO, BOTH, EITHER, NEVER, NOT_ONLY, ONLY, OTHER
from nlu import closed_class as words
from nlu.exclusions import denies_verb
from nlu.names import TOPIC
from nlu.utterance import MARK, Token, has_phrase, starts_with

_OPENING = 3  # words within which a question word opens its question, as in “for whom”
_TAGS = frozenset(tuple(word.replace("'", "") for word in tag) for tag in words.TAGS)
_ASSERTION = 4  # words within which “i heard …” begins


def without_lead_ins(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens from the first that says something on: “so, ok: is it …” begins with “is”."""
    for place, token in enumerate(tokens):
        if token.is_name or not (token.kind == MARK or token.norm in words.LEAD_INS):
            return tokens[place:]
    return ()


def question_word(core: Sequence[Token]) -> str:
    """The question word near the beginning, or anywhere behind an order or a wish: “tell me which …”."""
    asks = bool(core) and (core[-1].norm == "?" or core[0].norm in words.REQUESTS or has_phrase(core, words.WISHES))
    for place, token in enumerate(core):
        if not token.is_name and token.norm in words.WH and (asks or _may_open(core, place)):
            return token.norm
    return ""


def _may_open(core: Sequence[Token], place: int) -> bool:
    """True where a question may begin: near the beginning, and behind a mark or a word that joins."""
    return place < _OPENING or core[place - 1].norm in (",", ".", "and", "so", "but")


def opens_question(tokens: Sequence[Token]) -> bool:
    """True where the tokens begin as a question or an order does."""
    core = without_lead_ins(tokens)
    if not core or core[0].is_name:
        return False
    first = core[0].norm
    if first in words.WH or first in words.AUXILIARIES or first in words.REQUESTS:
        return True
    behind = core[1].norm if len(core) > 1 and not core[1].is_name else ""
    return behind in words.WH and first in words.PREPOSITIONS | words.TELLS  # “in which …”, “say which …”


def declines(tokens: Sequence[Token]) -> bool:
    """True for “don't define it again”, which asks for nothing."""
    leading = len(tokens) - len(without_lead_ins(tokens))
    for place in range(min(leading + 1, len(tokens))):  # “no need to” begins with a word that may lead in
        length = starts_with(tokens, place, words.DECLINED)
        if length and place + length < len(tokens):
            return tokens[place + length].norm in words.REQUESTS
    return False


def as_corrected(tokens: Sequence[Token], kind: str) -> tuple[Token, ...]:
    """The tokens where names of a kind that are taken back count as words: “BPO and KPO, no wait, BPO and RPO”.

    As many of those before count no more as are named behind.
    """
    place = next((p for p in range(len(tokens)) if _retracts(tokens, p)), len(tokens))
    behind = sum(token.kind == kind for token in tokens[place:])
    before = [p for p, token in enumerate(tokens[:place]) if token.kind == kind]
    gone = set(before[-behind:]) if behind else set()
    return tuple(replace(token, kind="") if p in gone else token for p, token in enumerate(tokens))


def _retracts(tokens: Sequence[Token], place: int) -> bool:
    return not tokens[place].is_name and bool(starts_with(tokens, place, words.RETRACTIONS))


def confirms(tokens: Sequence[Token]) -> bool:
    """True for a question that wants a yes or a no, and for a statement that asks to be confirmed."""
    core = without_lead_ins(tokens)
    if not core:
        return False
    favour = _asks_a_favour(core)
    tagged = has_tag(tokens) and not question_word(core)  # “what share is it” has no tag
    if (begins_with_auxiliary(core) and not favour) or tagged:
        return True
    if question_word(core) or core[0].norm in words.REQUESTS or favour:
        return False
    stated = _is_statement(core) and (tokens[-1].norm == "?" or _limits(tokens))
    return _asserts(tokens) or stated


def _limits(tokens: Sequence[Token]) -> bool:
    """True for “RPO is nothing but …”, “KPO is always …”, which want to be confirmed or denied."""
    core = without_lead_ins(tokens)
    named = next((token for token in core if token.norm not in words.ARTICLES or token.is_name), None)
    begins = named is not None and named.kind == TOPIC
    return begins and quantifier(tokens) in (ONLY, ALL, NEVER)


def begins_with_auxiliary(core: Sequence[Token]) -> bool:
    """True where the first word is a verb that asks: “is …”, “doesn't …”."""
    return bool(core) and not core[0].is_name and core[0].norm in words.AUXILIARIES


def _asserts(tokens: Sequence[Token]) -> bool:
    """True for “i heard …” and its like near the beginning."""
    return any(starts_with(tokens, place, words.ASSERTIONS) for place in range(min(len(tokens), _ASSERTION)))


def _is_statement(core: Sequence[Token]) -> bool:
    """True where the words have a verb: “RPO is under HRO?”, “KPO covers law?”, not “recruitment?”."""
    for place, token in enumerate(core):
        if not token.is_name and token.norm in words.AUXILIARIES:
            return True
        behind_name = place and core[place - 1].is_name and not token.is_name and token.kind != MARK
        if behind_name and token.norm.endswith("s") and len(token.norm) > 3:
            return True
    return False


def _asks_a_favour(core: Sequence[Token]) -> bool:
    """True for “can you tell me …” and “can I have …”, which want no yes."""
    if len(core) < 2:
        return False
    asked, wanted = core[1].norm, core[2].norm if len(core) > 2 else ""
    return asked in words.ASKED_PERSONS or (asked in ("i", "we") and wanted in words.ASKED_FOR)


def has_tag(tokens: Sequence[Token]) -> bool:
    """True where an utterance ends in “…, right?” or another tag."""
    said = [token for token in tokens if token.kind != MARK]
    for length in range(min(4, len(said) - 1), 0, -1):
        if tuple(token.norm.replace("'", "") for token in said[-length:]) in _TAGS and not any(
            t.is_name for t in said[-length:]
        ):
            return True
    return False


def is_negated(core: Sequence[Token]) -> bool:
    """True where the verb itself is denied: “doesn't LPO cover …”, “KPO is not …”; not behind an “even if”."""
    ends = (
        place for place, token in enumerate(core) if place and not token.is_name and token.norm in words.SUBORDINATE
    )
    main = core[: next(ends, len(core))]
    return any(not token.is_name and _negates(core, place) for place, token in enumerate(main))


def _negates(core: Sequence[Token], place: int) -> bool:
    """True for a word at a place that denies the verb, unless it denies no more than an “only”."""
    norm = core[place].norm
    if norm in words.NEGATED_AUXILIARIES and place < len(core) - 2:
        return not (_is_tag(core, place) or (place and core[place - 1].norm == "you"))  # “you didn't tell me: is …”
    return norm in ("not", "never") and denies_verb(core, place) and not starts_with(core, place, words.NOT_ONLY)


def _is_tag(core: Sequence[Token], place: int) -> bool:
    """True for the “isn't” of “he's right, isn't he?”."""
    rest = [token for token in core[place + 1 :] if token.kind != MARK]
    return bool(place) and len(rest) == 1 and rest[0].norm in words.PRONOUNS | words.PERSONS


def quantifier(tokens: Sequence[Token]) -> str:
    """The word of quantity that the claim or wish turns on; the strongest where there are several."""
    said = {token.norm for token in tokens if not token.is_name}
    if has_phrase(tokens, words.NOT_ONLY):
        return NOT_ONLY
    if has_phrase(tokens, words.ONLY):
        return ONLY
    if has_phrase(tokens, words.ELSE) or has_phrase(tokens, words.BESIDES):
        return OTHER
    for name, listed in ((BOTH, words.BOTH), (NEVER, words.NEVER)):
        if listed & said:
            return name
    if _sets_alternatives(tokens):
        return EITHER
    if words.ALL & said:
        return ALL
    return ALSO if words.ALSO & said else ""


def _sets_alternatives(tokens: Sequence[Token]) -> bool:
    """True for “does it save or cost?”; not for “does it save or not?”."""
    return any(
        token.norm in words.EITHER and not token.is_name and following.norm not in ("not", "no")
        for token, following in pairwise((*tokens, Token("")))
    )


def references(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What points at something said before, in order; “named” stands where the first topic is named."""
    found: dict[str, None] = {}
    place = 0
    while place < len(tokens):
        if tokens[place].kind == TOPIC:
            found["named"] = None
        name, length = _reference_at(tokens, place)
        if name:
            found[name] = None
        place += max(length, 1)
    return tuple(found) if set(found) - {"named"} else ()


def _reference_at(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """The reference that begins at a place, and how many tokens it takes; ("", 0) where none does."""
    if tokens[place].is_name:
        return "", 0
    for name, phrases in (("other", words.THE_OTHER), ("both", words.PAIR), ("all", words.ALL_OF_THEM)):
        if length := starts_with(tokens, place, phrases):
            return name, length
    if tokens[place].norm in words.ORDINALS:
        return _ordinal(tokens, place)
    if _goes_with_name(tokens, place):
        return "", 0
    name = _pronoun(tokens[place].norm, place)
    return name, int(bool(name))


def _goes_with_name(tokens: Sequence[Token], place: int) -> bool:
    """True for the “that” of “I need that KPO”, which points at nothing else; not in “is that KPO or BPO?”."""
    shows = tokens[place].norm in words.DEMONSTRATIVES and place + 1 < len(tokens)
    asks = not place or tokens[place - 1].norm in words.AUXILIARIES
    return shows and not asks and tokens[place + 1].kind == TOPIC


def _pronoun(word: str, place: int) -> str:
    """“it”, “those” or “one”, which stand for all pronouns of their kind; "" for any other word."""
    if word in words.PLURAL_PRONOUNS:
        return "those"
    if word == "one":
        return "one" if place else ""  # a lone number points at nothing
    return "it" if word in words.PRONOUNS else ""


def _ordinal(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """“the second one”, “first two”."""
    number = words.ORDINALS[tokens[place].norm]
    following = tokens[place + 1].norm if place + 1 < len(tokens) else ""
    count = words.NUMBERS.get(following, int(following) if following.isdigit() and len(following) < 3 else 0)
    if number in (1, -1) and count > 1:
        return f"{'first' if number == 1 else 'last'} {count}", 2
    return str(number), 1


def corrects(tokens: Sequence[Token]) -> bool:
    """True where an utterance puts right what was understood: “no, I meant …”."""
    for place in range(min(len(tokens), 6)):
        if not tokens[place].is_name and starts_with(tokens, place, words.CORRECTIONS):
            return True
    core = [token for token in tokens if token.kind != MARK]
    return len(core) > 1 and core[0].norm in words.REFUSALS and any(t.is_name for t in core)


def same_for(tokens: Sequence[Token]) -> bool:
    """True for “what about …?” and “and …?”, which ask the same of something else."""
    start = 0
    while start < len(tokens) and (tokens[start].kind == MARK or tokens[start].norm in words.BEFORE_SAME_FOR):
        start += 1
    return bool(starts_with(tokens, start, words.SAME_FOR))

"""Words as people type them: normal forms and typing errors. Pure functions, no Rasa, no knowledge."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz.distance import OSA, Hamming
from rapidfuzz.process import extractOne

from nlu.closed_class import FILLERS, FILLERS_BEFORE_MARK

LONGEST = 600  # characters that are read; a question fits, a pasted page doesn't
_MOST = 180  # words and marks in them; a text of that length has 130

_TOKEN = re.compile(
    r"(?:[A-Za-z][.-]){2,}[A-Za-z]?(?![A-Za-z])\.?"  # K.P.O., k-p-o
    r"|\b(?:[vV]/[sS]|[bB]/[wW])\b"  # v/s, b/w
    r"|[^\W_]+"
    r"|[^\w\s]"
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_UNSEEN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u00a0": " ", "\u202f": " ", "\u2007": " "})
_CUT = re.compile(r"(?<=[a-z])[-\u00ad]\r?\n(?=[a-z])")
# Letters that fingers swap, drop or double leave this many errors behind, by the length of the intended word.
_ERRORS = ((8, 2), (5, 1))


_FILLERS_BEFORE_MARK = FILLERS | FILLERS_BEFORE_MARK
_LEAST = 3  # words that must be left without them


@dataclass(frozen=True)
class Word:
    """A word in normal form (lower case, no dots, no possessive) and its span in the message, in characters."""

    norm: str
    start: int
    end: int


def folded(text: str) -> str:
    """A text without what can't be seen: soft hyphens and joiners go, a word cut at a line's end is whole again."""
    text = _CUT.sub("", text.translate(_UNSEEN))
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def words(text: str) -> list[Word]:
    """The words and marks of a message, in order; hyphens and possessives are no words."""
    plain = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text[:LONGEST].translate(_QUOTES))
    found = [Word(_norm(m.group()), m.start(), m.end()) for m in islice(_TOKEN.finditer(plain), _MOST)]
    return [word for word in _without_possessives(found) if word.norm not in ("", "-", "'")]


def without_fillers(found: list[Word]) -> list[Word]:
    """The words without those that only lead up to what is said: “hmm ok. and the price?”, “haha cool, go on”."""
    start = 0
    for place, word in enumerate(found):
        is_mark = not word.norm[0].isalnum()
        before_mark = place + 1 < len(found) and not found[place + 1].norm[0].isalnum()
        if word.norm in (_FILLERS_BEFORE_MARK if before_mark else FILLERS) or (is_mark and place == start and place):
            start = place + 1
        else:
            break
    rest = found[start:]
    return rest if sum(word.norm[0].isalnum() for word in rest) >= _LEAST else found


def _norm(token: str) -> str:
    token = unicodedata.normalize("NFKC", token).lower()
    return re.sub(r"[./-]", "", token) if len(token) > 1 else token


def _without_possessives(found: list[Word]) -> Iterator[Word]:
    """Drop the 's of bpo's; join the rest of don't and what's."""
    place = 0
    while place < len(found):
        word, rest = found[place], found[place + 1 : place + 3]
        glued = len(rest) == 2 and rest[0].norm == "'" and rest[0].start == word.end and rest[1].start == rest[0].end
        if glued and rest[1].norm == "s":
            yield replace(word, end=rest[1].end)
        elif glued and rest[1].norm in ("t", "re", "m", "ll", "ve", "d"):
            yield Word(f"{word.norm}'{rest[1].norm}", word.start, rest[1].end)
        else:
            yield word
            place += 1
            continue
        place += 3


def join_letters(found: list[Word], acronyms: Collection[str]) -> list[Word]:
    """Make one word of letters typed apart (k p o) where together they are an acronym."""
    joined: list[Word] = []
    place = 0
    while place < len(found):
        run = place
        while run < len(found) and len(found[run].norm) == 1 and found[run].norm.isalpha():
            run += 1
        letters = "".join(word.norm for word in found[place:run])
        if letters in acronyms:
            joined.append(Word(letters, found[place].start, found[run - 1].end))
            place = run
        else:
            joined.append(found[place])
            place += 1
    return joined


class Speller:
    """Mends typing errors in words of the field; a word that is known to anyone stays as it is."""

    def __init__(self, vocabularies: Iterable[Iterable[str]], known: Collection[str]) -> None:
        """`vocabularies`: words to mend towards, those of the first before those of the next; `known`: words never
        to be touched."""
        self._targets = [sorted({w for w in words if w.isalpha() and len(w) >= 5}) for words in vocabularies]
        self._known = known

    def mend(self, word: Word) -> Word:
        """The word, or the nearest word of the field where it can only be a slip of that."""
        norm = word.norm
        allowed = _errors_in(len(norm) + 1)
        if not allowed or not norm.isalpha() or norm in self._known:
            return word
        nearest = (_nearest(norm, targets, allowed) for targets in self._targets)
        return replace(word, norm=next(filter(None, nearest), norm))


def _errors_in(length: int) -> int:
    """How many errors a word of that many letters may have; none where it is too short to tell."""
    return next((errors for least, errors in _ERRORS if length >= least), 0)


def _nearest(norm: str, targets: Sequence[str], allowed: int) -> str:
    """The word that another is a slip of; "" where none is near enough for its length."""
    best = extractOne(norm, targets, scorer=OSA.distance, score_cutoff=allowed)
    if best is None:
        return ""
    target, errors, _ = best
    other_start = target[0] != norm[0] and errors > 1  # few miss the first letter and another one
    # Two letters that are replaced make another word rather than a slip: “attrition” is no “attention”.
    other_word = errors > 1 and len(norm) == len(target) and Hamming.distance(norm, target) == errors
    return target if errors <= _errors_in(len(target)) and not (other_start or other_word) else ""

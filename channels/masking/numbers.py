"""Numbers of cards, of Aadhaar and of telephones, told from other numbers in all spellings that people use.

A run is what may be one number, or several: groups of digits with marks and blanks between them. It has parts, between
which a number may end. The first parts that make a number together are masked, then the search goes on behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from channels.masking import telephones, words
from channels.masking.check_digits import ends_as_aadhaar, ends_as_card

CARD, IDENTITY, PHONE = "[card number]", "[identity number]", "[phone number]"

_DASHES = "‐‑‒–—―−⁃﹣－~_"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_RUN = re.compile(rf"\d+(?:[\s()\[\]/\\.{_DASHES}{_UNSEEN}-]{{1,4}}\d+)*")
_PART = re.compile(rf"\d+(?:[.{_DASHES}{_UNSEEN}-]{{1,3}}\d+)*")  # a piece of 402-1234567 is no number
_OPENING = re.compile(r"(?:\+\s?)?[(\[]?(?:\+\s?)?\Z")
_USUAL = {
    ord(odd): usual
    for odds, usual in ((_DASHES, "-"), (_UNSEEN, ""), ("[", "("), ("]", ")"), ("\\", "/"))
    for odd in odds
}
_BLANKS, _GROUP = re.compile(r"\s+"), re.compile(r"\d+")

_DIGITS = range(7, 20)
# Where other numbers stand beside a number, its groups have three digits at least, but for what it may begin with.
_CHUNK, _CODES = 3, ("0", "00", "1", "63", "84", "91")

# Many numbers are grouped as those of cards are; in any other grouping they must also begin as one and be as long.
_CARD = re.compile(r"[2-6](?:\d{12,18}|\d{3}(?:([ -])\d{4}(?:\1\d{4}){2}|[ -]\d{6}[ -]\d{4,5}))")
_CARDS_DIGITS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7]|35|8[12])\d{14}|3[47]\d{13}|3[068]\d{12}|6[04-9]\d{14,17}"
)
_AADHAAR = re.compile(r"[2-9]\d{3}([ .-]?)\d{4}\1\d{4}")
_BLOCK_BEFORE, _BLOCK_BEHIND = re.compile(r"(?<!\d)\d{4}[ .-]\Z"), re.compile(r"[ .-]\d{4}(?!\d)")

_YEAR, _DAY = r"(?:1[89]|20)\d\d", r"[0-3]?\d"
_DATE = rf"(?:{_YEAR}[-/.]{_DAY}[-/.]{_DAY}|{_DAY}[-/.]{_DAY}[-/.](?:{_YEAR}|\d\d))"
_YEARS = re.compile(rf"(?:{_YEAR}[ -]?)+|{_DATE}(?:[ ./-]{{1,3}}{_DATE})*(?: \d\d?(?:\.\d\d)?)?")  # dates, too
_AMOUNT = re.compile(r"[1-9]\d{0,2}([ .])\d{3}(?:\1\d{3})*")
_ROUND = 50  # 60000-80000, 62500 - 87500: where all groups are multiples of this


@dataclass(frozen=True)
class Number:
    """A piece of a text that may be one number. `is_alone`: there is no other number beside it in its run."""

    text: str
    start: int
    end: int
    is_alone: bool

    @cached_property
    def written(self) -> str:
        """As it stands there, with usual marks and digits."""
        usual = _BLANKS.sub(" ", self.text[self.start : self.end].translate(_USUAL))
        return usual if usual.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in usual)

    @cached_property
    def groups(self) -> list[str]:
        """Its digits, by groups."""
        return _GROUP.findall(self.written)

    @cached_property
    def digits(self) -> str:
        """Its digits in one."""
        return "".join(self.groups)


def mask(text: str) -> str:
    """The text with the name of its kind in place of each such number."""
    looks, place = count(1), 0
    shown: list[str] = []
    for run in _RUN.finditer(text):
        for number, kind in _numbers(text, _parts(text, run), looks):
            shown += [text[place : number.start], kind]
            place = number.end
    return "".join((*shown, text[place:]))


@dataclass(frozen=True)
class _Part:
    """A part of a run: from where to where, and the digits of its groups."""

    start: int
    end: int
    groups: list[str]

    @cached_property
    def digits(self) -> int:
        """How many these are."""
        return sum(map(len, self.groups))

    @cached_property
    def is_chunk(self) -> bool:
        """True where it can be a part of a number that has others beside it."""
        return min(map(len, self.groups)) >= _CHUNK


def _parts(text: str, run: re.Match[str]) -> list[_Part]:
    """The parts of a run, without one that goes on something before or behind it."""
    parts = [_Part(*part.span(), _GROUP.findall(part[0])) for part in _PART.finditer(text, *run.span())]
    is_thousands = run.start() > 1 and text[run.start() - 1] == "," and text[run.start() - 2].isdecimal()
    if words.is_attached(text, run.start()) or (is_thousands and len(parts[0].groups[0]) <= _CHUNK):
        del parts[0]
    if parts and text[run.end() : run.end() + 1].isalnum():
        del parts[-1]
    return parts


def _numbers(text: str, parts: list[_Part], looks: Iterator[int]) -> Iterator[tuple[Number, str]]:
    """The numbers of a run with their kinds, in their order."""
    begin = first = 0  # of what is left of the run; of the next number
    while first < len(parts):
        for end in _ends(parts, begin, first):
            number = _number(text, parts[first:end], first == begin and end == len(parts))
            kind = _kind(number, looks)
            if kind:
                yield from _left_before(text, parts[begin:first], looks)
                yield number, kind
                begin = first = end
                break
        else:
            first += 1


def _ends(parts: list[_Part], begin: int, first: int) -> list[int]:
    """Where a number can end that begins with a part, the last place first: the index of the part behind it."""
    ends, digits, in_chunks = [], 0, True
    for end in range(first + 1, len(parts) + 1):
        part = parts[end - 1]
        digits += part.digits
        in_chunks = in_chunks and (part.is_chunk or _is_code(part, end == first + 1))
        if digits >= _DIGITS.stop or not (in_chunks or first == begin):
            break
        if digits in _DIGITS and (in_chunks or end == len(parts)):
            ends.append(end)
    return ends[::-1]


def _is_code(part: _Part, is_first: bool) -> bool:
    return is_first and part.groups[0] in _CODES


def _left_before(text: str, parts: list[_Part], looks: Iterator[int]) -> Iterator[tuple[Number, str]]:
    """A number of the parts in front of another one: they stand alone now."""
    if sum(part.digits for part in parts) in _DIGITS:
        number = _number(text, parts, True)
        kind = _kind(number, looks)
        if kind:
            yield number, kind


def _number(text: str, parts: list[_Part], is_alone: bool) -> Number:
    """With the "+" before it; with a bracket before or behind it only if the other one is in it."""
    start, end = parts[0].start, parts[-1].end
    opening = _OPENING.search(text, max(0, start - 5), start)
    head, inner = opening[0] if opening else "", text[start:end]
    is_open = any(map("([".__contains__, inner)) and not any(map(")]".__contains__, inner))
    if is_open and text[end : end + 1] in (")", "]"):
        end += 1
    if not any(map(")]".__contains__, inner)):
        head = head[max(head.find("("), head.find("[")) + 1 :]
    return Number(text, start - len(head), end, is_alone)


def _kind(number: Number, looks: Iterator[int]) -> str:
    """What it is a number of, "" for any other."""
    if _is_ordinary(number) or words.is_amount(number.text, number.start, number.end):
        return ""
    if _is_card(number):
        return CARD
    if _is_another(number):
        return ""
    is_aadhaar = _is_aadhaar(number)
    if (is_aadhaar and len(number.groups) > 1) or not _is_surely_phone(number):
        return IDENTITY if is_aadhaar else _regional(number, looks)
    return PHONE


def _is_another(number: Number) -> bool:
    """True for a part of a longer number, and for one that the words before it call another."""
    return _goes_on(number) or ("+" not in number.written and words.is_another(number.text, number.start))


def _is_aadhaar(number: Number) -> bool:
    return bool(_AADHAAR.fullmatch(number.written)) and ends_as_aadhaar(number.digits)


def _is_ordinary(number: Number) -> bool:
    """True for years, dates, amounts with their thousands set off, round ones, and small numbers in a row."""
    if _YEARS.fullmatch(number.written) or (_AMOUNT.fullmatch(number.written) and not _is_rather_a_phone(number)):
        return True
    values = [int(group) for group in number.groups]
    if len(values) == 1:
        return number.digits.endswith("0000")
    is_range = min(values) >= 100 and not any(value % _ROUND for value in values)
    return is_range or _is_row(number.groups, values)


def _is_row(groups: Sequence[str], values: list[int]) -> bool:
    """True for small numbers that grow, as those of pages do; not where the first begins with 0."""
    is_small = len(values) > 3 and max(map(len, groups)) <= 2
    return is_small and values == sorted(set(values)) and groups[0][0] != "0"


def _is_rather_a_phone(number: Number) -> bool:
    """True for digits grouped as an amount, 84 912 345 678, that a country's code or the word before tells from one."""
    digits = number.digits
    return telephones.has_home_code(digits) or (len(digits) > 8 and words.is_telephone(number.text, number.start))


def _is_card(number: Number) -> bool:
    is_like_one = _CARD.fullmatch(number.written) or _CARDS_DIGITS.fullmatch(number.digits)
    return bool(is_like_one) and ends_as_card(number.digits)


def _goes_on(number: Number) -> bool:
    """True for blocks of four digits with a further one beside them: a longer number, of another kind."""
    if set(map(len, number.groups)) != {4}:
        return False
    is_longer = _BLOCK_BEFORE.search(number.text, max(0, number.start - 6), number.start)
    return bool(is_longer or _BLOCK_BEHIND.match(number.text, number.end))


def _is_surely_phone(number: Number) -> bool:
    written, digits = number.written, number.digits
    if len(digits) not in telephones.DIGITS:
        return False
    if "+" in written:
        return telephones.is_international(written, digits)
    is_known = telephones.is_mobile(digits) or telephones.is_north_american(written)
    return is_known or words.is_telephone(number.text, number.start)


def _regional(number: Number, looks: Iterator[int]) -> str:
    """By Google's rules; where many had to be looked at, all that look like one count as one."""
    written, digits = number.written, number.digits
    is_looked_at = number.is_alone and "+" not in written and len(digits) in telephones.DIGITS
    if not is_looked_at or not telephones.may_be_regional(written, digits):
        return ""
    return PHONE if next(looks) > telephones.MOST_LOOKED_AT or telephones.is_regional(written, digits) else ""

"""E-mail addresses, telephone numbers and card numbers taken out of what people write, before anything keeps it."""

from __future__ import annotations

import re
from itertools import count

from phonenumbers import Leniency, NumberParseException, PhoneNumberMatcher, is_valid_number, parse

EMAIL, CARD, PHONE = "[e-mail address]", "[card number]", "[phone number]"

# Where a number without a country's code may be from: by Google's rules for each it is told from other numbers.
REGIONS = ("US", "GB", "IN", "PH", "VN", "ES", "MX", "DE", "FR", "AU")
DIGITS_OF_A_PHONE = range(7, 16)
MOST_LOOKED_AT = 10  # what looks like a number of a telephone, in one message: each costs a millisecond or more

_EMAIL = re.compile(r"[\w.%+'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b")
_BEFORE, _AFTER = r"(?<![\w$€£¥₹#/=.,-])", r"(?![\w/%=]|[.,-]\d)"
_GROUPS = r"\d{12,18}|\d{3}(?:([ -])\d{4}(?:\1\d{4}){2}|[ -]\d{6}[ -]\d{4,5})"  # 13 to 19, or 4-4-4-4, or 4-6-5
_CARD = re.compile(rf"{_BEFORE}[2-6](?:{_GROUPS}){_AFTER}")
_NUMBER = re.compile(rf"{_BEFORE}(?:\+ ?|\()?\d(?:[ ()/.-]{{0,3}}\d){{6,17}}{_AFTER}")
_NORTH_AMERICAN = re.compile(r"(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}")
_YEAR, _DAY = r"(?:1[89]|20)\d\d", r"\d\d?"
_YEARS = re.compile(rf"(?:{_YEAR}[ -]?)+|{_YEAR}[-/.]{_DAY}[-/.]{_DAY}.*|{_DAY}[-/.]{_DAY}[-/.]{_YEAR}.*")  # and dates
_ROUND = re.compile(r"0000\Z")


def mask(text: str) -> str:
    """The text with a word in brackets in place of each; other numbers stay as they are."""
    if "@" in text:
        text = _EMAIL.sub(EMAIL, text)
    text = _CARD.sub(lambda found: CARD if _is_card(found[0]) else found[0], text)
    looks = count(1)
    return _NUMBER.sub(lambda found: PHONE if _is_phone(found[0], next(looks)) else found[0], text)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _is_card(text: str) -> bool:
    """True for digits that end in the right one (Luhn), as those of cards do."""
    digits = [int(digit) for digit in _digits(text)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    ends_right = (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
    return ends_right and not _YEARS.fullmatch(text) and not _ROUND.search(text)


def _is_phone(text: str, look: int) -> bool:
    """True for a number of a telephone; from the 11th on that looks like one, all are taken for one."""
    digits = _digits(text)
    if len(digits) not in DIGITS_OF_A_PHONE or _YEARS.fullmatch(text):
        return False
    if look > MOST_LOOKED_AT or _NORTH_AMERICAN.fullmatch(text):
        return True
    if text.startswith("+"):
        return _is_valid(text)
    if len(digits) == len(text):  # without blanks it may as well be an amount
        return len(digits) >= 10 and not _ROUND.search(digits) and any(_is_valid(text, region) for region in REGIONS)
    return any(_is_written_as_phone(text, region) for region in REGIONS)


def _is_valid(text: str, region: str | None = None) -> bool:
    try:
        return bool(is_valid_number(parse(text, region)))
    except NumberParseException:
        return False


def _is_written_as_phone(text: str, region: str) -> bool:
    """True where the digits are grouped as they are in that region."""
    return PhoneNumberMatcher(text, region, Leniency.STRICT_GROUPING).has_next()

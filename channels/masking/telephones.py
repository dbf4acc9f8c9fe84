"""What counts as a number of a telephone: by its digits where most people write from, elsewhere by Google's rules.

Numbers come here with usual marks alone: blanks, "-", ".", "/", and "+" or brackets.
"""

from __future__ import annotations

import re

from phonenumbers import Leniency, NumberParseException, PhoneNumberMatcher, is_valid_number, parse

# Where a number without a country's code may be from: by Google's rules for each it is told from other numbers.
REGIONS = ("US", "GB", "IN", "PH", "VN", "ES", "MX", "DE", "FR", "AU")
HOME = ("IN", "PH", "VN")
WITHOUT_ZERO = ("US", "MX")
_HOMES_BEGINNINGS = ("0", "91", "63", "84")
DIGITS = range(7, 16)
MOST_LOOKED_AT = 12  # by Google's rules, in one message: each costs some milliseconds
_DIGITS_IN_ONE = 10  # a shorter number without any blank may as well be an amount

# Mobile numbers of India, the Philippines and Vietnam: after a 0, after the country's code, or, where they have ten
# digits, by themselves. However they are grouped, the digits tell.
_MOBILE = re.compile(
    r"(?:0|(?:00)?910?)?[6-9]\d{9}"
    r"|(?:0|(?:00)?630?)(?:9\d|8[1-9])\d{8}"
    r"|(?:0|(?:00)?840?)(?:3[2-9]|5[2689]|7[06-9]|8[1-9]|9\d)\d{7}"
)
_AT_HOME = re.compile(r"(?:91|63|84)\d{9,11}")
_NORTH_AMERICAN = re.compile(r"(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}")


def is_mobile(digits: str) -> bool:
    """True for the digits of a mobile number of one of HOME."""
    return bool(_MOBILE.fullmatch(digits))


def has_home_code(digits: str) -> bool:
    """True where these are the digits of such a number with the country's code."""
    return bool(_AT_HOME.fullmatch(digits)) and is_mobile(digits)


def is_international(written: str, digits: str) -> bool:
    """True for a number after a "+"; with a code of HOME also where nobody has it: an example, or one with a slip."""
    return bool(_AT_HOME.fullmatch(digits)) or _is_valid(written, None)


def is_north_american(written: str) -> bool:
    """True where the digits are grouped as in North America, whether anybody has the number or not."""
    return bool(_NORTH_AMERICAN.fullmatch(written))


def may_be_regional(written: str, digits: str) -> bool:
    """True where `is_regional` is worth its time."""
    return written != digits or len(digits) >= _DIGITS_IN_ONE


def is_regional(written: str, digits: str) -> bool:
    """True for a number as it is dialled in one of REGIONS.

    Its grouping must be the one of there, unless it begins as the numbers of HOME do. In a single group it must begin
    with a 0, where one is dialled before all numbers: else nearly every ten digits are somebody's.
    """
    if written == digits:
        return any(_is_valid(written, region) for region in (REGIONS if digits[0] == "0" else WITHOUT_ZERO))
    valid = [region for region in REGIONS if _is_valid(written, region)]
    if digits.startswith(_HOMES_BEGINNINGS) and set(valid).intersection(HOME):
        return True
    return any(PhoneNumberMatcher(written, region, Leniency.STRICT_GROUPING).has_next() for region in valid)


def _is_valid(written: str, region: str | None) -> bool:
    try:
        return bool(is_valid_number(parse(written, region)))
    except NumberParseException:
        return False

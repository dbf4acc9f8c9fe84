"""What the words and marks around a number tell of it. Each pattern looks at a few characters only."""

from __future__ import annotations

import re

_BEFORE = 48  # characters in which the word for a number stands
_MARKS = " \t\n\xa0:=.()#_/-"  # between the two
_SYMBOLS = tuple("$€£¥₹₱₫")

_NUMBER = r"(?:[\s._-]?(?:nos?|nums?|number|id|code|is)(?![^\W_])){0,3}"
_LABEL = r"[\s:=.()_/-]{0,4}\Z"
_CURRENCY = r"rs|inr|usd|eur|gbp|php|vnd|rupees?|dollars?|euros?|pounds?|pesos?|dong"

_TELEPHONE = re.compile(
    r"(?:(?<![^\W_])(?:(?:tele|cell|mobile\s)?phone|ph|tel|mob|mobile|cell|whats\s?app|wa|viber|zalo|telegram|call|sms"
    rf"|contact|fax|hotline|sđt|my\snumber|my\sno){_NUMBER}(?:\s(?:me|us|him|her))?(?:\s(?:at|on))?[\s:=.()#_-]{{0,4}}"
    r"|\bwa\.me/)\Z",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"(?:(?<![^\W_])(?:order|ord|ticket|tkt|invoice|inv|incident|inc|reference|ref|tracking|docket|awb|pnr|txn|utr|sku"
    rf"|isbn|imei|sr|po|crm){_NUMBER}{_LABEL}"
    r"|(?<![^\W_])(?:job|case|request|claim|booking|transaction|policy|requisition|shipment|contract|complaint|part"
    rf"|serial)[\s._-]?(?:nos?|nums?|number|id|code)(?![^\W_]){_LABEL})",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?<![^\W_])(?:version|release|build|section|chapter|clause|v)[\s:=.]{0,3}\Z", re.IGNORECASE)
# A letter, a code ("INC-"), a piece with digits of a longer code ("8a1b-"), a part of an address on the web.
_ATTACHED = re.compile(
    r"(?:[^\W_]|(?<![^\W_])[A-Z]{1,5}[-_/]|\d[^\W_]{0,40}[-_/]|[./][^\s/]{0,40}/|[?&][\w.-]{1,40}=)\Z"
)
_PRICED = re.compile(rf"(?<![^\W_])(?:{_CURRENCY})[\s:=.]{{0,3}}\Z", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(
    rf",\d{{1,3}}(?!\d)|\.\d{{1,2}}(?!\d)|\s?%|\s?(?:{_CURRENCY}|million|billion|lakhs?|crores?)(?!\w)", re.IGNORECASE
)


def is_telephone(text: str, start: int) -> bool:
    """True where the word before says that what starts here is a number of a telephone."""
    before = _before(text, start)
    return _ends_in_a_word(before) and bool(_TELEPHONE.search(before))


def is_another(text: str, start: int) -> bool:
    """True where the word before says that what starts here is the number of an order, a ticket and so on."""
    before = _before(text, start)
    is_one = before.rstrip()[-1:] == "#" or (_ends_in_a_word(before) and _ANOTHER.search(before))
    return bool(is_one) and not is_telephone(text, start)


def is_version(text: str, start: int) -> bool:
    """True where the word before says that it is a version, or a place in a document."""
    return bool(_VERSION.search(_before(text, start)))


def is_attached(text: str, start: int) -> bool:
    """True where it goes on something that began before: a code, an address, a longer number."""
    return bool(_ATTACHED.search(_before(text, start))) and not is_telephone(text, start)


def is_amount(text: str, start: int, end: int) -> bool:
    """True where a currency or the like stands beside it, or its decimals behind it."""
    before = _before(text, start)
    is_priced = before.rstrip()[-1:] in _SYMBOLS or (_ends_in_a_word(before) and _PRICED.search(before))
    return bool(is_priced or _AMOUNT_AFTER.match(text, end))


def _before(text: str, start: int) -> str:
    return text[max(0, start - _BEFORE) : start]


def _ends_in_a_word(before: str) -> bool:
    """True but for some marks: most numbers follow other numbers or nothing, and need no pattern then."""
    return before.rstrip(_MARKS)[-1:].isalpha()

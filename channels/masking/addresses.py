"""Addresses of persons: of e-mail, also written so that no program finds it, of UPI, and of their computers (IP)."""

from __future__ import annotations

import re
from ipaddress import ip_address

from channels.masking import words

EMAIL, PAYMENT, NETWORK = "[e-mail address]", "[payment address]", "[network address]"

_LOCAL = r"[\w.%+'-]"
_AT = r"(?:\s?[@＠]\s?|\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?|%40)"
_SAID_DOT = r"(?:\s?[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s?|\sdot\s)"
_DOT = rf"(?:[.．]|{_SAID_DOT})"
_LABEL, _TOP = r"[\w-]{1,63}", r"[^\W\d_]{2,24}(?!\w)"
_NAME = rf"(?<!{_LOCAL}){_LOCAL}+(?:{_SAID_DOT}{_LOCAL}+){{0,3}}"
_EMAIL = re.compile(rf"{_NAME}{_AT}(?:{_LABEL}{_DOT}){{1,8}}{_TOP}", re.IGNORECASE)
# "look at example.com" is none: with a mere "at" the dot must be said as well, or the provider be known.
_PROVIDERS = r"gmail|googlemail|yahoo|ymail|rediffmail|outlook|hotmail|live|icloud|proton|protonmail|zoho|aol|gmx"
_SPOKEN_EMAIL = re.compile(
    rf"{_NAME}\sat\s(?:{_LABEL}{_SAID_DOT}(?:{_LABEL}{_DOT}){{0,6}}{_TOP}|(?:{_PROVIDERS})\.(?:[a-z]{{2,3}}\.)?{_TOP})",
    re.IGNORECASE,
)

# The handles that banks and apps have in UPI: name@okhdfcbank, 98…@ybl, and with another bank or app in the same way.
_BANKS = r"hdfc|axis|sbi|icici|yes|kotak|idfc|idbi|pnb|boi|bob|rbl|indus|federal|union|canara|hsbc|citi|dbs|au|equitas"
_HANDLES = (
    r"ybl|ibl|axl|upi|apl|yapl|rapl|ikwik|mbk|jio|airtel|postbank|barodampay|freecharge|pingpay|cnrb|uco|kbl|sib|dlb|fbl"
    r"|fam|slice|jupiteraxis|naviaxis|timecosmos|abfspay|trans|jsb|payzapp|pz|ezeepay|eazypay|dbs|sc|idfcfirst|amazonpay"
    rf"|paytm|pthdfc|ptsbi|ptaxis|ptyes|superyes|(?:ok|wa|pt|tap|my|navi|yes|go)?(?:{_BANKS})(?:bank|pay|upi|first)?"
)
_UPI = re.compile(rf"(?<!{_LOCAL})[\w.-]{{2,255}}@(?:{_HANDLES})(?![\w@]|[.-]\w)", re.IGNORECASE)
_ANY_UPI = re.compile(
    r"(?<![^\W_])(upi(?:\s(?:id|address|vpa))?(?:\sis)?[\s:=-]{0,3})[\w.-]{2,255}@[a-z]\w+(?![\w@]|\.\w)", re.I
)

_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:.]{3,45}(?![\w:])")


def mask(text: str) -> str:
    """The text with the name of its kind in place of each."""
    text = _SPOKEN_EMAIL.sub(EMAIL, _EMAIL.sub(EMAIL, text))
    if "@" in text:
        text = _ANY_UPI.sub(rf"\1{PAYMENT}", _UPI.sub(PAYMENT, text))
    return _IPV4.sub(_network, _IPV6.sub(_long_network, text))


def _network(found: re.Match[str]) -> str:
    """An address in four numbers; 3.2.1.4 is rather a place in a document."""
    is_place = len(found[0]) == len("3.2.1.4") or words.is_version(found.string, found.start())
    return found[0] if is_place or not _is_address(found[0]) else NETWORK


def _long_network(found: re.Match[str]) -> str:
    """An address in groups with colons; 10:30:15 is none by its form, and A::B rather a name in a program."""
    text = found[0] if found[0].endswith("::") else found[0].rstrip(".:")
    groups = [group for group in text.split(":") if group]
    is_long = len(groups) == 8 or (len(groups) > 1 and max(map(len, groups)) > 2)
    is_one = is_long and any(map(str.isdecimal, text)) and text.count(":") > 1 and _is_address(text)
    return NETWORK + found[0][len(text) :] if is_one else found[0]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True

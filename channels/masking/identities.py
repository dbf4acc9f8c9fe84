"""Numbers with letters that are given to persons and firms: PAN and GSTIN of India, bank accounts (IBAN)."""

from __future__ import annotations

import re

from channels.masking import words
from channels.masking.check_digits import IBAN_LENGTHS, is_iban
from channels.masking.numbers import IDENTITY

ACCOUNT = "[bank account]"

# A PAN has no check digit that is published, but its fourth letter is one of ten. A GSTIN has a PAN within.
_PAN = r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"
_TAX = re.compile(rf"(?<!\w)(?:\d\d[ -]?{_PAN}[ -]?[A-Z0-9]Z[A-Z0-9]|{_PAN})(?!\w)", re.ASCII | re.IGNORECASE)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?:[ -]?[A-Z0-9]){11,30}", re.ASCII | re.IGNORECASE)


def mask(text: str) -> str:
    """The text with the name of its kind in place of each."""
    return _IBAN.sub(_account, _TAX.sub(_tax_number, text))


def _tax_number(found: re.Match[str]) -> str:
    return found[0] if words.is_another(found.string, found.start()) else IDENTITY


def _account(found: re.Match[str]) -> str:
    """An IBAN replaced; what it seemed to go on with stays."""
    left = IBAN_LENGTHS.get(found[0][:2].upper(), 0)
    for place, character in enumerate(found[0]):
        left -= character.isalnum()
        if left == 0:
            behind = found.string[found.start() + place + 1 : found.start() + place + 2]
            iban = re.sub("[ -]", "", found[0][: place + 1]).upper()
            is_whole = not behind.isalnum() and is_iban(iban)
            return ACCOUNT + found[0][place + 1 :] if is_whole else found[0]
    return found[0]

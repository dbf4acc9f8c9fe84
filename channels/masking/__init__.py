"""What tells who somebody is, and secrets, taken out of what people write before anything keeps it.

docs/privacy.md lists what is masked and what isn't.
"""

from __future__ import annotations

from channels.masking import addresses, identities, numbers, secrets
from channels.masking.addresses import EMAIL, NETWORK, PAYMENT
from channels.masking.identities import ACCOUNT
from channels.masking.numbers import CARD, IDENTITY, PHONE
from channels.masking.secrets import SECRET

__all__ = ["ACCOUNT", "CARD", "EMAIL", "IDENTITY", "NETWORK", "PAYMENT", "PHONE", "SECRET", "mask"]


def mask(text: str) -> str:
    """The text with the name of its kind in brackets in place of each; other numbers and words stay as they are."""
    for step in (secrets.mask, addresses.mask, identities.mask, numbers.mask):
        text = step(text)
    return text

"""Tokens and keys of services that are known by their form."""

from __future__ import annotations

import re

SECRET = "[secret]"

# Each begins with what only such a token begins with.
_TOKENS = (
    r"xox[abceoprs](?:\.[a-z]{3,4})?-[\w-]{10,}",  # Slack
    r"xapp-\d-[\w-]{10,}",
    r"(?<=hooks\.slack\.com/services/)[\w/]{20,}",
    r"gh[oprsu]_[A-Za-z0-9]{20,}",  # GitHub, GitLab
    r"github_pat_\w{20,}",
    r"gl(?:pat|ptt|rt|dt)-[\w-]{20,}",
    r"sk-[\w-]{20,}",  # OpenAI, Anthropic
    r"(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,}",  # Stripe
    r"(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])",  # Amazon
    r"AIza[\w-]{35}",  # Google
    r"ya29\.[\w-]{20,}",
    r"hf_[A-Za-z0-9]{30,}",  # Hugging Face, npm, PyPI
    r"npm_[A-Za-z0-9]{36}",
    r"pypi-[\w-]{40,}",
    r"SG\.[\w-]{16,32}\.[\w-]{16,64}",  # SendGrid, Twilio, Telegram
    r"(?:AC|SK)[0-9a-f]{32}(?![A-Za-z0-9])",
    r"\d{8,10}:[\w-]{35}(?![\w-])",
    r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",  # Shopify, DigitalOcean
    r"do[opr]_v1_[0-9a-f]{64}",
    r"eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?",  # JSON Web Tokens
    r"(?<=[Bb]earer )[\w.~+/-]{24,}=*",
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?!-----END )[\s\S])*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?",
)
_TOKEN = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_TOKENS)})")


def mask(text: str) -> str:
    """The text without them."""
    return _TOKEN.sub(SECRET, text)

"""The web channel's settings: what credentials.yml may say under `channels.web.channel.WebInput`."""

from __future__ import annotations

import os
import secrets
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

import limits
from pydantic import Field, validator

from channels.cleaning import MOST_CHARACTERS
from channels.settings import ChannelSettings, Network, refuse_short, storage_address

NAME = "channels.web.channel.WebInput"
SECRET = "WEB_SESSION_SECRET"


class Settings(ChannelSettings):
    """All of them, each with a value that is right for one server that no proxy stands before."""

    channel = NAME
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[Network, ...] = ()
    session_hours: float = Field(24, gt=0, le=24 * 366)
    message_characters: int = Field(2_000, ge=1, le=MOST_CHARACTERS)
    limit_per_session: str = "30/minute"
    limit_per_address: str = "300/minute"
    limits_storage: str = "memory://"

    @validator("allowed_origins", each_item=True)
    def _is_an_origin(cls, origin: str) -> str:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.netloc}" or "*" in origin:
            raise ValueError(f'write "{origin}" as "https://www.example.org", with its port if it has one')
        if origin != origin.lower() or "@" in origin or not parts.hostname:
            raise ValueError(f'write "{origin}" in lower case and without a user, as browsers send it')
        return origin

    @validator("trusted_proxies", each_item=True, pre=True)
    def _is_a_network(cls, network: Any) -> Network:
        return ip_network(str(network))

    @validator("limit_per_session", "limit_per_address")
    def _is_a_limit(cls, limit: str) -> str:
        try:
            limits.parse(limit)
        except ValueError:
            raise ValueError(f'write "{limit}" as "30/minute" or "500 per 2 hours"') from None
        return limit

    _is_a_storage = validator("limits_storage", allow_reuse=True)(storage_address)


def session_secrets() -> tuple[str, ...]:
    """The secrets that sign sessions, the newest first; () where none is given. Raises InvalidConfigException."""
    given = tuple(part for part in (part.strip() for part in os.environ.get(SECRET, "").split(",")) if part)
    for secret in given:
        refuse_short(SECRET, secret)
    return given


def random_secret() -> str:
    """A secret for one run."""
    return secrets.token_urlsafe(32)

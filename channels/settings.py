"""What the settings of our channels have in common: how credentials.yml is read, secrets, and shared storages."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, Extra, ValidationError
from rasa.shared.exceptions import InvalidConfigException

SHORTEST_SECRET = 16  # characters
HURRY = 3  # seconds for a shared storage: an answer waits for it
_STORAGES = ("memory", "redis", "rediss")

Network = IPv4Network | IPv6Network
Self = TypeVar("Self", bound="ChannelSettings")


class ChannelSettings(BaseModel):
    """The settings of a channel; each has a value that is right without a word in credentials.yml."""

    channel: ClassVar[str]  # its name there

    class Config:
        """A misspelt name is an error: a setting that doesn't hold would go unseen."""

        extra = Extra.forbid
        frozen = True
        error_msg_templates: ClassVar[dict[str, str]] = {"value_error.extra": "there is no such setting"}

    @classmethod
    def read(cls: type[Self], credentials: Mapping[str, Any] | None) -> Self:
        """The settings in the channel's part of credentials.yml; raises InvalidConfigException with what to mend."""
        try:
            return cls(**(credentials or {}))
        except ValidationError as error:
            faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
            raise InvalidConfigException(f"Mend the settings of {cls.channel} in the credentials: {faults}.") from None


def refuse_short(variable: str, secret: str) -> None:
    """Raise InvalidConfigException for a secret that can be guessed; `variable` is where it stands."""
    if len(secret) < SHORTEST_SECRET:
        raise InvalidConfigException(
            f"{variable} has a secret of less than {SHORTEST_SECRET} characters, which can be guessed: put in what "
            '`python3 -c "import secrets; print(secrets.token_urlsafe(32))"` prints.'
        )


def storage_address(address: str) -> str:
    """The address of what is kept for one server or shared by several; raises ValueError where it is neither."""
    if urlsplit(address).scheme not in _STORAGES:
        raise ValueError('write it as "memory://" or "redis://host:6379"')
    return address


def is_shared(address: str) -> bool:
    """True for a storage that may be away while this server is well."""
    return urlsplit(address).scheme != "memory"

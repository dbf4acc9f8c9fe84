"""The settings of the operations channel: what credentials.yml may say, and the token, which the environment holds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, Extra, ValidationError, validator
from rasa.shared.exceptions import InvalidConfigException

NAME = "channels.ops.channel.OpsInput"
TOKEN = "OPS_TOKEN"
SHORTEST_TOKEN = 16  # characters

Network = IPv4Network | IPv6Network


class Settings(BaseModel):
    """All of them, each with a value that is right for one machine."""

    allowed_addresses: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    log_format: Literal["json", "text"] = "json"
    log_conversation: Literal["hashed", "plain"] = "hashed"
    log_text: bool = False

    class Config:
        """A misspelt name is an error: a setting that doesn't hold would go unseen."""

        extra = Extra.forbid
        frozen = True
        error_msg_templates: ClassVar[dict[str, str]] = {"value_error.extra": "there is no such setting"}

    @validator("allowed_addresses", each_item=True, pre=True)
    def _is_a_network(cls, network: Any) -> Network:
        return ip_network(str(network))

    @classmethod
    def read(cls, credentials: Mapping[str, Any] | None) -> Settings:
        """The settings in the channel's part of credentials.yml; raises InvalidConfigException with what to mend."""
        try:
            return cls(**(credentials or {}))
        except ValidationError as error:
            faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
            raise InvalidConfigException(f"Mend the settings of {NAME} in the credentials: {faults}.") from None


def token(environment: Mapping[str, str] = os.environ) -> str:
    """What lets in from any address, "" where nothing does; raises InvalidConfigException for one that is guessed."""
    given = environment.get(TOKEN, "").strip()
    if given and len(given) < SHORTEST_TOKEN:
        raise InvalidConfigException(
            f"{TOKEN} has less than {SHORTEST_TOKEN} characters, which can be guessed: put in what "
            '`python3 -c "import secrets; print(secrets.token_urlsafe(32))"` prints.'
        )
    return given

"""The settings of the operations channel: what credentials.yml may say, and the token, which the environment holds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_network
from typing import Any, Literal

from pydantic import validator

from channels.settings import ChannelSettings, Network, refuse_short

NAME = "channels.ops.channel.OpsInput"
TOKEN = "OPS_TOKEN"


class Settings(ChannelSettings):
    """All of them, each with a value that is right for one machine."""

    channel = NAME
    allowed_addresses: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    log_format: Literal["json", "text"] = "json"
    log_conversation: Literal["hashed", "plain"] = "hashed"
    log_text: bool = False

    @validator("allowed_addresses", each_item=True, pre=True)
    def _is_a_network(cls, network: Any) -> Network:
        return ip_network(str(network))


def token(environment: Mapping[str, str] = os.environ) -> str:
    """What lets in from any address, "" where nothing does; raises InvalidConfigException for one that is guessed."""
    given = environment.get(TOKEN, "").strip()
    if given:
        refuse_short(TOKEN, given)
    return given

"""Who is at the other end of a request: an address, and perhaps a proxy that passes on what others send."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from sanic.request import Request

FORWARDED = ("forwarded", "via", "x-real-ip")  # and all that begin with "x-forwarded-"

Address = IPv4Address | IPv6Address


def address(text: str) -> Address | None:
    """The address in a text; one of IPv4 that is written as IPv6 is that of IPv4."""
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def is_passed_on(request: Request) -> bool:
    """True where a proxy says that it stands between."""
    return any(name.lower() in FORWARDED or name.lower().startswith("x-forwarded-") for name in request.headers)


def are_behind_proxy(channels: Iterable[Any]) -> bool:
    """True where a channel is set up for people elsewhere: their proxy may stand on this machine, and tell nothing."""
    return any(getattr(channel, "is_behind_proxy", False) for channel in channels)

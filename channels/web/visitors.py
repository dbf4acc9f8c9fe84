"""Where a request comes from and how many more may come: addresses behind proxies, origins, rates."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv6Address, ip_network

import limits
import redis
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter
from sanic.request import Request

from channels.peers import address
from channels.settings import HURRY, Network, is_shared
from channels.web.errors import RefusedError
from channels.web.settings import Settings

THREADS = 8  # that ask a shared storage
PAUSE = 2  # seconds without a question to a storage that didn't answer one


class Limits:
    """Counts requests by session and by address. Raises what the storage raises where that is away.

    The sliding window counter forgets a key once its time is over; the exact moving window of `limits` 5.6 keeps a list
    per key for ever in memory, and here each session is a key.
    """

    def __init__(self, settings: Settings) -> None:
        self._is_shared = is_shared(settings.limits_storage)
        hurry = {"socket_timeout": HURRY, "socket_connect_timeout": HURRY} if self._is_shared else {}
        self._limiter = SlidingWindowCounterRateLimiter(storage_from_string(settings.limits_storage, **hurry))
        self._per_session = limits.parse(settings.limit_per_session)
        self._per_address = limits.parse(settings.limit_per_address)
        self._proxies = settings.trusted_proxies
        self._threads = ThreadPoolExecutor(THREADS, "limits")  # no others': these may all stand still
        self._silent_until = 0.0

    async def count_address(self, request: Request) -> None:
        """Count a request of its sender's address; raises RefusedError where there were too many."""
        who = sender(request.ip, request.headers.getall("x-forwarded-for", []), self._proxies)
        await self._count(self._per_address, "address", who)

    async def count_session(self, conversation: str, kind: str) -> None:
        """Count a request of this kind in a conversation; raises RefusedError where there were too many."""
        await self._count(self._per_session, "session", conversation, kind)

    async def _count(self, limit: limits.RateLimitItem, *key: str) -> None:
        """Over a network in a thread: a storage that stands still must not stop the server."""
        if self._is_shared:
            await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, limit, *key)
        else:
            self._hit(limit, *key)

    def _ask(self, limit: limits.RateLimitItem, *key: str) -> None:
        """In its thread: after one that got no answer whoever waits is told at once, and doesn't wait in turn."""
        if time.monotonic() < self._silent_until:
            raise redis.TimeoutError("The storage of the limits didn't answer a moment ago.")
        try:
            self._hit(limit, *key)
        except redis.TimeoutError:
            self._silent_until = time.monotonic() + PAUSE
            raise

    def _hit(self, limit: limits.RateLimitItem, *key: str) -> None:
        if self._limiter.hit(limit, *key):
            return
        seconds = max(1, math.ceil(self._limiter.get_window_stats(limit, *key).reset_time - time.time()))
        wait = f"{seconds} second" + ("s" if seconds > 1 else "")
        message = f"That was too much at once. Please wait {wait} and try again."
        raise RefusedError(429, "too_many", message, {"Retry-After": str(seconds)})


def sender(peer: str, forwarded: Collection[str], proxies: Collection[Network]) -> str:
    """Who sent a request: the peer, or where that is a trusted proxy the nearest address before it that is none.

    Whatever stands further left in X-Forwarded-For was written by somebody who isn't trusted. A home has 2^64 IPv6
    addresses, so that all of them count as one.
    """
    found = address(peer)
    for hop in reversed([part for line in forwarded for part in line.split(",")]):
        if found is None or not any(found in network for network in proxies):
            break
        earlier = address(hop)
        if earlier is None:
            break
        found = earlier
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found or peer)


def is_allowed(origin: str | None, host: str, allowed: Collection[str]) -> bool:
    """True for a request of no page, of a page of this very host, and of a page of an allowed origin.

    Its own host counts with http and https, for behind a proxy that does TLS the server can't tell which it was.
    """
    own = (f"http://{host}".lower(), f"https://{host}".lower()) if host else ()
    return origin is None or origin in allowed or origin.lower() in own

"""Who answers a delivery: each is claimed once, however often Slack sends it and however many workers receive it."""

from __future__ import annotations

import logging
import time
import uuid
from collections import OrderedDict
from enum import Enum
from typing import Protocol

from redis import asyncio as redis

from channels.settings import HURRY, is_shared

logger = logging.getLogger(__name__)

LEASE = 90  # seconds that a worker has for an answer: whoever takes longer counts as gone
REMEMBERED = 24 * 3600  # seconds: Slack repeats a delivery for minutes, in some settings for hours
MOST = 50_000  # deliveries that one process remembers
PREFIX = "outsourcing-guide:slack:"


class Claim(Enum):
    """Whether a delivery is ours to answer, is answered, or is being answered by another worker."""

    OURS = "ours"
    DONE = "done"
    BUSY = "busy"


class Claims(Protocol):
    """What a store of claims does."""

    async def claim(self, key: str) -> Claim:
        """Take a delivery, unless somebody has it."""

    async def finish(self, key: str) -> None:
        """Keep in mind that a delivery is answered."""

    async def close(self) -> None:
        """End all connections."""


class MemoryClaims:
    """For one process; a restart forgets them, so that Slack's next try is answered."""

    def __init__(self, remembered: float = REMEMBERED, most: int = MOST) -> None:
        self._remembered, self._most = remembered, most
        self._until: OrderedDict[str, float] = OrderedDict()

    async def claim(self, key: str) -> Claim:
        """Take a delivery, unless it was taken before."""
        now = time.monotonic()
        if self._until.get(key, 0) > now:
            return Claim.DONE
        self._until[key] = now + self._remembered
        self._until.move_to_end(key)
        while len(self._until) > self._most or next(iter(self._until.values())) <= now:
            self._until.popitem(last=False)
        return Claim.OURS

    async def finish(self, key: str) -> None:
        """Nothing more to do: within a process no worker vanishes."""

    async def close(self) -> None:
        """Nothing to end."""


class RedisClaims:
    """For several workers. The claim of one that ends in the middle runs out, and then another may answer."""

    def __init__(self, address: str, lease: float = LEASE, remembered: float = REMEMBERED) -> None:
        self._lease, self._remembered = lease, remembered
        self._worker = uuid.uuid4().hex
        self._redis = redis.Redis.from_url(
            address, decode_responses=True, socket_timeout=HURRY, socket_connect_timeout=HURRY
        )

    async def claim(self, key: str) -> Claim:
        """Take a delivery, unless somebody has it; where Redis is away better answer twice than not at all."""
        try:
            if await self._redis.set(PREFIX + key, self._worker, nx=True, px=round(self._lease * 1000)):
                return Claim.OURS
            return Claim.DONE if await self._redis.get(PREFIX + key) in (Claim.DONE.value, self._worker) else Claim.BUSY
        except redis.RedisError:
            logger.exception("Redis is away: deliveries of Slack may be answered twice.")
            return Claim.OURS

    async def finish(self, key: str) -> None:
        """Keep in mind that a delivery is answered."""
        try:
            await self._redis.set(PREFIX + key, Claim.DONE.value, px=round(self._remembered * 1000))
        except redis.RedisError:
            logger.exception("Redis is away: deliveries of Slack may be answered twice.")

    async def close(self) -> None:
        """End all connections."""
        await self._redis.close()


def claims(address: str) -> Claims:
    """The store at an address: memory:// or redis://host:6379."""
    return RedisClaims(address) if is_shared(address) else MemoryClaims()

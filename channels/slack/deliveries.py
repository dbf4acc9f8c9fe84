"""What Slack delivers, worked off after it was acknowledged: once each, in order within a queue, none lost."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from channels.slack.claims import Claim, Claims

logger = logging.getLogger(__name__)

BETWEEN_LOOKS = 1.0  # seconds, while another worker is at it
LAST_PATIENCE = 25  # seconds for all that is under way when the server ends

Work = Callable[[], Awaitable[None]]


class Deliveries:
    """The work that was taken on, as one chain of tasks for each queue."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._last: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self.is_open = True

    def accept(self, key: str, queue: str, work: Work) -> None:
        """Take on the work of a delivery, after all that was taken on in its queue before; returns at once.

        `key` is the same for each repetition of a delivery.
        """
        task = asyncio.create_task(self._run(self._last.get(queue), key, work))
        self._last[queue] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._forget(queue, done))

    async def close(self, patience: float = LAST_PATIENCE) -> None:
        """Take on nothing more and come back when all is worked off, at the latest after `patience` seconds."""
        self.is_open = False
        end = time.monotonic() + patience
        while self._running and time.monotonic() < end:  # what was let in before may still be taken on
            await asyncio.wait(self._running, timeout=end - time.monotonic())
        left = list(self._running)
        for task in left:
            task.cancel()
        if left:
            logger.error(f"{len(left)} of Slack's messages weren't answered in the {patience} seconds at the end.")
            await asyncio.wait(left)
        await self._claims.close()

    async def _run(self, before: asyncio.Task[None] | None, key: str, work: Work) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            if await self._is_ours(key):
                await work()
                await self._claims.finish(key)
        except Exception:
            logger.exception("A delivery of Slack couldn't be worked off.")
            await self._claims.finish(key)

    async def _is_ours(self, key: str) -> bool:
        """Whether we answer; where another worker is at it, we wait until it is done or has vanished."""
        while (claim := await self._claims.claim(key)) is Claim.BUSY:
            await asyncio.sleep(BETWEEN_LOOKS)
        return claim is Claim.OURS

    def _forget(self, queue: str, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if self._last.get(queue) is task:
            del self._last[queue]

"""Locks in Redis for several workers: one turn of a conversation at a time, in the order in which messages came.

Rasa's RedisLockStore reads and writes its list of tickets in two steps, so that two workers may draw the same ticket;
both messages are then answered at once, and one turn overwrites the other (rasa #9213).
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.exceptions import RedisError

from stores.tickets import RENEWAL, Ticket, Tickets

logger = logging.getLogger(__name__)

HURRY = 3.0  # seconds for Redis to answer
PATIENCE = 45.0  # seconds for a message to get its turn: after that the channels have apologised
PREFIX = "outsourcing-guide:lock:"
_PAUSE = 0.2  # seconds before Redis is asked again that didn't answer


class RedisLockStore(LockStore):
    """A queue for each conversation. The lock of a worker that died is free after a lease of some seconds."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """The store at the `url` of the endpoint, redis://…; `key_prefix` sets several bots in one Redis apart."""
        prefix = endpoint_config.kwargs.get("key_prefix", PREFIX)
        self._tickets = Tickets(endpoint_config.url or "redis://localhost:6379", prefix, HURRY)
        self._worker, self._drawn = uuid.uuid4().hex, 0
        self._held: dict[str, Ticket] = {}
        self._entrances: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # each while somebody is in it
        self._renewal: threading.Thread | None = None
        self._closed = threading.Event()

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[None]:
        """The block alone has the conversation; raises LockError where that can't be had in time."""
        deadline = time.monotonic() + PATIENCE
        ticket = await self._draw(conversation_id, deadline)
        try:
            await self._turn_of(ticket, deadline)
            yield
        finally:
            del self._held[ticket.number]
            await asyncio.shield(self._give_back(ticket))

    async def close(self) -> None:
        """End the renewals and all connections."""
        self._closed.set()
        if self._renewal is not None:
            await asyncio.to_thread(self._renewal.join)
        await self._tickets.close()

    async def _draw(self, conversation: str, deadline: float) -> Ticket:
        """A ticket that is renewed from now on. One after the other, lest two messages overtake each other here."""
        entrance = self._entrances.setdefault(conversation, asyncio.Lock())
        async with entrance:
            self._drawn += 1
            number = f"{self._worker}:{self._drawn}"
            while True:
                _refuse_late(deadline)
                try:
                    ticket = await self._tickets.draw(number, conversation)
                    break
                except RedisError as error:
                    _refuse_late(deadline, error)
                    await asyncio.sleep(_PAUSE)
            self._held[number] = ticket
        if self._renewal is None:
            self._renewal = threading.Thread(target=self._renew, name="renewal of locks", daemon=True)
            self._renewal.start()
        return ticket

    async def _turn_of(self, ticket: Ticket, deadline: float) -> None:
        while True:
            try:
                is_first = await self._tickets.is_first(ticket)
                _refuse_late(deadline)
                if is_first:
                    return
                await self._tickets.called(ticket)
            except RedisError as error:
                _refuse_late(deadline, error)
                await asyncio.sleep(_PAUSE)

    async def _give_back(self, ticket: Ticket) -> None:
        try:
            await self._tickets.give_back(ticket)
        except RedisError as error:  # the turn is over and right; its lease runs out
            logger.warning(f"Redis is away, a conversation waits until a lease runs out: {error}")

    def _renew(self) -> None:
        """A thread, since a busy event loop is no dead worker."""
        while not self._closed.wait(RENEWAL):
            for ticket in list(self._held.values()):
                with suppress(RedisError):  # the next one may reach it
                    self._tickets.renew(ticket)


def _refuse_late(deadline: float, error: Exception | None = None) -> None:
    """Raise LockError after the deadline: its sender has been told, and what runs now would be stored twice."""
    if time.monotonic() > deadline:
        raise LockError("A message didn't get its turn: is Redis in order?") from error

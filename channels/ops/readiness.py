"""Whether all that an answer needs is there: model, action server, tracker store, lock store, what channels share."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from redis import asyncio as redis

from channels.base import release
from channels.forgetting import stores_of
from channels.settings import is_shared

logger = logging.getLogger(__name__)

PATIENCE = 3  # seconds for each part

OK = "ok"
OWN = "ops"  # the channel that asks, which nobody talks by


class NotReadyError(Exception):
    """Why a part isn't ready; without anything that an outsider may not read."""


async def checks(agent: Any, channels: Sequence[Any]) -> dict[str, str]:
    """By part "ok", or what is wrong; a channel is a part where it keeps something outside of this server, or is there
    for a service outside.
    """
    parts: dict[str, Callable[[], Awaitable[None]]] = {
        "model": partial(_model, agent),
        "action_server": partial(_action_server, agent),
        "tracker_store": partial(_tracker_store, agent),
        "lock_store": partial(_lock_store, agent),
    }
    for channel in channels:
        address = getattr(channel, "storage", "")
        if address and is_shared(address):
            parts[f"{channel.name()}_storage"] = partial(_storage, address)
    found = await asyncio.gather(*(_checked(part, check) for part, check in parts.items()))
    return {**dict(zip(parts, found, strict=True)), **{name: fault or OK for name, fault in faults(channels).items()}}


def faults(channels: Iterable[Any]) -> dict[str, str]:
    """By the name of each channel that is there for a service outside: what is wrong with that, "" where nothing is."""
    told = {channel.name(): getattr(channel, "fault", None) for channel in channels}
    return {name: fault for name, fault in told.items() if fault is not None}


def status(found: Mapping[str, str], channels: Iterable[Any]) -> str:
    """In a word what the checks found.

    A channel whose service is away makes the server but degraded, as long as others are there: it answers these, and
    nobody who balances load should take it out.
    """
    names = {channel.name() for channel in channels} - {OWN}
    wrong = {part for part, told in found.items() if told != OK}
    if wrong - names or (wrong and wrong == names):
        return "not ready"
    return "degraded" if wrong else "ready"


async def _checked(part: str, check: Callable[[], Awaitable[None]]) -> str:
    try:
        await asyncio.wait_for(check(), PATIENCE)
    except NotReadyError as error:
        return str(error)
    except asyncio.TimeoutError:
        return f"no answer within {PATIENCE} seconds"
    except Exception as error:  # whatever a store or the network raises
        logger.warning(f"The {part} isn't ready.", exc_info=True)
        return f"{type(error).__name__}: see the logs of this server and of that part"
    return OK


async def _model(agent: Any) -> None:
    if agent is None or not agent.is_ready():
        raise NotReadyError("no model is loaded: train one, or look why it can't be loaded")


async def _action_server(agent: Any) -> None:
    endpoint = getattr(agent, "action_endpoint", None)
    if endpoint is None:
        raise NotReadyError("endpoints.yml names no action_endpoint")
    address = urlsplit(endpoint.url)._replace(path="/health/content", query="").geturl()
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        if response.status != 200:
            raise NotReadyError(f"it answers with status {response.status}")
        told = (await response.json()).get("content")
    mine = release(agent)["content"]
    if told and mine and told != mine:
        raise NotReadyError(
            f"it has the content {told}, the model {mine}: restart it, or load the model of its content"
        )


async def _tracker_store(agent: Any) -> None:
    """Asked past the wrapper, which takes a store that is away for one that knows nobody."""
    if agent is None:
        raise NotReadyError("it is set up with the model")
    await stores_of(agent.tracker_store)[0].exists("readiness")


async def _lock_store(agent: Any) -> None:
    if agent is None:
        raise NotReadyError("it is set up with the model")
    async with agent.lock_store.lock(f"readiness-{uuid.uuid4().hex}"):
        pass


async def _storage(address: str) -> None:
    async with redis.Redis.from_url(address) as connection:
        await connection.ping()

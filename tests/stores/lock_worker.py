"""A worker of two or more that answer one sender: `python -m ... ENDPOINT REDIS NAME COUNT AT_ONCE [PAUSE]`.

A turn reads what is stored, waits a little and writes it with the message added, as a tracker is. The messages are
`NAME-0`, `NAME-1` and so on, each taken in that order.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig
from redis import asyncio as redis

SENDER, STORED = "me", "stored"


async def main(endpoint: dict[str, Any], address: str, name: str, count: int, at_once: int, pause: float) -> None:
    store = LockStore.create(EndpointConfig(**endpoint))
    database = redis.Redis.from_url(address, decode_responses=True)
    free = asyncio.Semaphore(at_once)

    async def turn(message: str) -> None:
        try:
            async with store.lock(SENDER, wait_time_in_seconds=0.01):
                stored = json.loads(await database.get(STORED) or "[]")
                print(message, flush=True)
                await asyncio.sleep(pause)
                await database.set(STORED, json.dumps([*stored, message]))
        except LockError:
            print(f"{message} has no lock", flush=True)
        finally:
            free.release()

    turns = []
    for number in range(count):
        await free.acquire()
        turns.append(asyncio.create_task(turn(f"{name}-{number}")))
    await asyncio.gather(*turns)


if __name__ == "__main__":
    endpoint, address, name, *numbers = sys.argv[1:]
    pause = float(numbers[2]) if len(numbers) > 2 else 0.0
    asyncio.run(main(json.loads(endpoint), address, name, int(numbers[0]), int(numbers[1]), pause))

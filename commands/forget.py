"""`make forget SENDER=...`: deletes a conversation, by the running bot if there is one, else in the tracker store."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from urllib.parse import quote

from commands import network, variables
from commands.command import CommandError, run

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Delete it and say so; 1 where there is no such conversation."""
    sender = os.environ.get("SENDER", "").strip()
    if not sender:
        raise CommandError("Name the conversation by its id: make forget SENDER=web-...")
    bot = network.url(variables.port(*variables.BOT))
    found = _by_bot(bot, sender) if network.answers(f"{bot}/health") else asyncio.run(_in_store(sender))
    print("The conversation is deleted." if found else "No such conversation is stored.")
    return 0 if found else 1


def _by_bot(bot: str, sender: str) -> bool:
    """Whether the bot had it; it waits for the turn that may be under way."""
    import requests

    token = os.environ.get("OPS_TOKEN", "").strip()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = requests.delete(f"{bot}/conversations/{quote(sender, safe='')}", headers=headers, timeout=60)
    if answer.status_code not in (200, 404) or "forgotten" not in answer.json():
        raise CommandError(f"The bot at {bot} doesn't delete it ({answer.status_code}): {answer.text.strip()}")
    return bool(answer.json()["forgotten"])


async def _in_store(sender: str) -> bool:
    """Whether the store had it. The lock keeps it from a bot elsewhere that shares the lock store."""
    from rasa.core.lock_store import LockStore
    from rasa.core.utils import AvailableEndpoints

    from channels.forgetting import forget
    from commands import conversation_store

    endpoints = ROOT / variables.file("ENDPOINTS", "endpoints.yml")
    store = conversation_store.store(endpoints)
    locks = LockStore.create(AvailableEndpoints.read_endpoints(str(endpoints)).lock_store)
    async with locks.lock(sender):
        return forget(store, sender)


if __name__ == "__main__":
    sys.exit(run(main))

"""`make forget SENDER=...`: deletes a conversation, by the running bot if there is one, else in the tracker store."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from urllib.parse import quote

from commands import network, variables
from commands.command import CommandError, run

ROOT = Path(__file__).resolve().parent.parent
MEND = "Name the bot's PORT; with one that nothing answers on it is deleted in the tracker store."


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
    try:
        answer = requests.delete(f"{bot}/conversations/{quote(sender, safe='')}", headers=headers, timeout=60)
    except requests.RequestException as error:
        raise CommandError(f"{bot} can't be told to delete it: {error}. {MEND}") from None
    found = _told(answer.text)
    if answer.status_code not in (200, 404) or found is None:
        raise CommandError(f"{bot} doesn't delete it ({answer.status_code}): {answer.text.strip()[:500]} {MEND}")
    return found


def _told(body: str) -> bool | None:
    """Whether there was such a conversation, None where the operations channel didn't say that."""
    try:
        told = json.loads(body)
    except ValueError:
        return None
    return told.get("forgotten") if isinstance(told, dict) else None


async def _in_store(sender: str) -> bool:
    """Whether the store had it. The lock keeps it from a bot elsewhere that shares the lock store."""
    from rasa.core.lock_store import LockStore
    from rasa.core.utils import AvailableEndpoints

    from channels.forgetting import forget
    from commands import conversation_store
    from stores.erasure import NotErasedError

    endpoints = ROOT / variables.file("ENDPOINTS", "endpoints.yml")
    store = conversation_store.store(endpoints)
    locks = LockStore.create(AvailableEndpoints.read_endpoints(str(endpoints)).lock_store)
    async with locks.lock(sender):
        try:
            return forget(store, sender)
        except NotErasedError as error:
            raise CommandError(str(error)) from None


if __name__ == "__main__":
    sys.exit(run(main))

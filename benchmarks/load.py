"""Clients that talk with a bot over its REST channel and take the time of every reply."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks.figures import Round
from benchmarks.messages import Conversation
from commands.command import CommandError
from commands.network import HOST

_PATH = "/webhooks/rest/webhook"
_PATIENCE = 60  # seconds for one reply


class Client:
    """One user after another at a bot's REST channel, over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE)

    def ask(self, sender: str, text: str) -> str:
        """The texts of the reply, one a line; raises OSError, HTTPException, or CommandError on a refusal."""
        body = json.dumps({"sender": sender, "message": text})
        self._connection.request("POST", _PATH, body, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        content = response.read()
        if response.status != http.client.OK:
            raise CommandError(f"The bot answered {response.status} to {text[:60]!r}: {content[:200]!r}")
        return "\n".join(message.get("text", "") for message in json.loads(content))

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def play(port: int, conversations: Sequence[Conversation], clients: int, apology: str = "") -> Round:
    """The figures of the conversations, held by so many clients at once, each sending when it has its reply.

    `apology` is what the bot says where an action failed; such a reply counts as none.
    """
    shares = [conversations[start::clients] for start in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        begin = time.perf_counter()
        outcomes = list(pool.map(lambda share: _talk(port, share, apology), shares))
        elapsed = time.perf_counter() - begin
    seconds = tuple(each for times, _ in outcomes for each in times)
    return Round(seconds, elapsed, sum(unanswered for _, unanswered in outcomes))


def _talk(port: int, conversations: Sequence[Conversation], apology: str) -> tuple[list[float], int]:
    """The seconds of each reply, and how many replies said nothing."""
    client, seconds, unanswered = Client(port), [], 0
    for conversation in conversations:
        sender = uuid.uuid4().hex
        for text in conversation:
            begin = time.perf_counter()
            reply = client.ask(sender, text)
            seconds.append(time.perf_counter() - begin)
            unanswered += not reply.strip() or (bool(apology) and apology in reply)
    client.close()
    return seconds, unanswered

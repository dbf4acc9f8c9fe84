"""A bot of a few canned answers behind real HTTP, in the form of the shell channel or of Rasa's REST channel."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BUTTONS = [
    {"title": "First way", "payload": "Tell me of the first way"},
    {"title": "Compare them", "payload": "compare"},
]
SOURCES = [{"id": "a", "title": "“A study” (An institute, 2024)"}, {"id": "b", "title": "“A guide”"}]


def comparison(columns: int = 2) -> dict[str, Any]:
    """An answer with a table, in the form that the actions give it."""
    names = ["Alpha", "Beta", "Gamma", "Delta"][:columns]
    cell = "Work with many steps that follow a rule, done by people who were trained for a few weeks."
    rows = [{"label": label, "cells": [f"{name}: {cell}" for name in names]} for label in ("Kind of work", "Cost")]
    lines = [line for row in rows for line in (f"{row['label']}:", *map("• {}: {}".format, names, row["cells"]))]
    text = "\n".join(["They differ.", *lines, "The documents disagree.", "Sources: “A study”; “A guide”"])
    return {
        "text": text,
        "buttons": BUTTONS[:1],
        "data": {"version": 1, "part": "comparison", "table": {"columns": names, "rows": rows}, "sources": SOURCES},
    }


def reply_to(message: str) -> list[dict[str, Any]]:
    """The canned answer to a message; anything else is echoed."""
    if message.startswith("compare"):
        return [comparison(4 if "four" in message else 2)]
    if message == "silence":
        return []
    if message == "colours":
        return [{"text": "\x1b[31mred\x1b[0m \x07bell [bold]markup[/bold]"}]
    if message == "two":
        return [{"text": "One.\nMore of it."}, {"text": "Two."}]
    data = {"version": 1, "part": "definition", "table": {}, "sources": SOURCES[:1]}
    return [{"text": f"You said: {message}\n• a bullet\nSource: “A study”", "buttons": BUTTONS, "data": data}]


class FakeBot:
    """What arrived, and how to misbehave: `channel` is the only one that answers, `status` its HTTP status."""

    def __init__(self, channel: str = "shell") -> None:
        self.channel, self.status, self.body = channel, 200, b""
        self.requests: list[dict[str, Any]] = []
        self.url = ""

    def messages(self) -> list[str]:
        """The messages that arrived."""
        return [request["message"] for request in self.requests]


@contextmanager
def running(channel: str = "shell", port: int = 0) -> Iterator[FakeBot]:
    """A fake bot on a free port, gone at the end."""
    bot = FakeBot(channel)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = self.path == f"/webhooks/{bot.channel}/webhook"
            if known:
                bot.requests.append(body)
            answer = bot.body or json.dumps(reply_to(body["message"])).encode()
            self._answer(bot.status if known else 404, answer)

        def do_GET(self) -> None:
            known = self.path == f"/webhooks/{bot.channel}/"
            self._answer(200 if known else 404, b'{"status": "ok", "assistant": "outsourcing_guide", "model": "m1"}')

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    bot.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield bot
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with running(port=5999) as fake:
        print(fake.url)
        threading.Event().wait()

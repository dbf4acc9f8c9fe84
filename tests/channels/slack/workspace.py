"""A Slack workspace without Slack: `emulate` holds its state, and what stands before it records all calls.

What emulate doesn't know is answered here: the assistant's pane, response URLs, Socket Mode; and, when it is told to,
“too many requests” or an error.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import requests
import yaml
from aiohttp import ClientSession, WSMsgType, web

from commands import processes
from commands.network import answers, free_ports
from commands.npm import Npm
from tests.channels.slack.samples import BOT_TOKEN

FOLDER = "tests/channels/slack"
PATIENCE = 30
PEOPLE = 300
AWAY_IN_EMULATE = ("assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts")
RESPONSE_URL = "response_url"  # stands for a method in the records

T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """A call of the bot, as Slack understands it; `answer` is Slack's."""

    method: str
    params: dict[str, Any]
    answer: dict[str, Any]
    at: float = field(default_factory=time.monotonic)

    def __repr__(self) -> str:
        return f"{self.method} {str(self.params)[:200]}"


class Workspace:
    """People, a channel and the calls that the bot has made."""

    def __init__(self, emulate: str, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.calls: list[Call] = []
        self.acknowledged: list[str] = []  # envelopes of Socket Mode
        self._emulate = emulate
        self._refusals: dict[str, list[web.Response]] = defaultdict(list)
        self._sockets: list[web.WebSocketResponse] = []
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._port = port

    # -- what tests do -----------------------------------------------------------------------------------------

    def wait(self, look: Callable[[], T | None], what: str = "it") -> T:
        """What `look` finds, as soon as it finds something."""
        deadline = time.monotonic() + PATIENCE
        with self._changed:
            while not (found := look()):
                assert self._changed.wait(deadline - time.monotonic()), (
                    f"{what} didn't happen; the last calls: {self.calls[-5:]}"
                )
        return found

    def called(self, method: str, **params: Any) -> list[Call]:
        """The calls of a method with these parameters that Slack took, in order."""
        return [
            call
            for call in list(self.calls)
            if call.method == method
            and call.answer.get("ok")
            and all(call.params.get(key) == value for key, value in params.items())
        ]

    def put_off(self, method: str, seconds: int, times: int = 1) -> None:
        """Answer the next calls of a method with “too many requests”."""
        for _ in range(times):
            self.refuse(method, "ratelimited", 429, {"Retry-After": str(seconds)})

    def refuse(self, method: str, error: str, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Answer the next call of a method with an error."""
        answer = web.json_response({"ok": False, "error": error}, status=status, headers=headers)
        self._refusals[method].append(answer)

    def refuse_response(self, error: str) -> None:
        """Answer what comes next by a response URL with an error."""
        self._refusals[RESPONSE_URL].append(web.Response(status=400, text=error))

    def ask_emulate(self, method: str, **params: Any) -> dict[str, Any]:
        """A call that isn't the bot's."""
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        answer = requests.post(f"{self._emulate}/api/{method}", json=params, headers=headers, timeout=10).json()
        assert answer["ok"], answer
        return dict(answer)

    def has_socket(self) -> bool:
        """True once the bot is connected by Socket Mode."""
        return bool(self._sockets)

    def send(self, envelope: dict[str, Any]) -> None:
        """Send something by Socket Mode."""
        text = json.dumps(envelope)
        sent: Future[None] = asyncio.run_coroutine_threadsafe(self._sockets[-1].send_str(text), self._loop)
        sent.result(PATIENCE)

    # -- what the bot meets ------------------------------------------------------------------------------------

    @contextmanager
    def open(self) -> Iterator[None]:
        """Listen for the time of the block."""
        ready = threading.Event()
        thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        thread.start()
        assert ready.wait(PATIENCE)
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(PATIENCE)

    def _run(self, ready: threading.Event) -> None:
        app = web.Application(client_max_size=4_000_000)
        app.router.add_post("/api/{method}", self._on_call)
        app.router.add_post("/response/{id}", self._on_response)
        app.router.add_get("/socket", self._on_socket)
        runner = web.AppRunner(app)
        self._loop.run_until_complete(runner.setup())
        self._loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", self._port).start())
        ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _on_call(self, request: web.Request) -> web.Response:
        method, body = request.match_info["method"], await request.read()
        if self._refusals[method]:
            refusal = self._refusals[method].pop(0)
            self._record(
                method, _params(request, body), {**json.loads(refusal.body or b"{}"), "status": refusal.status}
            )
            return refusal
        if method in AWAY_IN_EMULATE:
            answer: dict[str, Any] = {"ok": True}
        elif method == "apps.connections.open":
            answer = {"ok": True, "url": f"ws://127.0.0.1:{self._port}/socket?ticket=a-ticket-of-the-tests"}
        else:
            headers = {key: request.headers[key] for key in ("Authorization", "Content-Type") if key in request.headers}
            async with (
                ClientSession() as session,
                session.post(f"{self._emulate}/api/{method}", data=body, headers=headers) as response,
            ):
                answer = await response.json()
        self._record(method, _params(request, body), answer)
        return web.json_response(answer)

    async def _on_response(self, request: web.Request) -> web.Response:
        params = {**await request.json(), "id": request.match_info["id"]}
        if self._refusals[RESPONSE_URL]:
            return self._refusals[RESPONSE_URL].pop(0)
        self._record(RESPONSE_URL, params, {"ok": True})
        return web.Response(text="ok")

    async def _on_socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        with self._changed:
            self._changed.notify_all()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                with self._changed:
                    self.acknowledged.append(json.loads(message.data)["envelope_id"])
                    self._changed.notify_all()
        return socket

    def _record(self, method: str, params: dict[str, Any], answer: dict[str, Any]) -> None:
        with self._changed:
            self.calls.append(Call(method, params, answer))
            self._changed.notify_all()


def _params(request: web.Request, body: bytes) -> dict[str, Any]:
    """The parameters of a call, whether they came as JSON or as a form with JSON in it."""
    if request.content_type == "application/json":
        return dict(json.loads(body or b"{}"))
    params: dict[str, Any] = dict(parse_qsl(body.decode()))
    structured = ("blocks", "view", "prompts")
    return {key: json.loads(value) if key in structured else value for key, value in params.items()}


@contextmanager
def a_workspace(folder: Path) -> Iterator[Workspace]:
    """A workspace of its own for the time of the block; its files are in `folder`."""
    people = [{"name": f"person{number}", "real_name": f"Person {number}"} for number in range(PEOPLE)]
    seed = {"slack": {"team": {"name": "Example"}, "users": people, "channels": [{"name": "outsourcing"}]}}
    (folder / "seed.yml").write_text(yaml.safe_dump(seed))
    port, proxy_port = free_ports(2)
    npm = Npm(folder=FOLDER)
    node = npm.command()[0]
    program = str(npm.folder / "node_modules" / "emulate" / "dist" / "index.js")
    command = [node, program, "start", "--service", "slack", "--port", str(port), "--seed", str(folder / "seed.yml")]
    process = processes.start(command, folder / "emulate.log", folder, npm.variables())
    try:
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE
        while not answers(url):
            assert process.poll() is None, (folder / "emulate.log").read_text()
            assert time.monotonic() < deadline, "emulate didn't start"
            time.sleep(0.05)
        workspace = Workspace(url, proxy_port)
        with workspace.open():
            yield workspace
    finally:
        processes.stop([process])

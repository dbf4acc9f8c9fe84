"""Keeps a server free for those who talk: what keeps it waiting has a limited time, number and size.

Sanic 21.12 ends a request only after a minute in which nothing at all came: one byte now and then holds a connection,
with what it takes of memory, for ever, and some thousands of them hold all that the system gives a server.
"""

from __future__ import annotations

import asyncio
import random
import resource
from dataclasses import dataclass
from typing import Any

from sanic import Sanic
from sanic.config import DEFAULT_CONFIG
from sanic.exceptions import PayloadTooLarge, RequestTimeout
from sanic.request import Request

HEAD_SECONDS = 10  # from the connection, or the answer before, to the end of a request's head
BODY_SECONDS = 15  # from there to the end of its body
MOST_WAITING = 2_000  # connections whose request isn't whole yet
MOST_HELD = 64_000_000  # bytes of their bodies
MOST_PIECES = 2_000  # of one body: a megabyte in the smallest packets has fewer
MOST_FILES = 16_384  # connections and files that a server may have open
SETTINGS = {"REQUEST_MAX_SIZE": 1_000_000, "REQUEST_TIMEOUT": HEAD_SECONDS}  # of Sanic, unless somebody set others

Task = asyncio.Task[Any]


@dataclass
class Wait:
    """What the server waits for: the body of `request`, of which `held` bytes came in `pieces`; or a head."""

    timer: asyncio.TimerHandle
    request: Request | None = None
    held: int = 0
    pieces: int = 0


class Connections:
    """The connections of a server that it waits for. Where there is too much of them, the oldest goes first.

    All methods belong to the connection whose task runs.
    """

    def __init__(self, most: int = MOST_WAITING, most_held: int = MOST_HELD) -> None:
        self._most, self._most_held = most, most_held
        self._waits: dict[Task, Wait] = {}
        self._held = 0

    def begin(self) -> None:
        """It is new or has had its answer: the head of a request may come."""
        self._wait(HEAD_SECONDS)

    def take(self, request: Request) -> None:
        """The head has come: the body may follow."""
        if "content-length" in request.headers or "transfer-encoding" in request.headers:
            self._wait(BODY_SECONDS, request)
        else:
            self.release()

    def hold(self, size: int) -> None:
        """So many bytes of the body have come; raises PayloadTooLarge where it comes in crumbs, which cost time."""
        own = self._waits.get(_task())
        if own is None:
            return
        own.held += size
        own.pieces += 1
        self._held += size
        while self._held > self._most_held:
            self._end(next(task for task, wait in self._waits.items() if wait.held))
        if own.pieces > MOST_PIECES:
            raise PayloadTooLarge("This comes in too many pieces.")

    def release(self) -> None:
        """The request is whole: what takes time now is the answer."""
        self._forget(_task())

    def _wait(self, seconds: float, request: Request | None = None) -> None:
        task = _task()
        if task in self._waits:
            self._forget(task)
        else:
            task.add_done_callback(self._forget)
        while len(self._waits) >= self._most:
            self._end(next(iter(self._waits)))
        # What came at once doesn't end at once: a thousand ends in a row would hold up everybody else.
        timer = asyncio.get_running_loop().call_later(seconds * random.uniform(1, 1.4), self._end, task)
        self._waits[task] = Wait(timer, request)

    def _end(self, task: Task) -> None:
        """End a connection as Sanic's own timeouts do; it is told why where it has asked for something."""
        wait = self._waits[task]
        if wait.request is not None and wait.request.stream is not None:
            wait.request.stream.exception = RequestTimeout("This request took too long to arrive.")
        self._forget(task)
        task.cancel()

    def _forget(self, task: Task) -> None:
        wait = self._waits.pop(task, None)
        if wait is not None:
            wait.timer.cancel()
            self._held -= wait.held


def _task() -> Task:
    task = asyncio.current_task()
    assert task is not None  # Sanic runs each connection in a task
    return task


def watch(app: Sanic) -> None:
    """Have a server that hasn't started yet watch its connections, once however many channels want it."""
    if hasattr(app.ctx, "connections"):
        return
    connections = app.ctx.connections = Connections()
    for name, value in SETTINGS.items():
        if app.config[name] == DEFAULT_CONFIG[name]:
            app.config[name] = value
    _allow_files()

    async def begin(**_: Any) -> None:
        connections.begin()

    async def take(request: Request) -> None:
        connections.take(request)

    async def hold(body: bytes) -> None:
        connections.hold(len(body))

    app.add_signal(begin, "http.lifecycle.begin")
    app.add_signal(hold, "http.lifecycle.read_body")
    app.add_signal(take, "http.lifecycle.request")
    app.add_signal(begin, "http.lifecycle.response")


def _allow_files() -> None:
    """Systems begin with 1,024 open files for a process, which a thousand idle connections use up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))

"""Calls run in processes of their own: one that doesn't end is ended with its process, and holds up nobody else.

A thread wouldn't do: a regular expression keeps Python's global lock until it is through. The processes are forks of
the server, so that a new one is there within milliseconds, with all that the server has loaded.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import stat
import struct
import time
from collections.abc import Callable
from typing import NoReturn

from commands.processes import end_with_parent

logger = logging.getLogger(__name__)

LIMIT = 10.0  # seconds for a call
ROOM = 1.0  # seconds after which a call makes room, where all processes are busy and another one waits; most take 0.01
MOST = 3  # processes; idle they take 5 MB each
LOWEST = 19  # priority of a process

_HEAD = struct.Struct("!IH")  # before what is sent: its size, and the status of an answer

_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Answer = tuple[int, bytes]
Work = Callable[[bytes], Answer]


class EndedError(Exception):
    """A call brought no answer: it took too long, or its process came to an end."""


class Worker:
    """A process that does one call after the other."""

    def __init__(self, work: Work) -> None:
        self.begun, self.has_stepped_back = 0.0, False
        self._opening: asyncio.Future[_Streams] | None = None
        self._socket, theirs = socket.socketpair()
        server = os.getpid()
        self._process = os.fork()
        if not self._process:
            _serve(theirs, work, server)
        theirs.close()

    async def do(self, call: bytes, room: float = ROOM) -> Answer:
        """What the work returns; raises EndedError. After `room` seconds it gets the time that nobody else wants."""
        stepping_back = asyncio.get_running_loop().call_later(room, self._step_back)
        try:
            self._opening = self._opening or asyncio.ensure_future(asyncio.open_connection(sock=self._socket))
            reader, writer = await asyncio.shield(self._opening)
            writer.write(_HEAD.pack(len(call), 0) + call)
            size, status = _HEAD.unpack(await reader.readexactly(_HEAD.size))
            return status, await reader.readexactly(size)
        except (asyncio.IncompleteReadError, OSError) as error:
            raise EndedError from error
        finally:
            stepping_back.cancel()

    def end(self) -> None:
        """End the process, at once and whatever it does."""
        if not self._process:
            return
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        self._process = 0
        if self._opening is None:
            self._socket.close()
        else:  # from here on the loop owns the socket: uvloop aborts when one is closed while it opens
            self._opening.add_done_callback(_close)

    def _step_back(self) -> None:
        self.has_stepped_back = True  # for good: nobody may raise a priority again
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process, LOWEST)


def _close(opened: asyncio.Future[_Streams]) -> None:
    if not opened.cancelled() and not opened.exception():
        opened.result()[1].close()


class Workers:
    """As many processes as are needed, up to `most`. A call has `limit` seconds.

    Where all are busy and another call waits, the one that has run longest makes room once it took `room` seconds: so
    whoever waits is served within about that time, however many calls don't end.
    """

    def __init__(self, work: Work, most: int = MOST, limit: float = LIMIT, room: float = ROOM) -> None:
        self._work, self._most, self._limit, self._room = work, most, limit, room
        self._idle: list[Worker] = []
        self._busy: dict[Worker, None] = {}  # the one that began first comes first
        self._old: set[Worker] = set()
        self._entrance, self._freed = asyncio.Lock(), asyncio.Event()

    async def run(self, call: bytes) -> Answer:
        """What the work makes of a call; raises EndedError where that doesn't come in time."""
        async with self._entrance:  # in the order in which they came
            worker = await self._free()
        worker.begun = time.monotonic()
        self._busy[worker] = None
        is_done = False
        try:
            answer = await asyncio.wait_for(worker.do(call, self._room), self._limit)
            is_done = worker not in self._old and not worker.has_stepped_back
            return answer
        except asyncio.TimeoutError as error:
            raise EndedError from error
        finally:
            del self._busy[worker]
            self._old.discard(worker)
            if is_done:
                self._idle.append(worker)
            else:
                worker.end()
            self._freed.set()

    def renew(self) -> None:
        """Have all calls from now on run with what the server has loaded by now."""
        self._old.update(self._busy)
        self.close()

    def close(self) -> None:
        """End the processes that do nothing; the others end with their calls, or with the server."""
        while self._idle:
            self._idle.pop().end()

    async def _free(self) -> Worker:
        while not self._idle and len(self._busy) >= self._most:
            oldest = next(iter(self._busy))
            self._freed.clear()
            patience = max(0.0, oldest.begun + self._room - time.monotonic())
            try:
                await asyncio.wait_for(self._freed.wait(), patience)
            except asyncio.TimeoutError:
                oldest.end()
                await self._freed.wait()
        return self._idle.pop() if self._idle else Worker(self._work)


def _serve(calls: socket.socket, work: Work, server: int) -> NoReturn:
    """In the new process: do what comes, until the server is gone."""
    try:
        _part(calls, server)
        with calls.makefile("rwb") as stream:
            while head := stream.read(_HEAD.size):
                status, answer = work(stream.read(_HEAD.unpack(head)[0]))
                stream.write(_HEAD.pack(len(answer), status) + answer)
                stream.flush()
    except Exception:
        logger.exception("A process for actions has ended.")
    finally:
        os._exit(0)  # none of what the server does at its end is to happen here


def _part(calls: socket.socket, server: int) -> None:
    """Leave the server its signals and connections: one that both held would stay open when the server closes it."""
    end_with_parent(signal.SIGKILL)
    if os.getppid() != server:
        os._exit(1)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):  # it ends when the server has ended its calls
        signal.signal(number, signal.SIG_IGN)
    for descriptor in map(int, os.listdir("/dev/fd")):
        with contextlib.suppress(OSError):  # the folder's own is closed by now
            if descriptor != calls.fileno() and stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                os.close(descriptor)

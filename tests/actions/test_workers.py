"""Calls that don't end are ended, and hold up nobody: neither those that wait nor the server itself."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import repeat
from pathlib import Path

import psutil
import pytest

from actions.workers import LOWEST, EndedError, Workers

ROOT = Path(__file__).resolve().parents[2]
NEVER = 3600.0  # seconds
loaded = "old"  # what a server has in its memory


def work(call: bytes) -> tuple[int, bytes]:
    """What the tests' calls ask for."""
    if call == b"hang":
        sum(repeat(0))  # holds Python's global lock, as a regular expression does
    if call == b"die":
        os._exit(1)
    if call == b"raise":
        raise ValueError("broken")
    if call == b"loaded":
        return 200, loaded.encode()
    if call.startswith(b"sleep "):
        time.sleep(float(call[6:]))
    return 200, f"{os.getpid()}".encode() if call == b"process" else call


Make = Callable[..., Workers]


@pytest.fixture
async def make() -> AsyncIterator[Make]:
    """Makes workers, and ends them after the test."""
    made: list[Workers] = []

    def one(**options: float) -> Workers:
        made.append(Workers(work, **options))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for workers in made:
        workers.close()
        for worker in workers._busy:
            worker.end()


def processes() -> set[int]:
    """The children of this process that run."""
    return {child.pid for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE}


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something that comes."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


async def ended(call: Awaitable[object]) -> bool:
    """True where a call was ended."""
    try:
        await call
    except EndedError:
        return True
    return False


async def test_calls_are_done_in_another_process_which_stays(make: Make) -> None:
    workers = make()
    (_, first), (_, second) = await workers.run(b"process"), await workers.run(b"process")
    assert first == second != f"{os.getpid()}".encode()
    assert await workers.run(b"x" * 3_000_000) == (200, b"x" * 3_000_000)


async def test_calls_at_once_are_done_at_once_by_no_more_processes_than_are_allowed(make: Make) -> None:
    workers, before = make(most=3), processes()
    answers = await asyncio.gather(*(workers.run(b"sleep 0.1") for _ in range(9)))
    assert answers == [(200, b"sleep 0.1")] * 9
    assert len(processes() - before) == 3


async def test_a_call_that_does_not_end_is_ended_and_leaves_nothing_behind(make: Make) -> None:
    workers, before = make(limit=0.3), processes()
    assert await ended(workers.run(b"hang"))
    assert processes() == before
    assert await workers.run(b"again") == (200, b"again")


async def test_others_are_answered_while_one_does_not_end(make: Make) -> None:
    workers = make(most=2, limit=NEVER, room=NEVER)
    hanging = asyncio.create_task(ended(workers.run(b"hang")))
    await until(lambda: bool(workers._busy))
    assert [await workers.run(b"x") for _ in range(20)] == [(200, b"x")] * 20
    assert not hanging.done()
    hanging.cancel()


async def test_where_all_are_busy_the_oldest_makes_room(make: Make) -> None:
    workers = make(most=2, limit=NEVER, room=0.2)
    first = asyncio.create_task(ended(workers.run(b"hang")))
    await until(lambda: len(workers._busy) == 1)
    second = asyncio.create_task(ended(workers.run(b"hang")))
    await until(lambda: len(workers._busy) == 2)
    assert await workers.run(b"x") == (200, b"x")
    assert await first
    assert not second.done()
    second.cancel()


async def test_none_makes_room_while_nobody_waits(make: Make) -> None:
    workers = make(most=1, room=0.0)
    assert await workers.run(b"sleep 0.3") == (200, b"sleep 0.3")


async def test_many_that_do_not_end_stop_nobody_in_the_end(make: Make) -> None:
    workers = make(most=2, limit=NEVER, room=0.1)
    hanging = [asyncio.create_task(ended(workers.run(b"hang"))) for _ in range(8)]
    await asyncio.sleep(0)  # they come first, and nobody waits behind the one that ends
    assert await workers.run(b"x") == (200, b"x")
    for each in hanging:
        each.cancel()


async def test_what_takes_long_gets_the_time_that_nobody_else_wants(make: Make) -> None:
    workers, before = make(limit=NEVER, room=0.1), processes()
    hanging = asyncio.create_task(ended(workers.run(b"hang")))
    await until(lambda: [psutil.Process(pid).nice() for pid in processes() - before] == [LOWEST])
    hanging.cancel()


async def test_what_took_long_leaves_no_slow_process_to_the_next(make: Make) -> None:
    workers = make(room=0.05)
    assert await workers.run(b"sleep 0.3") == (200, b"sleep 0.3")
    _, process = await workers.run(b"process")
    assert psutil.Process(int(process)).nice() == psutil.Process().nice()


@pytest.mark.parametrize("call", [b"die", b"raise"])
async def test_a_process_that_ends_is_replaced(make: Make, call: bytes) -> None:
    workers = make()
    assert await ended(workers.run(call))
    assert await workers.run(b"x") == (200, b"x")


async def test_a_process_that_ended_while_idle_costs_one_call_at_most(make: Make) -> None:
    workers = make()
    _, process = await workers.run(b"process")
    os.kill(int(process), signal.SIGKILL)
    await ended(workers.run(b"x"))
    assert await workers.run(b"x") == (200, b"x")


async def test_a_caller_who_leaves_leaves_no_process_at_work(make: Make) -> None:
    workers, before = make(), processes()
    hanging = asyncio.create_task(workers.run(b"hang"))
    await until(lambda: bool(workers._busy))
    hanging.cancel()
    await until(lambda: processes() == before)
    assert await workers.run(b"x") == (200, b"x")


async def test_after_a_renewal_calls_run_with_what_is_loaded_then(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    workers, before = make(), processes()
    assert await workers.run(b"loaded") == (200, b"old")
    busy = asyncio.create_task(workers.run(b"sleep 0.2"))
    await until(lambda: bool(workers._busy))
    monkeypatch.setattr(sys.modules[__name__], "loaded", "new")
    workers.renew()
    assert await workers.run(b"loaded") == (200, b"new")
    assert await busy == (200, b"sleep 0.2")
    assert len(processes() - before) == 1


async def test_a_process_keeps_none_of_the_servers_connections_open(make: Make) -> None:
    ours, theirs = socket.socketpair()
    await make().run(b"x")
    ours.close()
    theirs.settimeout(10)
    assert theirs.recv(1) == b""
    theirs.close()


async def test_a_signal_that_ends_the_server_lets_a_call_come_to_its_end(make: Make) -> None:
    workers, before = make(), processes()
    await workers.run(b"x")
    call = asyncio.create_task(workers.run(b"sleep 0.3"))
    await until(lambda: bool(workers._busy))
    for process in processes() - before:
        os.kill(process, signal.SIGTERM)
    assert await call == (200, b"sleep 0.3")


def test_a_process_ends_with_its_server_however_that_ends() -> None:
    program = (
        "import asyncio, os, time\n"
        "from tests.actions.test_workers import Workers, work\n"
        "async def main():\n"
        "    print((await Workers(work).run(b'process'))[1].decode(), flush=True)\n"
        "    time.sleep(60)\n"
        "asyncio.run(main())"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        worker = int(server.stdout.readline())
        assert psutil.pid_exists(worker)
        server.kill()
    deadline = time.monotonic() + 30
    while psutil.pid_exists(worker) and psutil.Process(worker).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline


def test_a_process_that_is_ended_while_its_connection_opens_does_not_take_the_server_with_it() -> None:
    program = """
import asyncio, contextlib, uvloop
from actions.workers import EndedError, Worker

async def main():
    worker = Worker(lambda call: (200, call))
    call = asyncio.ensure_future(worker.do(b"x"))
    await asyncio.sleep(0)
    worker.end()
    with contextlib.suppress(EndedError):
        await call
    print("goes on")

uvloop.install()
asyncio.run(main())
"""
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert ran.stdout == "goes on\n", ran.stderr

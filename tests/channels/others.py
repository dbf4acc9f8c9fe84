"""Somebody who goes on talking with a server while others abuse it, and what the server takes meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psutil

PAUSE = 0.05  # seconds between an answer and the next question: quicker ones would meet the limit of a session
# For an answer to somebody else: what is held up by another's request waits for as long as that may take, which is 10
# seconds and more. How quick answers are under load is measured by `make stress`.
MOST_SECONDS = 9.0
MOST_TIMES = 8  # as long as such an answer took before, where the machine is too busy for that by itself
MOST_MEMORY = 60_000_000  # bytes by which a server may grow


@dataclass
class Served:
    """How long each answer took, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)


@contextmanager
def others_served(server: str, talk: Callable[[], object]) -> Iterator[Served]:
    """While the block runs, somebody talks all the time, gets each answer in time, and the server doesn't grow."""
    process, served, ended = process_at(server), Served(), threading.Event()

    def go_on() -> None:
        try:
            served.seconds.append(_seconds(talk))
            while not ended.wait(PAUSE):
                served.seconds.append(_seconds(talk))
        except BaseException as error:
            served.faults.append(error)

    usual = max(_seconds(talk) for _ in range(5))
    before = process.memory_info().rss
    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        ended.set()
        thread.join(30)
    assert served.faults == [], served.faults
    assert served.seconds
    assert max(served.seconds) <= max(MOST_SECONDS, MOST_TIMES * usual), (usual, sorted(served.seconds)[-5:])
    assert process.memory_info().rss - before <= MOST_MEMORY


def _seconds(talk: Callable[[], object]) -> float:
    begun = time.monotonic()
    talk()
    return time.monotonic() - begun


def process_at(server: str) -> psutil.Process:
    """The process that listens at an address."""
    port = urlsplit(server).port
    listening = (c for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN and c.laddr.port == port)
    return psutil.Process(next(c.pid for c in listening if c.pid))

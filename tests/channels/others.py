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
MOST_SECONDS = 1.0  # for an answer to somebody else
MOST_TIMES = 8  # as long as such an answer took before, where the machine is too busy for that by itself
MOST_MEMORY = 60_000_000  # bytes by which a server may grow


@dataclass
class Served:
    """How long each answer took, how long the machine paused meanwhile, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)
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

    def be_idle() -> None:
        """What has nothing to do but to wake up shows how long the machine itself held everybody up."""
        while not ended.is_set():
            served.stalls.append(_seconds(lambda: time.sleep(PAUSE)) - PAUSE)

    usual = max(_seconds(talk) for _ in range(5))
    before = process.memory_info().rss
    threads = [threading.Thread(target=work, daemon=True) for work in (go_on, be_idle)]
    for thread in threads:
        thread.start()
    try:
        yield served
    finally:
        ended.set()
        for thread in threads:
            thread.join(30)
    assert served.faults == [], served.faults
    assert served.seconds
    most = max(MOST_SECONDS, MOST_TIMES * usual) + MOST_TIMES * max(served.stalls)
    assert max(served.seconds) <= most, (usual, most, sorted(served.seconds)[-5:])
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

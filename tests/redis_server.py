"""A Redis of one's own, that may be ended and started again."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.network import HOST, free_ports, is_free
from tests.programs import program


class RedisServer:
    """A Redis that keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        (self._port,) = free_ports(1)
        self.url = f"redis://{HOST}:{self._port}"
        bound = ("--bind", HOST, "--port", str(self._port), "--dir", str(folder), "--save", "")
        self._command = (program("redis-server"), *bound)
        self.start()

    def start(self) -> None:
        """Come back when it listens."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while is_free(self._port) and time.monotonic() < deadline:
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, with all that it holds."""
        self._process.kill()
        self._process.wait()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """It takes connections and answers nothing while the block runs."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)


@contextmanager
def running(folder: Path) -> Iterator[RedisServer]:
    """A Redis for the time of the block."""
    server = RedisServer(folder)
    try:
        yield server
    finally:
        server.stop()

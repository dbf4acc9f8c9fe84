"""A PostgreSQL of the tests' own, where one is installed."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from commands import network, postgresql
from tests.programs import program


@contextmanager
def serving(port: int = 0) -> Iterator[int]:
    """The port of an empty database, for the time of the block; without the program the test is left out."""
    program("initdb")
    port = port or network.free_ports(1)[0]
    with tempfile.TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's user has to pass
        process = subprocess.Popen(postgresql.server(Path(folder), port), stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 30
            while not _accepts(port):  # it listens before it has started
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield port
        finally:
            process.send_signal(signal.SIGINT)  # SIGTERM would wait until all clients have gone
            process.wait()


def _accepts(port: int) -> bool:
    try:
        psycopg2.connect(host=network.HOST, port=port, user=postgresql.USER).close()
    except psycopg2.OperationalError:
        return False
    return True

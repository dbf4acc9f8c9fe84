"""Shared by the channels' tests: a Redis.

Sanic turns DeprecationWarnings on when it is imported: here that comes before pytest's own filters.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sanic  # noqa: F401

from commands.network import HOST, free_ports, is_free
from tests.programs import program


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis of our own."""
    (port,) = free_ports(1)
    folder: Path = tmp_path_factory.mktemp("redis")
    command = [
        program("redis-server", "redis-server"),
        "--bind",
        HOST,
        "--port",
        str(port),
        "--dir",
        str(folder),
        "--save",
        "",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 20
        while is_free(port) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"redis://{HOST}:{port}"
        process.terminate()

"""A server with the operations channel."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from commands.network import answers, free_ports

TOKEN = "a token that nobody guesses"


@dataclass(frozen=True)
class Server:
    """Where it listens, and the file with its logs."""

    url: str
    log: Path


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("ops") / "log") as server:
        yield server


@contextmanager
def serving(log: Path, *storage: str) -> Iterator[Server]:
    """A server for the time of the block; `storage`: where it counts its limits, and where it looks for Slack."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "OPS_TOKEN": TOKEN, "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.channels.ops.ops_app", str(port), *storage]
    with log.open("w") as output, subprocess.Popen(command, env=environment, stdout=output, stderr=output) as process:
        deadline = time.monotonic() + 90
        while not answers(f"{url}/health") and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        yield Server(url, log)
        process.kill()

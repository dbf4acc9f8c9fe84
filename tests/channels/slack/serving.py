"""Starts the server of slack_app.py."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commands import processes
from commands.network import answers, free_ports
from commands.npm import ROOT
from tests.channels.slack.samples import BOT_TOKEN, SIGNING_SECRET
from tests.channels.slack.workspace import PATIENCE, Workspace

HTTP = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET}


class Server:
    """A running server: its address and its log."""

    def __init__(self, url: str, log: Path, process: subprocess.Popen[bytes]) -> None:
        self.url, self.log, self._process = url, log, process

    def is_ready(self) -> None:
        """Come back when it is."""
        deadline = time.monotonic() + 90
        while not answers(f"{self.url}/"):
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, "the server didn't start"
            time.sleep(0.1)

    def logs(self, text: str) -> None:
        """Wait until it has logged a text."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.log.read_text(errors="replace"):
            assert time.monotonic() < deadline, f"nothing is logged of {text}"
            time.sleep(0.05)

    def end(self) -> None:
        """Begin to end it in order."""
        self._process.send_signal(signal.SIGTERM)

    def has_ended(self) -> None:
        """Come back when it has."""
        self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End it at once, if it runs."""
        self._process.kill()
        self._process.wait(PATIENCE)


@contextmanager
def serving(
    workspace: Workspace, log: Path, secrets: dict[str, str] | None = None, store: Path | str = "", **settings: Any
) -> Iterator[Server]:
    """A server of its own for the time of the block."""
    with several([_start(workspace, log, HTTP if secrets is None else secrets, store, settings)]) as (server,):
        yield server


@contextmanager
def workers(workspace: Workspace, folder: Path, count: int, **settings: Any) -> Iterator[list[Server]]:
    """Some servers for the time of the block."""
    started = [_start(workspace, folder / f"{number}.log", HTTP, "", settings) for number in range(count)]
    with several(started) as servers:
        yield servers


@contextmanager
def several(servers: list[Server]) -> Iterator[list[Server]]:
    """Servers that are starting, once all are ready; none is left behind."""
    try:
        for server in servers:
            server.is_ready()
        yield servers
    finally:
        for server in servers:
            server.kill()


def _start(
    workspace: Workspace, log: Path, secrets: dict[str, str], store: Path | str, settings: dict[str, Any]
) -> Server:
    (port,) = free_ports(1)
    outside = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    outside = {key: value for key, value in outside.items() if not key.lower().endswith("_proxy")}
    given = json.dumps({"api_url": f"{workspace.url}/api/", **settings})
    command = [sys.executable, "-W", "ignore", "-m", "tests.channels.slack.slack_app", str(port), given, str(store)]
    process = processes.start(command, log, ROOT, {**outside, "TF_CPP_MIN_LOG_LEVEL": "3", **secrets})
    return Server(f"http://127.0.0.1:{port}", log, process)

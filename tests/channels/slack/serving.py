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

    def logs(self, text: str) -> None:
        """Wait until it has logged a text."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.log.read_text(errors="replace"):
            assert time.monotonic() < deadline, f"nothing is logged of {text}"
            time.sleep(0.05)

    def end(self) -> None:
        """End it in order and wait until it has."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(PATIENCE)

    def ask_to_end(self) -> None:
        """Begin to end it in order."""
        self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait(PATIENCE)


@contextmanager
def serving(
    workspace: Workspace, log: Path, secrets: dict[str, str] | None = None, store: Path | str = "", **settings: Any
) -> Iterator[Server]:
    """A server of its own for the time of the block."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    outside = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    outside = {key: value for key, value in outside.items() if not key.lower().endswith("_proxy")}
    environment = {**outside, "TF_CPP_MIN_LOG_LEVEL": "3", **(HTTP if secrets is None else secrets)}
    given = json.dumps({"api_url": f"{workspace.url}/api/", **settings})
    command = [sys.executable, "-W", "ignore", "-m", "tests.channels.slack.slack_app", str(port), given, str(store)]
    process = processes.start(command, log, ROOT, environment)
    try:
        deadline = time.monotonic() + 90
        while not answers(f"{url}/"):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, "the server didn't start"
            time.sleep(0.1)
        yield Server(url, log, process)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()

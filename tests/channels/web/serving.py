"""Starts the server of web_app.py."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from commands.network import answers, free_ports
from tests.channels.web.samples import OLD_SECRET, SECRET


@contextmanager
def serving() -> Iterator[str]:
    """A server of its own for the time of the block: its address."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "WEB_SESSION_SECRET": f"{SECRET}, {OLD_SECRET}", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.channels.web.web_app", str(port)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            deadline = time.monotonic() + 90
            while not answers(f"{url}/") and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)
            yield url
        finally:
            process.kill()  # it would wait for the connections that the tests leave open

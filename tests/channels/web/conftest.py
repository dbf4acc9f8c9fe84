"""The web channel's server, once for all tests, and visitors of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from commands.network import answers, free_ports
from tests.channels.web.samples import OLD_SECRET, SECRET
from tests.channels.web.visitor import Come, Visitor


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Where the server listens."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "WEB_SESSION_SECRET": f"{SECRET}, {OLD_SECRET}", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.channels.web.web_app", str(port)]
    with subprocess.Popen(command, env=environment) as process:
        deadline = time.monotonic() + 90
        while not answers(f"{url}/") and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        yield url
        process.kill()  # it would wait for the connections that the tests leave open


@pytest.fixture
def visitor(server: str) -> Visitor:
    """Somebody with a session on the channel as it is by default, but for its limits."""
    visitor = Visitor(f"{server}/webhooks/web")
    visitor.start()
    return visitor


@pytest.fixture
def come(server: str) -> Come:
    """Visitors without a session: come(channel, headers)."""
    return lambda channel="web", headers=None: Visitor(f"{server}/webhooks/{channel}", headers)

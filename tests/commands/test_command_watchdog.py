"""A server that stands still is replaced; one that ends is left to whoever started it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from commands import network, watchdog
from tests.programs import hear_ctrl_c

ROOT = Path(__file__).resolve().parents[2]

# Tells its process id at / and how often it was asked; ends with 7 where it is asked for /end.
SERVER = """
import json, os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    asked = 0
    def do_GET(self):
        Handler.asked += 1
        if self.path == "/end":
            os._exit(7)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"process": os.getpid(), "asked": Handler.asked}).encode())
HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""

GUARD = "import sys; from commands.watchdog import guard; sys.exit(guard(sys.argv[1], sys.argv[2:], silence=1))"


class Guarded:
    """A server under a watchdog that waits for a second."""

    def __init__(self) -> None:
        (self.port,) = network.free_ports(1)
        server = [sys.executable, "-c", SERVER, str(self.port)]
        command = [sys.executable, "-c", GUARD, network.url(self.port), *server]
        self.dog = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c)
        self._asked = 0
        until(lambda: self._ask().get("asked", 0) > self._asked)  # the watchdog has had its first answer

    @property
    def process(self) -> int:
        """The id of the process that answers; 0 where none does."""
        return int(self._ask().get("process", 0))

    def _ask(self) -> dict[str, int]:
        told = network.fetch(network.url(self.port))
        self._asked += bool(told)
        return told


@pytest.fixture
def guarded() -> Iterator[Guarded]:
    guarded = Guarded()
    yield guarded
    guarded.dog.kill()
    guarded.dog.wait()
    if guarded.dog.stderr is not None:
        guarded.dog.stderr.close()


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that comes."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_gone(process: int) -> bool:
    return not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE


def test_a_server_that_stands_still_is_replaced(guarded: Guarded) -> None:
    before = guarded.process
    os.kill(before, signal.SIGSTOP)
    until(lambda: guarded.process not in (0, before))
    assert is_gone(before)
    guarded.dog.kill()
    assert "didn't answer for 1 s: its server is replaced." in guarded.dog.communicate()[1]


def test_one_that_ends_by_itself_is_left_to_who_started_it(guarded: Guarded) -> None:
    network.fetch(f"{network.url(guarded.port)}/end")
    assert guarded.dog.wait(60) == 7


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_ends_with_the_watchdog(guarded: Guarded, number: int) -> None:
    server = guarded.process
    guarded.dog.send_signal(number)
    guarded.dog.wait(60)
    until(lambda: is_gone(server))


@pytest.mark.parametrize(("answers", "is_silent"), [([True, False, True], False), ([True, False, False], True)])
def test_time_in_which_the_watchdog_itself_stood_still_counts_as_one_question(
    answers: list[bool], is_silent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, told = [0.0], iter(answers)

    def asked(*_: object) -> bool:
        clock[0] += 1_000
        return next(told)

    monkeypatch.setattr(watchdog.network, "answers", asked)
    monkeypatch.setattr(watchdog, "time", SimpleNamespace(monotonic=lambda: clock[0], sleep=lambda _: None))
    polls = iter([None] * len(answers) + [0])
    assert watchdog._is_silent(SimpleNamespace(poll=lambda: next(polls)), "", silence=4) == is_silent  # type: ignore[arg-type]


def test_it_says_what_it_needs() -> None:
    done = subprocess.run([sys.executable, "-m", "commands.watchdog"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Name an address and a program" in done.stderr


def test_it_waits_for_ten_seconds() -> None:
    assert watchdog.SILENCE == 10
    assert json.dumps(watchdog.over("http://x/health", "-m", "a")) == json.dumps(
        [sys.executable, "-m", "commands.watchdog", "http://x/health", "-m", "a"]
    )

"""The servers of a set-up: started side by side, waited for by asking, ended together."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.load import Client
from benchmarks.setups import LOGS, Setup
from commands import processes, rest
from commands.command import CommandError
from commands.endpoints import with_actions_port
from commands.network import HOST, free_ports
from commands.progress import Progress
from commands.variables import quiet

_PATIENCE = 300  # seconds until the first answer
_PAUSE = 0.05  # seconds between two attempts


class Running:
    """The running servers of a set-up; `ready` is how long they took to their first right answer, in seconds."""

    def __init__(self, setup: Setup) -> None:
        """Start them; `wait` must be called before anything is measured."""
        self.setup = setup
        self.port, self._actions_port = free_ports(2)
        self.ready = 0.0
        archive, endpoints = setup.archive.relative_to(setup.folder), self._endpoints()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._begin = time.perf_counter()
        if setup.acts:
            actions = ("rasa_sdk", "--actions", "actions", "--port", str(self._actions_port))
            self._start("actions", actions, {"SANIC_HOST": HOST})
        bot = ("rasa", "run", "--interface", HOST, "--port", str(self.port), "--model", str(archive))
        self._start("bot", (*bot, "--endpoints", endpoints.name, "--credentials", "credentials.yml"))

    def wait(self) -> None:
        """Come back with the first right answer; raises CommandError where none comes."""
        progress = Progress(f"Starting {self.setup.name}")
        try:
            while not self._is_right():
                self._check()
                progress.tick()
                time.sleep(_PAUSE)
        finally:
            progress.end()
        self.ready = time.perf_counter() - self._begin

    def memory(self) -> int:
        """The resident memory of all its processes, in bytes."""
        return sum(member.memory_info().rss for member in self._family())

    def processor(self) -> float:
        """The processor time that all its processes have used so far, in seconds."""
        return sum(times.user + times.system for times in (member.cpu_times() for member in self._family()))

    def stop(self) -> None:
        """End them all."""
        processes.stop(self._processes)

    def _family(self) -> list[psutil.Process]:
        """Its processes and their children."""
        roots = [psutil.Process(process.pid) for process in self._processes]
        return [member for root in roots for member in (root, *root.children(recursive=True))]

    def _start(self, name: str, arguments: tuple[str, ...], more: Mapping[str, str] | None = None) -> None:
        environment = {key: value for key, value in quiet().items() if key != "PYTHONPATH"} | rest.ON | dict(more or {})
        log = LOGS / f"bench-{self.setup.name}-{name}.log"
        command = (sys.executable, "-m", *arguments)
        self._processes.append(processes.start(command, log, self.setup.folder, environment))

    def _endpoints(self) -> Path:
        """The endpoints file, or a copy that names the port of the actions."""
        original = self.setup.folder / "endpoints.yml"
        if not self.setup.acts:
            return original
        copy = original.with_name("endpoints-of-benchmark.yml")
        copy.write_text(with_actions_port(original.read_text(encoding="utf-8"), self._actions_port), encoding="utf-8")
        return copy

    def _is_right(self) -> bool:
        client = Client(self.port)
        try:
            return self.setup.answer in client.ask(uuid.uuid4().hex, self.setup.question)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            client.close()

    def _check(self) -> None:
        ended = any(process.poll() is not None for process in self._processes)
        if ended or time.perf_counter() - self._begin > _PATIENCE:
            why = "has ended" if ended else f"gave no right answer within {_PATIENCE} s"
            raise CommandError(f"The bot {self.setup.name} {why}: see .cache/logs/bench-{self.setup.name}-*.log")


@contextmanager
def serving(setup: Setup) -> Iterator[Running]:
    """The servers of a set-up for the time of the block, ready at its start."""
    running = Running(setup)
    try:
        running.wait()
        yield running
    finally:
        running.stop()

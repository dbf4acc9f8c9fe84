"""Bot and action server as two programs of this machine: started side by side, watched, ended together."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands import (
    conversation_file,
    endpoints,
    log_lines,
    logged,
    models,
    processes,
    rest,
    session_secret,
    slack,
    variables,
    watchdog,
)
from commands.command import CommandError
from commands.network import HOST, answers, url
from commands.progress import Progress
from commands.releases import Release

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180  # seconds until a server that isn't ready counts as stuck
LAST_LINES = 12
LOGS = "LOGS"  # names another folder for the logs of a public server
_, DEFAULT_ACTIONS_PORT = variables.ACTIONS


@dataclass(frozen=True)
class Server:
    """A program that answers at `address` once it is ready; it has `patience` seconds to end."""

    name: str
    arguments: tuple[str, ...]
    address: str
    log: Path
    environment: Mapping[str, str]
    patience: float = processes.PATIENCE
    keeps_log: bool = False  # over restarts, in the form of the logs


class Servers:
    """The running programs of some servers."""

    def __init__(self, *servers: Server) -> None:
        """Start all of them at once."""
        self._running = [(server, _start(server)) for server in servers]

    def wait(self, progress: Progress) -> None:
        """Come back when all are ready; raises CommandError with the last lines of its log where one ends before."""
        waiting = [server for server, _ in self._running]
        while waiting:
            self.check()
            if progress.seconds > PATIENCE:
                raise CommandError(
                    f"The {waiting[0].name} isn't ready after {PATIENCE} s: see {_shown(waiting[0].log)}."
                )
            waiting = [server for server in waiting if not answers(server.address)]
            progress.tick(f"waiting for the {waiting[0].name}" if waiting else "")
            time.sleep(0.1)

    def check(self) -> None:
        """Raise CommandError where one has ended."""
        for server, process in self._running:
            if process.poll() is not None:
                if isinstance(process, processes.Piped):
                    process.drain()
                lines = "\n".join(f"  {line}" for line in processes.tail(server.log, LAST_LINES))
                raise CommandError(
                    f"The {server.name} has ended (exit code {process.returncode}); mend what {_shown(server.log)} "
                    f"says at its end:\n{lines}"
                )

    def revive(self) -> None:
        """Start those again that have ended, and wait until they are ready."""
        ended = [server for server, process in self._running if process.poll() is not None]
        if not ended:
            return
        progress = Progress(f"The {ended[0].name} has ended and is started again")
        self._running = [(s, _start(s) if s in ended else process) for s, process in self._running]
        try:
            self.wait(progress)
        finally:
            progress.end()

    def stop(self) -> None:
        """End them all; those that have more to do before the others, which they may need for it."""
        patient = [(server, process) for server, process in self._running if server.patience > processes.PATIENCE]
        for server, process in patient:
            processes.stop([process], server.patience)
        processes.stop(process for _, process in self._running)


@contextmanager
def serving(
    bot_port: int,
    actions_port: int,
    purpose: str,
    *options: str,
    is_public: bool = False,
    keep: Path | None = None,
    release: Release | None = None,
) -> Iterator[Servers]:
    """Both servers while the block runs, not yet ready at its start; raises CommandError where no model is trained.

    `options` are more of `rasa run`. With a `release` they serve that instead of what was trained last; by its link,
    what the link leads to, and they go over to the next when they are told to. A bot that isn't public keeps its
    conversations in the file `keep` at most, talks with programs of this machine, and stays out of Slack, which would
    send to it what people ask there.
    """
    with _endpoints_file(actions_port) as path, conversation_file.kept(is_public, keep) as kept:
        servers = Servers(
            _bot(bot_port, path, _log("bot", purpose, bot_port, is_public), options, kept, is_public, release),
            _action_server(actions_port, _log("actions", purpose, actions_port, is_public), release, is_public),
        )
        try:
            yield servers
        finally:
            servers.stop()


def _bot(
    port: int,
    endpoints_file: Path,
    log: Path,
    options: Sequence[str],
    kept: Mapping[str, str],
    is_public: bool,
    release: Release | None,
) -> Server:
    archive = release.archive if release else models.newest(ROOT).relative_to(ROOT)
    credentials = credentials_file()
    arguments = ("rasa", "run", "--interface", HOST, "--port", str(port), "--model", str(archive))
    files = ("--endpoints", str(endpoints_file), "--credentials", str(credentials))
    outside = variables.quiet() if is_public else {**slack.without_secrets(variables.quiet()), **rest.ON}
    patience = slack.patience(credentials) if is_public else processes.PATIENCE
    command = (sys.executable, "-m", *arguments, *files, *options)
    released = {"RELEASES": str(release.folder.parent) if release and release.is_link else ""}
    environment = {**outside, **session_secret.variables(), **kept, **released}
    return Server("bot", command, url(port), log, environment, patience, keeps_log=is_public)


def _action_server(port: int, log: Path, release: Release | None, is_public: bool) -> Server:
    """The server of rasa_sdk by itself: `rasa run actions` would import TensorFlow first, and listen everywhere."""
    health = f"{url(port)}/health"
    arguments = watchdog.over(health, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port))
    knowledge = {"KNOWLEDGE": str(release.knowledge)} if release else {}
    environment = {**variables.quiet(), "SANIC_HOST": HOST, **knowledge}
    return Server("action server", arguments, health, log, environment, keeps_log=is_public)


def _log(name: str, purpose: str, port: int, is_public: bool) -> Path:
    """Where a server's output goes: that of a public one is kept, so that each port has its own."""
    if is_public:
        return ROOT / variables.file(LOGS, "var/logs") / f"{name}-{port}.log"
    return ROOT / ".cache" / "logs" / f"{purpose}-{name}.log"


@contextmanager
def _endpoints_file(actions_port: int) -> Iterator[Path]:
    """The endpoints file as it is, or for the time of the block a copy that names the port of the actions."""
    name = variables.file("ENDPOINTS", "endpoints.yml")
    original = _existing(name, "ENDPOINTS")
    if actions_port == DEFAULT_ACTIONS_PORT:
        yield original
        return
    copy = ROOT / ".cache" / "run" / f"endpoints-{actions_port}.yml"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(endpoints.with_actions_port(original.read_text(encoding="utf-8"), actions_port, name))
    try:
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def credentials_file() -> Path:
    """The file with the channels; raises CommandError where it isn't there."""
    return _existing(variables.file("CREDENTIALS", "credentials.yml"), "CREDENTIALS")


def _existing(name: str, variable: str) -> Path:
    path = ROOT / name
    if not path.is_file():
        raise CommandError(f"There is no file {name}: restore it, or name another with {variable}=...")
    return path


def _start(server: Server) -> subprocess.Popen[bytes]:
    if not server.keeps_log:
        return processes.start(server.arguments, server.log, ROOT, server.environment)
    lines = log_lines.LogLines(log_lines.kept(server.log), logged.wants_json(server.arguments))
    lines.begin(server.name)
    return processes.start_piped(server.arguments, lines.copy, ROOT, server.environment)


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)

"""`make cluster`: what deploy/ describes on this machine: PostgreSQL, Redis, nginx, two bots, two action servers."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from commands import models, packages, postgresql, processes, session_secret, slack, variables, watchdog
from commands.command import CommandError, run
from commands.network import HOST, answers, free_ports, url
from commands.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / ".cache" / "logs"
PATIENCE = 240  # seconds until all are ready


@dataclass
class Member:
    """A program of the cluster that listens on `port`, and answers HTTP there where it `speaks_http`."""

    name: str
    command: tuple[str, ...]
    port: int
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    speaks_http: bool = False
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, or start it again."""
        self.process = processes.start(self.command, self.log, ROOT, self.environment)

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return LOGS / f"cluster-{self.name}.log"

    @property
    def has_ended(self) -> bool:
        """True after its end."""
        return self.process is None or self.process.poll() is not None

    @property
    def is_ready(self) -> bool:
        """True while it answers."""
        if self.speaks_http:
            return answers(f"{url(self.port)}/")
        with socket.socket() as attempt:
            attempt.settimeout(1)
            return attempt.connect_ex((HOST, self.port)) == 0

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End it as an accident does, with all that it started."""
        if self.process is not None:
            os.killpg(self.process.pid, number)


class Cluster:
    """The running members, in the order in which they are started; `site` is the address of nginx."""

    def __init__(self, members: list[Member], site: str, database: str) -> None:
        self.members, self.site, self.database = members, site, database
        for member in members:
            member.start()

    def __getitem__(self, name: str) -> Member:
        """The member of a name."""
        return next(member for member in self.members if member.name == name)

    def wait(self, progress: Progress) -> None:
        """Come back when all are ready; those that end before that are started again, as later too."""
        while waiting := [member for member in self.members if not member.is_ready]:
            self.look_after()
            if progress.seconds > PATIENCE:
                lines = "\n".join(f"  {line}" for line in processes.tail(waiting[0].log, 8))
                raise CommandError(f"The cluster's {waiting[0].name} isn't ready after {PATIENCE} s:\n{lines}")
            progress.tick(f"waiting for {waiting[0].name}")
            time.sleep(0.2)

    def look_after(self) -> list[str]:
        """Start again what has ended: the names."""
        ended = [member for member in self.members if member.has_ended]
        for member in ended:
            member.start()
        return [member.name for member in ended]

    def stop(self) -> None:
        """End all, those first that need the others."""
        for member in reversed(self.members):
            if member.process is not None:
                processes.stop([member.process])


@contextmanager
def cluster(limit: str = "30/minute", count: int = 2, actions_module: str = "rasa_sdk") -> Iterator[Cluster]:
    """A cluster with `count` bots and action servers for the time of the block, and nothing left of it afterwards.

    `actions_module` runs an action server as rasa_sdk does.
    """
    archive = models.newest(ROOT).relative_to(ROOT)
    programs = {name: packages.program(name) for name in packages.PACKAGES}
    with tempfile.TemporaryDirectory(prefix="cluster-") as place:
        folder = Path(place)
        folder.chmod(0o755)  # PostgreSQL's user has to pass
        members, site, database = _members(folder, programs, archive, limit, count, actions_module)
        running = Cluster(members, site, database)
        try:
            yield running
        finally:
            running.stop()


def _members(
    folder: Path, programs: Mapping[str, str], archive: Path, limit: str, count: int, actions_module: str
) -> tuple[list[Member], str, str]:
    from commands import cluster_files  # it needs what `make setup` installs

    postgres, redis, site, redirect, actions, *others = free_ports(5 + 2 * count)
    bots, acting = others[:count], others[count:]
    configuration = cluster_files.nginx(folder, site, redirect, actions, bots, acting)
    credentials = cluster_files.credentials(folder, limit)
    common = slack.without_secrets(variables.quiet())
    settings = {**common, **_bot_settings(actions, redis, postgres)}
    files = ("--credentials", str(credentials), "--endpoints", "deploy/endpoints.yml")
    bot = (sys.executable, "-m", "rasa", "run", "--interface", HOST, "--model", str(archive), *files, "--port")
    acts = ("-m", actions_module, "--actions", "actions", "--port")
    kept = ("--dir", str(folder), "--save", "")
    proxy = (programs["nginx"], "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log"))
    members = [
        Member("postgres", postgresql.server(folder, postgres), postgres),
        Member("redis", (programs["redis-server"], "--bind", HOST, "--port", str(redis), *kept), redis),
        *(
            Member(
                f"actions-{number}",
                watchdog.over(f"{url(port)}/health", *acts, str(port)),
                port,
                {**common, "SANIC_HOST": HOST},
                True,
            )
            for number, port in enumerate(acting, 1)
        ),
        *(Member(f"bot-{number}", (*bot, str(port)), port, settings, True) for number, port in enumerate(bots, 1)),
        Member("nginx", proxy, site),
    ]
    return members, f"https://{HOST}:{site}", f"postgresql://{postgresql.USER}@{HOST}:{postgres}/{postgresql.USER}"


def _bot_settings(actions: int, redis: int, postgres: int) -> dict[str, str]:
    """The variables that deploy/endpoints.yml reads, and the secret of the sessions."""
    return {
        **session_secret.variables(),
        "ACTIONS_URL": f"{url(actions)}/webhook",
        "REDIS_URL": f"redis://{HOST}:{redis}/0",
        **{"DB_HOST": HOST, "DB_PORT": str(postgres), "DB_PASSWORD": "none"},
        **dict.fromkeys(("DB_NAME", "DB_USER"), postgresql.USER),
    }


def main() -> int:
    """Run the cluster until a signal ends it; returns the exit code."""
    progress = Progress("Starting the cluster")
    with cluster() as running:
        running.wait(progress)
        progress.done("All are ready")
        print(f"The chat: {running.site}/webhooks/web/ (its certificate is one of its own). Ctrl-C ends all.")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt, SystemExit):
            while True:
                for name in running.look_after():
                    print(f"{name} has ended and is started again.", flush=True)
                time.sleep(0.5)
    print("All are stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))

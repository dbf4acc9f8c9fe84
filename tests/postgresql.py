"""A PostgreSQL of the tests' own, where one is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.network import HOST, free_ports
from tests.programs import left_out

USER = "postgres"


def _bin() -> Path:
    """The folder of its programs; skips the test where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else left_out("there is no PostgreSQL here (apt-get install postgresql)")


@contextmanager
def serving() -> Iterator[int]:
    """The port of an empty database "postgres", for the time of the block. It refuses to run as root."""
    programs, (port,) = _bin(), free_ports(1)
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    as_user = ["runuser", "-u", USER, "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, USER)
    data = str(folder / "data")

    def run(program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([*as_user, str(programs / program), *arguments], cwd=folder, capture_output=True)

    options = f"-p {port} -h {HOST} -k {folder} -c fsync=off"
    try:
        assert run("initdb", "-D", data, "-U", USER, "-A", "trust").returncode == 0
        assert run("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start").returncode == 0
        deadline = time.monotonic() + 30
        while run("pg_isready", "-h", HOST, "-p", str(port)).returncode and time.monotonic() < deadline:
            time.sleep(0.1)
        yield port
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

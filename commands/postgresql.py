"""A new PostgreSQL database in a folder, by the programs of the machine."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from commands import packages
from commands.command import CommandError
from commands.network import HOST

USER = "postgres"  # PostgreSQL refuses to run as root; it is the name of the database as well


def server(folder: Path, port: int) -> tuple[str, ...]:
    """Make the database in `folder`, where others may pass; the command that serves it, without a password, on a port.

    Raises CommandError where it can't be made.
    """
    data = folder / "postgres"
    as_user: tuple[str, ...] = ()
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        account = pwd.getpwnam(USER)
        os.chown(data, account.pw_uid, account.pw_gid)
        setpriv = shutil.which("setpriv") or "setpriv"
        as_user = (setpriv, f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--pdeathsig", "KILL")
    make = [*as_user, packages.program("initdb"), "-D", str(data), "-U", USER, "--auth", "trust", "--encoding", "UTF8"]
    made = subprocess.run(make, capture_output=True, text=True, cwd="/")
    if made.returncode:
        raise CommandError(f"PostgreSQL's initdb failed: {made.stderr.strip()}")
    listening = ("-c", f"listen_addresses={HOST}", "-p", str(port), "-c", f"unix_socket_directories={data}")
    return (*as_user, packages.program("postgres"), "-D", str(data), *listening)

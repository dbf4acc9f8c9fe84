"""Programs of Debian's packages: the machine's own, else installed now."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from commands.command import CommandError

PACKAGES = {"postgres": "postgresql", "initdb": "postgresql", "redis-server": "redis-server", "nginx": "nginx-light"}
PATIENCE = 600  # seconds for an installation


def find(name: str) -> str | None:
    """The path of a program, None where there is none. Debian keeps PostgreSQL's out of the way of everybody's PATH."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or shutil.which(name, path=":".join(["/usr/sbin", *map(str, homes)]))


def program(name: str, package: str = "") -> str:
    """The path of a program, installed where it may be; raises CommandError where there is none.

    `package`: where PACKAGES doesn't know it.
    """
    package = package or PACKAGES[name]
    found = find(name) or (find(name) if installed(package) else None)
    if found is None:
        raise CommandError(f"There is no {name} on this machine: install the package {package}.")
    return found


def may_install() -> bool:
    """True where apt-get is there, and is let."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def installed(package: str) -> bool:
    """True where apt-get could install it now."""
    if not may_install():
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    try:
        for command in (["apt-get", "update"], install):
            subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True

"""Programs of PyPI that can't stand beside what Rasa holds back: each group in an environment of its own."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from commands.command import CommandError
from commands.processes import tail
from commands.progress import Progress, run_logged
from commands.setup import ROOT, Setup
from commands.variables import quiet

LOG = ROOT / ".cache" / "logs" / "tools.log"


def program(group: str, name: str, progress: Progress) -> Path:
    """The path of a program of `commands/<group>.txt`, installed now as these pins have it unless it is.

    Raises CommandError where it can't be installed.
    """
    pins, home = ROOT / "commands" / f"{group}.txt", ROOT / ".cache" / group
    digest, stamp = hashlib.sha256(pins.read_bytes()).hexdigest(), home / "made-from"
    if not stamp.is_file() or stamp.read_text() != digest:
        _install(pins, home, progress)
        stamp.write_text(digest)
    return home / "bin" / name


def _install(pins: Path, home: Path, progress: Progress) -> None:
    shutil.rmtree(home, ignore_errors=True)
    uv = Setup().uv()
    make = [uv, "venv", "--python", str(ROOT / ".venv" / "bin" / "python"), str(home)]
    install = [uv, "pip", "install", "--require-hashes", "--python", str(home / "bin" / "python"), "-r", str(pins)]
    for command in (make, install):
        if run_logged(command, LOG, progress, ROOT, quiet()):
            said = next(iter(tail(LOG, 1)), "no word on why")
            raise CommandError(f"{pins.stem} can't be installed ({said}): see {LOG.relative_to(ROOT)}.")

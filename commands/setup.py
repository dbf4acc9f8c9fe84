"""`make setup`: the environment in .venv, exactly as requirements.lock has it, and the packages of npm.

Needs Python 3.8 or later and package registries (PyPI's and npm's), nothing else: uv comes by pip, Python 3.10 is found
or fetched by uv, Node is one of the packages.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from commands import rasa_start
from commands.command import CommandError, run
from commands.npm import FOLDERS, Npm
from commands.processes import tail
from commands.progress import Progress, run_logged

ROOT = Path(__file__).resolve().parent.parent


class Setup:
    """The environment of the project in `root`."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.environment = root / ".venv"
        self.lock = root / "requirements.lock"
        self.log = root / ".cache" / "logs" / "setup.log"
        self._stamp = self.environment / ".made-from"
        self._uv_home = root / ".cache" / "uv"
        self._pythons = root / ".cache" / "python"

    def run(self) -> None:
        """Make the environment unless it is as the lock has it; raises CommandError."""
        if not self.is_current():
            uv = self.uv()
            self._make_environment(uv)
            self._install(uv)
            self._stamp.write_text(self._digest())
        rasa_start.install(self.environment)

    def is_current(self) -> bool:
        """True where the environment was made from this lock for this Python, which is still there."""
        made = self._stamp.is_file() and self._stamp.read_text() == self._digest()
        return made and (self.environment / "bin" / "python").exists()

    def _digest(self) -> str:
        content = self.lock.read_bytes() + (self.root / ".python-version").read_bytes()
        return hashlib.sha256(content).hexdigest()

    def uv(self) -> str:
        """The pinned uv, installed by pip into a folder of its own."""
        pins = self.root / "commands" / "uv.txt"
        uv, stamp = self._uv_home / "bin" / "uv", self._uv_home / "made-from"
        digest = hashlib.sha256(pins.read_bytes()).hexdigest()
        if uv.is_file() and stamp.is_file() and stamp.read_text() == digest:
            return str(uv)
        progress = Progress("Installing uv")
        shutil.rmtree(self._uv_home, ignore_errors=True)
        self._pip_install(pins, progress)
        stamp.write_text(digest)
        progress.done("uv installed")
        return str(uv)

    def _pip_install(self, pins: Path, progress: Progress) -> None:
        """Into a virtual environment; where Python has no ensurepip, by its own pip into a plain folder."""
        install = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(pins)]
        python = str(self._uv_home / "bin" / "python")
        if self._logged([sys.executable, "-m", "venv", str(self._uv_home)], progress) == 0:
            failed = self._logged([python, "-m", "pip", *install], progress)
        else:
            shutil.rmtree(self._uv_home, ignore_errors=True)
            failed = self._logged([sys.executable, "-m", "pip", *install, "--target", str(self._uv_home)], progress)
        if failed:
            progress.end()
            raise CommandError(
                f"uv can't be installed ({self._reason()}): make sure that python3 has pip or venv and that the "
                "package registry can be reached, then run make again."
            )

    def _make_environment(self, uv: str) -> None:
        """An empty .venv; uv looks for Python 3.10 on this machine and tries to fetch it if there is none."""
        version = (self.root / ".python-version").read_text().strip()
        if self._has_python(version):
            return
        progress = Progress(f"Looking for Python {version}")
        if self._logged([uv, "venv", "--clear", "--python", version, str(self.environment)], progress):
            progress.end()
            raise CommandError(
                f"There is no Python {version} on this machine, Rasa runs on no other, and uv couldn't fetch it: "
                f"install it (for instance with `pyenv install {version}`; for services not into a home, which they "
                "can't read) and run make again."
            )
        progress.done(f"Python {version} found")

    def _has_python(self, version: str) -> bool:
        python = self.environment / "bin" / "python"
        if not python.exists():
            return False
        told = subprocess.run([str(python), "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return told.returncode == 0 and told.stdout.decode().startswith(f"Python {version}.")

    def _install(self, uv: str) -> None:
        """What the lock names and nothing else, compiled, so that the servers start in half the time."""
        count = sum("==" in line for line in self.lock.read_text().splitlines())
        progress = Progress(f"Installing {count} packages")
        python = str(self.environment / "bin" / "python")
        sync = [uv, "pip", "sync", "--require-hashes", "--compile-bytecode", "--python", python, str(self.lock)]
        if self._logged(sync, progress):
            progress.end()
            raise CommandError(
                f"The packages can't be installed ({self._reason()}): see .cache/logs/setup.log, mend it and run "
                "make again."
            )
        progress.done(f"{count} packages installed")

    def _logged(self, arguments: list[str], progress: Progress) -> int:
        return run_logged(arguments, self.log, progress, self.root, self._variables())

    def _variables(self) -> dict[str, str]:
        """The environment's variables; uv uses the registry that pip was told to use.

        A Python that it fetches stays in the project: services see nobody's home (ProtectHome in deploy/systemd/).
        """
        variables = {"UV_PYTHON_INSTALL_DIR": str(self._pythons), **os.environ}
        if "PIP_INDEX_URL" in variables:
            variables.setdefault("UV_DEFAULT_INDEX", variables["PIP_INDEX_URL"])
        return variables

    def _reason(self) -> str:
        """The last line of the log without colours of its own."""
        return next(iter(tail(self.log, 1)), "no word on why").strip(" ╰─▶")


def main() -> int:
    """Set up; returns the exit code."""
    Setup().run()
    for folder in FOLDERS:
        Npm(folder=folder).install()
    return 0


if __name__ == "__main__":
    sys.exit(run(main, installed=False))

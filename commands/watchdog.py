"""`python -m commands.watchdog URL -m MODULE ...`: runs a server, and replaces it once it doesn't answer at URL.

A server that stands still doesn't end, so that nothing that starts again what has ended would help.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from commands import network, processes
from commands.command import CommandError, run

SILENCE = 10.0  # seconds without an answer
STARTING = 180.0  # seconds until the first answer
_PATIENCE = 2.0  # seconds for one answer
_PAUSE = 0.5  # seconds between two questions
_ENDING = 8.0  # seconds to end, when it is told to: systemd and Docker wait for 10


def over(address: str, *arguments: str) -> tuple[str, ...]:
    """The command for a server of this Python's with a watchdog over it."""
    return sys.executable, "-m", "commands.watchdog", address, *arguments


def main() -> int:
    """The exit code of the server, where it ends by itself."""
    if len(sys.argv) < 3:
        raise CommandError(
            "Name an address and a program: `python -m commands.watchdog http://127.0.0.1:5055/health …`"
        )
    return guard(sys.argv[1], [sys.executable, *sys.argv[2:]])


def guard(address: str, command: list[str], silence: float = SILENCE) -> int:
    """Run the command until it ends, and again where it was silent for so many seconds: its exit code."""
    while True:
        server = processes.start(command, None, Path.cwd())
        try:
            if not _is_silent(server, address, silence):
                return server.wait()
            print(f"{address} didn't answer for {silence:g} s: its server is replaced.", file=sys.stderr, flush=True)
            processes.stop([server], 0)
        finally:
            processes.stop([server], _ENDING)


def _is_silent(server: subprocess.Popen[bytes], address: str, silence: float) -> bool:
    """True once it is; False where it has ended.

    The seconds of questions without an answer are added up: the clock goes on while this process stands still too.
    """
    left = STARTING
    while server.poll() is None:
        asked = time.monotonic()
        if network.answers(address, _PATIENCE):
            left = silence
        else:
            left -= min(time.monotonic() - asked, _PATIENCE) + _PAUSE
        if left <= 0:
            return True
        time.sleep(_PAUSE)
    return False


if __name__ == "__main__":
    sys.exit(run(main))

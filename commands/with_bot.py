"""`python -m commands.with_bot MODULE ...`: runs a module as `python -m MODULE --url URL ...` beside a ready bot."""

from __future__ import annotations

import subprocess
import sys

from commands.command import CommandError, run


def main() -> int:
    """The exit code of the module."""
    if len(sys.argv) < 2:
        raise CommandError("Name the module to run: `python -m commands.with_bot commands.evaluate`.")
    from commands.hosting import a_bot  # it needs what `make setup` installs

    module, *arguments = sys.argv[1:]
    with a_bot(module.rsplit(".", 1)[-1]) as bot:
        return subprocess.run([sys.executable, "-m", module, "--url", bot.url, *arguments]).returncode


if __name__ == "__main__":
    sys.exit(run(main))

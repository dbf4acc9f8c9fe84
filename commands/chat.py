"""`make chat`: a talk with the bot in this terminal, or line by line through a pipe."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commands.command import run

HISTORY = Path(__file__).resolve().parent.parent / ".cache" / "chat-history"


def main() -> int:
    """Talk until the input ends; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make chat", description=__doc__)
    parser.add_argument("--plain", action="store_true", help="no colours, no tables, no line editing")
    arguments = parser.parse_args()
    from channels.shell.app import Options, talk  # these need what `make setup` installs
    from commands import content
    from commands.hosting import a_bot

    with a_bot("chat") as bot:
        options = Options(content.names(content.checked()), HISTORY, arguments.plain)
        return talk(bot.url, options, bot.look_after)


if __name__ == "__main__":
    sys.exit(run(main))

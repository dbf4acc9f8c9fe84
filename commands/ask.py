"""`make ask Q="..."`: the answer to one question."""

from __future__ import annotations

import argparse
import os
import sys

from commands.command import CommandError, run


def main() -> int:
    """Print the answer; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make ask", description=__doc__)
    parser.add_argument("question", nargs="*", help="the question; without it the variable QUESTION is read")
    parser.add_argument("--plain", action="store_true", help="no colours, no tables")
    arguments = parser.parse_args()
    question = " ".join(arguments.question) or os.environ.get("QUESTION", "")
    if not question.strip():
        raise CommandError('There is no question: write it like `make ask Q="what can you tell me?"`.')
    from channels.shell.app import ask_once  # these need what `make setup` installs
    from commands.hosting import a_bot

    with a_bot("ask") as bot:
        return ask_once(bot.url, question, arguments.plain)


if __name__ == "__main__":
    sys.exit(run(main))

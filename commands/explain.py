"""`make explain Q="..."`: how a message was understood and why it was answered so, step by step.

Several messages separated by `>` are one conversation; the last one is explained.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from commands.command import CommandError, run

if TYPE_CHECKING:
    from commands.one_process import OneProcessBot

_SEPARATOR = " > "


def main() -> int:
    """Print the trace and the reply; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make explain", description=__doc__)
    parser.add_argument("question", nargs="*", help="the message; without it the variable QUESTION is read")
    arguments = parser.parse_args()
    talk = (" ".join(arguments.question) or os.environ.get("QUESTION", "")).split(_SEPARATOR)
    if not talk[-1].strip():
        raise CommandError('There is no message: write it like `make explain Q="is lpo part of kpo?"`.')
    from commands.one_process import OneProcessBot  # it needs what `make setup` installs

    print(explained(OneProcessBot(), talk))
    return 0


def explained(bot: OneProcessBot, talk: list[str]) -> str:
    """The trace of the last message of a conversation, and the reply to it."""
    from dialogue.question import Question
    from dialogue.trace import told, trace

    replies = [bot.say("explain", text.strip()) for text in talk][-1]
    understood = bot.understood("explain")
    rows = [f"intent: {(understood.get('intent') or {}).get('name')}"]
    for number, data in enumerate(understood.get("questions") or (), 1):
        rows += [f"question {number}", *(f"  {line}" for line in trace(Question.of(data)))]
    for reply in replies:
        rows += [told(answer) for answer in reply["data"].get("answers") or ()]
        rows += ["reply:", *(f"  {line}" for line in reply["text"].splitlines())]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(run(main))

"""`python -m commands.deployment`: names the variables that deploy/ takes from the environment and that aren't set."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from commands.command import CommandError, run
from commands.session_secret import NAME as SESSION_SECRET

FOLDER = Path(__file__).resolve().parent.parent / "deploy"
FILES = ("endpoints.yml", "credentials.yml")


def needed(folder: Path = FOLDER) -> list[str]:
    """All of them, in the order in which the files name them."""
    texts = [(folder / name).read_text(encoding="utf-8") for name in FILES]
    named = [name for text in texts for name in re.findall(r"\$\{(\w+)\}", text)]
    return list(dict.fromkeys([*named, SESSION_SECRET]))


def missing(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Those without a value."""
    return [name for name in needed() if not environment.get(name, "").strip()]


def main() -> int:
    """0 where nothing is missing; raises CommandError that names what is."""
    absent = missing()
    if absent:
        raise CommandError(f"Set in the environment: {', '.join(absent)} (docs/deploy.md says to what).")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))

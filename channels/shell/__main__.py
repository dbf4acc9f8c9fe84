"""`python -m channels.shell [--url ...] [--plain]`: talk with a bot that runs already, wherever it is."""

from __future__ import annotations

import argparse
import sys

from channels.shell.app import Options, talk


def main() -> int:
    """Read the arguments and talk; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m channels.shell", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:5005", help="where the bot is (%(default)s)")
    parser.add_argument("--plain", action="store_true", help="no colours, no tables, no line editing")
    arguments = parser.parse_args()
    return talk(arguments.url, Options(plain=arguments.plain))


if __name__ == "__main__":
    sys.exit(main())

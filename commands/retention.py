"""`make retention DAYS=30`: deletes what was said longer ago than that. For cron; docs/privacy.md has the lines."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from commands import variables
from commands.command import CommandError, run

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Delete it and tell how much that was."""
    days = _days(os.environ.get("DAYS", ""))
    from commands import conversation_store  # it needs what `make setup` installs

    store = conversation_store.store(ROOT / variables.file("ENDPOINTS", "endpoints.yml"))
    deleted, left = conversation_store.delete_older(store, days)
    database = store.engine.url.render_as_string(hide_password=True)
    print(f"{deleted} events of more than {days:g} days are deleted, {left} conversations are left in {database}.")
    return 0


def _days(text: str) -> float:
    """The days; raises CommandError on anything but a positive number, which would delete all."""
    try:
        days = float(text)
    except ValueError:
        days = 0
    if not 0 < days < float("inf"):
        raise CommandError(f"DAYS={text} is no number of days: make retention DAYS=30")
    return days


if __name__ == "__main__":
    sys.exit(run(main))

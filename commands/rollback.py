"""`make rollback`: the release before is put back; again, and it is undone."""

from __future__ import annotations

import sys

from commands.command import run


def main() -> int:
    """Put it back and say so."""
    from commands.going_live import go_live  # these need what `make setup` installs
    from commands.releases import Releases

    release = Releases().back()
    print(f"{release.folder.name} is back.")
    print(go_live())
    return 0


if __name__ == "__main__":
    sys.exit(run(main))

"""`make rollback`: the release before is put back; again, and it is undone."""

from __future__ import annotations

import sys

from commands.command import run


def main() -> int:
    """Put it back and say so; raises CommandError where a running server can't go over to it."""
    from commands.going_live import go_live  # these need what `make setup` installs
    from commands.releases import Releases

    releases = Releases()
    release = releases.before()
    told = go_live(releases, release)
    print(f"{release.folder.name} is back.\n{told}")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))

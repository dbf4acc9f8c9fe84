"""`make release`: the trained model is put to the bars of `make eval`; where it meets them, the bot goes over to it."""

from __future__ import annotations

import sys
from pathlib import Path

from commands.command import CommandError, run
from commands.releases import Release, Releases


def main() -> int:
    """Release, and say so; raises CommandError where a bar is missed, with what was missed."""
    from commands import models  # these need what `make setup` installs
    from commands.going_live import Running, go_live
    from commands.releases import Releases

    releases, archive = Releases(), models.newest()
    Running.found().check()  # before the bars, which take a while
    known = releases.all()
    release = releases.add(archive, models.knowledge_of(archive))
    if release == releases.current():
        told = f"{release.folder.name} is released already.\n{go_live(releases, release)}"
    else:
        try:
            print(_evaluated(release))
            told = go_live(releases, release)
        finally:
            if release not in known:
                releases.drop(release)  # unless it is released; model and knowledge are still where they came from
        told = f"{release.folder.name} is released.\n{told}"
    print("\n".join([told, *_removed(releases), *_left_out(archive)]))
    return 0


def _evaluated(release: Release) -> str:
    """The shares that the release reached; raises CommandError where one is too low."""
    from commands import content, models
    from commands.evaluate import BARS, conversations, phrasings, report, tallies
    from commands.evaluate import run as ask
    from commands.judge import Judge
    from commands.one_process import OneProcessBot

    judge = Judge(content.checked(release.knowledge), models.responses(release.archive))
    bot = OneProcessBot(release.archive, release.knowledge)
    if bot.content != bot.learnt:
        raise CommandError(
            f"The model in models/ learnt {bot.learnt}, and the knowledge is {bot.content}: run `make train`."
        )
    counted = tallies(ask(bot, judge, (*phrasings(), *conversations())))
    if any(tally.share < BARS[kind] for kind, tally in counted.items()):
        bars = ", ".join(f"{kind} {100 * bar:g}%" for kind, bar in BARS.items())
        raise CommandError(
            f"{report(counted)}\n{release.folder.name} isn't released: it has to reach {bars}. "
            "The bot goes on as it is."
        )
    return ", ".join(f"{kind} {100 * tally.share:.1f}%" for kind, tally in sorted(counted.items()))


def _removed(releases: Releases) -> list[str]:
    """Lines on the old releases that were removed."""
    try:
        old = releases.prune()
    except OSError as error:
        return [f"An old release can't be removed: {error}"]
    return [f"Removed: {', '.join(release.folder.name for release in old)}."] if old else []


def _left_out(archive: Path) -> list[str]:
    """A line where the working tree has what the model didn't learn: it isn't looked at, so it isn't released."""
    from commands import models

    if archive != models.archive() or models.is_current():
        return []
    return ["What was changed since the model was trained isn't in it: `make train release` releases that too."]


if __name__ == "__main__":
    sys.exit(run(main))

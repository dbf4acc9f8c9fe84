"""`make release`: the trained model is put to the bars of `make eval`; where it meets them, the bot goes over to it."""

from __future__ import annotations

import sys

from commands.command import CommandError, run


def main() -> int:
    """Release, and say so; raises CommandError where a bar is missed, with what was missed."""
    from actions.knowledge import FOLDER
    from commands import models  # these need what `make setup` installs
    from commands.going_live import go_live
    from commands.releases import Releases

    releases = Releases()
    release = releases.add(models.newest(), FOLDER)
    if release == releases.current():
        print(f"{release.folder.name} is released already.")
    else:
        try:
            print(_evaluated(release.folder.name))
            releases.switch(release)
        finally:
            releases.drop(release)  # unless it is released; model and knowledge are still where they came from
        print(f"{release.folder.name} is released.")
    print(go_live())
    return 0


def _evaluated(name: str) -> str:
    """The shares that the model reached; raises CommandError where one is too low."""
    from actions.knowledge import FOLDER
    from actions.knowledge_files import digest
    from commands import models, network
    from commands.evaluate import BARS, Bot, conversations, make_judge, phrasings, report
    from commands.evaluate import run as ask
    from commands.hosting import a_bot

    with a_bot("release") as bot:
        learnt = network.fetch(f"{bot.url}/health").get("content")
        if learnt != digest(FOLDER):
            raise CommandError(f"{models.newest().name} learnt {learnt} and data/knowledge/ differs: run `make train`.")
        judge = make_judge()
        tallies = {**ask(Bot(bot.url), judge, phrasings()), **ask(Bot(bot.url), judge, conversations())}
    if any(tally.share < BARS[kind] for kind, tally in tallies.items()):
        bars = ", ".join(f"{kind} {100 * bar:g}%" for kind, bar in BARS.items())
        raise CommandError(
            f"{report(tallies)}\n{name} isn't released: it has to reach {bars}. The bot goes on as it is."
        )
    return ", ".join(f"{kind} {100 * tally.share:.1f}%" for kind, tally in sorted(tallies.items()))


if __name__ == "__main__":
    sys.exit(run(main))

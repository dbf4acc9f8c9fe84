"""`make serve`: bot and action server in the foreground, until Ctrl-C."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

from commands import network, variables
from commands.command import CommandError, run
from commands.progress import Progress

if TYPE_CHECKING:
    from commands.servers import Servers


def main() -> int:
    """Serve until a signal ends it; returns the exit code."""
    from commands import checks, models, rest, slack  # they need what `make setup` installs
    from commands.releases import Releases
    from commands.servers import credentials_file, serving

    bot_port, actions_port = _ports()
    release = Releases().link if variables.is_on("RELEASED") else None
    if release is None:
        models.newest()
    checks.check_start(release)
    lines = [channel.line(network.url(bot_port), credentials_file()) for channel in (rest, slack)]
    progress = Progress("Starting bot and action server")
    with serving(bot_port, actions_port, "serve", is_public=True, release=release) as servers:
        try:
            servers.wait(progress)
        except CommandError:
            progress.end()
            raise
        progress.done("Both are ready")
        bot, actions = network.url(bot_port), network.url(actions_port)
        print(f"The bot is at {bot}, its actions at {actions}. Ctrl-C ends both.")
        if release:
            print(f"They answer from {release.folder.resolve().name}, the current release.")
        print(f"The chat on a website: {bot}/webhooks/web/")
        for line in filter(None, lines):
            print(line)
        sys.stdout.flush()
        _until_told_to_end(servers)
    print("Both are stopped.")
    return 0


def _until_told_to_end(servers: Servers) -> None:
    """Come back on Ctrl-C or SIGTERM; raises CommandError where a server ends by itself."""
    with contextlib.suppress(KeyboardInterrupt, SystemExit):
        while True:
            servers.check()
            time.sleep(0.3)


def _ports() -> tuple[int, int]:
    """The ports that the user wants, both free; raises CommandError."""
    wanted = {variable: variables.port(variable, default) for variable, default in (variables.BOT, variables.ACTIONS)}
    for variable, port in wanted.items():
        if not network.is_free(port):
            raise CommandError(f"Port {port} is taken: choose another with `make serve {variable}={port + 1}`.")
    bot_port, actions_port = wanted.values()
    if bot_port == actions_port:
        raise CommandError(f"PORT and ACTIONS_PORT are both {bot_port}: give two different ones.")
    return bot_port, actions_port


if __name__ == "__main__":
    sys.exit(run(main))

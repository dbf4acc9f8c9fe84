"""A bot to talk with: the one that `make serve` runs already, or one of one's own for as long as it is needed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands import checks, models, network, variables
from commands.command import CommandError
from commands.progress import Progress
from commands.releases import Release
from commands.servers import serving

ASSISTANT = "outsourcing_guide"  # assistant_id in config.yml


@dataclass(frozen=True)
class Bot:
    """A bot that is ready at `url`; `look_after` brings it back if it has ended."""

    url: str
    look_after: Callable[[], None]


@contextmanager
def a_bot(purpose: str, release: Release | None = None) -> Iterator[Bot]:
    """A bot with the newest model, for the time of the block; raises CommandError where none can be had.

    With a `release` it is one of its own that answers from that.
    """
    port = variables.port(*variables.BOT)
    if release is None and _is_ours(port, models.newest()):
        yield Bot(network.url(port), _nothing)
        return
    bot_port, actions_port = network.free_ports(2)
    progress = Progress("Starting the bot")
    with serving(bot_port, actions_port, purpose, release=release) as servers:
        try:
            checks.check_start(release)  # while they start
            servers.wait(progress)
        finally:
            progress.end()
        yield Bot(network.url(bot_port), _reviver(servers.revive))


def _is_ours(port: int, archive: Path) -> bool:
    """True where the shell channel at a port speaks for this assistant with the model in the archive."""
    told = network.fetch(f"{network.url(port)}/webhooks/shell/")
    return told.get("assistant") == ASSISTANT and told.get("model") == models.model_id(archive)


def _reviver(revive: Callable[[], None]) -> Callable[[], None]:
    """Tries; where it fails, the question that goes out next says that the bot is away."""

    def look_after() -> None:
        try:
            revive()
        except CommandError as error:
            print(error, file=sys.stderr)

    return look_after


def _nothing() -> None:
    """Somebody else looks after it."""

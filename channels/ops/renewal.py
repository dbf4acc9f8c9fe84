"""A running bot goes over to another model, between two messages."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

RELEASES = "RELEASES"
_in_turn = asyncio.Lock()


class CannotRenewError(Exception):
    """The model can't be loaded; the old one goes on answering."""


def follows() -> bool:
    """True where this server goes over to the next release when it is told to: then RELEASES names their folder."""
    return bool(os.environ.get(RELEASES))


def archive() -> Path:
    """The current release's model. Nobody who asks can name another: a model may run code when it is loaded."""
    return Path(os.environ.get(RELEASES) or "releases") / "current" / "model.tar.gz"


async def renew(agent: Any) -> None:
    """Load the model beside the loop, which goes on with the old one; raises CannotRenewError.

    Rasa puts the new processor in place when it is whole. A turn that has begun ends with the one that it began with.
    """
    if agent is None:
        raise CannotRenewError("This server has no agent yet: try again in a moment.")
    if not follows():
        raise CannotRenewError(
            f"This server serves the working tree and no release ({RELEASES} isn't set): start it with "
            "`make serve RELEASED=yes`."
        )
    path = archive()
    if not path.is_file():
        raise CannotRenewError(f"There is no {path}: run `make release`, or set {RELEASES} to where the releases lie.")
    async with _in_turn:
        try:
            await asyncio.get_running_loop().run_in_executor(None, agent.load_model, path.resolve())
        except Exception as error:  # whatever a broken archive brings about
            logger.exception("The model of the current release can't be loaded.")
            raise CannotRenewError(f"{path} can't be loaded ({type(error).__name__}): see the log.") from error
    logger.info("release", extra={"fields": {"model": agent.model_id}})

"""The running servers told to go over to the current release: action servers first, then bots."""

from __future__ import annotations

import os

import requests

from commands import network, variables
from commands.command import CommandError

PATIENCE = 180  # seconds to load a model on a busy machine


def go_live() -> str:
    """What was told to whom; raises CommandError where one can't."""
    actions = _running("ACTIONS", variables.ACTIONS)
    bots = _running("BOTS", variables.BOT)
    if not bots:
        return "No bot is running here: the next `make serve RELEASED=yes` starts with it."
    for address in (*actions, *bots):
        _tell(address)
    return f"{', '.join(bots)} answers from it."


def _running(variable: str, port: tuple[str, int]) -> list[str]:
    """The addresses that a variable lists with commas; by default that of this machine's port, if it answers."""
    given = [address.strip().rstrip("/") for address in os.environ.get(variable, "").split(",") if address.strip()]
    own = network.url(variables.port(*port))
    return given or ([own] if network.answers(f"{own}/health") else [])


def _tell(address: str) -> None:
    token = os.environ.get("OPS_TOKEN", "").strip()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = requests.post(f"{address}/release", headers=headers, timeout=PATIENCE)
    except requests.RequestException as error:
        raise CommandError(f"{address} can't be told of the release: {error}. Mend it, or `make rollback`.") from None
    if answer.status_code != 200:
        raise CommandError(f"{address} stays with its release: {answer.text.strip()} Mend it, or `make rollback`.")

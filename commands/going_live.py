"""A release goes live: the link leads to it and all running servers answer from it, or nothing is changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import requests

from commands import models, network, variables
from commands.command import CommandError
from commands.releases import Release, Releases
from knowledge.files import digest

PATIENCE = 180  # seconds to load a model on a busy machine
HURRY = 20  # seconds for all else
NEEDED = ("model", "action_server")  # what has to be ready; the rest of a server's readiness isn't the release's


@dataclass(frozen=True)
class Running:
    """The servers that a release goes live on; the action servers are told first, since the bots ask them."""

    actions: Sequence[str]
    bots: Sequence[str]

    @classmethod
    def found(cls) -> Running:
        """Those that BOTS and ACTIONS list with commas; by default what listens on the ports of this machine."""
        return cls(_addresses("ACTIONS", variables.ACTIONS), _addresses("BOTS", variables.BOT))

    def check(self) -> None:
        """Raise CommandError where one can't go over: it doesn't answer, or serves something else than releases."""
        for address in self.actions:
            _check(address, _asked(f"{address}/health/content"))
        for address in self.bots:
            _check(address, _asked(f"{address}/health"))

    def tell(self) -> None:
        """Have all of them load what the link leads to; raises CommandError with the first that fails."""
        for address in (*self.actions, *self.bots):
            answer = _request("POST", f"{address}/release", PATIENCE)
            if answer.status_code != 200:
                raise CommandError(f"{address} stays with what it had: {_said(answer)}")

    def verify(self, release: Release) -> None:
        """Raise CommandError where one answers from anything else than this release."""
        model, content = models.model_id(release.archive), digest(release.knowledge)
        for address in self.actions:
            _compare(address, _asked(f"{address}/health/content"), {"content": content})
        for address in self.bots:
            _compare(address, _asked(f"{address}/health"), {"model": model, "content": content})
            checks = _asked(f"{address}/health/ready").get("checks") or {}
            wrong = [f"{part}: {checks.get(part)}" for part in NEEDED if checks.get(part) != "ok"]
            if wrong:
                raise CommandError(
                    f"{address} isn't ready with {release.folder.name} ({'; '.join(wrong)}): name all action servers "
                    "with ACTIONS=http://... (docs/operations.md)."
                )


def go_live(releases: Releases, release: Release) -> str:
    """Make it the current release of all that runs: which servers answer from it.

    Raises CommandError with what to do where one of them doesn't; then the links lead where they led before.
    """
    running = Running.found()
    if not running.bots:
        releases.switch(release)
        place = network.url(variables.port(*variables.BOT))
        return f"No bot is running at {place}: the next `make serve RELEASED=yes` starts with it."
    running.check()
    try:
        with releases.switched(release):
            running.tell()
            running.verify(release)
    except CommandError as error:
        raise CommandError(f"{error}\n{_put_back(running, releases)}") from None
    return f"{', '.join(running.bots)} answers from it."


def _put_back(running: Running, releases: Releases) -> str:
    """Have the servers go over to what the link leads to again: what came of it."""
    before = releases.current()
    try:
        running.tell()
        if before is not None:
            running.verify(before)
    except CommandError as error:
        return f"Nor could all go back: {error}\nRestart these servers: they start with the current release."
    name = before.folder.name if before else "what answered before"
    return f"Nothing is changed: {name} goes on answering."


def _addresses(variable: str, port: tuple[str, int]) -> list[str]:
    given = [address.strip().rstrip("/") for address in os.environ.get(variable, "").split(",") if address.strip()]
    own = variables.port(*port)
    return given or ([] if network.is_free(own) else [network.url(own)])


def _check(address: str, told: dict[str, Any]) -> None:
    """A server without this key is of an earlier version, or none of ours."""
    if not told.get("released"):
        raise CommandError(
            f"{address} serves the working tree and no release, so it can't go over to one: nothing is changed. "
            "End it and do this again; then start it with `make serve RELEASED=yes`."
        )


def _compare(address: str, told: dict[str, Any], wanted: dict[str, str]) -> None:
    wrong = [f"{key} {told.get(key)} instead of {value}" for key, value in wanted.items() if told.get(key) != value]
    if wrong:
        raise CommandError(
            f"{address} has {', '.join(wrong)}: start it with the folder of these releases (RELEASES, KNOWLEDGE)."
        )


def _asked(address: str) -> dict[str, Any]:
    """The JSON object at an address, whatever its status; {} where there is none. Raises CommandError."""
    answer = _request("GET", address, HURRY)
    if answer.status_code in (401, 403):
        raise CommandError(f"{address} lets nobody in from here: {_said(answer)}")
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _request(method: str, address: str, patience: float) -> requests.Response:
    token = os.environ.get("OPS_TOKEN", "").strip()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        return requests.request(method, address, headers=headers, timeout=patience)
    except requests.RequestException as error:
        raise CommandError(f"{address} can't be reached: {error}. Start it again, or name another address.") from None


def _said(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        return f"status {answer.status_code}, {answer.text.strip()[:200]}"

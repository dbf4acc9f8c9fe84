"""A workspace and a server of the bot, once for all tests; everybody in the workspace is asked for once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.channels.slack.people import BOT, Person, Slack
from tests.channels.slack.serving import Server, serving
from tests.channels.slack.workspace import Workspace, a_workspace


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The workspace."""
    with a_workspace(tmp_path_factory.mktemp("workspace")) as workspace:
        yield workspace


@pytest.fixture(scope="session")
def server(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bot's server."""
    log: Path = tmp_path_factory.mktemp("server") / "server.log"
    with serving(workspace, log) as server:
        yield server


@pytest.fixture(scope="session")
def slack(server: Server, workspace: Workspace) -> Slack:
    """Slack, which delivers to it."""
    return Slack(server.url, workspace)


@pytest.fixture(scope="session")
def channel(workspace: Workspace) -> str:
    """A channel where everybody is a member."""
    channels = workspace.ask_emulate("conversations.list")["channels"]
    return next(str(channel["id"]) for channel in channels if channel["name"] == "outsourcing")


@pytest.fixture(scope="session")
def people(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """The ids and names of those whom no test has met."""
    members = workspace.ask_emulate("users.list", limit=1000)["members"]
    found = [(str(m["id"]), str(m["name"])) for m in members if m["name"].startswith("person")]
    return itertools.chain(found)


@pytest.fixture
def meet(people: Iterator[tuple[str, str]], workspace: Workspace, slack: Slack, channel: str) -> Callable[..., Person]:
    """Somebody new: meet(), or meet(another server's Slack)."""

    def meet(through: Slack = slack) -> Person:
        user, name = next(people)
        assert user != BOT
        direct = str(workspace.ask_emulate("conversations.open", users=user)["channel"]["id"])
        person = Person(through, user, direct, name)
        person.channel_of_command = channel
        return person

    return meet


@pytest.fixture
def person(meet: Callable[..., Person]) -> Person:
    """Somebody new."""
    return meet()

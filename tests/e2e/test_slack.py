"""The Slack channel with the real bot and its action server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from channels.slack.settings import NAME
from commands import network
from commands.progress import Progress
from commands.servers import serving
from knowledge.model import Knowledge
from tests.channels.slack.people import Person, Slack, texts
from tests.channels.slack.serving import HTTP
from tests.channels.slack.workspace import Workspace, a_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace."""
    with a_workspace(tmp_path_factory.mktemp("workspace")) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def slack(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slack]:
    """Slack with the bot in it, as `make serve` would have it there."""
    path: Path = tmp_path_factory.mktemp("credentials") / "credentials.yml"
    path.write_text(yaml.safe_dump({NAME: {"api_url": f"{workspace.url}/api/"}}))
    bot_port, actions_port = network.free_ports(2)
    progress = Progress("Starting a bot for Slack")
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {**HTTP, "CREDENTIALS": str(path)}.items():
            environment.setenv(name, value)
        with serving(bot_port, actions_port, "slack", is_public=True) as servers:
            servers.wait(progress)
            progress.end()
            yield Slack(network.url(bot_port), workspace)


@pytest.fixture(scope="module")
def people(workspace: Workspace) -> Iterator[dict[str, str]]:
    """Those whom no test has met."""
    return iter(workspace.ask_emulate("users.list")["members"][1:])


@pytest.fixture
def person(people: Iterator[dict[str, str]], slack: Slack, workspace: Workspace) -> Person:
    """Somebody new."""
    member = next(people)
    direct = workspace.ask_emulate("conversations.open", users=member["id"])["channel"]["id"]
    return Person(slack, member["id"], direct, member["name"])


def test_a_talk_from_the_home_to_the_answer(person: Person, workspace: Workspace, knowledge: Knowledge) -> None:
    person.opens("home")
    home = workspace.wait(lambda: workspace.called("views.publish", user_id=person.user), "the home")[0]
    shown = str(home.params["view"])
    assert all(model.full in shown for model in knowledge.models), "it tells all that it knows"
    person.opens("messages")
    person.says("Compare KPO and BPO in a table")
    greeting, comparison = person.hears(2)
    assert greeting.params["text"].startswith("Hello!")
    (table,) = [block for block in comparison.params["blocks"] if block["type"] == "table"]
    assert [cell["text"] for cell in table["rows"][0]] == ["Aspect", "KPO", "BPO"]
    person.clicks(comparison, "question-0")
    assert "KPO" in texts(person.hears(3))[2]
    person.says("and its benefits?")
    assert "• KPO: " in texts(person.hears(4))[3], "it knows what was compared"


def test_the_pane_offers_the_bots_own_questions(person: Person, workspace: Workspace) -> None:
    thread = person.opens_pane()
    prompts = "assistant.threads.setSuggestedPrompts"
    call = workspace.wait(lambda: workspace.called(prompts, thread_ts=thread), "the prompts")[0]
    assert call.params["prompts"][0] == {
        "title": "Which models are there?",
        "message": "Which outsourcing models do you know?",
    }
    person.says(call.params["prompts"][0]["message"], thread=thread)
    assert "Business Process Outsourcing" in texts(person.hears(2, thread=thread))[1]

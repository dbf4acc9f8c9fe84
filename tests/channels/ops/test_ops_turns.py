"""Around a turn: nothing is said to be deleted that isn't."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import TrackerStore

from channels.base import UNAVAILABLE, StructuredOutput
from channels.ops.metrics import Metrics
from channels.ops.settings import NAME, Settings
from channels.ops.turns import Turns
from tests.channels.agent import Agent

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def agent() -> Agent:
    """An agent whose turns are watched."""
    agent = Agent()
    Turns(agent, Metrics(["web"]), Settings()).install()
    return agent


async def test_the_farewell_comes_with_its_data(agent: Agent) -> None:
    output = StructuredOutput()
    await agent.handle_message(UserMessage("forget me", output, "web-1", input_channel="web"))
    assert [(answer["text"], answer["data"]["part"]) for answer in output.answers()] == [("Gone.", "forgotten")]
    assert list(await agent.tracker_store.keys()) == []


async def test_where_the_store_cannot_delete_the_user_is_not_told_that_it_did(agent: Agent) -> None:
    output = StructuredOutput()
    await agent.handle_message(UserMessage("hello", StructuredOutput(), "web-1", input_channel="web"))

    class Stubborn(TrackerStore):
        async def retrieve(self, sender_id: str) -> None:
            return None

        async def save(self, tracker: object) -> None:
            return None

    agent.tracker_store = Stubborn(agent.domain)
    with pytest.raises(Exception, match="Nothing can be deleted"):
        await agent.handle_message(UserMessage("forget me", output, "web-1", input_channel="web"))
    assert [answer["text"] for answer in output.answers()] == [UNAVAILABLE]


async def test_another_conversation_stays(agent: Agent) -> None:
    for sender, text in (("web-1", "hello"), ("web-2", "hello"), ("web-1", "forget me")):
        await agent.handle_message(UserMessage(text, StructuredOutput(), sender, input_channel="web"))
    assert list(await agent.tracker_store.keys()) == ["web-2"]


async def test_without_this_channel_nobody_is_told_of_a_deletion() -> None:
    output = StructuredOutput()
    await Agent().handle_message(UserMessage("forget me", output, "web-1", input_channel="web"))
    assert [answer["text"] for answer in output.answers()] == [UNAVAILABLE]


@pytest.mark.parametrize("path", [ROOT / "credentials.yml", *(ROOT / "deploy").rglob("credentials*.yml")], ids=str)
def test_all_credentials_have_this_channel(path: Path) -> None:
    assert f"{NAME}:" in path.read_text(encoding="utf-8")

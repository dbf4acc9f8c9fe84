"""A whole turn takes little time, whatever is said: understanding, dialogue and action, in one process."""

from __future__ import annotations

import signal
import uuid
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from benchmarks.stress import hostile
from commands import models

pytestmark = pytest.mark.bot

LIMIT = 2.0  # seconds of processor time; `make stress` holds a turn to 0.1


class TooSlowError(BaseException):  # Rasa goes on after an Exception of an action
    """The processor time for a turn is used up."""


@pytest.fixture(scope="module")
def agent() -> Agent:
    """An agent with the newest model, whose actions run here."""
    executor = ActionExecutor()
    executor.register_package("actions")

    async def act(json: dict[str, Any], **_: Any) -> Any:
        return await executor.run(json)

    endpoint = EndpointConfig("http://127.0.0.1")
    endpoint.request = act
    return Agent.load(models.newest(), action_endpoint=endpoint)


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """A turn that uses up its time is broken off."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


async def answered(agent: Agent, text: str, sender: str = "") -> str:
    output = CollectingOutputChannel()
    await agent.handle_message(UserMessage(text, output, sender or uuid.uuid4().hex, input_channel="test"))
    return "\n".join(message.get("text", "") for message in output.messages)


async def test_an_ordinary_message_is_answered_by_an_action(agent: Agent) -> None:
    assert "Knowledge Process Outsourcing" in await answered(agent, "what is kpo")


@pytest.mark.parametrize("unit", hostile.texts())
async def test_a_turn_takes_little_time_whatever_is_said(agent: Agent, unit: str) -> None:
    for text in hostile.texts()[unit]:
        talk = uuid.uuid4().hex
        await answered(agent, "what is kpo", talk)  # what is said next may be read by what was said before
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        assert await answered(agent, text, talk)
        signal.setitimer(signal.ITIMER_PROF, 0)

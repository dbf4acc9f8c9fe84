"""A turn that ends late, or never."""

from __future__ import annotations

import asyncio
import logging

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered

from channels.base import apology
from channels.conversations import Conversations


async def test_a_turn_that_takes_too_long_is_told_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    may_end, ended = asyncio.Event(), asyncio.Event()

    async def answer_late(message: UserMessage) -> None:
        await may_end.wait()
        await message.output_channel.send_response(message.sender_id, BotUttered("At last.").message())
        ended.set()

    conversations = Conversations(answer_late, "web", patience=0.01)
    with caplog.at_level(logging.ERROR):
        _, (answer,) = await conversations.say("web-1", "hello")
    assert {key: answer[key] for key in apology()} == apology()
    assert "action server" in caplog.text
    may_end.set()
    await asyncio.wait_for(ended.wait(), 5)

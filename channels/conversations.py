"""What a channel does with a conversation of its own: say something, and read it again."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from channels import feedback, history, recall
from channels.base import Answer, StructuredOutput, apology
from channels.history import Message
from channels.masking import mask

logger = logging.getLogger(__name__)

MOST_MESSAGES = 50  # of a history
PATIENCE = 50  # seconds for a turn: after 60 Sanic would answer a request in its own words

Handler = Callable[[UserMessage], Awaitable[Any]]


class Conversations:
    """The conversations of a channel, by their ids."""

    def __init__(self, on_new_message: Handler, channel: str, patience: float = PATIENCE) -> None:
        self._on_new_message = on_new_message
        self._channel = channel
        self._patience = patience
        self._turns: set[asyncio.Task[list[Answer]]] = set()

    async def say(self, conversation: str, words: str) -> tuple[Message, list[Message]]:
        """The question as it was taken, and what the bot says to it: at least one answer.

        The turn goes on when who asked leaves or it takes too long, so that it is in the history afterwards.
        """
        words = mask(words)
        id, asked = uuid.uuid4().hex, time.time()
        turn = asyncio.create_task(self._turn(conversation, words, id))
        self._turns.add(turn)  # asyncio itself holds a task but weakly
        turn.add_done_callback(self._turns.discard)
        try:
            answers = await asyncio.wait_for(asyncio.shield(turn), self._patience)
        except asyncio.TimeoutError:
            logger.error(f"A message isn't answered after {self._patience} seconds: is the action server in order?")
            answers = [apology()]
        return history.question(id, words, asked), history.reply(id, answers, time.time())

    async def _turn(self, conversation: str, words: str, id: str) -> list[Answer]:
        output = StructuredOutput()
        message = UserMessage(words, output, conversation, input_channel=self._channel, message_id=id)
        try:
            await self._on_new_message(message)
        except Exception:  # nothing of the turn is stored then: the user hears of it, the log has the details
            logger.exception("The message couldn't be answered.")
            return [apology()]
        return output.answers()

    async def so_far(self, agent: Any, conversation: str) -> list[Message]:
        """The last messages of a conversation, the oldest first."""
        questions = MOST_MESSAGES // 2  # most of them have one answer
        while True:
            events, is_all = await recall.last(agent.tracker_store, conversation, questions)
            shown = history.messages(events, feedback.verdicts(events))
            if is_all or len(shown) >= MOST_MESSAGES:
                return shown[-MOST_MESSAGES:]
            questions *= 2

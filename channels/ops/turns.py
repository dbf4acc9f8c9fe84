"""Every turn of every channel, Rasa's own as well: masked before it is stored, counted, logged, forgotten on wish."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from channels.base import UNAVAILABLE, Answer, answer_of
from channels.forgetting import DELETED, forget, is_farewell
from channels.masking import mask
from channels.ops import logs
from channels.ops.metrics import Metrics, part_of
from channels.ops.settings import Settings

logger = logging.getLogger(__name__)

Handle = Callable[[UserMessage], Awaitable[Any]]


class Overheard:
    """A channel's output that remembers what passed. The farewell waits until the conversation is deleted.

    All else that is asked of it, the channel's own output answers.
    """

    def __init__(self, output: Any) -> None:
        self._output = output
        self.answers: list[Answer] = []
        self.farewells: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._output, name)

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Pass on what the bot says."""
        answer = answer_of(message)
        self.answers.append(answer)
        if is_farewell(answer):
            self.farewells.append((recipient_id, message))
        else:
            await self._output.send_response(recipient_id, message)


class Turns:
    """What is done around the turns of an agent."""

    def __init__(self, agent: Any, metrics: Metrics, settings: Settings) -> None:
        self._agent = agent
        self._metrics = metrics
        self._settings = settings
        self._handle: Handle = agent.handle_message

    def install(self) -> None:
        """Have all of the agent's messages pass here: each channel calls this method of it."""
        self._agent.handle_message = self.handle

    async def handle(self, message: UserMessage) -> None:
        """A turn, from the message as it came to the end of its answers."""
        channel = self._metrics.channel(message.input_channel)
        if message.text:
            message.text = mask(message.text)
        message.output_channel = output = Overheard(message.output_channel)
        token = logs.conversation.set(logs.shown(message.sender_id, self._settings))
        begun, failure, raised = time.perf_counter(), "error", None
        self._metrics.begin(channel)
        try:
            await self._handle(message)
            await self._part(message.sender_id, output)
            failure = _failure(output.answers)
        except Exception as error:
            raised = error
            raise
        finally:
            seconds = time.perf_counter() - begun
            self._metrics.end(channel, output.answers, seconds, failure)
            fields = {"channel": channel, "seconds": round(seconds, 4), **({"failure": failure} if failure else {})}
            self._log(message, output.answers, fields, raised)
            logs.conversation.reset(token)

    async def _part(self, conversation: str, output: Overheard) -> None:
        """Delete the conversation if that was promised, and only then say so."""
        for recipient, message in output.farewells:
            try:
                async with self._agent.lock_store.lock(conversation):
                    await asyncio.to_thread(forget, self._agent.tracker_store, conversation)
            except Exception:
                await output._output.send_response(recipient, {"text": UNAVAILABLE, "data": {"failed": True}})
                raise
            await output._output.send_response(recipient, {**message, DELETED: True})

    def _log(
        self, message: UserMessage, answers: list[Answer], fields: dict[str, Any], raised: Exception | None
    ) -> None:
        fields |= {"parts": [part_of(answer["data"]) for answer in answers]}
        if self._settings.log_text:
            fields |= {"text": message.text, "answers": [answer["text"] for answer in answers]}
        level = logging.WARNING if "failure" in fields else logging.INFO
        logger.log(level, "turn", exc_info=raised, extra={"fields": fields})


def _failure(answers: list[Answer]) -> str:
    """Why a turn without an error brought no answer; "" where it did."""
    if not any(answer["text"] for answer in answers):
        return "silence"
    return "apology" if any(answer["data"].get("failed") for answer in answers) else ""

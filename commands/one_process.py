"""The trained bot and its actions in this one process: no server, no port, milliseconds a message."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rasa.core.agent import load_agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa.utils.log_utils import configure_structlog
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from channels.base import Answer, StructuredOutput, answer_of, release
from commands import models

_CHANNEL = "rest"  # a name of a channel: some policies leave messages without one alone


@contextmanager
def _quietly() -> Iterator[None]:
    """Rasa and the form log much that nobody reads here; what else runs in this process logs as before afterwards."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


class _Actions(EndpointConfig):
    """Stands for the action server: runs an action right here."""

    def __init__(self) -> None:
        super().__init__("in this process")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *_: Any, **call: Any) -> Any:
        """The result of the action, as the action server's HTTP would have it."""
        try:
            result = await self._executor.run(json.loads(json.dumps(call["json"])))
        except ActionExecutionRejection as error:
            text = json.dumps({"error": str(error), "action_name": error.action_name})
            raise ClientResponseError(400, "Bad Request", text) from error
        return json.loads(json.dumps(result or {}))


class _Output(StructuredOutput):
    """Keeps what is said as it is: there is no operations channel here that could delete a conversation."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the answer."""
        await self._persist_message(answer_of(message))


class OneProcessBot:
    """A bot to talk with; `questions` are those that it understood in the last message."""

    def __init__(self, model: Path | None = None, knowledge: Path | None = None) -> None:
        """`model`: an archive, the newest where none is named; `knowledge`: the folder that the actions read."""
        if knowledge:
            os.environ["KNOWLEDGE"] = str(knowledge)
        configure_structlog(logging.ERROR)
        self._loop = asyncio.new_event_loop()
        with _quietly():
            self._actions = _Actions()
            self._agent = self._loop.run_until_complete(load_agent(str(model or models.newest())))
        self._agent.action_endpoint = self._agent.processor.action_endpoint = self._actions
        self._agent.tracker_store = self._agent.processor.tracker_store = InMemoryTrackerStore(self._agent.domain)

    @property
    def learnt(self) -> str:
        """The digest of the content that the model learnt from."""
        return release(self._agent)["content"]

    @property
    def content(self) -> str:
        """The digest of the content that the actions answer from."""
        from actions.edge import knowledge

        return knowledge().digest

    def say(self, sender: str, text: str) -> list[Answer]:
        """The bot's answers to a message of a sender."""
        with _quietly():
            return self._loop.run_until_complete(self._say(sender, text))

    def understood(self, sender: str) -> dict[str, Any]:
        """What the model read in the sender's last message: intent, entities and what our components hand on."""
        tracker = self._loop.run_until_complete(self._agent.tracker_store.retrieve(sender))
        return dict(tracker.latest_message.parse_data) if tracker else {}

    async def _say(self, sender: str, text: str) -> list[Answer]:
        output = _Output()
        await self._agent.handle_message(UserMessage(text, output, sender, input_channel=_CHANNEL))
        return list(output.messages)

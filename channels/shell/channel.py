"""The HTTP side of the shell: a message comes in as JSON, whole answers with their data go out."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.base import StructuredOutput, identity
from channels.cleaning import as_words
from channels.masking import mask

logger = logging.getLogger(__name__)

MOST_CHARACTERS_OF_A_SENDER = 100

Handler = Callable[[UserMessage], Awaitable[Any]]


class ShellInput(RestInput):
    """POST {"sender", "message"} to /webhooks/shell/webhook returns [{"text", "buttons", "data"}].

    GET /webhooks/shell/ tells whose bot this is: {"status": "ok", "assistant": its id, "model": the model's id}.
    """

    @classmethod
    def name(cls) -> str:
        """Its part of the address."""
        return "shell"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The two routes."""
        routes = Blueprint("shell", __name__)

        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok", **identity(getattr(request.app.ctx, "agent", None))})

        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, message = _read(request.body)
            except ValueError as error:
                return response.json({"error": str(error)}, status=400)
            return response.json(await self._answers(on_new_message, sender, message))

        routes.add_route(health, "/", methods=["GET"])
        routes.add_route(receive, "/webhook", methods=["POST"])
        return routes

    async def _answers(self, on_new_message: Handler, sender: str, message: str) -> list[dict[str, Any]]:
        output = StructuredOutput()
        try:
            await on_new_message(UserMessage(message, output, sender, input_channel=self.name()))
        except Exception:  # whatever broke, the user hears of it and the log has the details
            logger.exception("The message couldn't be answered.")
        return output.answers()


def _read(body: bytes) -> tuple[str, str]:
    """Sender and message of a request; raises ValueError with what is missing."""
    content = json.loads(body)
    fields = content if isinstance(content, dict) else {}
    sender, message = fields.get("sender"), fields.get("message")
    if not isinstance(sender, str) or not 0 < len(sender) <= MOST_CHARACTERS_OF_A_SENDER:
        raise ValueError(f"sender: send a string of 1 to {MOST_CHARACTERS_OF_A_SENDER} characters")
    words = as_words(message) if isinstance(message, str) else ""
    if not words:
        raise ValueError("message: send a string with a question")
    return sender, mask(words)

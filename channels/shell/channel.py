"""The HTTP side of the shell: a message comes in as JSON, whole answers with their data go out."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic.request import Request

from channels.base import StructuredOutput, identity
from channels.cleaning import as_words
from channels.local import Handle, LocalInput, RefusedError
from channels.masking import mask

logger = logging.getLogger(__name__)


class ShellInput(LocalInput):
    """POST {"sender", "message"} to /webhooks/shell/webhook returns [{"text", "buttons", "data"}].

    GET /webhooks/shell/ tells whose bot this is: {"status": "ok", "assistant": its id, "model": the model's id}.
    """

    @classmethod
    def name(cls) -> str:
        """Its part of the address."""
        return "shell"

    def health(self, request: Request) -> dict[str, str]:
        """Whose bot this is."""
        return {"status": "ok", **identity(getattr(request.app.ctx, "agent", None))}

    def words(self, message: str) -> str:
        """The message as one line without what tells who somebody is; raises RefusedError where that is empty."""
        words = as_words(message)
        if not words:
            raise RefusedError(400, "message: send a string with a question")
        return mask(words)

    async def answers(self, on_new_message: Handle, sender: str, message: str) -> list[dict[str, Any]]:
        """At least one answer."""
        output = StructuredOutput()
        try:
            await on_new_message(UserMessage(message, output, sender, input_channel=self.name()))
        except Exception:  # whatever broke, the user hears of it and the log has the details
            logger.exception("The message couldn't be answered.")
        return output.answers()

"""Rasa's REST channel for programs of this machine, with Rasa's form of answers; channels/local.py has who gets in."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from channels.local import Handle, LocalInput

logger = logging.getLogger(__name__)


class RestInput(LocalInput):
    """POST {"sender", "message"} to /webhooks/rest/webhook returns [{"recipient_id", "text", "buttons"}]."""

    @classmethod
    def name(cls) -> str:
        """Its part of the address."""
        return "rest"

    async def answers(self, on_new_message: Handle, sender: str, message: str) -> list[dict[str, Any]]:
        """What the bot says, [] where it failed, as Rasa has it."""
        output = CollectingOutputChannel()
        try:
            await on_new_message(UserMessage(message, output, sender, input_channel=self.name()))
        except Exception:  # whatever broke, the log has the details
            logger.exception("The message couldn't be answered.")
        return list(output.messages)

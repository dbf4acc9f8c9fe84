"""What our channels share: an output that keeps the structured part of an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel

Answer = dict[str, Any]  # {"text": str, "buttons": [{"title", "payload"}], "data": {...}}

UNAVAILABLE = "Sorry, I can't answer right now. Please ask again in a moment."


def answer(text: str, buttons: Iterable[Any] = (), data: object = None) -> Answer:
    """An answer in the form that our channels speak; data of any other type counts as none."""
    return {"text": text, "buttons": list(buttons), "data": data if isinstance(data, dict) else {}}


class StructuredOutput(CollectingOutputChannel):
    """Collects whole answers: the text in one piece, the buttons, and the `data` that the actions attach.

    The actions' extra arguments of `utter_message` lie in the bot event's metadata and arrive here as keywords.
    """

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Keep a text; Rasa's own channel would cut it at blank lines."""
        await self._persist_message(answer(text.strip(), data=kwargs.get("data")))

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        """Keep a text with its buttons."""
        await self._persist_message(answer((text or "").strip(), buttons, kwargs.get("data")))

    def answers(self) -> list[Answer]:
        """All that can be read; where nothing came, the apology: an empty reply would look like a broken bot."""
        return [message for message in self.messages if message.get("text")] or [answer(UNAVAILABLE)]

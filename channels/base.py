"""What our channels share: an output that keeps the structured part of an answer, and who the bot is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel

from channels.forgetting import DELETED, is_farewell

Answer = dict[str, Any]  # {"text": str, "buttons": [{"title", "payload"}], "data": {...}}

UNAVAILABLE = "Sorry, I can't answer right now. Please ask again in a moment."


def answer(text: str, buttons: Iterable[Any] = (), data: object = None) -> Answer:
    """An answer in the form that our channels speak; data of any other type counts as none."""
    return {"text": text, "buttons": list(buttons), "data": data if isinstance(data, dict) else {}}


def answer_of(message: Mapping[str, Any]) -> Answer:
    """The answer in a bot event's `message()`: the text in one piece, the buttons, the `data` of the actions.

    The actions' extra arguments of `utter_message` are keys of the message; a response of the domain has them in its
    `metadata`, the only place for them that Rasa's schema leaves it. An answer from the knowledge names the digest of
    its `content`, and with it the `model` that understood the question.
    """
    data = message.get("data") or (message.get("metadata") or {}).get("data")
    if isinstance(data, dict) and "content" in data and "model_id" in message:  # which Rasa notes with each event
        data = {**data, "model": message["model_id"]}
    return answer((message.get("text") or "").strip(), message.get("buttons") or (), data)


def apology() -> Answer:
    """What is said where the bot failed; its data has `failed`, so that a client may offer another try."""
    return answer(UNAVAILABLE, data={"failed": True})


class StructuredOutput(CollectingOutputChannel):
    """Collects whole answers; Rasa's own channel would cut a text at blank lines and drop the data."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep what the bot says. That a conversation is deleted is believed of who deletes it (channels/ops) alone."""
        said = answer_of(message)
        await self._persist_message(apology() if is_farewell(said) and not message.get(DELETED) else said)

    def answers(self) -> list[Answer]:
        """All that can be read; where nothing came, the apology: an empty reply would look like a broken bot."""
        return [message for message in self.messages if message["text"]] or [apology()]


def identity(agent: object) -> dict[str, str]:
    """The ids of {"assistant", "model"} that an agent has loaded; empty while it has none."""
    metadata = getattr(getattr(agent, "processor", None), "model_metadata", None)
    return {key: getattr(metadata, f"{key}_id", None) or "" for key in ("assistant", "model")}


def release(agent: object) -> dict[str, str]:
    """{"assistant", "model", "content"}: the ids that an agent has loaded, and the digest of what it learnt from."""
    metadata = getattr(getattr(agent, "processor", None), "model_metadata", None)
    nodes = getattr(getattr(metadata, "predict_schema", None), "nodes", {}).values()
    digests = (str(node.config["digest"]) for node in nodes if node.config.get("digest"))
    return {"assistant": "", "model": "", **identity(agent), "content": next(digests, "")}

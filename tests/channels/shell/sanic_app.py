"""The shell channel behind a real Sanic, with a handler that answers as Rasa does: `python -m ... PORT`."""

from __future__ import annotations

import sys
from types import SimpleNamespace

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered
from sanic import Sanic

from channels.shell.channel import ShellInput

DATA = {"version": 1, "part": "definition", "topics": ["a"], "sources": [{"id": "s", "title": "“A study”"}]}
BUTTONS = [{"title": "More", "payload": "Tell me more"}]


async def answer_like_rasa(message: UserMessage) -> None:
    """Sends what Rasa sends: the messages of bot events, with the actions' extra arguments in their metadata."""
    if message.text == "silence":
        return
    if message.text == "break":
        raise RuntimeError("no such table")
    text = f"{message.sender_id} said {message.text}"
    full = BotUttered(text, {"buttons": BUTTONS}, {"data": DATA, "utter_action": "utter_it"})
    for event in (full, BotUttered("First.\n\nSecond."), BotUttered(None, {"custom": {"raw": 1}})):
        await message.output_channel.send_response(message.sender_id, event.message())


def app() -> Sanic:
    """An application like Rasa's, with a loaded model."""
    app = Sanic("shell", configure_logging=False)
    metadata = SimpleNamespace(assistant_id="guide", model_id="m1")
    app.ctx.agent = SimpleNamespace(processor=SimpleNamespace(model_metadata=metadata))
    app.blueprint(ShellInput().blueprint(answer_like_rasa), url_prefix="/webhooks/shell")
    return app


if __name__ == "__main__":
    app().run("127.0.0.1", int(sys.argv[1]), motd=False)

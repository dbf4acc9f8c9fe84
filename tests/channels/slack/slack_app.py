"""The Slack channel in Rasa's own server, with an agent of a few words: `python -m ... PORT SETTINGS`.

SETTINGS are those of the channel, as JSON. Everything is logged. /bot/ shows what the agent has stored.
"""

from __future__ import annotations

import json
import logging
import sys

from rasa.core.run import configure_app
from rasa.shared.core.events import BotUttered
from sanic import Sanic

from channels.slack.channel import SlackInput
from tests.channels.agent import Agent, attach
from tests.channels.slack import samples


class Guide(Agent):
    """Greets, lists what it knows, compares, calls everybody, goes on for ever, and repeats all else."""

    async def _answers(self, text: str) -> list[BotUttered]:
        if text in samples.ANSWERS:
            answer = samples.ANSWERS[text]
            return [BotUttered(answer["text"], {"buttons": answer["buttons"]}, {"data": answer["data"]})]
        await super()._answers(text)
        return [BotUttered(f"You said {text}", {"buttons": samples.BUTTONS}, {"data": samples.DATA})]


def app(settings: dict[str, object]) -> Sanic:
    """Rasa's server with the channel."""
    app = configure_app([SlackInput.from_credentials(settings)], enable_api=False)
    attach(app, Guide)
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG)
    logging.getLogger("slack_bolt").setLevel(logging.DEBUG)
    logging.getLogger("slack_sdk").setLevel(logging.DEBUG)
    app(json.loads(sys.argv[2])).run("127.0.0.1", int(sys.argv[1]), access_log=True, motd=False)

"""The Slack channel in Rasa's own server, with an agent of a few words: `python -m ... PORT SETTINGS [STORE]`.

SETTINGS are those of the channel, as JSON; STORE is a file for what the agent keeps. Everything is logged.
"""

from __future__ import annotations

import json
import logging
import sys

from rasa.core.run import configure_app
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import BotUttered
from sanic import Sanic

from channels.slack.channel import SlackInput
from commands.variables import BACKLOG
from tests.channels.agent import Agent, attach
from tests.channels.slack import samples


class Guide(Agent):
    """Greets, lists what it knows, compares, calls everybody, goes on for ever, and repeats all else."""

    def __init__(self, store: str) -> None:
        super().__init__()
        if store:
            self.tracker_store = SQLTrackerStore(self.domain, dialect="sqlite", db=store)

    async def _answers(self, text: str) -> list[BotUttered]:
        if text in samples.ANSWERS:
            answer = samples.ANSWERS[text]
            return [BotUttered(answer["text"], {"buttons": answer["buttons"]}, {"data": answer["data"]})]
        if not await super()._answers(text):
            return []
        return [BotUttered(f"You said {text}", {"buttons": samples.BUTTONS}, {"data": samples.DATA})]


def app(settings: dict[str, object], store: str = "") -> Sanic:
    """Rasa's server with the channel."""
    app = configure_app([SlackInput.from_credentials(settings)], enable_api=False)
    attach(app, lambda: Guide(store))
    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG)
    logging.getLogger("slack_bolt").setLevel(logging.DEBUG)
    logging.getLogger("slack_sdk").setLevel(logging.DEBUG)
    app(json.loads(sys.argv[2]), *sys.argv[3:]).run(
        "127.0.0.1", int(sys.argv[1]), access_log=True, motd=False, backlog=int(BACKLOG)
    )

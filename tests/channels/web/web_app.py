"""The web channel in Rasa's own server, with an agent that answers as Rasa does: `python -m ... PORT`.

Each of CHANNELS is the channel with other settings, under /webhooks/<its name>/. Rasa's `--cors "*"` is on.
/bot/ shows what the agent has stored and lets its waiting answers go.
"""

from __future__ import annotations

import sys

from rasa.core.run import configure_app
from sanic import Sanic

from channels.web.channel import WebInput
from commands.variables import BACKLOG
from tests.channels.agent import Agent, attach
from tests.channels.web.samples import CHANNELS


def app() -> Sanic:
    """Rasa's server with the channels, and the agent's state under /bot/."""
    channels = [
        type(name, (WebInput,), {"name": classmethod(lambda _, name=name: name)}).from_credentials(settings)
        for name, settings in CHANNELS.items()
    ]
    app = configure_app(channels, cors="*", enable_api=False)
    attach(app, Agent)
    return app


if __name__ == "__main__":
    app().run("127.0.0.1", int(sys.argv[1]), access_log=False, motd=False, backlog=int(BACKLOG))

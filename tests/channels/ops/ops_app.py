"""The operations channel beside the web channel in Rasa's own server: `python -m ... PORT [limits_storage [api_url]]`.

With `api_url`, Slack's channel is there too, and looks for Slack at that address.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace

from rasa.core.channels.rest import RestInput
from rasa.core.run import configure_app
from rasa.utils.log_utils import configure_structlog
from sanic import Sanic

from channels.ops.channel import OpsInput
from channels.slack.channel import SlackInput
from channels.slack.settings import Secrets, Settings
from channels.web.channel import WebInput
from tests.channels.agent import Agent, attach
from tests.channels.slack.samples import BOT_TOKEN, SIGNING_SECRET


def _agent() -> Agent:
    agent = Agent()
    agent.action_endpoint = SimpleNamespace(url="http://127.0.0.1:9/webhook")  # nobody listens there
    return agent


def app(limits_storage: str, api_url: str = "") -> Sanic:
    """Rasa's server with the channels."""
    web = WebInput.from_credentials({"limits_storage": limits_storage})
    secrets = Secrets(BOT_TOKEN, SIGNING_SECRET, "") if api_url else None
    slack = SlackInput(Settings.read({"api_url": api_url} if api_url else None), secrets)
    app = configure_app([RestInput(), web, slack, OpsInput.from_credentials({})], cors="*", enable_api=False)
    attach(app, _agent)
    return app


if __name__ == "__main__":
    configure_structlog()  # as `rasa run` does
    app(*sys.argv[2:] or ["memory://"]).run("127.0.0.1", int(sys.argv[1]), access_log=False, motd=False)

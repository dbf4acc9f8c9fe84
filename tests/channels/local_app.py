"""All channels of credentials.yml in Rasa's own server, with an agent of a few words: `python -m ... PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

from rasa.core.run import configure_app, create_http_input_channels

from tests.channels.agent import Agent, attach

CREDENTIALS = Path(__file__).resolve().parents[2] / "credentials.yml"

if __name__ == "__main__":
    app = configure_app(create_http_input_channels(None, str(CREDENTIALS)), cors="*", enable_api=False)
    attach(app, Agent)
    app.run("127.0.0.1", int(sys.argv[1]), access_log=False, motd=False)

"""The endpoints file for an action server on another port."""

from __future__ import annotations

import re

from commands.command import CommandError
from commands.network import url

# A textual change: Rasa expands ${VARIABLES} in this file, and they wouldn't survive being read and written again.
_ACTION_ADDRESS = re.compile(
    r"""^(?P<before>action_endpoint:[^\n]*\n(?:(?:[ \t]+[^\n]*|\#[^\n]*)?\n)*?[ \t]+url:[ \t]*["']?)https?://[^\s:/"']+:\d+""",
    re.MULTILINE,
)


def with_actions_port(text: str, port: int, name: str = "endpoints.yml") -> str:
    """The content of an endpoints file with the actions at `port` of this machine; raises CommandError without them."""
    changed, count = _ACTION_ADDRESS.subn(lambda found: f"{found['before']}{url(port)}", text)
    if not count:
        raise CommandError(f'{name}: action_endpoint.url: there is no port in it: write "{url(port)}/webhook"')
    return changed

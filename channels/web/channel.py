"""The web channel: what the chat widget speaks with the bot, and the widget itself. docs/website.md describes it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint

from channels.conversations import Conversations
from channels.framing import bound_requests
from channels.web.gate import Gate
from channels.web.routes import Routes
from channels.web.sessions import Sessions
from channels.web.settings import SECRET, Settings, random_secret, session_secrets

logger = logging.getLogger(__name__)


class WebInput(RestInput):
    """Everything under /webhooks/web/: a demo page, the widget's files, and the routes of openapi.json."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings.read(None)

    @classmethod
    def name(cls) -> str:
        """Its part of the address."""
        return "web"

    @property
    def storage(self) -> str:
        """The address of what it may share with other servers."""
        return self.settings.limits_storage

    @property
    def is_behind_proxy(self) -> bool:
        """True where the settings name a proxy."""
        return bool(self.settings.trusted_proxies)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """The channel as credentials.yml sets it up; raises InvalidConfigException with what to mend there."""
        return cls(Settings.read(credentials))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """All routes, each of them behind the gate."""
        routes = Blueprint(self.name())
        sessions = Sessions(_secrets(), self.settings.session_hours * 3600)
        conversations = Conversations(on_new_message, self.name())
        Routes(Gate(self.settings, sessions), sessions, conversations, self.settings.message_characters).add_to(routes)
        routes.main_process_start(bound_requests)
        return routes


def _secrets() -> tuple[str, ...]:
    """What signs sessions: from the environment, else something random for this run."""
    given = session_secrets()
    if not given:
        logger.warning(f"{SECRET} isn't set: sessions on the website end when this server does.")
    return given or (random_secret(),)

"""The Slack channel: all that Slack sends to /webhooks/slack/events, or by Socket Mode. docs/slack.md describes it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.exceptions import InvalidUsage, PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_bolt.adapter.sanic.async_handler import to_sanic_response
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError

from channels import framing
from channels.slack.bot import Bot
from channels.slack.claims import claims
from channels.slack.deliveries import Deliveries
from channels.slack.entrance import Entrance
from channels.slack.outbox import Outbox, quiet
from channels.slack.reach import UNKNOWN, Reach
from channels.slack.reception import Reception
from channels.slack.settings import APP_TOKEN, Secrets, Settings

logger = logging.getLogger(__name__)

# Why Slack opens no connection for a token, now and later.
REFUSALS = (
    *("invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope", "no_permission"),
    *("account_inactive", "token_expired", "token_revoked"),
)
MOST_BYTES = 1_000_000  # of a request: a click comes with the whole message, as JSON in a form

Handler = Callable[[UserMessage], Awaitable[Any]]


class SlackInput(InputChannel):
    """Without secrets in the environment it does nothing."""

    def __init__(self, settings: Settings | None = None, secrets: Secrets | None = None) -> None:
        self.settings = settings or Settings.read(None)
        self.secrets = secrets
        self._service: Service | None = None

    @classmethod
    def name(cls) -> str:
        """Its part of the address."""
        return "slack"

    @property
    def storage(self) -> str:
        """The address of what it may share with other servers; "" where it does nothing."""
        return self.settings.deliveries_storage if self.secrets else ""

    @property
    def is_behind_proxy(self) -> bool:
        """True where Slack reaches the bot by HTTPS, which this server doesn't speak."""
        return self.secrets is not None and not self.secrets.uses_socket_mode

    @property
    def fault(self) -> str | None:
        """What is wrong with Slack, "" where it can be reached; None where the channel does nothing."""
        return None if self._service is None else self._service.fault

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackInput:
        """The channel as credentials.yml and the environment set it up; raises InvalidConfigException."""
        return cls(Settings.read(credentials), Secrets.read())

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The endpoint, and what starts and ends with the server."""
        routes = Blueprint(self.name())
        if self.secrets is None:
            return routes
        self._service = service = Service(self.settings, self.secrets, on_new_message, self.name())

        async def start(app: Sanic, _: Any) -> None:
            await service.start(app)

        async def stop(_: Sanic, __: Any) -> None:
            await service.stop()

        routes.before_server_start(start)  # Sanic 21.12 drops a bound method without a word
        routes.before_server_stop(stop)
        if self.secrets.uses_socket_mode:
            return routes

        async def receive(request: Request) -> HTTPResponse:
            return await service.receive(request)

        routes.main_process_start(framing.bound_requests)
        routes.add_route(receive, "/events", methods=["POST"], stream=True)  # the body is read within a limit
        return routes


class Service:
    """The channel in a running server."""

    def __init__(self, settings: Settings, secrets: Secrets, on_new_message: Handler, channel: str) -> None:
        self._settings = settings
        self._secrets = secrets
        self._on_new_message = on_new_message
        self._channel = channel
        self._socket: AsyncSocketModeHandler | None = None
        self._reach: Reach | None = None

    @property
    def fault(self) -> str:
        """What is wrong with Slack, "" where it can be reached."""
        return UNKNOWN if self._reach is None else self._reach.fault

    async def start(self, app: Sanic) -> None:
        """Make all that needs the server's loop; in Socket Mode, connect."""
        bot = Bot(self._on_new_message, self._channel, lambda: getattr(app.ctx, "agent", None))
        self._outbox = Outbox(self._secrets.bot_token, self._settings.api_url)
        self._deliveries = Deliveries(claims(self._settings.deliveries_storage))
        self._bolt = Reception(bot, self._outbox, self._settings, self._deliveries).app(self._secrets)
        self._in_turn = asyncio.Lock()  # a lock lets in by order of arrival
        if self._secrets.uses_socket_mode:
            self._socket = AsyncSocketModeHandler(
                self._bolt, self._secrets.app_token, logger=quiet, web_client=self._outbox.client
            )
            app.add_task(self._connect(self._socket))
        else:
            self._entrance = Entrance(self._bolt, self._secrets.signing_secret)
        self._reach = Reach(self._outbox.who_am_i, self._socket.client.is_connected if self._socket else None)
        self._watch = asyncio.create_task(self._reach.watch())

    async def stop(self) -> None:
        """Take on nothing more and answer what was acknowledged."""
        self._watch.cancel()
        if self._socket is not None:
            await self._socket.client.close()  # type: ignore[no-untyped-call]
        await self._deliveries.close()
        await self._outbox.close()

    async def receive(self, request: Request) -> HTTPResponse:
        """Slack's requests."""
        try:
            await framing.receive(request, MOST_BYTES)
        except PayloadTooLarge:
            return response.text("This is too large.", status=413)
        except InvalidUsage:
            return response.text("The body can't be read.", status=400)
        async with self._in_turn:
            if not self._deliveries.is_open:  # Slack tries again later
                return response.text("The server is about to end.", status=503)
            return to_sanic_response(await self._entrance.answer(request.body, request.headers))

    async def _connect(self, socket: AsyncSocketModeHandler) -> None:
        """Connect, however often that takes; a token that Slack refuses is told in one line, and not tried again."""
        try:
            opened = await self._outbox.client.apps_connections_open(app_token=socket.app_token)
            socket.client.wss_uri = opened["url"]  # Slack gives out few a minute
        except SlackApiError as error:
            reason = error.response.get("error")
            if reason in REFUSALS:
                logger.error(f"Slack refuses {APP_TOKEN} ({reason}): copy the App-Level Token again, and restart.")
                return
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
            logger.error(f"Slack can't be reached by Socket Mode, it is tried again: {error}")
        await socket.client.connect()  # type: ignore[no-untyped-call]
        logger.info("Connected to Slack by Socket Mode.")

"""What operators ask a running bot: GET /health, /health/ready and /metrics. docs/operations.md describes it."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.base import release
from channels.forgetting import forget, stores_of
from channels.ops import logs, readiness, renewal
from channels.ops.metrics import CONTENT_TYPE, Metrics
from channels.ops.settings import TOKEN, Settings, token
from channels.ops.turns import Turns
from stores import strict

logger = logging.getLogger(__name__)

Handler = Callable[..., Awaitable[HTTPResponse]]
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


class OpsInput(InputChannel):
    """No channel of messages: it watches over all others, and masks and counts what passes them."""

    def __init__(self, settings: Settings | None = None, secret: str = "") -> None:
        self.settings = settings or Settings.read(None)
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        """Its name among the channels."""
        return "ops"

    def url_prefix(self) -> str:
        """The root: "/health" is where probes look."""
        return "/"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> OpsInput:
        """The channel as credentials.yml and the environment set it up; raises InvalidConfigException."""
        strict.install()  # channels are made before the stores are
        return cls(Settings.read(credentials), token())

    def blueprint(self, on_new_message: Callable[..., Any]) -> Blueprint:
        """The routes, and what begins with the server."""
        routes = Blueprint(self.name())

        async def begin(app: Sanic, _: Any) -> None:
            logs.install(self.settings)

        async def watch(app: Sanic, _: Any) -> None:
            self._watch(app)

        routes.before_server_start(begin)
        routes.after_server_start(watch)
        routes.add_route(self._health, "health", methods=["GET"])
        routes.add_route(self._guarded(self._ready), "health/ready", methods=["GET"])
        routes.add_route(self._guarded(self._metrics), "metrics", methods=["GET"])
        routes.add_route(self._guarded(self._renew), "release", methods=["POST"])
        routes.add_route(self._guarded(self._forget), "conversations/<conversation:path>", methods=["DELETE"])
        return routes

    def _watch(self, app: Sanic) -> None:
        """From now on all turns are seen, and no error of a database quotes what was to be stored."""
        agent = app.ctx.agent
        app.ctx.metrics = Metrics(channel.name() for channel in app.ctx.input_channels)
        Turns(agent, app.ctx.metrics, self.settings).install()
        for store in stores_of(agent.tracker_store):
            if hasattr(store, "engine"):
                store.engine.hide_parameters = True

    def _guarded(self, handler: Handler) -> Handler:
        """The handler for those alone who may see it."""

        @wraps(handler)
        async def answer(request: Request, **parts: str) -> HTTPResponse:
            if not self._lets_in(request):
                error = f"Only from allowed_addresses without a proxy between, or with {TOKEN} as a Bearer token."
                return response.json({"error": error}, status=403)
            return await handler(request, **parts)

        return answer

    def _lets_in(self, request: Request) -> bool:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if self._secret and scheme.lower() == "bearer":
            return hmac.compare_digest(given.strip().encode(), self._secret.encode())
        if any(header in request.headers for header in (*FORWARDED, "origin")):  # from outside, or a page in a browser
            return False
        try:
            peer = ip_address(request.ip)
        except ValueError:
            return False
        peer = getattr(peer, "ipv4_mapped", None) or peer
        return any(peer in network for network in self.settings.allowed_addresses)

    @staticmethod
    async def _health(request: Request) -> HTTPResponse:
        """That the server is alive, and which model and content it has; nothing in it depends on other services."""
        return response.json({"status": "ok", **release(_agent(request))})

    @staticmethod
    async def _ready(request: Request) -> HTTPResponse:
        """200 where a message would be answered, else 503; either way by part what is wrong."""
        found = await readiness.checks(_agent(request), request.app.ctx.input_channels)
        ready = set(found.values()) == {readiness.OK}
        body = {"status": "ready" if ready else "not ready", "checks": found, **release(_agent(request))}
        return response.json(body, status=200 if ready else 503)

    @staticmethod
    async def _metrics(request: Request) -> HTTPResponse:
        """Prometheus' text form."""
        told = request.app.ctx.metrics.exposition(release(_agent(request)))
        return response.raw(told, content_type=CONTENT_TYPE)

    @staticmethod
    async def _renew(request: Request) -> HTTPResponse:
        """Go over to the model of the current release; messages are answered by the old one until it is loaded."""
        try:
            await renewal.renew(_agent(request))
        except renewal.CannotRenewError as error:
            return response.json({"error": str(error)}, status=409)
        return response.json(release(_agent(request)))

    @staticmethod
    async def _forget(request: Request, conversation: str) -> HTTPResponse:
        """Delete a conversation, after the turn that may be under way."""
        agent = _agent(request)
        async with agent.lock_store.lock(conversation):
            found = await asyncio.to_thread(forget, agent.tracker_store, conversation)
        logger.info("forgotten", extra={"fields": {"found": found}})
        return response.json({"forgotten": found}, status=200 if found else 404)


def _agent(request: Request) -> Any:
    return getattr(request.app.ctx, "agent", None)

"""What operators ask a running bot: GET /health, /health/ready and /metrics. docs/operations.md describes it."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import peers
from channels.base import release
from channels.feedback import ON_VOTE
from channels.forgetting import forget, stores_of
from channels.ops import logs, readiness, renewal
from channels.ops.metrics import CONTENT_TYPE, Metrics
from channels.ops.settings import TOKEN, Settings, token
from channels.ops.turns import Turns
from stores import strict
from stores.erasure import NotErasedError

logger = logging.getLogger(__name__)

Handler = Callable[..., Awaitable[HTTPResponse]]
ADDRESS = f"Only from allowed_addresses without a proxy between, or with {TOKEN} as a Bearer token."
PROXY = (
    f"Only with {TOKEN} as a Bearer token, since a proxy may stand before this server: set {TOKEN} in its environment "
    "and in that of this command."
)


class OpsInput(InputChannel):
    """No channel of messages: it watches over all others, and masks and counts what passes them."""

    def __init__(self, settings: Settings | None = None, secret: str = "") -> None:
        self.settings = settings or Settings.read(None)
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        """Its name among the channels."""
        return readiness.OWN

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
        routes.add_route(self._guarded(self._renew, changes=True), "release", methods=["POST"])
        forgetting = self._guarded(self._forget, changes=True)
        routes.add_route(forgetting, "conversations/<conversation:path>", methods=["DELETE"])
        return routes

    def _watch(self, app: Sanic) -> None:
        """From now on all turns are seen, and no error of a database quotes what was to be stored."""
        agent = app.ctx.agent
        app.ctx.metrics = Metrics(channel.name() for channel in app.ctx.input_channels)
        Turns(agent, app.ctx.metrics, self.settings).install()
        setattr(agent, ON_VOTE, app.ctx.metrics.vote)
        for store in stores_of(agent.tracker_store):
            if hasattr(store, "engine"):
                store.engine.hide_parameters = True

    def _guarded(self, handler: Handler, changes: bool = False) -> Handler:
        """The handler for those alone who may see what it tells, or may do what it `changes`."""

        @wraps(handler)
        async def answer(request: Request, **parts: str) -> HTTPResponse:
            refusal = self._refusal(request, changes)
            if refusal:
                return response.json({"error": refusal}, status=403)
            return await handler(request, **parts)

        return answer

    def _refusal(self, request: Request, changes: bool) -> str:
        """Why a request isn't let in; "" where it is.

        A proxy on this machine that adds no header looks like an operator: where one can stand, changes want the token.
        """
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if self._secret and scheme.lower() == "bearer":
            return "" if hmac.compare_digest(given.strip().encode(), self._secret.encode()) else ADDRESS
        if changes and (self._secret or peers.are_behind_proxy(request.app.ctx.input_channels)):
            return PROXY
        return "" if self._is_allowed(request) else ADDRESS

    def _is_allowed(self, request: Request) -> bool:
        """True where it comes straight from one of the addresses in the settings."""
        peer = peers.address(request.ip)
        if peer is None or peers.is_passed_on(request) or "origin" in request.headers:  # from outside, or a web page
            return False
        return any(peer in network for network in self.settings.allowed_addresses)

    @staticmethod
    async def _health(request: Request) -> HTTPResponse:
        """That the server is alive, and what it answers from; nothing in it depends on other services."""
        return response.json({"status": "ok", "released": renewal.follows(), **release(_agent(request))})

    @staticmethod
    async def _ready(request: Request) -> HTTPResponse:
        """200 where a message would be answered, else 503; either way by part what is wrong."""
        channels = request.app.ctx.input_channels
        found = await readiness.checks(_agent(request), channels)
        told = readiness.status(found, channels)
        body = {"status": told, "checks": found, **release(_agent(request))}
        return response.json(body, status=503 if told == "not ready" else 200)

    @staticmethod
    async def _metrics(request: Request) -> HTTPResponse:
        """Prometheus' text form."""
        faults = readiness.faults(request.app.ctx.input_channels)
        told = request.app.ctx.metrics.exposition(release(_agent(request)), faults)
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
        """Delete a conversation, after the turn that may be under way; 503 where it stays in SQLite's files."""
        agent = _agent(request)
        try:
            async with agent.lock_store.lock(conversation):
                found = await asyncio.to_thread(forget, agent.tracker_store, conversation)
        except NotErasedError as error:
            return response.json({"error": str(error)}, status=503)
        logger.info("forgotten", extra={"fields": {"found": found}})
        return response.json({"forgotten": found}, status=200 if found else 404)


def _agent(request: Request) -> Any:
    return getattr(request.app.ctx, "agent", None)

"""What every request passes before its handler: origin, size, rates, session. And the headers on the way out."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web import bodies
from channels.web.errors import RefusedError, wrong_method
from channels.web.sessions import Session, Sessions
from channels.web.settings import Settings
from channels.web.visitors import Limits, is_allowed

logger = logging.getLogger(__name__)

Handler = Callable[..., Awaitable[HTTPResponse]]

ON_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
}
# Any page may load the public files: a module script is fetched with CORS, and they hold nothing that is secret.
ON_PUBLIC = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
ON_ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "600",
}


class Gate:
    """Lets requests through to their handlers, or says why not."""

    def __init__(self, settings: Settings, sessions: Sessions) -> None:
        self._sessions = sessions
        self._limits = Limits(settings)
        self._origins = settings.allowed_origins
        self._most_bytes = bodies.largest(settings.message_characters)

    def guard(self, handlers: Mapping[str, Handler]) -> Handler:
        """One handler for all methods of an address, from a handler for each."""

        async def answer(request: Request, **parts: str) -> HTTPResponse:
            try:
                self._check_origin(request)
                await bodies.receive(request, self._most_bytes)
                handler = handlers.get("GET" if request.method == "HEAD" else request.method)
                if handler is None:
                    raise wrong_method(request.method, handlers)
                return await handler(request, **parts)
            except RefusedError as refusal:
                return refusal.response()
            except Exception:  # a store that is away, mostly: the visitor hears of it and the log has the details
                logger.exception("The request couldn't be answered.")
                message = "This doesn't work right now. Please try again in a moment."
                return RefusedError(503, "not_ready", message).response()

        return answer

    async def session(self, request: Request) -> Session:
        """The session of a request's token; raises RefusedError where it has none that holds."""
        await self._limits.count_address(request)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise RefusedError(401, "no_session", "Start a session first and send its token along.")
        session = self._sessions.read(token.strip())
        await self._limits.count_session(session.conversation, request.path)
        return session

    async def visitor(self, request: Request) -> Session | None:
        """The session of a request that needs none; raises RefusedError where it has one that doesn't hold."""
        if "authorization" in request.headers:
            return await self.session(request)
        await self._limits.count_address(request)
        return None

    def finish(self, request: Request, answer: HTTPResponse) -> HTTPResponse:
        """An answer with all its headers, and the whole answer to a preflight.

        It has the last word: Rasa's own CORS answers every preflight, and with `--cors` it would let in anybody.
        """
        if request.method == "OPTIONS":
            answer = self._preflight(request)
        for name in {name for name in answer.headers if name.lower().startswith("access-control-")}:
            answer.headers.popall(name)
        answer.headers.update(ON_ALL)
        if request.route.ctx.is_public:
            answer.headers.update(ON_PUBLIC)
            return answer
        answer.headers.update({"Vary": "Origin", "Cache-Control": "no-store"})
        origin = request.headers.get("origin")
        if origin and self._lets_in(request):
            answer.headers.update({"Access-Control-Allow-Origin": origin, **ON_ALLOWED})
        return answer

    def _preflight(self, request: Request) -> HTTPResponse:
        try:
            self._check_origin(request)
        except RefusedError as refusal:
            return refusal.response()
        return response.empty()

    def _check_origin(self, request: Request) -> None:
        if not self._lets_in(request):
            message = "Pages of this site may not use the chat: ask its owner to add them to allowed_origins."
            raise RefusedError(403, "origin", message)

    def _lets_in(self, request: Request) -> bool:
        origin = request.headers.get("origin")
        return request.route.ctx.is_public or is_allowed(origin, request.headers.get("host", ""), self._origins)

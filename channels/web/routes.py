"""The addresses under /webhooks/web/ and what each does, in the JSON form that openapi.json describes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sanic import Blueprint, response
from sanic.constants import HTTP_METHODS
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import feedback
from channels.base import identity
from channels.conversations import Conversations
from channels.web import bodies
from channels.web.errors import VERSION, RefusedError, not_found, wrong_method
from channels.web.files import PAGE, Files
from channels.web.gate import Gate, Handler
from channels.web.sessions import Sessions, new_conversation

READING = ("GET", "HEAD")


class Routes:
    """The handlers, with what they need."""

    def __init__(self, gate: Gate, sessions: Sessions, conversations: Conversations, most_characters: int) -> None:
        self._gate = gate
        self._sessions = sessions
        self._conversations = conversations
        self._most_characters = most_characters
        self._files = Files()

    def add_to(self, blueprint: Blueprint) -> None:
        """Put all addresses and their headers on a blueprint."""
        private: dict[str, Mapping[str, Handler]] = {
            "/health": {"GET": self.health},
            "/openapi.json": {"GET": self.description},
            "/session": {"POST": self.start},
            "/history": {"GET": self.history},
            "/messages": {"POST": self.say},
            "/feedback": {"POST": self.judge},
        }
        any_file = dict.fromkeys(HTTP_METHODS, self.file)  # whether a file is there comes before what is asked of it
        public: dict[str, Mapping[str, Handler]] = {"": {"GET": self.to_page}, "/<path:path>": any_file}
        for handlers, is_public in ((private, False), (public, True)):
            for address, methods in handlers.items():
                self._add(blueprint, address, methods, is_public)
        blueprint.middleware("response")(self._gate.finish)

    def _add(self, blueprint: Blueprint, address: str, methods: Mapping[str, Handler], is_public: bool) -> None:
        """All methods come here, so that a wrong one is told in our form; streaming leaves the body to the gate."""
        name = re.sub(r"\W+", "_", address.strip("/")) or "root"
        handler = self._gate.guard(methods)
        blueprint.add_route(handler, address, methods=HTTP_METHODS, name=name, stream=True, ctx_is_public=is_public)

    async def health(self, request: Request) -> HTTPResponse:
        """Whether the bot can answer, and which model it has."""
        return response.json({"status": "ok", **identity(_agent(request))})

    async def description(self, _: Request) -> HTTPResponse:
        """The OpenAPI document."""
        return response.json(bodies.document())

    async def start(self, request: Request) -> HTTPResponse:
        """A token: for a new conversation, or again for the one that the visitor has."""
        session = await self._gate.visitor(request)
        restart = bodies.fields(request, "SessionRequest").get("restart", False)
        _agent(request)
        conversation = new_conversation() if session is None or restart else session.conversation
        return _json(self._sessions.token(conversation))

    async def history(self, request: Request) -> HTTPResponse:
        """The conversation so far."""
        session = await self._gate.session(request)
        return _json({"messages": await self._conversations.so_far(_agent(request), session.conversation)})

    async def say(self, request: Request) -> HTTPResponse:
        """What the bot says to a message."""
        session = await self._gate.session(request)
        words = bodies.words(bodies.fields(request, "MessageRequest")["text"], self._most_characters)
        _agent(request)
        question, answers = await self._conversations.say(session.conversation, words)
        renewed = self._sessions.token(session.conversation) if self._sessions.is_due(session) else {}
        return _json({"question": question, "messages": answers, **renewed})

    async def judge(self, request: Request) -> HTTPResponse:
        """Keep whether an answer helped."""
        session = await self._gate.session(request)
        given = bodies.fields(request, "FeedbackRequest")
        if not await feedback.keep(_agent(request), session.conversation, given["answer"], given["value"]):
            raise RefusedError(404, "not_found", "This conversation has no such answer: read its history again.")
        return response.empty()

    async def to_page(self, request: Request) -> HTTPResponse:
        """To the demo page's own address, from which its links lead on."""
        return response.redirect(f"{request.path.rpartition('/')[2]}/", status=308)

    async def file(self, request: Request, path: str) -> HTTPResponse:
        """A file of the widget; the demo page where no path is given."""
        found = self._files.respond(request, path or PAGE)
        if found is None:
            raise not_found()
        if request.method not in READING:
            raise wrong_method(request.method, READING)
        return found


def _agent(request: Request) -> Any:
    """Rasa's agent; raises RefusedError while it has no model."""
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        message = "The chat isn't ready yet. Please try again in a moment."
        raise RefusedError(503, "not_ready", message, {"Retry-After": "5"})
    return agent


def _json(fields: Mapping[str, Any]) -> HTTPResponse:
    return response.json({"version": VERSION, **fields})

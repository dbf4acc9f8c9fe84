"""What the channels for programs of this machine have in common: they are off unless asked for, and have no login.

So nobody else gets in: no other machine, no proxy, no page in a browser, wherever it has its host's name lead to. And
none may use the id of a conversation on the website or in Slack, whose ids the members of a workspace can know.
"""

from __future__ import annotations

import json
import logging
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage, PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import framing, peers, switch
from channels.cleaning import MOST_CHARACTERS
from channels.slack.places import PREFIX as SLACK
from channels.web.bodies import largest
from channels.web.sessions import PREFIX as WEB
from channels.web.visitors import is_allowed

logger = logging.getLogger(__name__)

MOST_CHARACTERS_OF_A_SENDER = 100
MOST_BYTES = largest(MOST_CHARACTERS + MOST_CHARACTERS_OF_A_SENDER)
FIELDS = ("sender", "message")
OTHERS = (WEB, SLACK)  # how the ids of other channels begin

Handle = Callable[[UserMessage], Awaitable[Any]]
Handler = Callable[[Request], Awaitable[HTTPResponse]]


class RefusedError(Exception):
    """A request that isn't answered, with its status; the message says what to do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class LocalInput(InputChannel):
    """POST {"sender", "message"} to /webhooks/<name>/webhook; GET /webhooks/<name>/ tells that it is on.

    A request that is refused gets {"error": "..."}.
    """

    def __init__(self, is_on: bool = True) -> None:
        self._is_on = is_on

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> LocalInput:
        """The channel, off unless the environment asks for it; raises InvalidConfigException for settings."""
        if credentials:
            raise InvalidConfigException(
                f"Fix {cls.__module__}.{cls.__name__} in the credentials: it has no settings, write nothing after it."
            )
        return cls(switch.is_on())

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """The two routes; none where the channel is off."""
        routes = Blueprint(self.name())
        if not self._is_on:
            return routes

        async def health(request: Request) -> HTTPResponse:
            return response.json(self.health(request))

        async def receive(request: Request) -> HTTPResponse:
            sender, message = await _received(request)
            return response.json(await self.answers(on_new_message, sender, self.words(message)))

        routes.main_process_start(framing.bound_requests)
        routes.add_route(_guarded(health), "/", methods=["GET"], name="health")
        routes.add_route(_guarded(receive), "/webhook", methods=["POST"], name="receive", stream=True)
        return routes

    def health(self, request: Request) -> dict[str, str]:
        """What the channel tells of itself."""
        return {"status": "ok"}

    def words(self, message: str) -> str:
        """The message as the bot reads it; raises RefusedError."""
        return message

    @abstractmethod
    async def answers(self, on_new_message: Handle, sender: str, message: str) -> list[dict[str, Any]]:
        """What the bot says to a message."""


def _guarded(handler: Handler) -> Handler:
    """The handler for programs of this machine alone."""

    async def answer(request: Request) -> HTTPResponse:
        try:
            check(request)
            return await handler(request)
        except RefusedError as refusal:
            return response.json({"error": str(refusal)}, status=refusal.status)

    return answer


def check(request: Request) -> None:
    """Raise RefusedError for whoever isn't a program of this machine, and for what a page may send unasked."""
    peer, host = peers.address(request.ip), request.headers.get("host", "")
    if peer is None or not peer.is_loopback or peers.is_passed_on(request) or not _is_local(host):
        raise RefusedError(403, "This is for programs on the bot's own machine, at 127.0.0.1 and without a proxy.")
    if not is_allowed(request.headers.get("origin"), host, ()):
        raise RefusedError(403, "Pages of other sites may not use this.")
    if request.method == "POST" and not framing.is_json(request):
        raise RefusedError(415, "Send JSON with the header Content-Type: application/json.")


def _is_local(host: str) -> bool:
    """True for a Host of this machine: a page may have any other name lead to it."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    place = peers.address(name)
    return name == "localhost" or (place is not None and place.is_loopback)


async def _received(request: Request) -> tuple[str, str]:
    """Sender and message of a request; raises RefusedError with what to send."""
    try:
        await framing.receive(request, MOST_BYTES)
        content = json.loads(request.body)
    except PayloadTooLarge:
        raise RefusedError(413, f"This is too large: send at most {MOST_BYTES} bytes.") from None
    except (InvalidUsage, ValueError, RecursionError):
        raise RefusedError(400, "The body is no JSON: send an object in UTF-8.") from None
    fields = content if isinstance(content, dict) else {}
    unknown = [str(name)[:40] for name in fields if name not in FIELDS]
    if unknown:
        raise RefusedError(400, f"{unknown[0]}: there is no such field: send {' and '.join(FIELDS)}")
    return _sender(fields.get("sender")), _message(fields.get("message"))


def _sender(sender: object) -> str:
    if not isinstance(sender, str) or not 0 < len(sender) <= MOST_CHARACTERS_OF_A_SENDER:
        raise RefusedError(400, f"sender: send a string of 1 to {MOST_CHARACTERS_OF_A_SENDER} characters")
    if sender.strip().lower().startswith(OTHERS):
        raise RefusedError(403, f"sender: ids that begin with {' or '.join(OTHERS)} belong to other channels")
    return sender


def _message(message: object) -> str:
    if not isinstance(message, str):
        raise RefusedError(400, "message: send a string with a question")
    if len(message) > MOST_CHARACTERS:
        raise RefusedError(413, f"message: this is too long: shorten it to {MOST_CHARACTERS} characters")
    return message

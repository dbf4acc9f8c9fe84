"""Bounds what a request may hold: refuses those whose length can't be told, and reads bodies up to a limit.

Sanic 21.12 takes `Content-Length: -5` for a body that never ends and reads it without ever yielding: one such request
stops all channels at once. No channel can refuse it later, since Sanic reads on after any answer, even a 404: a channel
that the internet can reach has its server refuse it on every route.
"""

from __future__ import annotations

from typing import Any

from sanic import Sanic
from sanic.exceptions import InvalidUsage
from sanic.request import Request

from channels.connections import watch


class FramedRequest(Request):
    """A request with one length at most: a plain number, or chunks."""

    __slots__ = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lengths = self.headers.getall("content-length", [])
        codings = self.headers.getall("transfer-encoding", [])
        if len(lengths) + len(codings) > 1:  # two readers could take different ones (RFC 9112, 6.3)
            raise InvalidUsage("Send one Content-Length, or chunks.")
        if not all(length.isascii() and length.isdigit() for length in lengths):
            raise InvalidUsage("Send a plain number as Content-Length.")
        if not all(coding == "chunked" for coding in codings):
            raise InvalidUsage("Send the body as it is, or in chunks.")

    async def receive_body(self) -> None:
        """Take in the body; the server no longer waits then."""
        await super().receive_body()
        self.app.ctx.connections.release()


async def receive(request: Request, most: int) -> None:
    """Take in the body of a streaming route; raises PayloadTooLarge as soon as it is larger than `most` bytes.

    For these Sanic has lifted its own limit, which counts the announced length and each chunk before it reads them.
    Raises InvalidUsage for a body that can't be read.
    """
    request.stream.request_max_size = most
    await request.receive_body()


def is_json(request: Request) -> bool:
    """True for a body that says that it is JSON: a page of another site may send any other kind unasked."""
    kind: str = request.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower() == "application/json"


async def bound_requests(app: Sanic, _: Any) -> None:
    """A listener of `main_process_start` that has a server make all its requests so, and watch its connections."""
    app.request_class = FramedRequest
    watch(app)

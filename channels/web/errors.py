"""Why a request is refused, in the form that every client gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sanic import response
from sanic.response import HTTPResponse

VERSION = 1  # of the JSON form


class RefusedError(Exception):
    """A request that isn't answered: the code is for programs, the message tells people what to do."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.headers = dict(headers or {})

    def response(self) -> HTTPResponse:
        """The answer that says so."""
        body = {"version": VERSION, "error": {"code": self.code, "message": self.message}}
        return response.json(body, status=self.status, headers=self.headers)


def not_found() -> RefusedError:
    """For an address that leads nowhere."""
    return RefusedError(404, "not_found", "There is nothing at this address: openapi.json lists what there is.")


def wrong_method(method: str, allowed: Iterable[str]) -> RefusedError:
    """For a method that an address doesn't take."""
    methods = ", ".join(allowed)
    return RefusedError(405, "method", f"{method} isn't for this address: use {methods}.", {"Allow": methods})

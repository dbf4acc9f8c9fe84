"""Why a request is refused, in the form that every client gets."""

from __future__ import annotations

from collections.abc import Mapping

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

"""A client of the web channel as a browser is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests

from channels.web.sessions import Sessions
from tests.channels.web.samples import SECRET

DAY = 24 * 3600


class Visitor:
    """A client with a session of its own on one of the channels."""

    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        self.url = url
        self.headers = headers or {}
        self.token = ""

    def start(self, body: Any = None) -> requests.Response:
        """Start or renew the session."""
        response = self.post("session", {} if body is None else body)
        self.token = response.json().get("token", self.token)
        return response

    def say(self, text: Any) -> requests.Response:
        """Send a message."""
        return self.post("messages", {"text": text})

    def post(self, route: str, body: Any) -> requests.Response:
        """Send JSON."""
        return requests.post(f"{self.url}/{route}", json=body, headers=self._headers(), timeout=20)

    def history(self) -> list[dict[str, Any]]:
        """The messages so far."""
        response = requests.get(f"{self.url}/history", headers=self._headers(), timeout=20)
        assert response.status_code == 200, response.text
        return list(response.json()["messages"])

    def conversation(self) -> str:
        """The id in the token, which no client is told."""
        return Sessions((SECRET,), DAY).read(self.token).conversation

    def _headers(self) -> dict[str, str]:
        return {**self.headers, **({"Authorization": f"Bearer {self.token}"} if self.token else {})}


Come = Callable[..., Visitor]


def refusal(response: requests.Response) -> tuple[int, str]:
    """Status and code of a request that was refused, in the form of the contract."""
    body = response.json()
    assert body["version"] == 1
    assert len(body["error"]["message"].split()) > 2
    return response.status_code, body["error"]["code"]

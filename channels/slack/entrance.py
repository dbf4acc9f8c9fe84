"""Where Slack's requests come in: only what it signed a moment ago, and in a form that Bolt can read."""

from __future__ import annotations

from collections.abc import Mapping

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier


class Entrance:
    """Answers requests by a Bolt app.

    Bolt reads a body before it looks at the signature, and fails on one that isn't Slack's; the verifier fails on
    headers and bodies that are no text. Anyone could fill the log with that.
    """

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)

    async def answer(self, body: bytes, headers: Mapping[str, str]) -> BoltResponse:
        """The app's answer; 401 for what isn't signed or too old, 400 for what can't be read."""
        if not self._is_signed(body, headers):
            return BoltResponse(status=401, body="This isn't signed by Slack.")
        try:
            request = AsyncBoltRequest(body=body.decode(), headers=dict(headers))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return BoltResponse(status=400, body="The body can't be read.")
        return await self._app.async_dispatch(request)

    def _is_signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        try:
            return self._verifier.is_valid_request(body, headers)
        except (OverflowError, TypeError, ValueError):
            return False

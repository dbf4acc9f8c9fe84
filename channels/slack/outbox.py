"""What goes out to Slack: through its Web API, and to the response URLs that come with commands and clicks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from channels.slack.blocks import Payload
from channels.slack.places import Place

logger = logging.getLogger(__name__)

# Whatever Rasa's level is: at DEBUG these libraries log messages, response URLs and tickets, which let anybody in.
quiet = logging.getLogger(f"{__name__}.library")
quiet.setLevel(logging.INFO)

MOST_TRIES = 5  # of a call that Slack puts off, each time by as many seconds as it says
SECONDS = 30  # for a call
HURRY = 2  # seconds for what an answer doesn't wait for
REFUSALS = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_attachments")


class Outbox:
    """Sends, with one session for all calls: make it where the loop runs, and close it."""

    def __init__(self, token: str, api_url: str) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))
        retries = [AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(max_retry_count=MOST_TRIES)]
        self._retries: list[AsyncRetryHandler] = retries
        self.client = self._client(token, api_url, retries)
        self._hasty = self._client(token, api_url, [])

    def _client(self, token: str, api_url: str, retries: list[AsyncRetryHandler]) -> AsyncWebClient:
        return AsyncWebClient(token, api_url, session=self._session, retry_handlers=retries, logger=quiet)

    async def post(self, place: Place, payload: Payload) -> Place:
        """Say something at a place, or to a user whose id stands for the channel; returns the message's thread."""
        try:
            sent = await self._post(place, payload)
        except SlackApiError as error:
            if error.response.get("error") not in REFUSALS:
                raise
            logger.error(f"Slack refused the blocks of an answer ({error.response['error']}): it got the text alone.")
            sent = await self._post(place, {"text": payload["text"]})
        return Place(str(sent["channel"]), place.thread or str(sent["ts"]))

    async def _post(self, place: Place, payload: Mapping[str, Any]) -> Any:
        return await self.client.chat_postMessage(
            channel=place.channel, thread_ts=place.thread or None, unfurl_links=False, unfurl_media=False, **payload
        )

    async def whisper(self, place: Place, user: str, payload: Payload, url: str) -> None:
        """Say something that only one user sees, until they reload; by the response URL where that is the only way."""
        if place.asker:
            await self.respond(url, payload)
            return
        if not place.channel:  # the app's home
            await self.post(Place(user), payload)
            return
        await self.client.chat_postEphemeral(
            channel=place.channel, thread_ts=place.thread or None, user=user, **payload
        )

    async def update(self, channel: str, ts: str, payload: Mapping[str, Any]) -> None:
        """Put something else in place of a message."""
        await self.client.chat_update(channel=channel, ts=ts, **payload)

    async def respond(self, url: str, payload: Payload, to_all: bool = False, replace: bool = False) -> None:
        """Answer a command or a click where it was made, whether the bot is a member there or not."""
        webhook = AsyncWebhookClient(url, session=self._session, retry_handlers=self._retries, logger=quiet)
        kind = "in_channel" if to_all else "ephemeral"
        message = {"response_type": kind, "replace_original": replace, "unfurl_links": False, "unfurl_media": False}
        answer = await webhook.send_dict({**message, **payload})
        if answer.body.strip() in REFUSALS:
            logger.error(f"Slack refused the blocks of an answer ({answer.body.strip()}): it got the text alone.")
            answer = await webhook.send_dict({**message, "text": payload["text"]})
        if answer.status_code != 200:
            refusal = {"ok": False, "error": answer.body}
            raise SlackApiError("An answer to a command or click failed.", refusal)  # type: ignore[no-untyped-call]

    async def who_am_i(self) -> Any:
        """Slack's answer on who the bot is, at once or not at all; raises SlackApiError, aiohttp.ClientError."""
        return await self._hasty.auth_test()

    async def publish(self, user: str, view: View) -> None:
        """Show a user the app's home."""
        await self.client.views_publish(user_id=user, view=view)

    async def suggest(self, place: Place, prompts: list[dict[str, str]]) -> None:
        """Offer questions in a thread of the assistant."""
        await self.client.assistant_threads_setSuggestedPrompts(
            channel_id=place.channel, thread_ts=place.thread, prompts=prompts
        )

    async def think(self, place: Place) -> None:
        """Show “is thinking…” until a message comes, where Slack can: in a thread of direct messages."""
        if not (place.is_direct and place.thread):
            return
        call = self._hasty.assistant_threads_setStatus(
            channel_id=place.channel, thread_ts=place.thread, status="is thinking…"
        )
        try:
            await asyncio.wait_for(call, HURRY)
        except Exception as error:  # whatever it is, an answer doesn't depend on it
            logger.debug(f"No status could be set: {type(error).__name__}")

    async def close(self) -> None:
        """End all connections."""
        await self._session.close()

"""Whether Slack can be reached: asked for now and then, since a bot that nobody writes to would notice nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from channels.slack.settings import BOT_TOKEN

logger = logging.getLogger(__name__)

EVERY = 30  # seconds between two questions while all is well
SOON = 5  # while it isn't
HURRY = 10  # seconds for an answer
UNKNOWN = "Slack hasn't answered yet"
NO_SOCKET = "there is no connection by Socket Mode"

Ask = Callable[[], Awaitable[Any]]  # Slack's answer to auth.test
IsConnected = Callable[[], Awaitable[bool]]


class Reach:
    """Asks Slack who the bot is. `fault` is "" while it answers, else what is wrong, for operators.

    `is_connected` tells of the connection by Socket Mode, where there is one.
    """

    def __init__(self, ask: Ask, is_connected: IsConnected | None = None) -> None:
        self.fault = UNKNOWN
        self._ask = ask
        self._is_connected = is_connected
        self._logged = ""

    async def watch(self) -> None:
        """Ask for as long as the server runs."""
        while True:
            self.fault = await self.look()
            await asyncio.sleep(SOON if self.fault else EVERY)

    async def look(self) -> str:
        """What is wrong, "" where nothing is; logged where it isn't what it was."""
        try:
            me = await asyncio.wait_for(self._ask(), HURRY)
        except SlackApiError as error:
            reason = error.response.get("error")
            self._log(
                logging.ERROR, f"Slack refuses {BOT_TOKEN} ({reason}): copy the app's Bot User OAuth Token again."
            )
            return f"it refuses {BOT_TOKEN} ({reason})"
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
            kind = type(error).__name__
            self._log(logging.ERROR, f"Slack can't be reached, it is tried again: {kind}: {error}")
            return f"it can't be reached ({kind})"
        self._log(logging.INFO, f"In Slack the bot is {me['user']} of {me['team']}.")
        if self._is_connected is not None and not await self._is_connected():
            return NO_SOCKET
        return ""

    def _log(self, level: int, words: str) -> None:
        if words != self._logged:
            logger.log(level, words)
        self._logged = words

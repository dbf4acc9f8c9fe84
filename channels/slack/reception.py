"""What Slack sends, by events, clicks and commands: taken on before it is acknowledged, answered afterwards."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from channels.slack.bot import Bot
from channels.slack.clicks import Click, Clicks
from channels.slack.commands import Commands
from channels.slack.deliveries import Deliveries
from channels.slack.home import Home
from channels.slack.outbox import Outbox
from channels.slack.places import Place, bot_of, said, string
from channels.slack.settings import Secrets, Settings
from channels.slack.talk import Talk

Body = Mapping[str, Any]
ANYTHING = re.compile("")

# Bolt warns that the token of the environment isn't its own, and says at DEBUG what people and Slack's secrets say.
bolt_logger = logging.getLogger(f"{__name__}.bolt")
bolt_logger.setLevel(logging.ERROR)


class Reception:
    """Tells what is to be done with what comes, and hands it on to the deliveries."""

    def __init__(self, bot: Bot, outbox: Outbox, settings: Settings, deliveries: Deliveries) -> None:
        self._deliveries = deliveries
        self._talk = Talk(bot, outbox, settings)
        self._commands = Commands(bot, outbox, settings)
        self._home = Home(bot, outbox, settings, self._talk)
        self._clicks = Clicks(bot, outbox, self._talk, self._home, self._commands)

    def app(self, secrets: Secrets) -> AsyncApp:
        """Bolt's app, which checks signatures, with a listener for each kind of request.

        Each listener returns at once and is waited for before the answer goes out: what is acknowledged is taken on.
        """

        async def authorize() -> AuthorizeResult:
            """One workspace: unlike Bolt's own way this asks Slack nothing before the acknowledgement."""
            return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=secrets.bot_token)

        app = AsyncApp(
            logger=bolt_logger,
            authorize=authorize,
            signing_secret=secrets.signing_secret,
            process_before_response=True,
        )
        app.event(ANYTHING)(self._on_event)
        app.action(ANYTHING)(self._acknowledged(self._on_click))
        app.command(ANYTHING)(self._acknowledged(self._on_command))
        return app

    @staticmethod
    def _acknowledged(handle: Callable[[Body], None]) -> Callable[..., Awaitable[None]]:
        async def handle_and_acknowledge(ack: AsyncAck, body: Body) -> None:
            handle(body)
            await ack()

        return handle_and_acknowledge

    async def _on_event(self, body: Body) -> None:
        event = body["event"]
        kind, user, channel = (string(event, key) for key in ("type", "user", "channel"))
        id = f"event {body.get('event_id')}"
        if kind in ("message", "app_mention"):
            self._on_message(event, bot_of(body))
        elif kind == "app_home_opened" and event.get("tab") == "messages":
            place = Place(channel)
            self._deliveries.accept(id, place.queue, partial(self._talk.greet, place))
        elif kind == "app_home_opened":
            self._deliveries.accept(id, Place(user).queue, partial(self._home.show, user))
        elif kind == "assistant_thread_started":
            thread = event["assistant_thread"]
            place = Place(str(thread["channel_id"]), str(thread["thread_ts"]))
            self._deliveries.accept(id, place.queue, partial(self._talk.open_pane, place))

    def _on_message(self, event: Body, bot_user: str) -> None:
        message = said(event, bot_user)
        if message is not None:
            work = partial(self._talk.hear, message, bot_user)
            self._deliveries.accept(message.id, message.place.queue, work)

    def _on_click(self, body: Body) -> None:
        click = Click.of(body)
        if click is not None:
            self._deliveries.accept(click.id, click.queue, partial(self._clicks.follow, click))

    def _on_command(self, body: Body) -> None:
        place = Place(str(body["channel_id"]), asker=str(body["user_id"]))
        text, command, url = (string(body, key) for key in ("text", "command", "response_url"))
        work = partial(self._commands.ask, place, text, command, url)
        self._deliveries.accept(f"command {body.get('trigger_id')}", place.queue, work)

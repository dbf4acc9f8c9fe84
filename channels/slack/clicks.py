"""Clicks on what a message offers: a next question, a vote, sharing an answer."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from channels.base import UNAVAILABLE
from channels.slack import blocks
from channels.slack.bot import Bot
from channels.slack.commands import Commands
from channels.slack.home import Home
from channels.slack.outbox import Outbox
from channels.slack.places import Place, place_of_click, string
from channels.slack.talk import Talk
from channels.slack.text import plain

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Click:
    """One click. Its `value` is what the bot itself once offered, so that it may begin with a slash."""

    kind: str  # QUESTION, FEEDBACK or SHARE
    place: Place
    user: str
    name: str
    title: str
    value: str
    block_id: str
    message: Mapping[str, Any]  # as Slack has it; {} where only the asker sees it
    ts: str  # "" for a click in the app's home
    url: str
    id: str

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Click | None:
        """The click in an interaction payload; None for one that nothing follows from."""
        action, user, box = body["actions"][0], body["user"], body.get("container") or {}
        kind, ts = string(action, "action_id").partition("-")[0], string(box, "message_ts")
        if kind not in (blocks.QUESTION, blocks.FEEDBACK, blocks.SHARE) or not action.get("value"):
            return None
        # A message's questions are answered once, whoever clicks; a vote may be changed.
        once = f"click {box.get('channel_id')} {ts} {action.get('block_id')}"
        id = f"click {body.get('trigger_id')}" if kind == blocks.FEEDBACK or not ts else once
        return cls(
            kind=kind,
            place=place_of_click(body),
            user=str(user["id"]),
            name=string(user, "username") or string(user, "name") or str(user["id"]),
            title=string(action.get("text"), "text"),
            value=str(action["value"]),
            block_id=string(action, "block_id"),
            message=body.get("message") or {},
            ts=ts,
            url=string(body, "response_url"),
            id=id,
        )

    @property
    def queue(self) -> str:
        """What it keeps its order in."""
        return self.place.queue if self.ts else Place(self.user).queue


class Clicks:
    """Does what a click asks for."""

    def __init__(self, bot: Bot, outbox: Outbox, talk: Talk, home: Home, commands: Commands) -> None:
        self._bot = bot
        self._outbox = outbox
        self._talk = talk
        self._home = home
        self._commands = commands

    async def follow(self, click: Click) -> None:
        """Do it; who clicked is told where that fails."""
        try:
            await self._follow(click)
        except SlackApiError:
            raise
        except Exception:  # a store that is away, mostly
            logger.exception("A click in Slack couldn't be followed.")
            await self._outbox.whisper(click.place, click.user, blocks.note(UNAVAILABLE), click.url)

    async def _follow(self, click: Click) -> None:
        if click.kind == blocks.FEEDBACK:
            await self._keep_vote(click)
        elif click.kind == blocks.SHARE:
            await self._commands.share(click.place, click.value, click.name, click.url)
        elif not click.ts:
            await self._home.ask(click.user, click.title, click.value)
        elif click.place.asker:
            await self._show_choice_to_asker(click)
            await self._commands.answer(click.place, click.value, click.url)
        else:
            await self._show_choice(click)
            await self._talk.answer(click.place, click.value)

    async def _keep_vote(self, click: Click) -> None:
        vote, _, answer_id = click.value.partition(" ")
        kept = await self._bot.keep_vote(click.place, answer_id, vote)
        note = blocks.note("Thank you for your verdict." if kept else "This answer isn't known any more.")
        await self._outbox.whisper(click.place, click.user, note, click.url)

    async def _show_choice(self, click: Click) -> None:
        """Put the choice in place of the buttons; the answer comes even if that fails."""
        choice = f"{plain(click.name)} asked: {plain(click.title)}"
        shown = blocks.used(click.message.get("blocks") or (), click.block_id, choice)
        try:
            await self._outbox.update(
                click.place.channel, click.ts, {"text": click.message.get("text") or choice, "blocks": shown}
            )
        except SlackApiError as error:
            logger.warning(f"The buttons of a message couldn't be put out: {error.response.get('error')}")

    async def _show_choice_to_asker(self, click: Click) -> None:
        """The same in a message that only the asker sees: Slack doesn't send along what it says."""
        answer_id = blocks.answer_of_block(click.block_id)
        question_id = answer_id.rpartition(".")[0]
        found = await self._bot.recalls(click.place, question_id)
        answer = next((each for each in (found[1] if found else ()) if each["id"] == answer_id), None)
        if answer is None:
            return
        last = blocks.messages(answer, share=question_id)[-1]
        last["blocks"] = blocks.used(last["blocks"], click.block_id, f"You asked: {plain(click.title)}")
        await self._outbox.respond(click.url, last, replace=True)

"""What is said in direct messages, in threads of channels and in the assistant's pane."""

from __future__ import annotations

import asyncio
import logging

from channels.base import apology
from channels.cleaning import as_words
from channels.history import Message, reply
from channels.slack import blocks
from channels.slack.bot import Bot
from channels.slack.outbox import Outbox
from channels.slack.places import Place, Said
from channels.slack.settings import Settings
from channels.slack.text import typed

logger = logging.getLogger(__name__)

MOST_PROMPTS = 4  # that Slack shows in the assistant's pane


class Talk:
    """Answers where it was asked."""

    def __init__(self, bot: Bot, outbox: Outbox, settings: Settings) -> None:
        self._bot = bot
        self._outbox = outbox
        self._settings = settings

    async def hear(self, said: Said, bot_user: str) -> None:
        """Answer a message, if it is for the bot."""
        try:
            if not said.is_addressed and not await self._bot.knows(said.place):
                return
            words = as_words(typed(said.text, bot_user)) or self._settings.greeting
            if len(words) > self._settings.message_characters:
                most = self._settings.message_characters
                note = blocks.note(f"This message is too long: shorten it to {most} characters.")
                await self._outbox.post(said.place, note)
                return
            greeted = await self._greeting(said.place)
        except Exception:  # a store that is away, mostly
            logger.exception("A message of Slack couldn't be read in its conversation.")
            await self._post(said.place, reply(said.id, [apology()], 0))
            return
        await self.answer(said.place, words, greeted)

    async def answer(self, place: Place, words: str, greeted: list[Message] | None = None) -> None:
        """Post what the bot says to some words; `greeted` is a greeting that hasn't been posted yet."""
        (_, answers), _ = await asyncio.gather(self._bot.answers(place, words), self._outbox.think(place))
        for greeting in greeted or ():
            if greeting["text"] not in [answer["text"] for answer in answers]:
                for payload in blocks.text_only(greeting):
                    await self._outbox.post(place, payload)
        await self._post(place, answers)

    async def greet(self, place: Place, has_questions: bool = True) -> None:
        """Greet at the first contact with whoever's direct messages these are."""
        for greeting in await self._greeting(place):
            for payload in blocks.messages(greeting, has_questions, has_vote=False):
                await self._outbox.post(place, payload)

    async def open_pane(self, place: Place) -> None:
        """Begin a thread of the assistant: a greeting at the first contact, and questions to begin with."""
        await self.greet(place, has_questions=False)
        offered = [button for answer in await self._bot.says(self._settings.greeting) for button in answer["buttons"]]
        prompts = [{"title": button["title"], "message": button["payload"]} for button in offered]
        if prompts:
            await self._outbox.suggest(place, prompts[:MOST_PROMPTS])

    async def _greeting(self, place: Place) -> list[Message]:
        """The greeting, asked for in the conversation with the person, so that it is known to be given; else []."""
        person = Place(place.channel)
        if not place.is_direct or await self._bot.knows(person):
            return []
        _, greeting = await self._bot.answers(person, self._settings.greeting)
        return [] if any(answer["data"].get("failed") for answer in greeting) else greeting

    async def _post(self, place: Place, answers: list[Message]) -> None:
        for answer in answers:
            for payload in blocks.messages(answer):
                await self._outbox.post(place, payload)

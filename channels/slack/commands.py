"""The slash command: an answer that only the asker sees, until they share it with the channel."""

from __future__ import annotations

from channels.cleaning import as_words
from channels.slack import blocks
from channels.slack.bot import Bot
from channels.slack.outbox import Outbox
from channels.slack.places import Place
from channels.slack.settings import Settings
from channels.slack.text import plain, typed


class Commands:
    """Answers by the response URL, so that it works in every channel, whether the bot is a member or not."""

    def __init__(self, bot: Bot, outbox: Outbox, settings: Settings) -> None:
        self._bot = bot
        self._outbox = outbox
        self._settings = settings

    async def ask(self, place: Place, text: str, command: str, url: str) -> None:
        """Answer the question after a command; without one, tell how to use it."""
        words = as_words(typed(text, ""))
        if not words:
            await self._help(command, url)
        elif len(words) > self._settings.message_characters:
            most = self._settings.message_characters
            await self._outbox.respond(url, blocks.note(f"This question is too long: shorten it to {most} characters."))
        else:
            await self.answer(place, words, url)

    async def answer(self, place: Place, words: str, url: str) -> None:
        """Show the asker what the bot says to some words."""
        question, answers = await self._bot.answers(place, words)
        for number, answer in enumerate(answers, 1):
            share = question["id"] if number == len(answers) else ""
            for payload in blocks.messages(answer, share=share):
                await self._outbox.respond(url, payload)

    async def share(self, place: Place, question_id: str, name: str, url: str) -> None:
        """Show all in the channel an answer and who shared it, and take the button off the one that the asker sees."""
        found = await self._bot.recalls(place, question_id)
        if found is None:
            await self._outbox.respond(url, blocks.note("This answer isn't known any more: ask the question again."))
            return
        question, answers = found
        said = blocks.note(f"{plain(name)} asked: {plain(question['text'])}")
        payloads = [payload for answer in answers for payload in blocks.text_only(answer)]
        payloads[0]["blocks"] = [*said["blocks"], *payloads[0]["blocks"]]
        payloads[0]["text"] = f"{said['text']}\n{payloads[0]['text']}"
        for payload in payloads:
            await self._outbox.respond(url, payload, to_all=True)
        shared = blocks.messages(answers[-1])[-1]
        shared["blocks"].append(blocks.context("Shared with the channel").to_dict())
        await self._outbox.respond(url, shared, replace=True)

    async def _help(self, command: str, url: str) -> None:
        """How to use the command, with questions of the bot's own greeting."""
        usage = f"Write your question after the command: {plain(command)} …"
        for answer in await self._bot.says(self._settings.greeting):
            offered = [f"{command} {button['payload']}" for button in answer["buttons"]]
            lines = [answer["text"], usage, *(f"• {example}" for example in offered)]
            helped = {**answer, "text": "\n".join(lines), "buttons": []}
            await self._outbox.respond(url, blocks.text_only(helped)[0])

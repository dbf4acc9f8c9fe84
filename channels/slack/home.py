"""The app's home: what the bot knows and questions to begin with, all in the bot's own words."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, DividerBlock, MarkdownTextObject, SectionBlock
from slack_sdk.models.views import View

from channels.answer_text import names_sources
from channels.history import Message
from channels.slack import blocks
from channels.slack.bot import Bot
from channels.slack.outbox import Outbox
from channels.slack.places import Place
from channels.slack.settings import Settings
from channels.slack.talk import Talk
from channels.slack.text import cut, plain

MOST_SECTION = SectionBlock.text_max_length
MOST_BLOCKS = 100


class Home:
    """Shows the home, and answers the questions that are clicked on there in direct messages."""

    def __init__(self, bot: Bot, outbox: Outbox, settings: Settings, talk: Talk) -> None:
        self._bot = bot
        self._outbox = outbox
        self._settings = settings
        self._talk = talk

    async def show(self, user: str) -> None:
        """Put the home before a user."""
        parts = [await self._bot.says(self._settings.greeting), await self._bot.says(self._settings.overview)]
        await self._outbox.publish(user, view([answer for part in parts for answer in part]))

    async def ask(self, user: str, title: str, words: str) -> None:
        """Answer a question of the home in a thread of the direct messages, under the question."""
        thread = await self._outbox.post(Place(user), blocks.note(f"You asked: {plain(title)}"))
        await self._talk.answer(thread, words)


def view(answers: list[Message]) -> View:
    """The home with some answers one below the other. Slack takes no Markdown and no tables there."""
    shown: list[Block] = []
    for answer in answers:
        shown += [DividerBlock()] if shown else []
        shown += [*_text(answer["text"]), *blocks.questions(answer["buttons"], blocks.question_block(answer["id"]))]
    return View(type="home", blocks=shown[:MOST_BLOCKS])


def _text(text: str) -> list[Block]:
    """Lines as sections, the one that names the sources as small print."""
    shown: list[Block] = []
    section = ""
    for line in filter(str.strip, text.splitlines()):
        if names_sources(line):
            shown.append(blocks.context(plain(line)))
            continue
        escaped = plain(cut(line, MOST_SECTION // 5))  # an escape makes five of one
        if section and len(section) + len(escaped) >= MOST_SECTION:
            shown.append(_section(section))
            section = ""
        section += f"\n{escaped}" if section else escaped
    return ([_section(section)] if section else []) + shown


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text), expand=True)

"""The bot as the Slack channel sees it: its answers, its own words on itself, and what it remembers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from channels import feedback, history, recall
from channels.base import identity
from channels.conversations import Conversations
from channels.history import Message
from channels.slack.places import PREFIX, Place

Handler = Callable[[UserMessage], Awaitable[Any]]


AT_ONCE = 10  # turns: each keeps the loop busy for some milliseconds, and acknowledgements come between them


class Bot:
    """Answers for a place; make it where the loop runs.

    `find_agent` returns Rasa's agent, which is loaded after the channel was made.
    """

    def __init__(self, on_new_message: Handler, channel: str, find_agent: Callable[[], Any]) -> None:
        self._conversations = Conversations(on_new_message, channel)
        self._find_agent = find_agent
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._on_itself: dict[tuple[str, str], list[Message]] = {}

    async def answers(self, place: Place, words: str) -> tuple[Message, list[Message]]:
        """The question as it is kept, and what the bot says to it: at least one answer."""
        return await self._say(place.conversation, words)

    async def says(self, words: str) -> list[Message]:
        """What the bot says to anybody, such as its greeting: asked for once a model, in a conversation of its own."""
        agent = self._find_agent()
        model = identity(agent)["model"]
        if (model, words) not in self._on_itself:
            _, answers = await self._say(f"{PREFIX}itself-{model}", words)
            if any(answer["data"].get("failed") for answer in answers):
                return answers
            self._on_itself[model, words] = answers
        return self._on_itself[model, words]

    async def _say(self, conversation: str, words: str) -> tuple[Message, list[Message]]:
        async with self._turns:
            return await self._conversations.say(conversation, words)

    async def knows(self, place: Place) -> bool:
        """True where the bot was part of the conversation, in this run of the server or another."""
        return bool(await self._find_agent().tracker_store.exists(place.conversation))

    async def recalls(self, place: Place, question_id: str) -> tuple[Message, list[Message]] | None:
        """A question of a conversation with its answers, as they were; None where it isn't known any more."""
        events = await recall.exchange(self._find_agent().tracker_store, place.conversation, question_id)
        said = history.messages(events, {})
        question = next((m for m in said if m["id"] == question_id and m["from"] == "user"), None)
        answers = [m for m in said if m["from"] == "bot" and m["id"].rpartition(".")[0] == question_id]
        return (question, answers) if question and answers else None

    async def keep_vote(self, place: Place, answer_id: str, vote: str) -> bool:
        """Keep whether an answer helped; False where it isn't known any more."""
        return await feedback.keep(self._find_agent(), place.conversation, answer_id, vote)

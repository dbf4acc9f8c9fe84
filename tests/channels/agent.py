"""An agent that answers as Rasa's does, for servers that tests start, with its state under /bot/."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from tests.channels.web.samples import BUTTONS, DATA


class Agent:
    """Rasa's agent with a bot of a few words."""

    def __init__(self) -> None:
        self.domain = Domain.from_dict({"slots": {"feedback": {"type": "any", "mappings": [{"type": "custom"}]}}})
        self.tracker_store = InMemoryTrackerStore(self.domain)
        self.lock_store = InMemoryLockStore()
        self.processor = SimpleNamespace(model_metadata=SimpleNamespace(assistant_id="guide", model_id="m1"))
        self.ready, self.go = True, asyncio.Event()

    def is_ready(self) -> bool:
        """As it was told to be."""
        return self.ready

    async def handle_message(self, message: UserMessage) -> None:
        """A turn as Rasa takes it: under the lock, stored when it is over."""
        async with self.lock_store.lock(message.sender_id):
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
            tracker.update(
                UserUttered(message.text, message_id=message.message_id, input_channel=message.input_channel),
                self.domain,
            )
            tracker.update(SlotSet("memory", {"secret": 1}))
            for event in await self._answers(message.text):
                await message.output_channel.send_response(message.sender_id, event.message())
                tracker.update(event, self.domain)
            await self.tracker_store.save(tracker)

    async def _answers(self, text: str) -> list[BotUttered]:
        if text == "silence":
            return []
        if text == "break":
            raise RuntimeError("no such table")
        if text == "forget me":
            return [BotUttered("Gone.", metadata={"data": {"part": "forgotten", "forget": True}})]
        if text == "what do they earn":
            return [BotUttered("The documents don't say.", metadata={"data": {"part": "gap", "aspect": "salaries"}})]
        if text == "wait":
            await self.go.wait()
        full = BotUttered(f"You said {text}", {"buttons": BUTTONS}, {"data": DATA, "utter_action": "utter_it"})
        return [full, BotUttered(None, {"custom": {"raw": 1}}), BotUttered("First.\n\nSecond.")]


def attach(app: Sanic, make: Callable[[], Agent]) -> None:
    """Have Rasa's server answer by such an agent; /bot/ shows what it has stored and lets its waiting answers go."""

    async def start(app: Sanic, _: Any) -> None:
        app.ctx.agent = make()

    async def stored(request: Request, conversation: str) -> HTTPResponse:
        tracker = await request.app.ctx.agent.tracker_store.retrieve_full_tracker(conversation)
        return response.json(None if tracker is None else [event.as_dict() for event in tracker.events])

    async def tell(request: Request) -> HTTPResponse:
        agent = request.app.ctx.agent
        agent.ready = request.json.get("ready", True)
        if request.json.get("go"):
            agent.go.set()
        return response.empty()

    app.register_listener(start, "before_server_start")
    app.add_route(stored, "/bot/<conversation:str>", methods=["GET"])
    app.add_route(tell, "/bot", methods=["POST"])

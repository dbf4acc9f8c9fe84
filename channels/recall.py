"""What was said in a conversation, from whatever store keeps it, and what is added to it.

Our own store reads no more than it is asked for. From Rasa's the whole conversation comes, as it does for each turn.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import Event


async def last(store: Any, conversation: str, questions: int) -> tuple[list[Event], bool]:
    """The last so many questions, or more, with their answers and votes; True where nothing was said before them."""
    if not hasattr(store, "said_last"):
        return await _all(store, conversation), True
    events = await store.said_last(conversation, questions)
    return events, sum(event.type_name == "user" for event in events) < questions


async def exchange(store: Any, conversation: str, message_id: str) -> list[Event]:
    """Events with those of a question, its answers and their votes among them, where the question is known."""
    if hasattr(store, "said_to"):
        return list(await store.said_to(conversation, message_id))
    return await _all(store, conversation)


async def add(agent: Any, conversation: str, event: Event) -> None:
    """Store one more event of a conversation that is known, under its lock."""
    store = agent.tracker_store
    if hasattr(store, "add"):
        await store.add(conversation, [event])
        return
    tracker = await store.retrieve(conversation)  # Rasa's stores count events from the last session's start
    tracker.update(event, agent.domain)
    await store.save(tracker)


async def _all(store: Any, conversation: str) -> list[Event]:
    tracker = await store.retrieve_full_tracker(conversation)
    return [] if tracker is None else list(tracker.events)

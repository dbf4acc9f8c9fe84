"""Thumbs up or down for an answer, kept as an event of the conversation.

The event is a SlotSet, since every tracker store, event broker and export of Rasa reads it back; an event class of our
own would stop each of them that hasn't loaded it. The slot itself only holds the last verdict, the events hold all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import Event, SlotSet

from channels.history import find_answer

SLOT = "feedback"  # domain.yml
ON_VOTE = "on_vote"  # where an agent has this, it is told of each vote: channel, data of the answer, value
VALUES = ("up", "down")


def verdicts(events: Iterable[Event]) -> dict[str, str]:
    """The last verdict on each answer, by the answer's id; one that was taken back is left out."""
    given: dict[str, str | None] = {}
    for event in events:
        if isinstance(event, SlotSet) and event.key == SLOT and isinstance(event.value, dict):
            given[str(event.value.get("answer"))] = event.value.get("value")
    return {answer: value for answer, value in given.items() if value in VALUES}


async def keep(agent: Any, conversation: str, answer: str, value: str | None) -> bool:
    """Store a verdict, None to take it back; False where the conversation has no answer with this id.

    It happens under the conversation's lock, or a message that is answered meanwhile would be overwritten.
    """
    store = agent.tracker_store
    async with agent.lock_store.lock(conversation):
        whole = await store.retrieve_full_tracker(conversation)
        judged = None if whole is None else find_answer(whole.events, answer)
        if whole is None or judged is None:
            return False
        if verdicts(whole.events).get(answer) == value:
            return True
        tracker = await store.retrieve(conversation)  # Rasa's stores count events from the last session's start
        tracker.update(SlotSet(SLOT, {"answer": answer, "value": value}), agent.domain)
        await store.save(tracker)
    heard = getattr(agent, ON_VOTE, None)
    if heard is not None:
        heard(tracker.get_latest_input_channel(), judged["data"], value)
    return True

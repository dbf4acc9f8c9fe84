"""Thumbs up or down for an answer, kept as an event of the conversation.

The event is a SlotSet, since every tracker store, event broker and export of Rasa reads it back; an event class of our
own would stop each of them that hasn't loaded it. The slot itself only holds the last verdict, the events hold all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import Event, SlotSet, UserUttered

from channels import recall
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
        question = answer.rpartition(".")[0]
        events = await recall.exchange(store, conversation, question)
        judged = find_answer(events, answer)
        if judged is None:
            return False
        if verdicts(events).get(answer) == value:
            return True
        await recall.add(agent, conversation, SlotSet(SLOT, {"answer": answer, "value": value}))
    heard = getattr(agent, ON_VOTE, None)
    if heard is not None:
        heard(_channel(events, question), judged["data"], value)
    return True


def _channel(events: Iterable[Event], question: str) -> str | None:
    """The channel on which a question was asked, None where that isn't known."""
    asked = (event for event in events if isinstance(event, UserUttered) and event.message_id == question)
    return next((event.input_channel for event in asked), None)

"""“Delete my data”: asked about once, then channels/ops/turns.py deletes the conversation when the turn is over.

Rasa stores a conversation at the end of each turn, so that no action could delete it for good.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

PART = "forget_question"  # in the data of the question, domain.yml
QUESTION, FAREWELL = "utter_ask_forget", "utter_forgotten"


class ActionForgetTalk(Action):
    """Asks whether to delete the conversation; asked for again right after that, it says that this is done."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_forget_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Ask, or part."""
        if asked_to_forget(tracker):
            return forget_talk(dispatcher)
        dispatcher.utter_message(response=QUESTION)
        return []


def asked_to_forget(tracker: Tracker) -> bool:
    """True where the last that the bot said was the question whether to delete the conversation."""
    said = next((event for event in reversed(tracker.events) if event.get("event") == "bot"), None)
    of_response = ((said or {}).get("metadata") or {}).get("metadata") or {}
    return bool((of_response.get("data") or {}).get("part") == PART)


def forget_talk(dispatcher: CollectingDispatcher) -> list[EventType]:
    """Say that the conversation is deleted, which the channel does before it passes that on."""
    dispatcher.utter_message(response=FAREWELL)
    return []

"""Actions of the guided choice: its questions, the reading of answers, the recommendation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import guidance
from actions.memory import Memory
from actions.message import Message, give, knowledge, memory_of
from actions.reply import Reply

_PREFIX = "choice_"
# Intents that turn away from the questions.
_LEAVES = ("stop", "restart_talk", "forget_me", "goodbye", "complain", "ask_human")
_BARE = ("deny", "ask_repeat")  # intents of messages that are like an option by chance alone
_SURELY = 0.5  # probability from which such an intent is believed


def slot(question: str) -> str:
    """The slot that keeps the answer to a question."""
    return f"{_PREFIX}{question}"


def answers_so_far(tracker: Tracker) -> dict[str, str]:
    """Question id -> option id for what was answered."""
    told = {q.id: tracker.get_slot(slot(q.id)) for q in knowledge().choice}
    return {id: option for id, option in told.items() if option}


class ValidateChoiceForm(FormValidationAction):
    """Reads the answers out of a message, also those to questions that are still to come."""

    def name(self) -> str:
        """Its name in the domain."""
        return "validate_choice_form"

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """A slot for each answer found; none for a digression, which then gets its own reply."""
        requested = tracker.get_slot("requested_slot") or ""
        message = Message.of(tracker)
        sure = message.chance >= _SURELY
        leaves = sure and message.intent in _LEAVES
        bare = sure and message.intent in _BARE
        if not requested.startswith(_PREFIX) or leaves or guidance.is_question(message.text, message.topics):
            return []
        known = knowledge()
        done = answers_so_far(tracker)
        told = guidance.answers(
            known,
            message.text,
            message.services,
            message.found,
            () if message.topics or bare else message.likeness,
            requested.removeprefix(_PREFIX),
            [q.id for q in known.choice if q.id not in done],
        )
        for question, option in told.items():
            tracker.slots[slot(question)] = option
        return [SlotSet(slot(question), option) for question, option in told.items()]


class _AskChoice(Action, ABC):
    """Asks one question of the choice."""

    @property
    @abstractmethod
    def question(self) -> str:
        """The id of the question."""

    def name(self) -> str:
        """Its name in the domain."""
        return f"action_ask_choice_form_{slot(self.question)}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Send the question with its buttons."""
        give(dispatcher, guidance.question(knowledge(), self.question), Memory())
        return []


class ActionAskWork(_AskChoice):
    """What work shall be handed over?"""

    question = "work"


class ActionAskCore(_AskChoice):
    """Is it core work?"""

    question = "core"


class ActionAskPriority(_AskChoice):
    """What matters most?"""

    question = "priority"


class ActionAskInvolvement(_AskChoice):
    """How close shall the own team stay?"""

    question = "involvement"


class ActionRecommendModel(Action):
    """Recommends a model by the answers, and forgets them for the next time."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_recommend_model"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Send the recommendation."""
        reply = guidance.recommend(knowledge(), answers_so_far(tracker))
        return [*give(dispatcher, reply, memory_of(tracker)), *_forgotten()]


class ActionStopChoice(Action):
    """Ends the guided choice, or whatever the user wants to leave."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_stop_choice"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Forget the answers given so far."""
        return [*give(dispatcher, _stopped(), memory_of(tracker)), *_forgotten()]


class ActionForgetChoice(Action):
    """Lets the answers go without a word: the goodbye was said."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_forget_choice"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Forget the answers given so far."""
        return _forgotten()


class ActionRestartTalk(Action):
    """Begins the conversation anew: nothing is remembered."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_restart_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Forget everything."""
        dispatcher.utter_message(response="utter_restarted")
        return [SlotSet("memory", None), *_forgotten()]


def _forgotten() -> list[EventType]:
    return [SlotSet(slot(q.id), None) for q in knowledge().choice]


def _stopped() -> Reply:
    return Reply("All right, we leave that. What else would you like to know about outsourcing models?", "stopped")

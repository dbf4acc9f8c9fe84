"""Actions of the guided choice: it begins with what is known, asks what is open, and ends in a recommendation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import recommendation
from actions.answer import Answer, Line
from actions.edge import conversation_of, knowledge, questions_of, remember, say_alone
from actions.respond import after
from dialogue import question as q
from dialogue.choice import WORK, answers, known_from, last_answered
from dialogue.question import Question

_PREFIX = "choice_"
_ASKED = Question(form=q.CHOOSE)


def slot(question: str) -> str:
    """The slot that keeps the answer to a question."""
    return f"{_PREFIX}{question}"


def answers_so_far(tracker: Tracker) -> dict[str, str]:
    """Question id -> option id for what was answered."""
    told = {choice.id: tracker.get_slot(slot(choice.id)) for choice in knowledge().choice}
    return {id: option for id, option in told.items() if option}


class ActionBeginChoice(Action):
    """Takes over what the conversation and the message have said already."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_begin_choice"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Fill the slots of what is known; the form asks for the rest."""
        conversation = conversation_of(tracker)
        known = known_from(questions_of(tracker)[0], conversation, knowledge())
        filled = [SlotSet(slot(choice.id), known.get(choice.id)) for choice in knowledge().choice]
        return [*filled, remember(replace(conversation, choice=known, reminded=False))]


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
        if not requested.startswith(_PREFIX):
            return []
        told: dict[str, str] = {}
        for place, question in enumerate(questions_of(tracker)):
            asked = requested.removeprefix(_PREFIX) if place == 0 else ""  # what follows may change an answer
            told |= answers(question, knowledge(), asked, {**answers_so_far(tracker), **told})
        for id, option in told.items():
            tracker.slots[slot(id)] = option
        filled = [SlotSet(slot(id), option) for id, option in told.items()]
        if not filled:
            return []
        conversation = conversation_of(tracker)
        return [*filled, remember(replace(conversation, reminded=False))]


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
        """Send the question with its buttons; after a digression once more, and then no more until it is answered."""
        conversation, told = conversation_of(tracker), answers_so_far(tracker)
        digressed = _has_answered(tracker)
        if digressed and conversation.reminded:
            return []
        lead = "Back to your choice." if digressed else self._lead(told, conversation.choice)
        say_alone(dispatcher, recommendation.question(knowledge(), self.question, lead), _ASKED)
        kept = replace(conversation, reminded=digressed, choice=told)
        return [remember(kept)]

    def _lead(self, told: dict[str, str], before: Any) -> str:
        """What was understood, where the message told something that wasn't asked for."""
        new = {id: option for id, option in told.items() if option != dict(before).get(id)}
        began = (not before and told) or (self.question != WORK and len(new) > 1) or dict(before) == told
        return recommendation.understood(knowledge(), told) if told and began else ""


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


def _has_answered(tracker: Tracker) -> bool:
    """True where the bot has said something since the user's last message."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot":
            return True
    return False


class ActionRecommendModel(Action):
    """Recommends a model by the answers, which are kept: a change leads to a new one."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_recommend_model"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Send the recommendation."""
        conversation, told = conversation_of(tracker), answers_so_far(tracker)
        answer = recommendation.recommend(knowledge(), told, conversation.excluded)
        understood = recommendation.understood(knowledge(), told)
        led = answer.led_by(Line(understood)) if understood else answer
        say_alone(dispatcher, led, _ASKED)
        kept = after(replace(conversation, turn=conversation.turn + 1), _ASKED, answer, knowledge())
        kept = replace(kept, choice=told, recommended=next(iter(answer.topics), ""), reminded=False)
        return [remember(kept), *_forgotten()]


class ActionBackInChoice(Action):
    """Takes the last answer of the choice back, so that it is asked again."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_back_in_choice"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Empty the slot that was filled last."""
        told = answers_so_far(tracker)
        last = last_answered(knowledge(), told)
        kept = {id: option for id, option in told.items() if id != last}
        conversation = replace(conversation_of(tracker), choice=kept, reminded=False)
        return [*([SlotSet(slot(last), None)] if last else []), remember(conversation)]


class ActionStopChoice(Action):
    """Ends the guided choice, or whatever the user wants to leave."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_stop_choice"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Forget the answers given so far."""
        text = "All right, we leave that. What else would you like to know about outsourcing models?"
        say_alone(dispatcher, Answer((Line(text),), "stopped"), _ASKED)
        return [remember(replace(conversation_of(tracker), choice={}, recommended="")), *_forgotten()]


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
    return [SlotSet(slot(choice.id), None) for choice in knowledge().choice]

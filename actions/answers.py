"""The actions that answer: one thin class an action name. The rules choose which one runs, the plan what it says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.edge import conversation_of, knowledge, questions_of, remember, say
from actions.forgetting import asked_to_forget, forget_talk
from actions.parts import overview
from actions.render import render
from actions.respond import respond
from dialogue.question import Question


class _Answers(Action, ABC):
    """Answers all questions of a message."""

    @property
    @abstractmethod
    def called(self) -> str:
        """Its name in the domain."""

    def name(self) -> str:
        """Its name in the domain."""
        return self.called

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Give the reply; the returned event keeps the memory of it."""
        reply, conversation = respond(questions_of(tracker), knowledge(), conversation_of(tracker))
        say(dispatcher, reply)
        return [remember(conversation)]


class ActionAnswerQuestion(_Answers):
    """A part of a model, or what is claimed of it."""

    called = "action_answer_question"


class ActionAnswerAspect(_Answers):
    """A model on one aspect."""

    called = "action_answer_aspect"


class ActionCompareModels(_Answers):
    """Models side by side."""

    called = "action_compare_models"


class ActionFindModel(_Answers):
    """The model for work that is described."""

    called = "action_find_model"


class ActionListModels(_Answers):
    """All models."""

    called = "action_list_models"


class ActionNameGap(_Answers):
    """What the documents don't treat."""

    called = "action_name_gap"


class ActionDecline(_Answers):
    """What isn't ours."""

    called = "action_decline"


class ActionTellMore(_Answers):
    """Goes on where the last answer ended."""

    called = "action_tell_more"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """A yes to the question whether to delete the conversation is no wish for more."""
        if asked_to_forget(tracker):
            return forget_talk(dispatcher)
        return super().run(dispatcher, tracker, domain)


class ActionAskWhatIsMeant(_Answers):
    """Asks back: something was pointed at or put right, and nothing tells what."""

    called = "action_ask_what_is_meant"


class ActionGiveReason(_Answers):
    """What speaks for what was said last."""

    called = "action_give_reason"


class ActionRestyleAnswer(_Answers):
    """The last answer in another form: shorter, in simple words, as a table."""

    called = "action_restyle_answer"


class ActionGiveExample(_Answers):
    """An example of what was said."""

    called = "action_give_example"


class ActionNameSources(_Answers):
    """The documents behind the last answer."""

    called = "action_name_sources"


class ActionSayHowSure(_Answers):
    """How well the last statement stands."""

    called = "action_say_how_sure"


class ActionSumUp(_Answers):
    """What was told so far."""

    called = "action_sum_up"


class ActionGiveVerdict(_Answers):
    """The last verdict in a word."""

    called = "action_give_verdict"


class ActionChangeTopics(_Answers):
    """The answer once the table was changed."""

    called = "action_change_topics"


class ActionRepeatAnswer(Action):
    """Says the last answer again, buttons and all."""

    def name(self) -> str:
        """Its name in the domain."""
        return "action_repeat_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Send the bot's last message once more."""
        last = last_answer(tracker)
        conversation = conversation_of(tracker)
        if last is None:
            say(dispatcher, render([overview(knowledge())], [Question()], knowledge()))
            return [remember(replace(conversation, turn=conversation.turn + 1))]
        data = {**((last.get("metadata") or {}).get("data") or {}), "part": "repeat"}
        dispatcher.utter_message(text=last["text"], buttons=(last.get("data") or {}).get("buttons"), data=data)
        return []


def last_answer(tracker: Tracker) -> dict[str, Any] | None:
    """The bot's last message as an event; None where it said nothing yet."""
    said = (event for event in reversed(tracker.events) if event.get("event") == "bot" and event.get("text"))
    return next((dict(event) for event in said), None)

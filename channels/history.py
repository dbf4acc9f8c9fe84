"""A conversation as people saw it: its stored events as messages whose ids stay the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from channels.base import Answer, answer_of

Message = dict[str, Any]  # {"id", "from": "user" or "bot", "text", "at"}; a bot's has "buttons", "data", "feedback" too


def question(id: str, text: str, at: float) -> Message:
    """What a person said: `id` is Rasa's id of the message, `at` the time in seconds since 1970."""
    return {"id": id, "from": "user", "text": text, "at": at}


def reply(question_id: str, answers: Iterable[Answer], at: float) -> list[Message]:
    """What the bot said to a question. The ids are the question's with “.0”, “.1” and so on."""
    return [_said(f"{question_id}.{number}", answer, at, None) for number, answer in enumerate(answers)]


def messages(events: Iterable[Event], verdicts: Mapping[str, str]) -> list[Message]:
    """The conversation so far, in order, with the verdicts on its answers by their ids.

    Nothing but what was shown: no intents, slots or sessions.
    """
    shown: list[Message] = []
    asked, number = "", 0
    for event in events:
        if isinstance(event, UserUttered) and event.text and event.message_id:
            asked, number = event.message_id, 0
            shown.append(question(asked, event.text, event.timestamp))
        elif asked and isinstance(event, BotUttered) and (answer := answer_of(event.message()))["text"]:
            id = f"{asked}.{number}"
            shown.append(_said(id, answer, event.timestamp, verdicts.get(id)))
            number += 1
    return shown


def find_answer(events: Iterable[Event], id: str) -> Message | None:
    """The answer with this id, None where there is none in these events."""
    return next((m for m in messages(events, {}) if m["id"] == id and m["from"] == "bot"), None)


def _said(id: str, answer: Answer, at: float, verdict: str | None) -> Message:
    return {"id": id, "from": "bot", **answer, "at": at, "feedback": verdict}

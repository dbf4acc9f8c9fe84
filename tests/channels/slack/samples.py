"""What the tests and the server that they start both know."""

from __future__ import annotations

from typing import Any

Answer = dict[str, Any]

SIGNING_SECRET = "a-signing-secret-of-the-tests"
BOT_TOKEN = "xoxb-a-bot-token-of-the-tests"
APP_TOKEN = "xapp-an-app-token-of-the-tests"
SECRETS = (SIGNING_SECRET, BOT_TOKEN, APP_TOKEN)


def answer(text: str, buttons: list[dict[str, str]] | None = None, data: dict[str, Any] | None = None) -> Answer:
    """An answer of the bot."""
    return {"text": text, "buttons": buttons or [], "data": data or {}}


BUTTONS = [{"title": "More", "payload": "Tell me more"}, {"title": "Start again", "payload": "/restart"}]
DATA: dict[str, Any] = {"version": 1, "part": "definition", "sources": [{"id": "s", "title": "“A study” <2nd> & more"}]}

GREETING = answer(
    "Hello! What would you like to know?",
    [{"title": "What is there?", "payload": "List it"}, {"title": "Which one?", "payload": "Help me choose"}],
)
OVERVIEW = answer(
    "There are two:\n• A: the first\n• B: the second\nSource: [1] “A study” <2nd> & more",
    [{"title": "A", "payload": "What is A?"}, {"title": "B", "payload": "What is B?"}],
    DATA,
)
COMPARISON = answer(
    "A is first. B is second.\nCost:\n• A: Low.\n• B: High & rising.\nSkills:\n• A: Few.\n• B: Many.\n"
    "Here the documents disagree. Is A better?\n• It is. [1]\n• It isn't. [2]\nSources: [1] “A study”; [2] “Another”",
    [{"title": "Cost", "payload": "Compare A and B on cost"}],
    {
        "version": 1,
        "part": "comparison",
        "table": {
            "columns": ["A", "B"],
            "rows": [
                {"label": "Cost", "cells": ["Low.", "High & rising."]},
                {"label": "Skills", "cells": ["Few.", "Many."]},
            ],
        },
        "sources": [{"id": "s", "title": "“A study”"}, {"id": "t", "title": "“Another”"}],
    },
)
CALLING = answer(
    "<!here> @channel @Everyone <@U0AAAAAAA> <!subteam^S0AAAAAAA> look at <script> & [this](https://a.example)"
)
LONG = answer("\n".join(f"• {number}: {'a sentence that goes on, ' * 9}and ends." for number in range(200)))
PLENTY = answer("Pick one.", [{"title": f"{n} " + "long " * 40, "payload": f"{n} " + "x" * 3_000} for n in range(40)])

ANSWERS: dict[str, Answer] = {
    "hello": GREETING,
    "Which outsourcing models do you know?": OVERVIEW,
    "compare A and B": COMPARISON,
    "call everybody": CALLING,
    "go on for ever": LONG,
    "offer plenty": PLENTY,
}

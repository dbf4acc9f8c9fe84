"""Rasa's own `rasa shell` made readable and safe: whole answers, one line where the action server isn't there.

Rasa hands a text with buttons to questionary, which cuts every line but the last at the terminal's width; it tells of
an action server that is away with two errors and a traceback; and it opens a REST channel to everybody. Rasa is in
maintenance mode: `install` replaces two functions of its shell. The version that this was tried on is TRIED_ON; with
another one Rasa's shell stays as it is.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import questionary
import rasa
from rasa.cli.utils import FREE_TEXT_INPUT_PROMPT
from rasa.core.channels import console
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.cli import print_color, print_error
from rasa.shared.utils.io import bcolors
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

TRIED_ON = "3.6.21"
CHOOSE = "Choose, or type your own:"
PATIENCE = 3  # seconds for the action server
_LOGGERS = ("rasa.core.actions.action", "rasa.core.processor")
_AWAY = "Couldn't connect to the server at"  # in what Rasa logs and raises then

_rasas_output = console._print_bot_output
_rasas_record = console.record_messages

Message = dict[str, Any]


def install() -> None:
    """Let `rasa shell` take these from now on; nothing else in Rasa calls what they replace."""
    if rasa.__version__ == TRIED_ON:
        console._print_bot_output = _print_bot_output
        console.record_messages = _record_messages


def _print_bot_output(
    message: Message, is_latest_message: bool = False, color: str = bcolors.OKBLUE
) -> questionary.Question | None:
    """Print what the bot says; returns the question with its buttons where they can be chosen now."""
    text, rest = message.get("text"), {key: value for key, value in message.items() if key != "text"}
    if text:
        print_color(_wrapped(text), color=color)
    if not (is_latest_message and rest.get("buttons")):
        question: questionary.Question | None = _rasas_output(rest, is_latest_message, color)
        return question
    # Rasa sends what stands between the parentheses of the chosen value.
    choices = [
        questionary.Choice(f"{number}: {button.get('title')}", f"({button.get('payload') or button.get('title')})")
        for number, button in enumerate(rest["buttons"], 1)
    ]
    return questionary.select(CHOOSE, [*choices, FREE_TEXT_INPUT_PROMPT])


def _wrapped(text: str) -> str:
    """The text broken between words at the terminal's width."""
    from channels.shell.render import wrapped  # no server needs it, and it takes a while to load

    width = shutil.get_terminal_size().columns
    return "\n".join(wrapped(line, width) for line in text.splitlines())


async def _record_messages(*args: Any, **options: Any) -> int:
    """Talk until the user leaves: the number of messages. Tells at the start where the action server is away."""
    Sanic.get_app().register_middleware(_refusal, "request")
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_in_one_line)
    url = _actions_url()
    if url and not await _answers(url):
        print_error(_away(url))
    count: int = await _rasas_record(*args, **options)
    return count


async def _refusal(request: Request) -> HTTPResponse | None:
    """None for programs of this machine; Rasa's shell talks with its own server as one of them."""
    from channels import local

    try:
        local.check(request)
    except local.RefusedError as refusal:
        return response.json({"error": str(refusal)}, status=refusal.status)
    return None


def _in_one_line(record: logging.LogRecord) -> bool:
    """False for records on an action server that can't be reached; a line is printed instead of them."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, RasaException) and _AWAY in str(error):
        return False
    if _AWAY not in record.getMessage():
        return True
    print_error(_away(_actions_url()))
    return False


def _away(url: str) -> str:
    """What to do where nothing answers at the address of the actions."""
    place = urlsplit(url)
    command = f"SANIC_HOST=127.0.0.1 rasa run actions --port {place.port or 5055}"
    return f"The action server at {place.netloc} doesn't answer: start it in another terminal with `{command}`."


def _actions_url() -> str:
    """Where the actions are called, "" where endpoints.yml names no action server."""
    agent = getattr(Sanic.get_app().ctx, "agent", None)
    return str(getattr(getattr(agent, "action_endpoint", None), "url", ""))


async def _answers(url: str) -> bool:
    """True where anything answers at the address of the actions."""
    timeout = aiohttp.ClientTimeout(PATIENCE)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url):
            return True
    except (aiohttp.ClientError, OSError, asyncio.TimeoutError):
        return False

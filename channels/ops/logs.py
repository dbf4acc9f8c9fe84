"""Logs as lines of JSON: time, level and conversation, and nothing of what people said."""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime, timezone
from types import TracebackType
from typing import Any

from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from channels.ops.settings import Settings

# The conversation of the turn that is under way, as it is written into logs.
conversation: ContextVar[str] = ContextVar("conversation", default="")

# Errors that tell of machines alone; others may quote a message, as that of an action's failure does.
TELL_NO_TEXT = (OSError, RedisError, SQLAlchemyError)


def shown(id: str, settings: Settings) -> str:
    """The id of a conversation for the logs: a digest that stays the same, or the id as it is."""
    return id if settings.log_conversation == "plain" else hashlib.sha256(id.encode()).hexdigest()[:16]


def install(settings: Settings) -> None:
    """Have all loggers write so to stderr, from now on."""
    if settings.log_format != "json":
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(settings))
    logging.getLogger().handlers[:] = [handler]


class JsonFormatter(logging.Formatter):
    """A record as an object in one line. A record's `fields` are keys of it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._tells_text = settings.log_text

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            **self._said(record.getMessage()),
        }
        if conversation.get():
            entry["conversation"] = conversation.get()
        entry.update(vars(record).get("fields") or {})
        if record.exc_info and record.exc_info[1] is not None:
            entry["error"] = "\n".join(self._told(record.exc_info[1]))
        return json.dumps(entry, ensure_ascii=False, default=str)

    def _said(self, message: str) -> dict[str, Any]:
        """Rasa writes part of its logs as JSON itself, with texts and whole events under many keys."""
        if not message.startswith("{"):
            return {"message": message}
        try:
            told = json.loads(message)
        except ValueError:
            return {"message": message}
        if self._tells_text:
            return {"message": told.get("event"), **told}
        return {"message": told.get("event")}

    def _told(self, error: BaseException) -> Iterator[str]:
        """The error with where it came from, after what caused it."""
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is not None:
            yield from self._told(cause)
        yield from _places(error.__traceback__)
        says = self._tells_text or isinstance(error, TELL_NO_TEXT)
        yield f"{type(error).__name__}: {error}" if says else type(error).__name__


def _places(trace: TracebackType | None) -> Iterator[str]:
    for place in traceback.extract_tb(trace):
        yield f"  {place.filename}:{place.lineno} in {place.name}"

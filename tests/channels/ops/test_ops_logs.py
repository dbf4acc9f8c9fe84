"""What a line of the log holds, and what it never does."""

from __future__ import annotations

import json
import logging
import sys

from rasa.utils.endpoints import ClientResponseError
from sqlalchemy.exc import OperationalError

from channels.ops.logs import JsonFormatter, conversation, shown
from channels.ops.settings import Settings

QUIET = JsonFormatter(Settings())


def _line(message: str, error: Exception | None = None, formatter: JsonFormatter = QUIET) -> dict:
    try:
        if error is not None:
            raise RuntimeError("said: my secret") from error
        raised = None
    except RuntimeError:
        raised = sys.exc_info()
    record = logging.LogRecord("rasa.core", logging.ERROR, __file__, 1, message, (), raised)
    line = formatter.format(record)
    assert "\n" not in line
    return json.loads(line)


def test_it_names_time_level_and_logger() -> None:
    line = _line("The server is up.")
    assert line["time"].endswith("+00:00")
    assert (line["level"], line["logger"], line["message"]) == ("error", "rasa.core", "The server is up.")


def test_an_error_is_told_by_its_kind_and_place_alone() -> None:
    error = _line("failed", ClientResponseError(500, "no", '{"text": "my secret"}'))["error"]
    assert "ClientResponseError" in error
    assert "test_ops_logs.py" in error
    assert "secret" not in error


def test_what_a_machine_says_is_told() -> None:
    assert "Connection refused" in _line("failed", ConnectionRefusedError(111, "Connection refused"))["error"]
    hidden = OperationalError("INSERT", {"data": "my secret"}, Exception("disk full"), hide_parameters=True)
    error = _line("failed", hidden)["error"]
    assert "disk full" in error
    assert "secret" not in error


def test_rasas_own_json_loses_all_but_its_name() -> None:
    told = {"event": "rest.message.received.failure", "text": "my secret", "exception": [{"locals": "my secret"}]}
    line = _line(json.dumps(told))
    assert line["message"] == "rest.message.received.failure"
    assert "secret" not in json.dumps(line)


def test_texts_are_told_on_wish() -> None:
    formatter = JsonFormatter(Settings(log_text=True))
    assert _line('{"event": "it", "text": "my words"}', formatter=formatter)["text"] == "my words"


def test_the_conversation_is_a_digest_or_its_id() -> None:
    token = conversation.set(shown("slack-D1", Settings()))
    try:
        assert _line("turn")["conversation"] == shown("slack-D1", Settings())
    finally:
        conversation.reset(token)
    assert "slack" not in shown("slack-D1", Settings())
    assert shown("slack-D1", Settings()) == shown("slack-D1", Settings())
    assert shown("slack-D1", Settings(log_conversation="plain")) == "slack-D1"

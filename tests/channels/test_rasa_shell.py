"""What is replaced in Rasa's shell, by itself; tests/e2e/test_rasa_shell.py has it on a terminal."""

from __future__ import annotations

import logging

import pytest
import rasa
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input.defaults import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rasa.core.channels import console
from rasa.shared.exceptions import RasaException

from channels import rasa_shell

LONG = "A line that is longer than the eighty columns that most terminals have, so that it has to be broken in two."
BUTTONS = [{"title": "Costs", "payload": "What does it cost?"}, {"title": "More"}]


def test_the_installed_rasa_is_the_one_that_it_was_tried_on() -> None:
    assert rasa.__version__ == rasa_shell.TRIED_ON


@pytest.mark.parametrize("version", [rasa_shell.TRIED_ON, "3.7.0"])
def test_another_version_keeps_its_shell(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    original = object()
    monkeypatch.setattr(console, "_print_bot_output", original)
    monkeypatch.setattr(console, "record_messages", original)
    monkeypatch.setattr(rasa, "__version__", version)
    rasa_shell.install()
    assert (console._print_bot_output is original) == (version != rasa_shell.TRIED_ON)
    assert (console.record_messages is original) == (version != rasa_shell.TRIED_ON)


def test_a_text_with_buttons_is_printed_and_only_they_are_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    message = {"text": f"{LONG}\n{LONG}", "buttons": BUTTONS}
    keys = create_pipe_input()
    with create_app_session(keys, DummyOutput()):
        question = rasa_shell._print_bot_output(message, is_latest_message=True)
        shown = capsys.readouterr().out
        keys.send_text("\r")
        assert question is not None
        assert question.ask() == "(What does it cost?)", "the payload stands where Rasa reads it"
    assert " ".join(shown.split()).count(LONG) == 2
    assert max(map(len, shown.splitlines())) <= 80 + len("\x1b[94m")


def test_an_earlier_message_shows_text_and_buttons(capsys: pytest.CaptureFixture[str]) -> None:
    assert rasa_shell._print_bot_output({"text": "Two ways.", "buttons": [dict(BUTTONS[0])]}) is None
    shown = capsys.readouterr().out
    assert shown.count("Two ways.") == 1
    assert "1: Costs (What does it cost?)" in shown


def test_a_message_without_a_text_is_shown_as_rasa_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert rasa_shell._print_bot_output({"image": "https://example.org/a.png"}, is_latest_message=True) is None
    assert "Image: https://example.org/a.png" in capsys.readouterr().out


def test_other_errors_are_logged_as_before() -> None:
    other = logging.LogRecord("rasa.core.processor", logging.ERROR, "x.py", 1, "No such slot", None, None)
    assert rasa_shell._in_one_line(other)
    error = RasaException("Failed to run custom action 'a'. Action server responded with a non 200 status code of 500.")
    raised = logging.LogRecord("rasa.core.processor", logging.ERROR, "x.py", 1, "It raised", None, (None, error, None))
    assert rasa_shell._in_one_line(raised)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:5055/webhook", "127.0.0.1:5055 doesn't answer"),
        ("http://actions:5056/webhook", "--port 5056"),
        ("http://actions/webhook", "--port 5055"),
    ],
)
def test_it_tells_how_to_start_the_action_server_on_this_machine_alone(url: str, told: str) -> None:
    assert told in rasa_shell._away(url)
    assert "SANIC_HOST=127.0.0.1 rasa run actions" in rasa_shell._away(url)

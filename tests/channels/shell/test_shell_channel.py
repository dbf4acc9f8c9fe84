"""The shell's HTTP side, served by a real Sanic in a process of its own (Sanic patches itself once a process)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from channels.base import apology
from commands.network import answers, free_ports
from tests.channels.shell.sanic_app import BUTTONS, DATA


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Where the channel answers."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}/webhooks/shell"
    with subprocess.Popen([sys.executable, "-m", "tests.channels.shell.sanic_app", str(port)]) as server:
        deadline = time.monotonic() + 60
        while not answers(f"{url}/") and server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        yield url
        server.terminate()


def post(url: str, message: Any, sender: Any = "me") -> Any:
    """The channel's answer to a message."""
    return requests.post(f"{url}/webhook", json={"sender": sender, "message": message}, timeout=5).json()


def test_an_answer_keeps_its_text_buttons_and_data(url: str) -> None:
    first = (post(url, "hello"))[0]
    assert first == {"text": "me said hello", "buttons": BUTTONS, "data": DATA}


def test_a_text_stays_in_one_piece_and_what_can_not_be_read_is_left_out(url: str) -> None:
    rest = (post(url, "hello"))[1:]
    assert rest == [{"text": "First.\n\nSecond.", "buttons": [], "data": {}}]


@pytest.mark.parametrize("message", ["silence", "break"])
def test_there_is_always_an_answer(url: str, message: str) -> None:
    assert post(url, message) == [apology()]


def test_an_intent_typed_as_such_reaches_the_bot_as_words(url: str) -> None:
    assert (post(url, '/greet{"a": 1}'))[0]["text"] == 'me said greet{"a": 1}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        json.dumps({"sender": "me"}).encode(),
        json.dumps({"message": "hello"}).encode(),
        json.dumps({"sender": "", "message": "hello"}).encode(),
        json.dumps({"sender": 5, "message": "hello"}).encode(),
        json.dumps({"sender": "x" * 101, "message": "hello"}).encode(),
        json.dumps({"sender": "me", "message": ["hello"]}).encode(),
        json.dumps({"sender": "me", "message": " / "}).encode(),
    ],
)
def test_a_request_without_sender_or_message_is_told_so(url: str, body: bytes) -> None:
    response = requests.post(f"{url}/webhook", data=body, headers={"Content-Type": "application/json"}, timeout=5)
    assert (response.status_code, list(response.json())) == (400, ["error"])


def test_it_tells_whose_bot_it_is(url: str) -> None:
    response = requests.get(f"{url}/", timeout=5)
    assert response.json() == {"status": "ok", "assistant": "guide", "model": "m1"}

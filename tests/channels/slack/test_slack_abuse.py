"""While somebody who isn't Slack sends all sorts of things, Slack is acknowledged within a second."""

from __future__ import annotations

import contextlib
import http.client
import json
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from tests.channels.others import others_served
from tests.channels.slack.people import Person, envelope, texts
from tests.channels.slack.samples import SIGNING_SECRET

JSON = "application/json"


@contextlib.contextmanager
def acknowledged(person: Person) -> Iterator[None]:
    """While the block runs Slack asks the server whether it is there, signed."""
    body = json.dumps({"type": "url_verification", "challenge": "a-challenge", "token": "x"})

    def ask() -> None:
        assert person.slack.deliver(body, JSON).status_code == 200

    with others_served(person.slack.server, ask):
        yield


def test_forged_signatures_wear_nobody_out(person: Person) -> None:
    body = json.dumps(envelope(person.message("what is A?")))
    with acknowledged(person):
        for number in range(100):
            assert person.slack.deliver(body, JSON, secret=f"{SIGNING_SECRET}{number}").status_code == 401
            assert person.slack.deliver(body, JSON, at=time.time() - 301 - number).status_code == 401
    person.says("and B?")
    assert texts(person.hears(2))[1].startswith("You said and B?"), "after the greeting"


def test_a_replayed_delivery_is_answered_once(person: Person) -> None:
    body = json.dumps(envelope(person.message("what is A?")))
    sent = person.slack.deliver(body, JSON).request
    with acknowledged(person):
        for _ in range(50):
            assert sent.url
            again = requests.post(sent.url, data=sent.body, headers=dict(sent.headers), timeout=20)
            assert again.status_code == 200
    person.says("and B?")
    assert [text.split("?")[0] for text in texts(person.hears(3))[1:]] == ["You said what is A", "You said and B"]


@pytest.mark.parametrize("kind", ["Content-Length: 100000000", "Transfer-Encoding: chunked"])
def test_a_body_of_100_mb_is_refused_before_it_is_read(person: Person, kind: str) -> None:
    address = urlsplit(person.slack.server)
    name, _, value = kind.partition(": ")
    piece = b"x" * 100_000 if "Length" in name else b"186a0\r\n" + b"x" * 100_000 + b"\r\n"
    with acknowledged(person):
        for _ in range(3):
            connection = http.client.HTTPConnection(address.netloc, timeout=20)
            connection.putrequest("POST", "/webhooks/slack/events")
            connection.putheader(name, value)
            connection.endheaders()
            sent = 0
            with contextlib.suppress(OSError), contextlib.closing(connection):
                while sent < 100_000_000:
                    connection.send(piece)
                    sent += len(piece)
            assert sent < 30_000_000


def test_bodies_held_back_before_their_end_dont_fill_the_memory(person: Person) -> None:
    address = urlsplit(person.slack.server)
    with acknowledged(person), contextlib.ExitStack() as opened:
        for _ in range(150):
            connection = opened.enter_context(
                contextlib.closing(http.client.HTTPConnection(address.netloc, timeout=20))
            )
            connection.putrequest("POST", "/webhooks/slack/events")
            connection.putheader("Content-Length", "1000000")
            connection.endheaders()
            connection.send(b"x" * 999_000)

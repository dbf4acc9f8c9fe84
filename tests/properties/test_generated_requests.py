"""What isn't signed by the server is no session, and every refusal is a documented one."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import strategies as st
from sanic.compat import Header

from channels.cleaning import MOST_CHARACTERS
from channels.web import bodies
from channels.web.errors import RefusedError
from channels.web.sessions import Sessions
from channels.web.settings import Settings
from channels.web.visitors import is_allowed, sender
from tests.properties.inputs import ANY_TEXT, JSON, inputs, texts

HOUR = 3600
SECRETS = ("the secret that signs", "the secret that signed before")
SESSIONS = Sessions(SECRETS, HOUR)
CONVERSATION = "web-0123456789abcdef"
TOKEN = str(SESSIONS.token(CONVERSATION)["token"])
DOCUMENTED = {(200, ""), (400, "bad_json"), (400, "bad_body"), (400, "empty"), (413, "too_long"), (415, "content_type")}
ORIGIN = "https://www.partner.example"


def is_refused(sessions: Sessions, token: str) -> bool:
    """True for a token that isn't believed and is refused as documented."""
    try:
        sessions.read(token)
    except RefusedError as refused:
        return (refused.status, refused.code) in {(401, "no_session"), (401, "expired")}
    return False


@inputs(
    800, start=st.integers(0, 200), length=st.integers(0, 4), put=st.text(max_size=3) | texts(TOKEN, "=", ".", most=2)
)
def test_a_token_that_was_changed_anywhere_is_refused(start: int, length: int, put: str) -> None:
    start %= len(TOKEN) + 1
    changed = TOKEN[:start] + put + TOKEN[start + length :]
    assert is_refused(SESSIONS, changed) == (changed != TOKEN)


@inputs(300, secret=st.text(min_size=1, max_size=40), token=texts(TOKEN, most=3), conversation=st.text(max_size=40))
def test_no_other_secret_makes_a_token(secret: str, token: str, conversation: str) -> None:
    made = str(Sessions((secret,), HOUR).token(conversation)["token"])
    assert is_refused(SESSIONS, made) == (secret not in SECRETS)
    assert is_refused(SESSIONS, token) == (token != TOKEN)


@inputs(100, age=st.integers(HOUR + 2, 10**8) | st.integers(-(10**8), -2))
def test_a_token_is_replayed_in_vain_when_its_time_is_over_or_not_come(age: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        now = time.time()
        patch.setattr(time, "time", lambda: now - age)
        token = str(SESSIONS.token(CONVERSATION)["token"])
    assert is_refused(SESSIONS, token)


class Sent:
    """A request as far as its body is read."""

    def __init__(self, body: bytes, kind: str) -> None:
        self.body, self.headers = body, Header({"content-type": kind})


@inputs(
    800,
    body=st.one_of(
        JSON.map(json.dumps).map(str.encode),
        st.fixed_dictionaries({"text": JSON | texts("hello")}).map(json.dumps).map(str.encode),
        st.binary(max_size=30),
        ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
    ),
    kind=st.sampled_from(["application/json", "application/json; charset=utf-8", "text/plain", ""]),
    schema=st.sampled_from(["MessageRequest", "SessionRequest", "FeedbackRequest"]),
)
def test_a_body_is_what_is_documented_or_refused_as_documented(body: bytes, kind: str, schema: str) -> None:
    request: Any = Sent(body, kind)
    told = (200, "")
    try:
        given = bodies.fields(request, schema)
        if schema == "MessageRequest":
            words = bodies.words(given["text"], MOST_CHARACTERS)
            assert words.lstrip("/")
    except RefusedError as refused:
        told = refused.status, refused.code
    assert told in DOCUMENTED


@inputs(400, origin=texts(ORIGIN, "https://", "bot.example", ":443", ".evil.example", "@", most=4), host=ANY_TEXT)
def test_only_the_own_and_the_listed_origins_are_let_in(origin: str, host: str) -> None:
    own = origin.lower() in (f"http://{host}".lower(), f"https://{host}".lower()) and bool(host)
    assert is_allowed(origin, host, (ORIGIN,)) == (origin == ORIGIN or own)


HOPS = st.one_of(st.ip_addresses().map(str), texts("10.0.0.1", "127.0.0.1", ",", most=3))


@inputs(300, peer=HOPS, forwarded=st.lists(HOPS, max_size=4))
def test_who_isnt_trusted_cant_choose_the_address_that_counts(peer: str, forwarded: list[str]) -> None:
    proxies = Settings.read({"trusted_proxies": ["127.0.0.1"]}).trusted_proxies
    assert isinstance(sender(peer, forwarded, proxies), str)
    if peer != "127.0.0.1" and "127.0.0.1" not in peer:
        assert sender(peer, forwarded, proxies) == sender(peer, [], proxies)

"""Who may read and continue which conversation."""

from __future__ import annotations

import hashlib
import time

import pytest
import requests
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from channels.web.errors import RefusedError
from channels.web.sessions import Sessions, new_conversation
from tests.channels.web.samples import OLD_SECRET, SECRET
from tests.channels.web.serving import serving
from tests.channels.web.visitor import DAY, Come, Visitor, refusal


def token(secret: str = SECRET, age: float = 0, salt: str = "web-session") -> str:
    """A token as somebody who knows a secret could have made it, `age` seconds ago."""

    class Signer(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time() - age)

    digest = {"digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(secret, salt=salt, signer=Signer, signer_kwargs=digest).dumps("web-1")


def test_a_session_is_new_and_lasts_a_day(come: Come) -> None:
    session = come().start().json()
    assert session["version"] == 1
    assert session["expires"] == pytest.approx(time.time() + DAY, abs=10)


def test_two_visitors_have_two_conversations(come: Come) -> None:
    one, other = come(), come()
    one.start(), other.start()
    one.say("hello")
    assert one.conversation() != other.conversation()
    assert other.history() == []


def test_a_token_is_renewed_for_the_same_conversation(visitor: Visitor) -> None:
    visitor.say("hello")
    before = visitor.conversation()
    assert visitor.start().status_code == 200
    assert visitor.conversation() == before
    assert len(visitor.history()) == 3


def test_a_restart_begins_a_new_conversation(visitor: Visitor) -> None:
    visitor.say("hello")
    before = visitor.conversation()
    visitor.start({"restart": True})
    assert visitor.conversation() != before
    assert visitor.history() == []


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("", "no_session"),
        ("web-1", "no_session"),
        ("a.b.c", "no_session"),
        ("A" + token(), "no_session"),
        (token() + "=", "no_session"),
        ("!".join(token().rsplit(".", 1)).replace("!", ".:"), "no_session"),
        ("\u00ff" + token(), "no_session"),
        (".eJw.a.b", "no_session"),
        (token("another secret, just as long"), "no_session"),
        (token(salt="another"), "no_session"),
        (token(age=-3600), "expired"),
        (token(age=DAY + 60), "expired"),
        (token(OLD_SECRET, age=DAY + 60), "expired"),
    ],
    ids=[
        "none",
        "id",
        "nonsense",
        "changed",
        "padded",
        "with a mark",
        "no ASCII",
        "packed",
        "foreign",
        "other use",
        "of the future",
        "old",
        "old and rotated",
    ],
)
def test_a_token_that_does_not_hold_opens_nothing(come: Come, bad: str, code: str) -> None:
    visitor = come()
    visitor.token = bad
    assert refusal(visitor.say("hello")) == (401, code)
    assert refusal(visitor.post("feedback", {"answer": "a.0", "value": "up"})) == (401, code)
    history = requests.get(f"{visitor.url}/history", headers={"Authorization": f"Bearer {bad}"}, timeout=5)
    assert refusal(history) == (401, code)
    if bad:
        assert refusal(visitor.start()) == (401, code)


@pytest.mark.parametrize("header", ["Basic d2ViOjE=", "Bearer", "bearer ", token()])
def test_only_a_bearer_token_counts(come: Come, header: str) -> None:
    history = requests.get(f"{come().url}/history", headers={"Authorization": header}, timeout=5)
    assert refusal(history) == (401, "no_session")


def test_a_token_of_the_secret_before_still_holds_and_is_renewed_with_the_new_one(come: Come) -> None:
    visitor = come()
    visitor.token = token(OLD_SECRET)
    visitor.start()
    assert visitor.conversation() == "web-1"


def test_a_token_past_half_its_life_is_renewed_along_with_an_answer(come: Come) -> None:
    visitor = come()
    visitor.token = token(age=DAY / 2 + 60)
    body = visitor.say("hello").json()
    assert body["expires"] == pytest.approx(time.time() + DAY, abs=10)
    visitor.token = body["token"]
    assert set(visitor.say("hello").json()) == {"version", "question", "messages"}


def test_a_session_outlasts_a_restart_of_the_bot(visitor: Visitor) -> None:
    visitor.say("hello")
    with serving() as url:
        visitor.url = f"{url}/webhooks/web"
        assert visitor.history() == [], "the bot of the tests keeps conversations in memory"
        assert visitor.say("hello again").status_code == 200


def test_tokens_hold_after_a_restart_with_the_same_secret_only() -> None:
    conversation = new_conversation()
    token = Sessions((SECRET,), 60).token(conversation)["token"]
    assert Sessions((SECRET,), 60).read(token).conversation == conversation
    with pytest.raises(RefusedError, match="start a new one"):
        Sessions((OLD_SECRET,), 60).read(token)


@pytest.mark.parametrize(
    "extra", ["sender", "sender_id", "conversation", "metadata", "input_channel", "slots", "intent", "message_id"]
)
def test_nothing_but_text_can_be_sent_along(visitor: Visitor, extra: str) -> None:
    assert refusal(visitor.post("messages", {"text": "hello", extra: "x"})) == (400, "bad_body")
    assert refusal(visitor.post("session", {extra: "x"})) == (400, "bad_body")
    assert visitor.history() == []

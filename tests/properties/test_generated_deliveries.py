"""What Slack didn't sign, or signed long ago, is taken on by nobody; what it signed never makes the server fail."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, cast

from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from channels.slack.deliveries import Deliveries
from channels.slack.entrance import Entrance
from channels.slack.reception import Reception
from channels.slack.settings import Secrets, Settings
from tests.properties.inputs import ANY_TEXT, JSON, inputs, texts

SECRET = "the secret of this app"
SIGNER = SignatureVerifier(SECRET)
SLACKS_PATIENCE = 300  # seconds for which a signature holds


class Accepted:
    """Takes deliveries on and does nothing with them."""

    def __init__(self) -> None:
        self.count = 0

    def accept(self, key: str, queue: str, work: object) -> None:
        """One more."""
        self.count += 1


ACCEPTED = Accepted()
NOBODY: Any = None  # nothing that was taken on is done
RECEPTION = Reception(NOBODY, NOBODY, Settings.read({}), cast(Deliveries, ACCEPTED))
ENTRANCE = Entrance(RECEPTION.app(Secrets("xoxb-none", SECRET, "")), SECRET)

EVENT = st.fixed_dictionaries(
    {"type": st.sampled_from(["message", "app_mention", "app_home_opened", "reaction_added", ""])},
    optional={
        key: JSON | texts("hello", "<@U1>") for key in ("text", "user", "channel", "ts", "tab", "subtype", "bot_id")
    },
)
EVENTS = st.fixed_dictionaries({"type": st.just("event_callback"), "event": EVENT, "event_id": ANY_TEXT}).map(
    json.dumps
)
BODY = EVENTS | st.one_of(
    st.fixed_dictionaries({"type": st.just("event_callback"), "event": JSON}),
    JSON,
).map(json.dumps)


def delivered(body: str, stamp: str, signature: str) -> tuple[int, int]:
    """The status of the answer to a delivery, and how many of them were taken on."""
    before = ACCEPTED.count
    headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": signature, "content-type": "application/json"}
    answered = asyncio.run(ENTRANCE.answer(body.encode("utf-8", "surrogatepass"), headers))
    return answered.status, ACCEPTED.count - before


def signature(body: str, stamp: str) -> str:
    """What Slack would send with a body."""
    return SIGNER.generate_signature(timestamp=stamp, body=body) or ""


@inputs(600, body=BODY, start=st.integers(0, 67), put=st.text("0123456789abcdef=v", min_size=1, max_size=4))
def test_a_signature_that_was_changed_anywhere_is_refused(body: str, start: int, put: str) -> None:
    stamp = str(int(time.time()))
    right = signature(body, stamp)
    changed = right[:start] + put + right[start + len(put) :]
    if changed != right:
        assert delivered(body, stamp, changed) == (401, 0)


@inputs(300, body=BODY, forged=ANY_TEXT, stamp=ANY_TEXT)
def test_no_words_pass_for_a_signature(body: str, forged: str, stamp: str) -> None:
    now = str(int(time.time()))
    assert delivered(body, now, forged) == (401, 0)
    assert delivered(body, stamp, signature(body, now)) == (401, 0)


@inputs(300, body=BODY, age=st.integers(SLACKS_PATIENCE + 5, 10**8) | st.integers(-(10**8), -SLACKS_PATIENCE - 5))
def test_a_delivery_is_replayed_in_vain_when_its_time_is_over_or_not_come(body: str, age: int) -> None:
    stamp = str(int(time.time()) - age)
    assert delivered(body, stamp, signature(body, stamp)) == (401, 0)


@inputs(400, body=EVENTS)
def test_an_event_with_anything_in_it_is_answered_without_a_failure(body: str) -> None:
    stamp = str(int(time.time()))
    status, accepted = delivered(body, stamp, signature(body, stamp))
    assert status < 500
    assert accepted in (0, 1)


@inputs(200, body=BODY)
def test_whatever_is_signed_is_answered(body: str) -> None:
    stamp = str(int(time.time()))
    status, accepted = delivered(body, stamp, signature(body, stamp))
    assert status != 401
    assert accepted in (0, 1)

"""An action that takes too long is told to the person, and its message is refused when it comes again."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from functools import partial
from itertools import repeat
from types import SimpleNamespace
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Counter
from rasa_sdk.endpoint import create_app
from sanic import Sanic, response
from sanic.response import HTTPResponse

from actions import time_limit
from actions.service import WEBHOOK, Service
from actions.time_limit import Suspects, TimeLimit
from actions.workers import Workers


async def handler(call: Any) -> HTTPResponse:
    """As rasa_sdk's: it runs the action, here one that some texts keep busy for ever."""
    if "hang" in (call.json["tracker"]["latest_message"]["text"] or ""):
        sum(repeat(0))
    if call.json["next_action"] == "action_broken":
        raise KeyError("broken")
    if call.json["next_action"] == "action_in_memory" and call.json["tracker"]["sender_id"] == "attacker":
        sum(repeat(0))
    return response.json({"events": [], "responses": [], "action": call.json["next_action"]})


def request(text: str | None = "hello", sender: str = "me", action: str = "action_any", deflated: bool = False) -> Any:
    """A call as Rasa sends it."""
    tracker = {"sender_id": sender, "latest_message": {"text": text}}
    body = json.dumps({"next_action": action, "tracker": tracker}).encode()
    headers = {"Content-Encoding": "deflate"} if deflated else {}
    return SimpleNamespace(body=zlib.compress(body) if deflated else body, headers=headers)


@pytest.fixture
def refusals() -> Counter:
    return Counter("refusals", "of a test", ["reason"], registry=CollectorRegistry())


@pytest.fixture
async def limit(refusals: Counter) -> AsyncIterator[TimeLimit]:
    limit = TimeLimit(handler, refusals, partial(Workers, limit=0.4))
    yield limit
    limit.workers.close()


async def said(limit: TimeLimit, request: Any) -> list[dict[str, Any]]:
    """What the person reads."""
    answer = await limit(request)
    assert answer.status == 200
    return list(json.loads(answer.body)["responses"])


def counted(refusals: Counter) -> dict[str, float]:
    return {each.labels["reason"]: each.value for each in refusals.collect()[0].samples if each.name.endswith("_total")}


@pytest.mark.parametrize("deflated", [False, True])
async def test_what_comes_in_time_is_passed_on(limit: TimeLimit, deflated: bool) -> None:
    answer = await limit(request(deflated=deflated))
    assert json.loads(answer.body) == {"events": [], "responses": [], "action": "action_any"}


async def test_an_action_that_raises_is_an_error_of_the_server(limit: TimeLimit) -> None:
    answer = await limit(request(action="action_broken"))
    assert (answer.status, json.loads(answer.body)) == (500, {"error": "'broken'"})


async def test_a_body_that_is_no_json_is_an_error_of_the_server(limit: TimeLimit) -> None:
    assert (await limit(SimpleNamespace(body=b"{", headers={}))).status == 500
    assert (await limit(SimpleNamespace(body=b"{", headers={"Content-Encoding": "deflate"}))).status == 500


async def test_the_person_is_told_and_the_message_is_refused_when_it_comes_again(
    limit: TimeLimit, refusals: Counter
) -> None:
    (told,) = await said(limit, request("please hang"))
    assert (told["text"], told["data"]) == (time_limit.TEXT, {"failed": True})
    assert counted(refusals) == {"time": 1}
    for again in (request("please hang"), request("Please  hang", sender="you"), request("please hang", deflated=True)):
        assert await said(limit, again) == [told]
    assert counted(refusals) == {"time": 1, "again": 3}
    assert await said(limit, request("hello")) == []


async def test_a_message_that_was_answered_before_is_refused_in_one_conversation_alone(limit: TimeLimit) -> None:
    assert await said(limit, request("tell me more", action="action_in_memory")) == []
    assert await said(limit, request("tell me more", sender="attacker", action="action_in_memory"))
    assert await said(limit, request("tell me more", sender="attacker"))
    assert await said(limit, request("tell me more")) == []


@pytest.mark.parametrize("text", ["", None])
async def test_a_message_without_words_is_never_refused(limit: TimeLimit, text: str | None) -> None:
    assert await said(limit, request(text, sender="attacker", action="action_in_memory"))
    assert await said(limit, request(text)) == []


async def test_after_a_renewal_it_is_tried_again(limit: TimeLimit, refusals: Counter) -> None:
    await said(limit, request("please hang"))
    limit.renew()
    await said(limit, request("please hang"))
    assert counted(refusals) == {"time": 2}


def test_so_many_messages_are_kept_and_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "MOST_KEPT", 3)
    monkeypatch.setattr(time_limit, "MOST_ANSWERED", 2)
    suspects = Suspects()
    for number in range(5):
        suspects.add("me", f"message {number}")
        suspects.clear(f"answer {number}")
    assert [suspects.has("you", f"message {number}") for number in range(5)] == [False, False, True, True, True]
    assert len(suspects._answered) == 2
    assert "message" not in repr(vars(suspects))


def test_it_is_refused_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    suspects, now = Suspects(), [0.0]
    monkeypatch.setattr(time_limit.time, "monotonic", lambda: now[0])
    suspects.add("me", "please hang")
    now[0] = time_limit.KEPT - 1
    assert suspects.has("me", "please hang")
    now[0] += 2
    assert not suspects.has("me", "please hang")


def test_every_call_of_the_action_server_has_the_limit() -> None:
    app = create_app("actions")
    Service().attach_sanic_app_extensions(app)
    (webhook,) = [route for route in app.router.routes if f"/{route.path}" == WEBHOOK]
    assert isinstance(webhook.handler, TimeLimit)
    Sanic._app_registry.pop(app.name)

"""What is said and answered, read again, and judged."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
import requests

from channels.base import UNAVAILABLE
from tests.channels.web.samples import BUTTONS, DATA, HOSTILE
from tests.channels.web.visitor import Come, Visitor, refusal


def stored(visitor: Visitor) -> list[dict[str, Any]] | None:
    """The events that Rasa has stored of a visitor's conversation."""
    address = f"{visitor.url.partition('/webhooks')[0]}/bot/{visitor.conversation()}"
    events: list[dict[str, Any]] | None = requests.get(address, timeout=5).json()
    return events


def tell(visitor: Visitor, **state: Any) -> None:
    """Tell the bot that stands in for Rasa's how to be."""
    requests.post(f"{visitor.url.partition('/webhooks')[0]}/bot", json=state, timeout=5)


def test_an_answer_has_text_buttons_and_data(visitor: Visitor) -> None:
    body = visitor.say("hello").json()
    assert body["version"] == 1
    assert body["question"]["text"] == "hello"
    first = body["messages"][0]
    assert first["text"] == "You said hello"
    assert (first["buttons"], first["data"], first["feedback"]) == (BUTTONS, DATA, None)


def test_a_text_stays_in_one_piece_and_what_can_not_be_read_is_left_out(visitor: Visitor) -> None:
    assert [m["text"] for m in visitor.say("hello").json()["messages"]][1:] == ["First.\n\nSecond."]


def test_the_history_has_the_messages_as_they_were_shown(visitor: Visitor) -> None:
    shown = []
    for text in ("hello", "and then?"):
        body = visitor.say(text).json()
        shown += [body["question"], *body["messages"]]
    history = visitor.history()
    for message in (*shown, *history):
        assert abs(message.pop("at") - time.time()) < 60
    assert history == shown
    assert len({message["id"] for message in history}) == 6


def test_the_history_ends_with_the_last_50(visitor: Visitor) -> None:
    for number in range(17):
        visitor.say(f"question {number}")
    history = visitor.history()
    assert len(history) == 50
    assert history[-3]["text"] == "question 16"


def test_the_history_shows_nothing_else_and_changes_nothing(visitor: Visitor) -> None:
    assert visitor.history() == []
    assert stored(visitor) is None
    visitor.say("hello")
    before = stored(visitor)
    assert all(set(m) <= {"id", "from", "text", "at", "buttons", "data", "feedback"} for m in visitor.history())
    assert stored(visitor) == before


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_back_as_the_same_text(visitor: Visitor, text: str) -> None:
    body = visitor.say(text).json()
    assert body["question"]["text"] == text
    assert body["messages"][0]["text"] == f"You said {text}"
    assert [message["text"] for message in visitor.history()[:2]] == [text, f"You said {text}"]


@pytest.mark.parametrize("text", ["/restart", ' / /restart{"a": 1}', "\x00/restart", "\n//restart", "\x1b[31m/restart"])
def test_an_intent_reaches_the_bot_as_words(visitor: Visitor, text: str) -> None:
    assert visitor.say(text).json()["question"]["text"].startswith("restart")


@pytest.mark.parametrize("text", ["silence", "break"])
def test_a_failure_is_told(visitor: Visitor, text: str) -> None:
    answers = visitor.say(text).json()["messages"]
    assert [(a["text"], a["data"]) for a in answers] == [(UNAVAILABLE, {"failed": True})]


def test_a_bot_without_a_model_says_that_it_is_not_ready(visitor: Visitor) -> None:
    tell(visitor, ready=False)
    try:
        assert refusal(requests.get(f"{visitor.url}/health", timeout=5)) == (503, "not_ready")
        assert refusal(visitor.say("hello")) == (503, "not_ready")
        assert refusal(visitor.start()) == (503, "not_ready")
    finally:
        tell(visitor, ready=True)
    health = requests.get(f"{visitor.url}/health", timeout=5).json()
    assert health == {"status": "ok", "assistant": "guide", "model": "m1"}


def test_a_turn_goes_on_when_the_visitor_leaves(visitor: Visitor) -> None:
    with pytest.raises(requests.ReadTimeout):
        requests.post(
            f"{visitor.url}/messages",
            json={"text": "wait"},
            headers={"Authorization": f"Bearer {visitor.token}"},
            timeout=0.5,
        )
    assert visitor.history() == []
    tell(visitor, go=True)
    deadline = time.monotonic() + 10
    while not visitor.history():
        assert time.monotonic() < deadline, "the turn was lost"
    assert visitor.history()[0]["text"] == "wait"


def test_two_tabs_on_one_conversation_lose_nothing(visitor: Visitor, come: Come) -> None:
    other = come()
    other.token = visitor.token
    texts: dict[str, str] = {}

    def talk(tab: Visitor, name: str) -> None:
        for number in range(5):
            text = f"{name} {number}"
            texts[text] = tab.say(text).json()["messages"][0]["text"]

    threads = [threading.Thread(target=talk, args=pair) for pair in ((visitor, "one"), (other, "two"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {text: f"You said {text}" for text in texts}
    assert sorted(m["text"] for m in visitor.history() if m["from"] == "user") == sorted(texts)


def test_feedback_is_kept_with_its_answer_and_can_be_changed(visitor: Visitor) -> None:
    answer = visitor.say("hello").json()["messages"][1]["id"]
    for value in ("up", "down", None, "up"):
        assert visitor.post("feedback", {"answer": answer, "value": value}).status_code == 204
        visitor.say("and then?")
        assert [m["feedback"] for m in visitor.history() if m["from"] == "bot"][:3] == [None, value, None]
    events = [event for event in stored(visitor) or [] if event.get("name") == "feedback"]
    assert [event["value"] for event in events] == [{"answer": answer, "value": v} for v in ("up", "down", None, "up")]


def test_only_an_answer_of_the_own_conversation_can_be_judged(visitor: Visitor, come: Come) -> None:
    other = come()
    other.start()
    theirs = other.say("hello").json()["messages"][0]["id"]
    own = visitor.say("hello").json()["question"]["id"]
    for id in (theirs, own, f"{own}.2", "", "x" * 1000):
        assert refusal(visitor.post("feedback", {"answer": id, "value": "up"})) == (404, "not_found")
    assert refusal(come_without_words(come).post("feedback", {"answer": own, "value": "up"})) == (404, "not_found")


def come_without_words(come: Come) -> Visitor:
    """A visitor who has said nothing."""
    visitor = come()
    visitor.start()
    return visitor


@pytest.mark.parametrize(
    "body", [{}, {"answer": "a"}, {"answer": 1, "value": "up"}, {"answer": "a", "value": "great"}, []]
)
def test_feedback_of_another_form_is_refused(visitor: Visitor, body: Any) -> None:
    assert refusal(visitor.post("feedback", body)) == (400, "bad_body")

"""The web channel with the real bot, as the chat widget uses it."""

from __future__ import annotations

import pytest
import requests

from tests.channels.web.samples import HOSTILE
from tests.channels.web.visitor import Visitor


@pytest.fixture
def visitor(bot_url: str) -> Visitor:
    """Somebody with a new session."""
    visitor = Visitor(f"{bot_url}/webhooks/web")
    visitor.start()
    return visitor


def test_a_comparison_has_its_table_and_its_sources(visitor: Visitor) -> None:
    (answer,) = visitor.say("Compare KPO and BPO in a table").json()["messages"]
    table = answer["data"]["table"]
    assert table["columns"] == ["KPO", "BPO"]
    assert table["rows"]
    assert all(len(row["cells"]) == 2 for row in table["rows"])
    assert all(cell in answer["text"] for row in table["rows"] for cell in row["cells"])
    assert all(source["title"] in answer["text"] for source in answer["data"]["sources"])


def test_a_conversation_goes_on_by_its_buttons_and_is_read_again_as_it_was(visitor: Visitor) -> None:
    shown = []
    text = "what is lpo?"
    for _ in range(4):
        body = visitor.say(text).json()
        shown += [body["question"], *body["messages"]]
        text = body["messages"][-1]["buttons"][0]["payload"]
    history = visitor.history()
    for message in (*shown, *history):
        message.pop("at")
    assert history == shown


def test_a_vote_is_kept_and_the_bot_still_knows_what_was_asked(visitor: Visitor) -> None:
    answer = visitor.say("what is lpo?").json()["messages"][0]["id"]
    assert visitor.post("feedback", {"answer": answer, "value": "up"}).status_code == 204
    assert "LPO covers" in visitor.say("what services does it cover?").json()["messages"][0]["text"]
    assert [m["feedback"] for m in visitor.history() if m["from"] == "bot"] == ["up", None]


def test_a_new_conversation_remembers_nothing_of_the_one_before(visitor: Visitor) -> None:
    visitor.say("what is lpo?")
    visitor.start({"restart": True})
    assert "LPO covers" not in visitor.say("what services does it cover?").json()["messages"][0]["text"]
    assert visitor.history()[0]["text"] == "what services does it cover?"


def test_hostile_text_is_answered_shortly_and_its_markup_is_not_repeated(visitor: Visitor) -> None:
    for text in HOSTILE:
        body = visitor.say(text).json()
        answer = "\n".join(message["text"] for message in body["messages"])
        assert body["question"]["text"] == text
        assert 0 < len(answer) < 1_500
        assert not any(mark in answer for mark in ("<script", "<img", "<svg", "javascript:", "](")), answer
        assert not body["messages"][0]["data"].get("failed")
    assert len(visitor.history()) >= 2 * len(HOSTILE)


def test_the_demo_page_embeds_the_widget_with_one_tag(bot_url: str) -> None:
    page = requests.get(f"{bot_url}/webhooks/web/", timeout=10)
    assert page.text.count("<script") == 1
    assert 'type="module"' in page.text

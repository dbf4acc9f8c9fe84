"""Text stays text, whoever wrote it: visitors, the knowledge, or whoever wrote into the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import Guide

HOSTILE: list[str] = yaml.safe_load(Path(__file__).with_name("hostile.yml").read_text(encoding="utf-8"))
ELEMENTS = {  # all that the log ever consists of
    *("div", "p", "ul", "ol", "li", "button", "svg", "path"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


def words(text: str) -> str:
    """The text with each run of blanks as one."""
    return " ".join(text.split())


def check(chat: Chat) -> None:
    """Nothing ran, nothing became an element, nothing sticks out."""
    found = chat.log.evaluate("log => [...new Set([...log.querySelectorAll('*')].map(one => one.localName))]")
    assert set(found) <= ELEMENTS
    attributes = chat.log.evaluate("log => [...log.querySelectorAll('*')].flatMap(one => one.getAttributeNames())")
    assert [name for name in attributes if name.startswith("on") or name in ("href", "src", "xlink:href")] == []
    assert chat.page.evaluate("[window.hacked, window.parent.hacked]") == [None, None]
    assert chat.is_whole()


def message(number: int, text: str) -> dict[str, object]:
    """A bot's message that says a text in every way that it can say anything."""
    table = {"columns": [text, text], "rows": [{"label": text, "cells": [text, text]}]}
    data = {"version": 1, "part": text, "topics": [text], "aspect": text, "table": table}
    sources = [{"id": text, "title": text}]
    buttons = [{"title": text, "payload": text}]
    said = {"text": f"{text}\n• {text}", "buttons": buttons, "data": {**data, "sources": sources}}
    return {"id": f"{number}.0", "from": "bot", "at": 0.0, "feedback": None, **said}


def question(number: int, text: str) -> dict[str, object]:
    """A visitor's message."""
    return {"id": str(number), "from": "user", "text": text, "at": 0.0}


@pytest.fixture
def replies(chat: Chat) -> Iterator[Chat]:
    """A chat whose server says the question back in every way."""
    numbers = iter(range(len(HOSTILE)))

    def reply(route: Route) -> None:
        number = next(numbers)
        text = HOSTILE[number]
        route.fulfill(json={"version": 1, "question": question(number, text), "messages": [message(number, text)]})

    chat.page.route("**/messages", reply)
    return chat


def test_there_are_sixty() -> None:
    assert len(set(HOSTILE)) == 60


def test_as_messages_of_a_visitor_and_as_history(chat: Chat) -> None:
    for text in HOSTILE:
        chat.ask(text)
        assert words(chat.questions.last.text_content() or "") == words(text)
    check(chat)
    chat.page.reload()
    expect(chat.questions.last).to_be_visible()
    shown = [words(text) for text in chat.questions.all_text_contents()]
    assert len(shown) >= 20
    assert shown == [words(text).lstrip("/ ") for text in HOSTILE][-len(shown) :]
    check(chat)


def test_as_answers_with_tables_sources_and_buttons(replies: Chat) -> None:
    for number, text in enumerate(HOSTILE):
        answer = replies.ask(f"question {number}")
        for part in ("p", "td", "tbody th", ".sources li"):
            assert words(answer.locator(part).first.text_content() or "") == words(text)
        assert words(replies.suggestions.first.text_content() or "") == words(text)
    check(replies)


def test_as_titles_of_buttons_that_are_clicked(replies: Chat) -> None:
    replies.ask("begin")
    for number, text in enumerate(HOSTILE[:-1], 2):
        replies.suggestions.first.click()
        replies.answered(number)
        assert words(replies.questions.last.text_content() or "") == words(text)
    check(replies)


def test_a_link_that_is_dragged_into_the_input_field_is_text_there(chat: Chat) -> None:
    chat.page.get_by_role("link", name="Choosing").drag_to(chat.input)
    expect(chat.input).to_contain_text("?page=choosing")
    expect(chat.input.locator("*")).to_have_count(0)


def test_as_stored_history_of_the_bot(page: Page, guide: Guide) -> None:
    stored = [part for n, text in enumerate(HOSTILE) for part in (question(n, text), message(n, text))]
    page.route("**/history", lambda route: route.fulfill(json={"version": 1, "messages": stored}))
    page.goto(guide.demo)
    page.evaluate(
        """base => { localStorage.setItem(`outsourcing-guide ${base}`, '{"token":"x","expires":9999999999}');
                     sessionStorage.setItem('outsourcing-guide', 'open'); }""",
        guide.demo,
    )
    page.reload()
    chat = Chat(page)
    expect(chat.questions).to_have_count(60)
    assert [words(text) for text in chat.questions.all_text_contents()] == [words(text) for text in HOSTILE]
    check(chat)


def test_as_texts_of_an_error(chat: Chat) -> None:
    bodies = iter(HOSTILE)
    chat.page.route(
        "**/messages",
        lambda route: route.fulfill(status=400, json={"version": 1, "error": {"code": "x", "message": next(bodies)}}),
    )
    for number, text in enumerate(HOSTILE, 1):
        chat.input.click()
        chat.page.keyboard.insert_text("x")
        chat.page.keyboard.press("Enter")
        expect(chat.log.locator(".note")).to_have_count(number)
        assert words(chat.log.locator(".note").last.text_content() or "") == words(text)
    check(chat)

"""What visitors see when the server doesn't answer, or not as it should."""

from __future__ import annotations

import json

from playwright.sync_api import Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import Guide


def error(route: Route, status: int, message: str = "", **headers: str) -> None:
    """Answers a request with an error in the server's form."""
    body = json.dumps({"version": 1, "error": {"code": "x", "message": message}})
    route.fulfill(status=status, body=body, content_type="application/json", headers=headers)


def type_in(chat: Chat, text: str) -> None:
    """Asks without waiting for an answer."""
    chat.input.click()
    chat.page.keyboard.insert_text(text)
    chat.page.keyboard.press("Enter")


def test_the_server_is_killed_and_comes_back(chat: Chat, guide: Guide) -> None:
    chat.ask("what is kpo")
    _, bot = next(running for running in guide.servers._running if running[0].name == "bot")
    bot.kill()
    bot.wait()
    type_in(chat, "and its benefits?")
    expect(chat.notice).to_contain_text("I can't be reached right now")
    expect(chat.notice.get_by_role("button", name="Try now")).to_be_visible()
    guide.servers.revive()
    if chat.notice.get_by_role("button", name="Try now").is_visible():
        chat.notice.get_by_role("button", name="Try now").click()
    expect(chat.answered(2)).to_contain_text("KPO")
    expect(chat.notice).to_have_text("")
    expect(chat.questions).to_have_text(["what is kpo", "and its benefits?"])


def test_it_recovers_without_a_click(chat: Chat) -> None:
    chat.page.route("**/messages", lambda route: route.abort(), times=1)
    type_in(chat, "what is kpo")
    expect(chat.notice).to_contain_text("I can't be reached right now")
    expect(chat.answered(1)).to_contain_text("KPO")
    expect(chat.notice).to_have_text("")


def test_a_question_whose_answer_was_lost_on_the_way_is_not_asked_twice(chat: Chat, guide: Guide) -> None:
    chat.ask("what is kpo")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    chat.page.route("**/messages", lose, times=1)
    type_in(chat, "and its  benefits?")
    chat.answered(2)
    with chat.page.expect_response("**/history") as response:
        chat.page.reload()
    texts = [message["text"] for message in response.value.json()["messages"] if message["from"] == "user"]
    assert texts == ["what is kpo", "and its benefits?"]


def test_too_many_questions_wait_as_long_as_the_server_says(chat: Chat) -> None:
    times = iter([True])
    chat.page.route(
        "**/messages",
        lambda route: error(route, 429, **{"Retry-After": "1"}) if next(times, False) else route.continue_(),
    )
    type_in(chat, "what is kpo")
    expect(chat.notice).to_have_text("That was a lot at once. I go on in 1 seconds.")
    expect(chat.answered(1)).to_contain_text("KPO")


def test_an_expired_conversation_is_told_and_a_new_one_begun(chat: Chat) -> None:
    chat.ask("what is kpo")
    chat.page.evaluate(
        """() => { const [key, value] = Object.entries(localStorage)[0];
                   localStorage.setItem(key, JSON.stringify({...JSON.parse(value), token: "forged"})); }"""
    )
    chat.page.reload()
    expect(chat.log).to_contain_text("Your earlier conversation has expired, so this is a new one.")
    expect(chat.questions).to_have_count(0)
    chat.ask("what is hro")
    expect(chat.log.get_by_text("has expired")).to_have_count(1)


def test_what_the_server_refuses_is_told_in_its_words(chat: Chat) -> None:
    chat.page.route("**/messages", lambda route: error(route, 400, "Please write a question."), times=1)
    type_in(chat, "…")
    expect(chat.log).to_contain_text("Please write a question.")
    expect(chat.notice).to_have_text("")
    chat.ask("what is kpo")


def test_an_answer_that_failed_takes_no_verdict(chat: Chat) -> None:
    answer = {
        "id": "1.0",
        "from": "bot",
        "text": "Sorry, I can't.",
        "buttons": [],
        "data": {"failed": True},
        "feedback": None,
    }
    reply = {"version": 1, "question": {"id": "1", "from": "user", "text": "x"}, "messages": [answer]}
    chat.page.route("**/messages", lambda route: route.fulfill(json=reply), times=1)
    shown = chat.ask("what is kpo")
    expect(shown).to_have_text("Sorry, I can't.")
    expect(shown.get_by_role("button")).to_have_count(0)


def test_one_can_start_again_while_the_server_is_away(chat: Chat) -> None:
    chat.page.route("**/messages", lambda route: route.abort(), times=1)
    type_in(chat, "what is kpo")
    expect(chat.notice).to_contain_text("I can't be reached right now")
    chat.panel.get_by_role("button", name="Start again").click()
    expect(chat.log).to_contain_text("This is a new conversation.")
    expect(chat.notice).to_have_text("")
    expect(chat.ask("what is hro")).to_contain_text("HR")
    expect(chat.questions).to_have_text(["what is hro"])


def test_a_chat_that_cannot_be_loaded_is_told_and_can_be_tried_again(page: Page, guide: Guide) -> None:
    page.route("**/chat.js", lambda route: route.abort(), times=1)
    page.goto(guide.demo)
    chat = Chat(page)
    chat.launcher.click()
    expect(chat.opener).to_have_text("The chat can't be loaded right now. Click to try again.")
    chat.opener.click()
    expect(chat.input).to_be_focused()

"""What visitors do with the chat on the demo page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import Guide, Observed


def ask_and_hold(chat: Chat, text: str) -> list[Route]:
    """Asks, and holds the request back."""
    held: list[Route] = []
    chat.page.route("**/messages", lambda route: held.append(route))
    chat.input.click()
    chat.page.keyboard.insert_text(text)
    with chat.page.expect_request("**/messages"):
        chat.page.keyboard.press("Enter")
    expect(chat.log).to_have_attribute("aria-busy", "true")
    return held


def test_a_whole_conversation_with_a_comparison_a_button_and_a_follow_up(chat: Chat) -> None:
    expect(chat.answers).to_have_text(re.compile("What would you like to know"))
    answer = chat.ask("Compare KPO and BPO in a table")
    table = answer.get_by_role("table", name="Comparison of KPO and BPO")
    expect(table.get_by_role("columnheader")).to_have_text(["Aspect", "KPO", "BPO"])
    assert table.get_by_role("rowheader").count() >= 1
    assert table.locator("th:not([scope])").count() == 0
    expect(answer).not_to_contain_text("• ")

    chat.suggestions.filter(has_text="Internal involvement").click()
    answer = chat.answered(2)
    expect(chat.questions.last).to_contain_text("internal involvement")
    expect(answer).to_contain_text("Sources")
    expect(answer.get_by_role("listitem").last).to_contain_text("“")

    expect(chat.ask("and which benefits does it have?")).to_contain_text("KPO")
    assert chat.is_whole()


def test_a_comparison_in_points_is_a_list(chat: Chat) -> None:
    answer = chat.ask("what is the difference between kpo and bpo")
    expect(answer.get_by_role("table")).to_have_count(0)
    expect(answer.get_by_role("listitem").filter(has_text="Expertise: ")).to_have_count(1)
    expect(answer).not_to_contain_text("• ")


def test_nothing_is_loaded_from_elsewhere_and_little_before_opening(
    page: Page, guide: Guide, observed: Observed
) -> None:
    page.goto(guide.demo)
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    assert [url for url in observed.requests if "deep-chat" in url or "/session" in url or "chat.js" in url] == []
    chat.open()
    assert {url.partition("/webhooks/")[0] for url in observed.requests if not url.startswith("data:")} == {guide.url}
    assert page.evaluate("Object.keys(window).filter(name => /remarkable|guide/i.test(name))") == []


def test_while_the_answer_is_on_its_way_that_can_be_seen(chat: Chat) -> None:
    held = ask_and_hold(chat, "what is rpo")
    expect(chat.log.locator(".deep-chat-loading-message-bubble")).to_be_visible()
    held[0].continue_()
    chat.answered(1)
    expect(chat.log.locator(".deep-chat-loading-message-bubble")).to_have_count(0)


def test_a_verdict_is_kept_as_an_event_of_the_conversation_and_can_be_taken_back(chat: Chat, guide: Guide) -> None:
    answer = chat.ask("what is lpo")
    up, down = (
        answer.get_by_role("button", name="Helpful", exact=True),
        answer.get_by_role("button", name="Not helpful"),
    )
    with chat.page.expect_response("**/feedback") as response:
        up.click()
    assert response.value.status == 204
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(down).to_have_attribute("aria-pressed", "false")
    id = json.loads(response.value.request.post_data or "")["answer"]
    assert [event for event in guide.events("slot") if id in event and '"up"' in event]
    chat.page.reload()
    expect(up).to_have_attribute("aria-pressed", "true")
    with chat.page.expect_response("**/feedback"):
        up.click()
    expect(up).to_have_attribute("aria-pressed", "false")


def test_a_verdict_that_is_not_kept_is_told_and_not_shown(chat: Chat) -> None:
    answer = chat.ask("what is lpo")
    chat.page.route("**/feedback", lambda route: route.abort())
    answer.get_by_role("button", name="Helpful", exact=True).click()
    expect(chat.notice).to_contain_text("couldn't be kept")
    expect(answer.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "false")


def test_the_conversation_survives_a_reload_and_a_change_of_the_page(chat: Chat) -> None:
    chat.ask("what is hro")
    chat.page.reload()
    expect(chat.questions).to_have_text(["what is hro"])
    expect(chat.answers).to_have_count(2)
    chat.page.get_by_role("link", name="Models").click()
    expect(chat.questions).to_have_text(["what is hro"])
    expect(chat.ask("what are its benefits?")).to_contain_text("HR")


def test_only_the_token_is_stored(chat: Chat) -> None:
    chat.ask("what is hro")
    stored = chat.page.evaluate("[...Object.values(localStorage), ...Object.values(sessionStorage)]")
    assert sorted(json.loads(stored[0])) == ["expires", "token"]
    assert stored[1:] == ["open"]


def test_it_starts_again(chat: Chat) -> None:
    chat.ask("what is hro")
    chat.panel.get_by_role("button", name="Start again").click()
    expect(chat.questions).to_have_count(0)
    expect(chat.log).to_contain_text("This is a new conversation.")
    expect(chat.ask("what are its benefits?")).to_contain_text("Which model")
    chat.page.reload()
    expect(chat.questions).to_have_text(["what are its benefits?"])


def two_tabs(context: BrowserContext, guide: Guide) -> tuple[Chat, Chat]:
    """The chat of the same visitor, open in two tabs."""

    def tab() -> Chat:
        page = context.new_page()
        page.goto(guide.demo)
        return Chat(page).open()

    return tab(), tab()


def test_what_is_deleted_goes_from_the_screen_of_every_tab(context: BrowserContext, guide: Guide) -> None:
    first, second = two_tabs(context, guide)
    first.ask("What is KPO?")
    expect(second.questions).to_have_text(["What is KPO?"])
    first.ask("Delete my data")
    first.input.click()
    first.page.keyboard.insert_text("yes")
    first.page.keyboard.press("Enter")
    expect(first.questions).to_have_count(0)
    expect(first.answers).to_have_count(2)
    expect(first.answers.last).to_contain_text("is deleted")
    expect(second.questions).to_have_count(0)
    first.ask("What is LPO?")
    expect(first.questions).to_have_text(["What is LPO?"])


def test_two_tabs_share_one_conversation(context: BrowserContext, guide: Guide) -> None:
    first, second = two_tabs(context, guide)
    first.ask("what is kpo")
    expect(second.questions).to_have_text(["what is kpo"])
    expect(second.answers).to_have_count(2)
    second.ask("and its drawbacks?")
    expect(first.questions).to_have_text(["what is kpo", "and its drawbacks?"])
    expect(first.answers).to_have_count(3)
    first.panel.get_by_role("button", name="Start again").click()
    expect(second.questions).to_have_count(0)


def test_two_tabs_that_ask_at_once_begin_one_conversation(context: BrowserContext, guide: Guide) -> None:
    tabs = two_tabs(context, guide)
    for tab, text in zip(tabs, ("what is kpo", "what is rpo"), strict=True):
        tab.input.click()
        tab.page.keyboard.insert_text(text)
    for tab in tabs:
        tab.page.keyboard.press("Enter")
    for tab in tabs:
        expect(tab.questions).to_have_count(2)
        expect(tab.answers).to_have_count(3)


def test_another_visitor_sees_nothing_of_it(
    chat: Chat, new_context: Callable[..., BrowserContext], guide: Guide
) -> None:
    chat.ask("what is kpo")
    page = new_context().new_page()
    page.goto(guide.demo)
    expect(Chat(page).open().questions).to_have_count(0)


@pytest.mark.parametrize("end", ["by its button", "by the launcher", "by Escape"])
def test_it_closes_and_the_focus_goes_back(chat: Chat, end: str) -> None:
    expect(chat.input).to_be_focused()
    if end == "by Escape":
        chat.page.keyboard.press("Escape")
    else:
        (chat.panel.get_by_role("button", name="Close") if end == "by its button" else chat.launcher).click()
    expect(chat.panel).to_have_count(0)
    expect(chat.launcher).to_be_focused()
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")


def test_an_answer_that_comes_while_it_is_closed_is_counted(chat: Chat) -> None:
    held = ask_and_hold(chat, "what is rpo")
    chat.page.keyboard.press("Escape")
    held[0].continue_()
    expect(chat.badge).to_have_text("1")
    expect(chat.launcher).to_have_accessible_name("Chat with the Outsourcing Guide, 1 unread")
    chat.launcher.click()
    expect(chat.badge).to_have_text("")
    expect(chat.answers).to_have_count(2)


def test_the_opener_invites_once(page: Page, guide: Guide) -> None:
    page.clock.install()
    page.goto(guide.demo)
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    expect(chat.opener).to_have_count(0)
    page.clock.fast_forward(3000)
    expect(chat.opener).to_have_text("Not sure which model fits? Ask me.")
    expect(chat.badge).to_have_text("1")
    page.get_by_role("button", name="Dismiss").click()
    expect(chat.opener).to_have_count(0)
    expect(chat.badge).to_have_text("")
    page.reload()
    expect(chat.launcher).to_be_visible()
    page.clock.fast_forward(10_000)
    expect(chat.opener).to_have_count(0)


def test_the_opener_opens_the_chat(page: Page, guide: Guide) -> None:
    page.goto(guide.demo)
    chat = Chat(page)
    chat.opener.click()
    expect(chat.input).to_be_focused()
    expect(chat.badge).to_have_text("")
    expect(chat.opener).to_have_count(0)

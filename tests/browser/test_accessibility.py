"""WCAG 2.2 AA: by axe-core, and by what it can't see: the keyboard, the focus, what is read out, sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import WIDGET, Guide

AXE = (WIDGET / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
SIZES = {"desktop": (1280, 800), "phone": (390, 844), "smallest": (320, 568)}
FOCUSED = """() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  return one.ariaLabel || one.textContent.slice(0, 40);
}"""
LISTEN = """() => {
  const root = document.querySelector("outsourcing-guide").shadowRoot;
  window.read = [];
  const hear = node => {
    const region = node.parentElement?.closest("[aria-live], [role=log], [role=status], [role=alert]");
    if (region && region.ariaLive !== "off" && node.textContent) window.read.push(node.textContent);
  };
  for (const place of [root, root.querySelector("deep-chat").shadowRoot]) {
    new MutationObserver(changes => changes.forEach(({addedNodes}) => addedNodes.forEach(hear)))
      .observe(place, {childList: true, subtree: true});
  }
}"""


def violations(page: Page) -> list[str]:
    """What axe-core finds, of whatever severity."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']} ({rule['impact']}): {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_context: Callable[..., BrowserContext], guide: Guide, scheme: str, size: str) -> None:
    width, height = SIZES[size]
    still = {"color_scheme": scheme, "reduced_motion": "reduce"}
    page = new_context(viewport={"width": width, "height": height}, **still).new_page()
    page.goto(guide.demo)
    chat = Chat(page)
    expect(chat.opener).to_be_visible()
    assert violations(page) == []
    chat.open()
    assert violations(page) == []
    chat.ask("compare kpo, bpo and lpo in a table")
    chat.log.get_by_role("button", name="Helpful", exact=True).click()
    assert violations(page) == []
    assert chat.is_whole()
    page.route("**/messages", lambda route: route.abort())
    chat.input.click()
    page.keyboard.insert_text("what is rpo")
    page.keyboard.press("Enter")
    expect(chat.notice).not_to_have_text("")
    assert violations(page) == []
    assert chat.is_whole()


def test_everything_works_by_keyboard_alone(page: Page, guide: Guide) -> None:
    page.goto(guide.demo)
    chat = Chat(page)
    expect(chat.launcher).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(chat.launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(chat.input).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) == "Which outsourcing models are there?"
    page.keyboard.press("Enter")
    chat.answered(1)
    expect(chat.input).to_be_focused()
    page.keyboard.type("compare kpo and bpo in a table")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Send"
    page.keyboard.press("Space")
    answer = chat.answered(2)
    expect(chat.input).to_be_focused()
    seen = []
    while not seen or (seen[-1] != "Close" and len(seen) < 30):
        page.keyboard.press("Shift+Tab")
        seen.append(page.evaluate(FOCUSED))
    assert {"Helpful", "Not helpful", "Comparison of KPO and BPO"} <= set(seen)
    assert seen[-2:] == ["Conversation", "Close"]
    page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()
    expect(answer).to_be_hidden()


def test_each_reply_is_read_once(chat: Chat) -> None:
    chat.page.evaluate(LISTEN)
    for number, text in enumerate(["what is kpo", "compare kpo and bpo in a table", "what is kpo"], 1):
        chat.ask(text)
        read = chat.page.evaluate("window.read")
        assert len(read) == number
        assert "KPO" in read[-1]
    chat.page.reload()
    expect(chat.questions).to_have_count(3)
    expect(chat.spoken).to_have_text("")


def test_targets_are_large_enough(chat: Chat) -> None:
    chat.ask("compare kpo and bpo in a table")
    for button in [chat.launcher, *chat.panel.get_by_role("button").all()]:
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24, button


@pytest.mark.parametrize("size", ["phone", "smallest"])
def test_on_a_phone_it_fills_the_screen(new_context: Callable[..., BrowserContext], guide: Guide, size: str) -> None:
    width, height = SIZES[size]
    page = new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True).new_page()
    page.goto(guide.demo)
    chat = Chat(page)
    chat.launcher.tap()
    expect(chat.input).to_be_visible()
    expect(chat.panel).to_have_css("width", f"{width}px")
    expect(chat.panel).to_have_css("height", f"{height}px")
    expect(chat.panel).to_be_focused()
    chat.suggestions.first.tap()
    chat.answered(1)
    assert chat.is_whole()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    chat.panel.get_by_role("button", name="Close").tap()
    expect(chat.launcher).to_be_focused()


def test_at_twice_the_size_nothing_is_lost(new_context: Callable[..., BrowserContext], guide: Guide) -> None:
    page = new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2).new_page()
    page.goto(guide.demo)
    chat = Chat(page).open()
    chat.ask("compare kpo and bpo in a table")
    assert chat.is_whole()
    for button in chat.panel.get_by_role("button").all():
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_system_between_light_and_dark(
    new_context: Callable[..., BrowserContext], guide: Guide, scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(guide.demo)
    colour = "rgb(255, 255, 255)" if scheme == "light" else "rgb(30, 31, 34)"
    expect(Chat(page).open().panel).to_have_css("background-color", colour)


def test_nothing_moves_for_those_who_want_that(new_context: Callable[..., BrowserContext], guide: Guide) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(guide.demo)
    chat = Chat(page)
    expect(chat.opener).to_be_visible()
    chat.open()
    page.route("**/messages", lambda route: None)
    chat.input.click()
    page.keyboard.insert_text("what is rpo")
    with page.expect_request("**/messages"):
        page.keyboard.press("Enter")
    expect(chat.log).to_have_attribute("aria-busy", "true")
    assert page.evaluate("document.getAnimations({subtree: true}).length") == 0
    assert chat.log.evaluate("log => log.getRootNode().getAnimations().length") == 0


def test_in_forced_colours_buttons_and_messages_have_borders(
    new_context: Callable[..., BrowserContext], guide: Guide
) -> None:
    page = new_context(forced_colors="active").new_page()
    page.goto(guide.demo)
    chat = Chat(page).open()
    answer = chat.ask("what is kpo")
    for part in (chat.launcher, answer, answer.get_by_role("button").first, chat.questions.last):
        assert part.evaluate("one => getComputedStyle(one).borderTopWidth") != "0px"

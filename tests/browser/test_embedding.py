"""The widget on a page of somebody else: another origin, a strict policy, wild styles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from commands import network
from tests.browser.chat import Chat
from tests.browser.conftest import Guide, Observed
from tests.browser.site import Site, a_site

WILD = """
  * { color: red !important; font-size: 40px !important; display: block !important; margin: 30px !important; }
  html { font-size: 5px; } body { letter-spacing: 1em; text-transform: uppercase; visibility: hidden; }
  button, dialog, table, section { position: static !important; background: lime !important; opacity: .1 !important; }
"""

OWN_CHAT = """() => new Promise(resolve => {
  const own = document.createElement("deep-chat");
  own.style.fontFamily = "serif";
  own.displayLoadingBubble = {toggle() {}};
  own.history = [{role: "ai", text: "**bold**"}];
  own.connect = {handler: () => {}};
  own.onComponentRender = () => resolve(own.shadowRoot.querySelector("strong")?.textContent);
  document.body.append(own);
})"""


def test_it_works_under_a_policy_without_unsafe_inline(page: Page, guide: Guide, site: Site) -> None:
    page.goto(site.embed())
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.error('CSP', e.blockedURI))")
    page.reload()
    chat = Chat(page).open()
    expect(chat.ask("compare kpo and bpo in a table").get_by_role("table")).to_be_visible()
    chat.panel.get_by_role("button", name="Helpful", exact=True).click()
    expect(chat.panel.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "true")
    page.goto(site.embed("/other"))
    expect(chat.questions).to_have_count(1)


def test_a_page_that_is_not_let_in_gets_no_answer_and_the_visitor_is_told(
    page: Page, guide: Guide, observed: Observed
) -> None:
    with a_site(network.free_ports(1)[0]) as stranger:
        stranger.guide = guide.url
        page.goto(stranger.embed())
        chat = Chat(page).open()
        chat.input.click()
        page.keyboard.insert_text("what is kpo")
        page.keyboard.press("Enter")
        expect(chat.notice).to_contain_text("can't be reached")
        page.goto("about:blank")
    assert [fault for fault in observed.faults if "CORS policy" not in fault] == []
    observed.faults.clear()


def test_neither_the_page_nor_the_widget_changes_the_other(page: Page, site: Site) -> None:
    page.goto(site.embed("/calm"))
    Chat(page).open()
    looks = "[...document.querySelectorAll('h1, p, a')].map(e => JSON.stringify(getComputedStyle(e)))"
    rest = "JSON.stringify([...document.querySelector('outsourcing-guide').shadowRoot.querySelectorAll('button, p')]"
    rest += ".map(e => [getComputedStyle(e).color, getComputedStyle(e).fontSize, e.getBoundingClientRect().width]))"
    with_widget, undisturbed = page.evaluate(looks), page.evaluate(rest)
    page.evaluate("document.querySelector('outsourcing-guide').remove()")
    assert page.evaluate(looks) == with_widget

    site.pages["/wild.css"] = WILD
    page.goto(site.embed("/wild", head='<link rel="stylesheet" href="/wild.css">'))
    chat = Chat(page)
    expect(chat.input).to_be_visible()
    assert page.evaluate(rest) == undisturbed
    assert chat.is_whole()


def test_twice_loaded_it_is_once_there(page: Page, site: Site) -> None:
    again = f'<script type="module" src="{site.guide}/webhooks/web/widget.js?again"></script>'
    page.goto(site.embed("/twice", head=again * 2))
    expect(page.locator("outsourcing-guide")).to_have_count(1)
    Chat(page).open()
    expect(page.locator("outsourcing-guide")).to_have_count(1)


def test_the_script_can_stand_anywhere(page: Page, site: Site) -> None:
    site.embed("/late")
    site.pages["/late"] = site.pages["/late"].replace("<script ", "<script async ")
    page.goto(f"{site.url}/late")
    Chat(page).open()


def test_another_deep_chat_of_the_page_keeps_its_markdown(page: Page, guide: Guide) -> None:
    page.goto(guide.demo)
    chat = Chat(page).open()
    assert page.evaluate(OWN_CHAT) == "bold"
    chat.ask("**kpo**?")
    expect(chat.questions).to_have_text(["**kpo**?"])


def test_attributes_set_title_greeting_questions_opener_position_and_colours(page: Page, site: Site) -> None:
    attributes = (
        "data-title='Ask Ada' data-greeting='Hi there' data-opener='' data-questions='[\"What is KPO?\"]' "
        "data-position='left' data-theme='dark' data-accent='#ffcc00' data-launcher='Talk to Ada'"
    )
    page.goto(site.embed("/own", attributes))
    page.get_by_role("button", name="Talk to Ada").click()
    panel = page.get_by_role("dialog", name="Ask Ada")
    expect(panel.locator(".answer")).to_have_text("Hi there")
    expect(panel.get_by_role("list", name="Suggestions").get_by_role("button")).to_have_text(["What is KPO?"])
    assert (panel.bounding_box() or {})["x"] < 100
    header = panel.locator("header")
    expect(header).to_have_css("background-color", "rgb(255, 204, 0)")
    expect(header).to_have_css("color", "rgb(0, 0, 0)")
    expect(panel).to_have_css("background-color", "rgb(30, 31, 34)")


def test_css_variables_of_the_page_set_colours_and_sizes(page: Page, site: Site) -> None:
    site.pages["/brand.css"] = (
        "outsourcing-guide { --guide-accent: #063; --guide-width: 20em; --guide-font: Georgia, serif; }"
    )
    page.goto(site.embed("/brand", head='<link rel="stylesheet" href="/brand.css">'))
    chat = Chat(page).open()
    expect(chat.panel.locator("header")).to_have_css("background-color", "rgb(0, 102, 51)")
    assert (chat.panel.bounding_box() or {})["width"] == pytest.approx(320, abs=1)
    expect(chat.input).to_have_css("font-family", "Georgia, serif")


@pytest.mark.parametrize("way", ["attribute", "address"])
def test_another_language_from_right_to_left(page: Page, guide: Guide, site: Site, way: str) -> None:
    strings = {
        "lang": "ar",
        "title": "الدليل",
        "launcher": "افتح",
        "greeting": "مرحبا",
        "placeholder": "اسأل",
        "send": "أرسل",
    }
    address = f"{guide.url}/webhooks/web/strings.json"
    page.route(address, lambda route: route.fulfill(json=strings, headers={"Access-Control-Allow-Origin": "*"}))
    given = json.dumps(strings) if way == "attribute" else address
    page.goto(site.embed("/rtl", f"data-strings='{given}'", dir="rtl"))
    page.get_by_role("button", name="افتح").click()
    panel = page.get_by_role("dialog", name="الدليل")
    expect(panel.get_by_role("textbox", name="اسأل")).to_be_focused()
    expect(panel.locator(".answer")).to_have_text("مرحبا")
    assert (panel.bounding_box() or {})["x"] < 100
    assert page.locator("outsourcing-guide .root").get_attribute("lang") == "ar"
    page.keyboard.insert_text("what is kpo")
    page.keyboard.press("Enter")
    expect(panel.locator(".answer")).to_have_count(2)
    title, close = panel.locator(".title").bounding_box() or {}, panel.locator(".close").bounding_box() or {}
    assert close["x"] < title["x"]


def test_attributes_that_cannot_be_read_are_told_and_passed_over(page: Page, site: Site) -> None:
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text))
    page.goto(site.embed("/odd", "data-strings='{no json' data-questions='[1,' data-accent='no colour'"))
    Chat(page).open()
    assert [text for text in told if text.startswith("data-strings: give JSON")]
    assert [text for text in told if text.startswith("data-questions: give JSON")]


def test_it_works_where_the_page_forbids_storage(new_context: Callable[..., BrowserContext], guide: Guide) -> None:
    page = new_context().new_page()
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('forbidden', 'SecurityError'); }});"
    )
    page.goto(guide.demo)
    chat = Chat(page).open()
    expect(chat.ask("what is kpo")).to_contain_text(re.compile("knowledge", re.IGNORECASE))
    expect(chat.ask("and its benefits?")).to_contain_text("KPO")

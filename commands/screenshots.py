"""`make screenshots`: the chat widget's main states as pictures in docs/screenshots/."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.command import CommandError, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
DESKTOP = {"viewport": {"width": 960, "height": 700}, "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 780}, "is_mobile": True, "has_touch": True, "reduced_motion": "reduce"}
DARK = {**DESKTOP, "color_scheme": "dark"}


def main() -> int:
    """Write the pictures; returns the exit code."""
    from commands.hosting import a_bot  # it needs what `make setup` installs

    FOLDER.mkdir(parents=True, exist_ok=True)
    with a_bot("screenshots") as bot, a_browser() as browser:
        for name, (options, reach) in STATES.items():
            page = browser.new_context(**options).new_page()
            page.goto(f"{bot.url}/webhooks/web/")
            reach(page)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.context.close()
            print(f"docs/screenshots/{name}.png")
    return 0


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A browser for the time of the block; raises CommandError where there is none."""
    from playwright.sync_api import sync_playwright

    from commands import chromium

    found = chromium.find()
    if found is None:
        raise CommandError(f"There is no browser ({chromium.tried()}): install Chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found or None, args=chromium.FLAGS)
        yield browser
        browser.close()


def _opener(page: Page) -> None:
    page.locator("outsourcing-guide .opener").wait_for()


def _greeting(page: Page) -> None:
    page.locator("outsourcing-guide .launcher").click()
    page.get_by_role("textbox").wait_for()


def _asking(*questions: str) -> Callable[[Page], None]:
    def ask(page: Page) -> None:
        _greeting(page)
        for number, question in enumerate(questions, 1):
            page.get_by_role("textbox").click()
            page.keyboard.insert_text(question)
            page.keyboard.press("Enter")
            page.locator(".answer").nth(number).wait_for()
            page.locator("#messages[aria-busy=false]").wait_for()
        page.evaluate("new Promise(requestAnimationFrame)")

    return ask


def _judged(page: Page) -> None:
    _asking("who drafts patents, what is that called?")(page)
    page.get_by_role("button", name="Helpful", exact=True).click()


def _error(page: Page) -> None:
    _asking("what is rpo in recruitment?")(page)
    page.route("**/messages", lambda route: route.abort())
    page.get_by_role("textbox").click()
    page.keyboard.insert_text("and its benefits?")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Try now").wait_for()


COMPARISON = "What is the difference between KPO and BPO?"
STATES: dict[str, tuple[dict[str, Any], Callable[[Page], None]]] = {
    "closed": (DESKTOP, _opener),
    "greeting": (DESKTOP, _greeting),
    "answer": (DESKTOP, _judged),
    "comparison": (DESKTOP, _asking(COMPARISON)),
    "dark": (DARK, _asking("what is kpo", "and its drawbacks?")),
    "phone": (PHONE, _asking(COMPARISON)),
    "error": (DESKTOP, _error),
}


if __name__ == "__main__":
    sys.exit(run(main))

"""The widget as its visitors use it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

LAUNCHER = "Chat with the Outsourcing Guide"


class Chat:
    """The widget on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.locator("outsourcing-guide .launcher")
        self.panel = page.get_by_role("dialog", name="Outsourcing Guide")
        self.input = self.panel.get_by_role("textbox")
        self.log = self.panel.get_by_role("log", name="Conversation")
        self.answers = self.log.locator(".answer")  # the greeting is the first
        self.questions = self.log.locator(".user-message-text")
        self.suggestions = self.log.get_by_role("list", name="Suggestions").get_by_role("button")
        self.notice = self.panel.get_by_role("alert")
        self.spoken = self.panel.locator(".unseen")
        self.opener = page.locator("outsourcing-guide .opener")
        self.badge = page.locator("outsourcing-guide .badge")

    def open(self) -> Chat:
        """Opens the chat by its button."""
        self.launcher.click()
        expect(self.input).to_be_visible()
        return self

    def ask(self, text: str) -> Locator:
        """Asks, and waits for the answer."""
        before = self.answers.count()
        self.input.click()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        return self.answered(before)

    def answered(self, before: int) -> Locator:
        """The answer that comes after the first so many."""
        expect(self.answers).to_have_count(before + 1)
        expect(self.log).to_have_attribute("aria-busy", "false")
        return self.answers.nth(before)

    def is_whole(self) -> bool:
        """True where nothing sticks out: neither of the messages nor of the window."""
        return bool(
            self.log.evaluate(
                """log => {
                  const panel = log.getRootNode().host.closest("dialog").getBoundingClientRect();
                  const field = log.getRootNode().querySelector("#text-input").getBoundingClientRect();
                  return log.scrollWidth <= log.clientWidth + 1
                    && panel.left >= 0 && panel.top >= 0 && panel.right <= innerWidth && panel.bottom <= innerHeight
                    && field.bottom <= panel.bottom && field.height > 20;
                }"""
            )
        )

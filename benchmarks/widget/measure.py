"""What a browser loads and how long a visitor waits, for one widget."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession

from benchmarks.widget.peers import Widget

QUESTION = "what is kpo"
ANSWER = re.compile("Knowledge Process Outsourcing")


@dataclass(frozen=True)
class Visit:
    """One visit: bytes over the wire and requests before the chat is opened and after, and seconds waited."""

    bytes_before: int
    requests_before: int
    bytes_after: int
    requests_after: int
    ready: float
    answered: float


class Traffic:
    """Counts what a page loads besides itself, compressed as it comes over the wire, headers included."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes, self.requests = 0, 0
        self._left_out: set[str] = set()
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _received(self, event: dict[str, Any]) -> None:
        if event["type"] in ("Document", "Preflight") or event["response"]["url"].startswith("data:"):
            self._left_out.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self._left_out:
            self.bytes += int(event["encodedDataLength"])
            self.requests += 1


def visit(browser: Browser, widget: Widget, address: str) -> Visit:
    """Opens the page with an empty cache, opens the chat, asks once."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    traffic = Traffic(context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    page.locator(widget.launcher).wait_for()
    before = traffic.bytes, traffic.requests

    begun = time.perf_counter()
    page.locator(widget.launcher).click()
    page.locator(widget.input).wait_for()
    ready = time.perf_counter() - begun
    page.wait_for_load_state("networkidle")
    after = traffic.bytes, traffic.requests

    page.locator(widget.input).click()
    page.keyboard.insert_text(QUESTION)
    begun = time.perf_counter()
    page.keyboard.press("Enter")
    page.locator(widget.answers).filter(has_text=ANSWER).first.wait_for()
    answered = time.perf_counter() - begun
    context.close()
    return Visit(*before, *after, ready, answered)

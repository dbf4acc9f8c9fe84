"""A real browser, the real servers, and a website of another origin."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from commands import chromium, network
from commands.progress import Progress
from commands.servers import ROOT, Servers, serving
from tests.browser.chat import Chat
from tests.browser.site import Site, a_site
from tests.programs import left_out

PATIENCE = 20_000  # milliseconds: the machine may be busy with other things
SKIPPED = pytest.StashKey[str]()  # why there is no browser
WIDGET = ROOT / "channels" / "web" / "widget"


@dataclass
class Guide:
    """The running bot: where it is, its servers, and the file that holds its conversations."""

    url: str
    servers: Servers
    store: Path

    @property
    def demo(self) -> str:
        """The address of the demo page."""
        return f"{self.url}/webhooks/web/"

    def events(self, kind: str) -> list[str]:
        """All stored events of a kind, as JSON."""
        with sqlite3.connect(self.store) as connection:
            return [row[0] for row in connection.execute("select data from events where type_name = ?", (kind,))]


@dataclass
class Observed:
    """What a page did that nobody sees: errors, dialogs, requests."""

    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page."""
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: self.faults.append(f"popup: {popup.url}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda line: self._note(line.type, line.text))

    def hosts(self) -> set[str | None]:
        """Whom the page asked for anything."""
        return {urlsplit(url).hostname for url in self.requests if url.startswith(("http", "ws"))}

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:  # tests let the server fail
            self.faults.append(f"console: {text}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was left out and why."""
    why = terminalreporter.config.stash.get(SKIPPED, "")
    if why:
        terminalreporter.write_line(f"tests/browser was skipped: {why}. Install Chromium to run it.")


@pytest.fixture(scope="package")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One browser for all; it ends before other tests use asyncio, which Playwright keeps busy meanwhile."""
    found = chromium.find()
    if found is None:
        request.config.stash[SKIPPED] = chromium.tried()
        left_out(f"there is no browser: {chromium.tried()}")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found or None, args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """A website that embeds the widget."""
    with a_site(network.free_ports(1)[0]) as site:
        yield site


@pytest.fixture(scope="package")
def guide(browser: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guide]:
    """The servers, with conversations in a file, and pages of the site let in."""
    folder = tmp_path_factory.mktemp("guide")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CREDENTIALS", str(_credentials(folder, site.url)))
        patch.setenv("ENDPOINTS", str(_endpoints(folder)))
        bot_port, actions_port = network.free_ports(2)
        progress = Progress("Starting the bot for the browser")
        with serving(bot_port, actions_port, "browser") as servers:
            servers.wait(progress)
            progress.end()
            site.guide = network.url(bot_port)
            yield Guide(site.guide, servers, folder / "conversations.db")


def _credentials(folder: Path, origin: str) -> Path:
    settings = {"allowed_origins": [origin], "limit_per_session": "5000/minute", "limit_per_address": "5000/minute"}
    path = folder / "credentials.yml"
    channels = {"rest": None, "channels.web.channel.WebInput": settings, "channels.ops.channel.OpsInput": None}
    path.write_text(yaml.safe_dump(channels))
    return path


def _endpoints(folder: Path) -> Path:
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    endpoints["tracker_store"] = {"type": "SQL", "dialect": "sqlite", "db": str(folder / "conversations.db")}
    path = folder / "endpoints.yml"
    path.write_text(yaml.safe_dump(endpoints))
    return path


@pytest.fixture
def observed(guide: Guide) -> Iterator[Observed]:
    """What all pages of a test do: no error, no dialog, no popup, and nobody else is asked for anything."""
    observed = Observed()
    yield observed
    assert observed.faults == []


@pytest.fixture
def new_context(browser: Browser, observed: Observed) -> Iterator[Callable[..., BrowserContext]]:
    """Visitors with a browser of their own; options are Playwright's."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": {"width": 1000, "height": 760}, **options})
        context.set_default_timeout(PATIENCE)
        context.on("page", observed.watch)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert observed.hosts() <= {network.HOST}


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A visitor with a desktop."""
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page."""
    return context.new_page()


@pytest.fixture
def chat(page: Page, guide: Guide) -> Chat:
    """The chat on the demo page, open."""
    page.goto(guide.demo)
    return Chat(page).open()

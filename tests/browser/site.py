"""A website of somebody else: another origin, with a policy of its own that is as strict as can be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from benchmarks.widget.serving import listening
from commands.network import HOST

PAGE = """<!doctype html>
<html lang="en" dir="{dir}"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">{head}</head>
<body><main><h1>A shop</h1><p>It sells things. <a href="/other">More</a></p></main></body></html>
"""


class Site:
    """Serves `pages` by their path; the Content-Security-Policy lets in nothing but the guide's server."""

    def __init__(self, port: int) -> None:
        self.url = f"http://{HOST}:{port}"
        self.guide = ""
        self.pages: dict[str, str] = {}

    def embed(self, path: str = "/", attributes: str = "", head: str = "", dir: str = "ltr") -> str:
        """Puts a page with the widget at a path; returns its address."""
        tag = f'<script type="module" src="{self.guide}/webhooks/web/widget.js" {attributes}></script>'
        self.pages[path] = PAGE.format(head=head + tag, dir=dir)
        return self.url + path

    @property
    def policy(self) -> str:
        """No inline script, no inline style, nothing from elsewhere."""
        return (
            f"default-src 'none'; script-src {self.guide} 'self'; connect-src {self.guide}; style-src 'self'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )


@contextmanager
def a_site(port: int) -> Iterator[Site]:
    """A site on a port of this machine, for the time of the block."""
    site = Site(port)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.pages.get(self.path.partition("?")[0])
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/css" if self.path.endswith(".css") else "text/html")
            self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with listening(port, Handler):
        yield site

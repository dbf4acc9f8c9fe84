"""The page's own server: it gives each widget a page, and the others' files, compressed."""

from __future__ import annotations

import gzip
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.widget.peers import PACKAGES
from commands.network import HOST

HERE = Path(__file__).parent
STARTERS = ("rasa-webchat-start.js", "botframework-webchat-start.js")


def files() -> dict[str, bytes]:
    """What the other widgets' pages load, by its path."""
    with tempfile.TemporaryDirectory() as folder:
        fetched = {path: package.fetch(Path(folder)) for path, package in PACKAGES.items()}
    return {**fetched, **{f"/{name}": (HERE / name).read_bytes() for name in STARTERS}}


@contextmanager
def listening(port: int, handler: type[BaseHTTPRequestHandler]) -> Iterator[None]:
    """A plain server on a port of this machine, for the time of the block."""
    server = ThreadingHTTPServer((HOST, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def site(port: int, content: dict[str, bytes]) -> Iterator[dict[str, bytes]]:
    """A server on a port of this machine for the time of the block; pages may be added to what it gives."""
    compressed: dict[bytes, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = content.get(self.path)
            body = compressed.setdefault(found, gzip.compress(found, 9)) if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else "text/html")
            self.send_header("Content-Encoding", "gzip" if found else "identity")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with listening(port, Handler):
        yield content

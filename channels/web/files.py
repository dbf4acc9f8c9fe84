"""The widget's files as they go over the wire: compressed, with a validator, and only those that are meant to."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

WIDGET = Path(__file__).parent / "widget"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
FOLDERS = ("assets", "demo")
PACKAGED = {"assets/deep-chat.js": "node_modules/deep-chat/dist/deepChat.bundle.js"}
LAUNCHER = "widget.js"
PAGE = "demo/index.html"
FOREVER = "public, max-age=31536000, immutable"
CHECKED = "no-cache"  # kept, but asked about each time

_NAME = r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,100}"  # no name begins with a dot, so that no path leads out
_PATH = re.compile(rf"(?:{_NAME}/){{0,8}}{_NAME}")
_VERSION = re.compile(r"(assets)/([0-9a-f]{16})/(.+)")


@dataclass(frozen=True)
class File:
    """A file's bytes, plain and compressed, with their type and digest."""

    kind: str
    content: bytes
    compressed: bytes
    digest: str


class Files:
    """What lies under `folder`: widget.js, assets/ and demo/, and what the packages give, under addresses of ours."""

    def __init__(self, folder: Path = WIDGET) -> None:
        self._folder = folder.resolve()

    def respond(self, request: Request, path: str) -> HTTPResponse | None:
        """The answer for a path, None where no such file is meant for the public."""
        versioned = _VERSION.fullmatch(path)
        file = self.find(f"{versioned[1]}/{versioned[3]}" if versioned else path)
        if file is None:
            return None
        content, tag = file.content, f'"{file.digest}"'
        headers = {"Vary": "Accept-Encoding", "Cache-Control": CHECKED}
        if versioned and versioned[2] == self.version():
            headers["Cache-Control"] = FOREVER
        if _takes_gzip(request.headers.get("accept-encoding", "")) and len(file.compressed) < len(content):
            content, tag = file.compressed, f'"{file.digest}-gzip"'
            headers["Content-Encoding"] = "gzip"
        headers["ETag"] = tag
        if _is_known(tag, request.headers.get("if-none-match", "")):
            return response.empty(status=304, headers=headers)
        return response.raw(content, headers=headers, content_type=file.kind)

    def find(self, path: str) -> File | None:
        """The file at a path, as it is now."""
        found = self._locate(path)
        if found is None:
            return None
        version = self.version() if path == LAUNCHER else ""
        return _load(found, found.stat().st_mtime_ns, version)

    def version(self) -> str:
        """A digest over all that the widget loads: a page that was served with it may keep those files for ever."""
        stamps = [(str(path), path.stat().st_mtime_ns) for path in self._assets()]
        return _version(tuple(stamps))

    def _assets(self) -> Iterator[Path]:
        yield from sorted(path for path in (self._folder / "assets").rglob("*") if path.suffix in KINDS)
        yield from (self._folder / path for path in PACKAGED.values() if (self._folder / path).is_file())

    def _locate(self, path: str) -> Path | None:
        is_public = path == LAUNCHER or path.partition("/")[0] in FOLDERS
        if not is_public or not _PATH.fullmatch(path) or Path(path).suffix not in KINDS:
            return None
        found = (self._folder / PACKAGED.get(path, path)).resolve()
        return found if found.is_relative_to(self._folder) and found.is_file() else None


@lru_cache(maxsize=256)
def _load(path: Path, _modified: int, version: str) -> File:
    """A file's bytes; the launcher is told the version of the folder that it loads the rest from."""
    content = path.read_bytes()
    if version:
        content = content.replace(b"./assets/", f"./assets/{version}/".encode())
    return File(KINDS[path.suffix], content, gzip.compress(content, 9, mtime=0), _digest(content))


@lru_cache(maxsize=16)
def _version(stamps: tuple[tuple[str, int], ...]) -> str:
    return _digest(b"".join(_digest(Path(path).read_bytes()).encode() for path, _ in stamps))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _takes_gzip(accepted: str) -> bool:
    """True where an Accept-Encoding names gzip and doesn't forbid it."""
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return not re.fullmatch(r"q=0(?:\.0*)?", "".join(weight.split()))
    return False


def _is_known(tag: str, known: str) -> bool:
    """True where an If-None-Match names this version; by the RFC "W/" makes no difference here."""
    return known.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in known.split(",")]

"""How the widget's files go over the wire, and that no other does."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
import requests

from channels.web.files import Files
from tests.channels.web.visitor import Visitor

SCRIPT = 'import "./other.js";\n' * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A widget of a few files, in a folder with a secret beside it."""
    (tmp_path / "secret.js").write_text("secret")
    widget = tmp_path / "widget"
    for path, text in {
        "widget.js": 'import "./assets/chat.js"; import("./assets/more.js");',
        "assets/chat.js": SCRIPT,
        "assets/icon.svg": "<svg/>",
        "assets/icons/a.b.svg": "<svg/>",
        "assets/types.d.ts": "x",
        "assets/.hidden.js": "x",
        "demo/index.html": "<!doctype html>",
        "package.json": "{}",
        "node_modules/deep-chat/dist/deepChat.bundle.js": "bundle",
        "node_modules/other/index.js": "x",
    }.items():
        (widget / path).parent.mkdir(parents=True, exist_ok=True)
        (widget / path).write_text(text)
    (widget / "assets" / "link.js").symlink_to(tmp_path / "secret.js")
    (widget / "assets" / "folder").symlink_to(tmp_path)
    return widget


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("widget.js", "text/javascript; charset=utf-8"),
        ("assets/chat.js", "text/javascript; charset=utf-8"),
        ("assets/icons/a.b.svg", "image/svg+xml"),
        ("assets/deep-chat.js", "text/javascript; charset=utf-8"),
        ("demo/index.html", "text/html; charset=utf-8"),
    ],
)
def test_what_the_widget_needs_is_there_with_its_type(folder: Path, path: str, kind: str) -> None:
    file = Files(folder).find(path)
    assert file
    assert file.kind == kind


@pytest.mark.parametrize(
    "path",
    [
        "",
        "assets",
        "assets/",
        "assets/none.js",
        "assets/types.d.ts",
        "assets/.hidden.js",
        "package.json",
        "node_modules/other/index.js",
        "node_modules/deep-chat/dist/deepChat.bundle.js",
        "assets/../package.json",
        "assets/../../secret.js",
        "assets/./chat.js",
        "assets//chat.js",
        "/etc/passwd",
        "assets/link.js",
        "assets/folder/secret.js",
        "assets/chat.js\n",
        "assets/chat.js\x00",
        "assets\\chat.js",
        "ASSETS/chat.js",
    ],
)
def test_nothing_else_is(folder: Path, path: str) -> None:
    assert Files(folder).find(path) is None


def test_the_launcher_names_the_version_and_a_changed_file_changes_it(folder: Path) -> None:
    files = Files(folder)
    before = files.version()
    launcher = files.find("widget.js")
    assert launcher
    assert launcher.content.decode() == f'import "./assets/{before}/chat.js"; import("./assets/{before}/more.js");'
    (folder / "assets" / "chat.js").write_text("changed")
    os.utime(folder / "assets" / "chat.js", (1, 1))
    assert files.version() != before
    changed = files.find("assets/chat.js")
    assert changed
    assert changed.content == b"changed"


def test_a_file_is_compressed_for_those_who_take_it(visitor: Visitor) -> None:
    def get(accepted: str) -> requests.Response:
        return requests.get(f"{visitor.url}/assets/deep-chat.js", headers={"Accept-Encoding": accepted}, timeout=5)

    plain = get("identity")
    assert "Content-Encoding" not in plain.headers
    for accepted in ("gzip", "br, GZIP;q=0.5", "*"):
        packed = get(accepted)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.content == plain.content
        assert int(packed.headers["Content-Length"]) < len(plain.content) / 3
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Content-Encoding" not in get("gzip;q=0, br").headers


def test_an_unchanged_file_is_not_sent_again(visitor: Visitor) -> None:
    first = requests.get(f"{visitor.url}/widget.js", timeout=5)
    assert first.headers["Cache-Control"] == "no-cache"
    for known in (first.headers["ETag"], f'"other", W/{first.headers["ETag"]}', "*"):
        again = requests.get(f"{visitor.url}/widget.js", headers={"If-None-Match": known}, timeout=5)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    other = requests.get(f"{visitor.url}/widget.js", headers={"If-None-Match": '"other"'}, timeout=5)
    assert other.status_code == 200


def test_a_file_under_the_current_version_may_be_kept_for_ever(visitor: Visitor) -> None:
    launcher = requests.get(f"{visitor.url}/widget.js", timeout=5).text
    version = launcher.partition("./assets/")[2].partition("/")[0]
    kept = requests.get(f"{visitor.url}/assets/{version}/deep-chat.js", timeout=5)
    assert "immutable" in kept.headers["Cache-Control"]
    other = requests.get(f"{visitor.url}/assets/0123456789abcdef/deep-chat.js", timeout=5)
    assert other.headers["Cache-Control"] == "no-cache"
    assert other.content == kept.content


def test_any_page_may_load_the_files_and_the_demo_page_may_load_only_them(visitor: Visitor) -> None:
    script = requests.get(f"{visitor.url}/widget.js", headers={"Origin": "https://any.example"}, timeout=5)
    assert script.headers["Access-Control-Allow-Origin"] == "*"
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    page = requests.get(f"{visitor.url}/", timeout=5)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_the_address_without_a_slash_leads_to_the_page(visitor: Visitor) -> None:
    response = requests.get(visitor.url, timeout=5)
    assert response.url == f"{visitor.url}/"
    assert "widget.js" in response.text


def test_a_head_request_tells_the_headers_alone(visitor: Visitor) -> None:
    response = requests.head(f"{visitor.url}/widget.js", timeout=5)
    assert (response.status_code, response.content) == (200, b"")


def test_what_is_compressed_is_what_was_there(folder: Path) -> None:
    file = Files(folder).find("assets/chat.js")
    assert file
    assert gzip.decompress(file.compressed) == SCRIPT.encode()
    assert len(file.compressed) < len(file.content) / 5

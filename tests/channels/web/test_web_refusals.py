"""What the channel doesn't take, and how it says so."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.channels.web.samples import PARTNER
from tests.channels.web.visitor import Come, Visitor, refusal

JSON = {"Content-Type": "application/json"}


def send(visitor: Visitor, data: Any, headers: dict[str, str] | None = None, route: str = "messages") -> Any:
    """Send bytes as they are."""
    headers = {"Authorization": f"Bearer {visitor.token}", **(JSON if headers is None else headers)}
    return requests.post(f"{visitor.url}/{route}", data=data, headers=headers, timeout=10)


def raw(url: str, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and body of a request whose path no client has tidied."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request(method, path, body or None, headers or {})
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")
    finally:
        connection.close()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b'{"text": "hello"',
        b'{"text": NaN}',
        b'{"text": "\xff"}',
        b"[" * 20_000,
        b'{"a":' * 4_000,
        '{"text": "hello"}'.encode("utf-16-le"),
    ],
    ids=["nothing", "words", "half", "NaN", "no UTF-8", "deep list", "deep object", "UTF-16"],
)
def test_what_is_no_json_is_refused(visitor: Visitor, body: bytes) -> None:
    assert refusal(send(visitor, body)) == (400, "bad_json")


@pytest.mark.parametrize(
    "body", [[], {}, None, "hello", {"text": 1}, {"text": None}, {"text": ["hello"]}, {"Text": "a"}]
)
def test_json_of_another_form_is_refused(visitor: Visitor, body: Any) -> None:
    assert refusal(send(visitor, json.dumps(body))) == (400, "bad_body")


@pytest.mark.parametrize("text", ["", "   ", "/", " // ", "\x00\x07", "\n", "\ud800"])
def test_a_message_without_words_is_refused(visitor: Visitor, text: str) -> None:
    assert refusal(send(visitor, json.dumps({"text": text}))) == (400, "empty")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonx"])
def test_another_content_type_is_refused(visitor: Visitor, kind: str) -> None:
    assert refusal(send(visitor, b'{"text": "hello"}', {"Content-Type": kind})) == (415, "content_type")


def test_the_content_type_may_name_its_characters(visitor: Visitor) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert send(visitor, b'{"text": "hello"}', headers).status_code == 200


def test_a_message_may_have_so_many_characters_and_no_more(come: Come) -> None:
    visitor = come("short")
    visitor.start()
    assert visitor.say("1234567890").status_code == 200
    assert visitor.say("  1234567890\n ").status_code == 200, "what is cleaned away doesn't count"
    assert visitor.say("🙂" * 10).status_code == 200, "a character counts once, whatever its bytes"
    assert refusal(visitor.say("12345678901")) == (413, "too_long")


def test_a_long_body_is_refused_before_it_is_sent(visitor: Visitor) -> None:
    parts = urlsplit(visitor.url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.putrequest("POST", f"{parts.path}/messages")
    connection.putheader("Content-Length", "50000000")
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == 413
    assert json.loads(response.read())["error"]["code"] == "too_large"
    assert response.getheader("Connection") == "close"


def test_a_long_body_in_chunks_is_refused_when_it_gets_too_long(visitor: Visitor) -> None:
    sent = []

    def chunks() -> Iterator[bytes]:
        yield b'{"text": "'
        for _ in range(1_000):
            sent.append(1)
            yield b"x" * 1_000_000

    try:
        assert refusal(send(visitor, chunks())) == (413, "too_large")
    except requests.ConnectionError:
        assert len(sent) < 100  # it hung up while the rest was on its way
    assert visitor.say("hello").status_code == 200


def test_a_short_body_in_chunks_is_taken(visitor: Visitor) -> None:
    assert send(visitor, iter([b'{"text": ', b'"hello"}'])).json()["question"]["text"] == "hello"


def test_a_session_may_say_so_much_and_is_told_when_to_go_on(come: Come) -> None:
    visitor = come("tight", {"X-Forwarded-For": "203.0.113.1"})
    visitor.start()
    replies = [visitor.say("hello") for _ in range(4)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    assert refusal(replies[-1]) == (429, "too_many")
    assert 0 < int(replies[-1].headers["Retry-After"]) <= 3600
    assert replies[-1].headers["Retry-After"] in replies[-1].json()["error"]["message"]
    other = come("tight", {"X-Forwarded-For": "203.0.113.1"})
    other.start()
    assert other.say("hello").status_code == 200, "another session is another matter"


def test_an_address_may_ask_so_much_with_all_its_sessions(come: Come) -> None:
    codes = [come("narrow", {"X-Forwarded-For": "203.0.113.2"}).start().status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    assert come("narrow", {"X-Forwarded-For": "203.0.113.3"}).start().status_code == 200


def test_an_address_that_is_not_believed_does_not_help(come: Come) -> None:
    codes = [
        come("narrow", {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.4"}).start().status_code
        for number in range(4)
    ]
    assert codes == [200, 200, 200, 429]


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", f"{PARTNER}.evil.example", f"{PARTNER}:8443", "http://www.partner.example"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_pages_of_another_origin_are_kept_out(come: Come, origin: str, method: str) -> None:
    visitor = come("partnered")
    visitor.start()
    headers = {"Origin": origin, "Authorization": f"Bearer {visitor.token}"}
    response = requests.request(method, f"{visitor.url}/history", headers=headers, timeout=5)
    assert refusal(response) == (403, "origin")
    assert not [name for name in response.headers if name.lower().startswith("access-control-")]
    assert "Origin" in response.headers["Vary"]


def test_an_allowed_origin_and_the_own_one_are_let_in(come: Come, server: str) -> None:
    for origin in (PARTNER, server):
        visitor = come("partnered", {"Origin": origin})
        response = visitor.start()
        assert response.headers["Access-Control-Allow-Origin"] == origin
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert visitor.say("hello").status_code == 200


def test_a_preflight_tells_what_is_allowed(come: Come) -> None:
    headers = {
        "Origin": PARTNER,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,x-other",
    }
    response = requests.options(f"{come('partnered').url}/messages", headers=headers, timeout=5)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == PARTNER
    assert response.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert response.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"


@pytest.mark.parametrize(
    ("method", "route", "status", "code"),
    [
        ("GET", "messages", 405, "method"),
        ("PUT", "messages", 405, "method"),
        ("POST", "history", 405, "method"),
        ("DELETE", "", 405, "method"),
        ("POST", "widget.js", 405, "method"),
        ("GET", "nothing", 404, "not_found"),
        ("POST", "nothing", 404, "not_found"),
        ("GET", "messages/1", 404, "not_found"),
    ],
)
def test_an_address_that_does_not_fit_is_told(
    visitor: Visitor, method: str, route: str, status: int, code: str
) -> None:
    response = requests.request(method, f"{visitor.url}/{route}", timeout=5)
    assert refusal(response) == (status, code)
    assert ("Allow" in response.headers) == (status == 405)


def test_every_answer_has_the_headers_that_protect_it(visitor: Visitor) -> None:
    for route in ("", "widget.js", "health", "nothing", "history", "openapi.json"):
        headers = requests.get(f"{visitor.url}/{route}", timeout=5).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "framing",
    [
        "Content-Length: -5",
        "Content-Length: five",
        "Content-Length: +2",
        "Content-Length: \u00b2",
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    ],
)
@pytest.mark.parametrize("path", ["/webhooks/web/session", "/webhooks/web/widget.js", "/", "/nothing"])
def test_a_body_whose_length_can_not_be_told_stops_no_server(visitor: Visitor, path: str, framing: str) -> None:
    host, _, port = urlsplit(visitor.url).netloc.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: {host}\r\n{framing}\r\n\r\n{{}}".encode("latin-1"))
        assert connection.recv(1_000).startswith(b"HTTP/1.1 400 ")
    assert requests.get(f"{visitor.url}/health", timeout=10).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "assets/../channel.py",
        "assets/../../channel.py",
        "../../../../etc/passwd",
        "%2e%2e/channel.py",
        "assets/%2e%2e%2f%2e%2e%2fchannel.py",
        "assets/%252e%252e%252fchannel.py",
        "assets//etc/passwd",
        "/etc/passwd",
        "assets/..%5c..%5cchannel.py",
        "assets/.npmrc",
        "package.json",
        "node_modules/deep-chat/package.json",
        "assets/0123456789abcdef/../../package.json",
        "assets/%00.js",
        f"assets/{'a' * 300}.js",
        f"assets/{'a/' * 2_000}a.js",
        "assets/\u00e9.js",
    ],
)
def test_no_path_leads_out_of_the_folder(visitor: Visitor, path: str) -> None:
    address = f"{urlsplit(visitor.url).path}/{path}".encode().decode("latin-1")
    status, body = raw(visitor.url, "GET", address.replace("\u00c3", "%C3").replace("\u00a9", "%A9"))
    assert status == 404
    assert "not_found" in body or "not found" in body.lower()

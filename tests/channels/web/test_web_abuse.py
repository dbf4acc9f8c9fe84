"""While some abuse the server others are answered within a second, and it doesn't grow."""

from __future__ import annotations

import contextlib
import resource
import select
import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import urlsplit

import pytest
import requests

from tests.channels.others import others_served
from tests.channels.web.visitor import Visitor

PATHS = ["/webhooks/web/messages", "/webhooks/web/widget.js", "/", "/nothing"]
PATIENCE = 60
MEGABYTE = b"x" * 1_000_000


@pytest.fixture(scope="module", autouse=True)
def many_files() -> Iterator[None]:
    """More open files for the tests themselves than systems begin with."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(before[1], 8_192), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@contextlib.contextmanager
def served(visitor: Visitor) -> Iterator[None]:
    """While the block runs somebody has a conversation."""

    def talk() -> None:
        response = requests.get(f"{visitor.url}/history", headers=visitor._headers(), timeout=20)
        assert response.status_code == 200, response.text

    assert visitor.say("hello").status_code == 200
    with others_served(visitor.url, talk):
        yield


def head(path: str, *lines: str) -> bytes:
    """The head of a request."""
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: x", *lines, "", ""]).encode()


@contextlib.contextmanager
def connections(visitor: Visitor, count: int) -> Iterator[list[socket.socket]]:
    """Connections to the server, made in turn with requests of somebody else."""
    address = urlsplit(visitor.url)
    with contextlib.ExitStack() as opened:
        made = []
        for number in range(count):
            connection = socket.create_connection((address.hostname or "", address.port or 0), PATIENCE)
            made.append(opened.enter_context(connection))
            if number % 20 == 19:
                assert requests.get(f"{visitor.url}/health", timeout=20).status_code == 200
        yield made


def has_ended(connection: socket.socket) -> bool:
    """True once the server has hung up; what it says before is passed over."""
    waiting = select.poll()  # select() itself takes no more than 1,024 files
    waiting.register(connection, select.POLLIN)
    while waiting.poll(0):
        try:
            if not connection.recv(65_536):
                return True
        except OSError:
            return True
    return False


def pour(connection: socket.socket, begin: bytes, piece: bytes, most: int) -> int:
    """How many bytes of a body the server took before it hung up, of at most so many."""
    connection.sendall(begin)
    sent = 0
    with contextlib.suppress(OSError):
        while sent < most and not has_ended(connection):
            sent += connection.send(piece)
    return sent


@pytest.mark.parametrize("path", PATHS)
def test_a_body_of_100_mb_is_refused_before_it_is_read(visitor: Visitor, path: str) -> None:
    with served(visitor), connections(visitor, 5) as opened:
        for connection in opened:
            assert pour(connection, head(path, "Content-Length: 100000000"), MEGABYTE, 100_000_000) < 20_000_000


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("size", [1, 50_000], ids=["tiny", "large"])
def test_a_body_in_chunks_without_end_is_refused(visitor: Visitor, path: str, size: int) -> None:
    piece = (b"%x\r\n" % size + b"x" * size + b"\r\n") * (10_000 // size + 1)
    with served(visitor), connections(visitor, 3) as opened:
        for connection in opened:
            assert pour(connection, head(path, "Transfer-Encoding: chunked"), piece, 100_000_000) < 30_000_000


def test_a_chunk_without_end_is_refused(visitor: Visitor) -> None:
    begin = head("/webhooks/web/messages", "Transfer-Encoding: chunked") + b"ffffffffffff\r\n"
    with served(visitor), connections(visitor, 1) as (connection,):
        assert pour(connection, begin, MEGABYTE, 100_000_000) < 20_000_000


@dataclass(frozen=True)
class Slow:
    """A client that begins a request and then sends a `piece` at a time."""

    begin: bytes
    piece: bytes = b""


def drip(visitor: Visitor, opened: Mapping[socket.socket, Slow]) -> None:
    """Send a little on each connection, in turn with a request of somebody else, until the server has ended all."""
    deadline = time.monotonic() + PATIENCE
    while opened:
        left = Counter(opened.values())
        assert time.monotonic() < deadline, f"still open: {left}"
        assert requests.get(f"{visitor.url}/health", timeout=20).status_code == 200
        opened = {connection: slow for connection, slow in opened.items() if not has_ended(connection)}
        for connection, slow in opened.items():
            with contextlib.suppress(OSError):
                connection.send(slow.piece)


BODY = head("/webhooks/web/messages", "Content-Length: 20000")
BYTE_BY_BYTE = (
    Slow(b"POST / HTTP/1.1\r\nX: ", b"x"),
    Slow(BODY, b"x"),
    Slow(head("/nothing", "Content-Length: 20000"), b"x"),
    Slow(head("/webhooks/web/messages", "Transfer-Encoding: chunked"), b"1\r\nx\r\n"),
)
IDLE = (Slow(b""), Slow(b"G"), Slow(BODY))


def test_a_thousand_idle_connections_and_requests_byte_by_byte_are_ended(visitor: Visitor) -> None:
    """All at once: each kind takes the server's patience, and so do all together."""
    kinds = [*islice(cycle(IDLE), 1_000), *islice(cycle(BYTE_BY_BYTE), 200)]
    with served(visitor), connections(visitor, len(kinds)) as opened:
        slow = dict(zip(opened, kinds, strict=True))
        for connection, kind in slow.items():
            connection.sendall(kind.begin)
        drip(visitor, slow)


def test_more_connections_than_a_server_can_have_shut_nobody_out(visitor: Visitor) -> None:
    with served(visitor), connections(visitor, 2_500) as opened:
        assert requests.get(f"{visitor.url}/health", timeout=20).status_code == 200
        drip(visitor, dict.fromkeys(opened[:400], Slow(b"")))


def test_pages_of_other_origins_wear_nobody_out(visitor: Visitor) -> None:
    with served(visitor), requests.Session() as session:
        for number in range(300):
            headers = {"Origin": f"https://evil{number}.example", **visitor._headers()}
            assert session.get(f"{visitor.url}/history", headers=headers, timeout=20).status_code == 403


def test_forged_and_broken_tokens_wear_nobody_out(visitor: Visitor) -> None:
    with served(visitor), requests.Session() as session:
        for place in range(len(visitor.token)):
            other = "A" if visitor.token[place] != "A" else "B"
            for token in (visitor.token[:place], visitor.token[:place] + other + visitor.token[place + 1 :]):
                headers = {"Authorization": f"Bearer {token}"}
                assert session.get(f"{visitor.url}/history", headers=headers, timeout=20).status_code == 401

"""Ports of this machine: which are free, and who answers on them."""

from __future__ import annotations

import http.client
import json
import socket
import urllib.error
import urllib.request
from typing import Any

HOST = "127.0.0.1"

_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # no proxy knows this machine's ports


def url(port: int) -> str:
    """The address of a port."""
    return f"http://{HOST}:{port}"


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses at the moment."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((HOST, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def is_free(port: int) -> bool:
    """True where a server of ours could listen."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(address: str, timeout: float = 1) -> bool:
    """True where any HTTP answer comes, be it an error."""
    try:
        _opener.open(address, timeout=timeout).close()
    except urllib.error.HTTPError:
        return True
    except (OSError, http.client.HTTPException):
        return False
    return True


def fetch(address: str, timeout: float = 1) -> dict[str, Any]:
    """The JSON object at an address; {} where there is none."""
    try:
        with _opener.open(address, timeout=timeout) as response:
            body = json.load(response)
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    return body if isinstance(body, dict) else {}

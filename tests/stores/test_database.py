"""The connections to databases."""

from __future__ import annotations

import os
import socket

import pytest
from sqlalchemy.engine import URL

from commands.network import HOST
from commands.postgresql import USER
from stores import database
from tests import postgresql


def test_a_connection_to_postgresql_ends_where_the_network_swallows_all() -> None:
    """Read off the open socket: packets that get lost can't be made on every machine."""
    with postgresql.serving() as port:
        place = URL.create("postgresql", USER, "none", HOST, port, USER)
        connection = database.engine(place).raw_connection()
        with socket.socket(fileno=os.dup(connection.fileno())) as opened:
            assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == database.SILENCE * 1000
            assert opened.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
            assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) < database.SILENCE
        connection.close()


def test_postgresql_ends_what_takes_too_long_beside_the_options_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTGRESQL_SCHEMA", "chats")  # an option of Rasa's
    with postgresql.serving() as port:
        place = URL.create("postgresql", USER, "none", HOST, port, USER, {"options": "-c work_mem=5MB"})
        with database.engine(place).connect() as connection:
            names = ("statement_timeout", "lock_timeout", "search_path", "work_mem")
            found = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names]
    assert found == [f"{database.SILENCE}s", f"{database.PATIENCE}s", "chats", "5MB"]

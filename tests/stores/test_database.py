"""The connections to databases."""

from __future__ import annotations

import os
import socket

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

"""A conversation goes on where it was when the bot's process ends and another begins."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from benchmarks.load import Client
from commands.network import free_ports
from commands.progress import Progress
from commands.servers import serving

pytestmark = pytest.mark.bot


def test_a_follow_up_is_understood_after_a_restart(tmp_path: Path) -> None:
    sender, replies = uuid.uuid4().hex, []
    for text in ("what is lpo?", "what services does it cover?"):
        port, actions_port = free_ports(2)
        with serving(port, actions_port, "restart", keep=tmp_path / "conversations.db") as servers:
            servers.wait(Progress("Starting the bot"))
            client = Client(port)
            replies.append(client.ask(sender, text))
            client.close()
    assert "LPO covers" in replies[1]

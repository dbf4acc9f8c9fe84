"""When the action server is away the user is told, and can go on when it is back."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from commands import network, variables
from commands.progress import Progress
from commands.servers import serving
from tests.channels.web.visitor import Visitor
from tests.e2e.conftest import Talk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ports() -> Iterator[tuple[int, int]]:
    """A bot of its own, whose action server a test may end: the ports of both."""
    bot_port, actions_port = network.free_ports(2)
    progress = Progress("Starting a bot for the outage")
    with serving(bot_port, actions_port, "outage") as servers:
        servers.wait(progress)
        progress.end()
        actions = dict(zip(("bot", "actions"), servers._running, strict=True))["actions"][1]
        actions.terminate()
        actions.wait()
        yield bot_port, actions_port


def test_the_user_is_told_and_goes_on_when_it_is_back(ports: tuple[int, int]) -> None:
    bot_port, actions_port = ports
    talk = Talk(network.url(bot_port))
    assert "can't look that up right now" in talk.text("what is kpo")
    assert "Hello" in talk.text("hello"), "what needs no knowledge is still answered"
    visitor = Visitor(f"{network.url(bot_port)}/webhooks/web")
    visitor.start()
    (apology,) = visitor.say("what is kpo").json()["messages"]
    assert apology["data"] == {"failed": True}
    assert visitor.history()[1]["data"] == {"failed": True}
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port)]
    environment = {**variables.quiet(), "SANIC_HOST": network.HOST}
    revived = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not network.answers(f"{network.url(actions_port)}/health"):
            assert time.monotonic() < deadline, "the action server didn't come back"
        assert "Knowledge Process Outsourcing" in talk.text("what is kpo")
        assert "KPO" in talk.text("and its benefits?")
    finally:
        revived.terminate()
        revived.wait()


def test_an_action_server_that_stands_still_is_replaced() -> None:
    """As `make serve` runs it. The user is told meanwhile, and no call waits for longer than it may."""
    bot_port, actions_port = network.free_ports(2)
    progress = Progress("Starting a bot whose actions stand still")
    with serving(bot_port, actions_port, "standing-still") as servers:
        servers.wait(progress)
        progress.end()
        time.sleep(2)  # the watchdog has had an answer by then
        watchdog = dict(zip(("bot", "actions"), servers._running, strict=True))["actions"][1]
        (before,) = psutil.Process(watchdog.pid).children()
        before.suspend()
        talk = Talk(network.url(bot_port))
        assert "can't look that up right now" in talk.text("what is kpo")
        deadline = time.monotonic() + 240
        while not network.answers(f"{network.url(actions_port)}/health"):
            assert time.monotonic() < deadline, "the action server wasn't replaced"
        assert "Knowledge Process Outsourcing" in talk.text("what is kpo")
        assert not before.is_running()
        servers.check()

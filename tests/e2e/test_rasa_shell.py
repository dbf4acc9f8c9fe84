"""Rasa's own shell on a terminal, as people try it first: whole answers, no warnings, one line on what is missing."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import requests

from commands import network, processes, rasa_start, variables
from commands.endpoints import with_actions_port
from tests.e2e.conftest import Talk
from tests.terminal import Terminal, terminal

ROOT = Path(__file__).resolve().parents[2]
PROMPT, CHOICE = "Your input ->", "Type out your own message..."
PATIENCE = 120  # seconds to load Rasa and a model on a busy machine
FOREIGN = ({"Content_Type": "text/plain"}, {"Origin": "http://evil.example"}, {"Host": "evil.example"})
QUESTION = "what is the difference between kpo and bpo"


@contextmanager
def rasa_shell(folder: Path, actions_port: int) -> Iterator[Terminal]:
    """`rasa shell` as docs/shell.md names it, on ports of its own, in an environment as `make setup` leaves it."""
    shutil.copyfile(rasa_start.__file__, folder / f"{rasa_start.NAME}.py")
    (folder / "sitecustomize.py").write_text(f"import {rasa_start.NAME} as start\nstart.begin()\n")
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(with_actions_port((ROOT / "endpoints.yml").read_text(encoding="utf-8"), actions_port))
    (port,) = network.free_ports(1)
    command = [str(Path(sys.executable).parent / "rasa"), "shell", "--interface", network.HOST, "--port", str(port)]
    with terminal([*command, "--endpoints", str(endpoints)], PYTHONPATH=str(folder)) as screen:
        yield screen


@pytest.fixture(scope="module")
def actions_port() -> Iterator[int]:
    """Where `rasa run actions` answers, as docs/shell.md names it."""
    (port,) = network.free_ports(1)
    command = (str(Path(sys.executable).parent / "rasa"), "run", "actions", "--port", str(port))
    log = ROOT / ".cache" / "logs" / "rasa-shell-actions.log"
    process = processes.start(command, log, ROOT, {**variables.quiet(), "SANIC_HOST": network.HOST})
    deadline = time.monotonic() + PATIENCE
    while not network.answers(f"{network.url(port)}/health") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert listening(process.pid) == {(network.HOST, port)}
    yield port
    processes.stop([process])


def listening(pid: int) -> set[tuple[str, int]]:
    """The addresses that a process and its children listen on."""
    root = psutil.Process(pid)
    connections = [each for process in (root, *root.children(True)) for each in process.connections("tcp")]
    return {tuple(each.laddr) for each in connections if each.status == psutil.CONN_LISTEN}


def status(port: int, **headers: str) -> int:
    """How Rasa's REST channel, which is open as long as its shell, answers a message."""
    sent = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    address, body = f"{network.url(port)}/webhooks/rest/webhook", '{"sender": "me", "message": "hello"}'
    return requests.post(address, data=body, headers=sent, timeout=20).status_code


def words(shown: str) -> str:
    """What is shown, without its line breaks."""
    return re.sub(r"\s+", " ", shown)


def test_answers_are_whole_and_nothing_warns(tmp_path: Path, actions_port: int, talk: Talk) -> None:
    with rasa_shell(tmp_path, actions_port) as screen:
        begin = screen.wait_for(PROMPT, PATIENCE)
        assert "Warning" not in begin
        ((host, port),) = listening(screen.process.pid)
        assert host == network.HOST
        assert {status(port, **headers) for headers in FOREIGN} == {403, 415}
        screen.type(f"{QUESTION}\r")
        shown = screen.wait_for(CHOICE, PATIENCE)
        said = talk.say(QUESTION)
        assert words("\n".join(message["text"] for message in said)) in words(shown)
        answer = shown.partition("? Choose")[0].rpartition("Your input ->")[2].splitlines()[1:]  # behind the echo
        assert max(map(len, answer)) <= 80, "broken between words"
        screen.type("\r")  # the first of the choices
        chosen = next(button["payload"] for message in said for button in message.get("buttons", []))
        assert words(talk.text(chosen)) in words(screen.wait_for(CHOICE, PATIENCE))


def test_it_says_in_one_line_that_the_action_server_is_away(tmp_path: Path) -> None:
    (nobody,) = network.free_ports(1)
    with rasa_shell(tmp_path, nobody) as screen:
        line = f"The action server at 127.0.0.1:{nobody} doesn't answer: start it in another terminal with"
        assert words(screen.wait_for(PROMPT, PATIENCE)).count(line) == 1
        screen.type(f"{QUESTION}\r")
        shown = screen.wait_for("ask again in a moment.", PATIENCE)
        assert words(shown).count(line) == 1
        assert "Traceback" not in shown
        assert "ERROR" not in shown

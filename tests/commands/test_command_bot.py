"""The commands with the trained bot: started, asked, talked with, and ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import psutil
import pytest
import requests

from commands import models
from commands.hosting import ASSISTANT
from commands.network import free_ports
from commands.servers import LOGS, ROOT
from knowledge.model import Knowledge
from tests.programs import hear_ctrl_c

pytestmark = pytest.mark.bot


class Served:
    """`make serve` on ports of its own, with variables of its command line."""

    def __init__(self, **variables: str) -> None:
        self.port, self.actions_port = free_ports(2)
        self.variables = {**os.environ, "PORT": str(self.port), "ACTIONS_PORT": str(self.actions_port), **variables}
        command = [sys.executable, "-m", "commands.serve"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.variables, stdout=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c
        )

    def wait(self) -> str:
        """The line that says where the servers are."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def children(self) -> list[psutil.Process]:
        """Bot and action server."""
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Both servers, ready, with the channels for programs of this machine."""
    served = Served(REST="yes")
    served.wait()
    yield served
    served.process.terminate()
    served.process.wait()


def status(served: Served, path: str) -> int:
    """How the bot answers a message to an address."""
    address = f"http://127.0.0.1:{served.port}/{path}"
    return requests.post(address, json={"sender": "me", "message": "hello"}, timeout=10).status_code


def run(served: Served, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A command that finds the served bot."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=served.variables, input=typed, capture_output=True, text=True, timeout=60
    )


def test_both_servers_listen_on_this_machine_only(served: Served) -> None:
    listening = {
        connection.laddr
        for process in served.children()
        for connection in process.connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {("127.0.0.1", served.port), ("127.0.0.1", served.actions_port)}


def test_the_shell_channel_tells_which_bot_it_is(served: Served) -> None:
    told = requests.get(f"http://127.0.0.1:{served.port}/webhooks/shell/", timeout=5).json()
    assert told == {"status": "ok", "assistant": ASSISTANT, "model": models.model_id(models.newest())}


def test_the_rest_channel_answers_in_rasas_form(served: Served) -> None:
    url = f"http://127.0.0.1:{served.port}/webhooks/rest/webhook"
    (answer,) = requests.post(url, json={"sender": "me", "message": "hello"}, timeout=10).json()
    assert set(answer) == {"recipient_id", "text", "buttons"}
    assert answer["recipient_id"] == "me"


def test_rasas_api_is_closed(served: Served) -> None:
    assert requests.get(f"http://127.0.0.1:{served.port}/model", timeout=5).status_code == 404


def test_a_question_is_answered_by_the_bot_that_runs_already(served: Served, knowledge: Knowledge) -> None:
    topic = knowledge.models[0]
    begin = time.monotonic()
    done = run(served, "commands.ask", f"what is {topic.name}?")
    assert (done.returncode, done.stderr) == (0, "")
    assert topic.called in done.stdout
    assert time.monotonic() - begin < 8, "it started a bot of its own"


def test_a_talk_through_a_pipe_remembers_what_it_is_about(served: Served, knowledge: Knowledge) -> None:
    topic = next(model for model in knowledge.models if model.part("benefits"))
    done = run(served, "commands.chat", typed=f"what is {topic.name}?\n\nwhat are its benefits?\n")
    lines = done.stdout.splitlines()
    assert (done.returncode, len(lines)) == (0, 2)
    said = topic.part("benefits")[0].text.removeprefix(f"{topic.acronym} ")  # its heading names the topic
    assert said[:20].lower() in lines[1].lower()


def test_an_answer_arrives_with_its_data(served: Served, knowledge: Knowledge) -> None:
    one, other = next(two for two in combinations(knowledge.models, 2) if set(two[0].aspects) & set(two[1].aspects))
    body = {"sender": "data", "message": f"compare {one.name} and {other.name} in a table"}
    (answer,) = requests.post(f"http://127.0.0.1:{served.port}/webhooks/shell/webhook", json=body, timeout=10).json()
    assert answer["data"]["topics"] == [one.id, other.id]
    assert len(answer["data"]["table"]["columns"]) == 2


def test_ten_thousand_characters_are_answered(served: Served) -> None:
    done = run(served, "commands.chat", typed=f"{'what is outsourcing ' * 500}\n")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)


def test_every_line_of_the_logs_is_json(served: Served) -> None:
    """From the first, which the bot's own logging is too late for, on both servers."""
    run(served, "commands.ask", "what is kpo?")
    folder = Path(os.environ[LOGS])
    bot, actions = folder / f"bot-{served.port}.log", folder / f"actions-{served.actions_port}.log"
    for path, last in ((bot, "Rasa server is up and running."), (actions, "Action endpoint is up and running")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert all({"time", "level", "logger", "message"} <= set(line) for line in lines)
        assert any(line["message"].startswith(last) for line in lines)
        assert not [line for line in lines if line["logger"] == "output"]
    assert '"message": "turn"' in bot.read_text(encoding="utf-8")


def test_it_says_where_it_is_and_ends_both_servers_when_told_to() -> None:
    served = Served()
    line = served.wait()
    assert f"127.0.0.1:{served.port}" in line
    assert f"127.0.0.1:{served.actions_port}" in line
    assert {status(served, f"webhooks/{channel}/webhook") for channel in ("rest", "shell")} == {404}, "not asked for"
    children = served.children()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(60) == 0
    assert not [child for child in children if child.is_running()]
    assert not (ROOT / ".cache" / "run" / f"endpoints-{served.actions_port}.yml").exists()


def test_without_a_bot_one_is_started_for_the_question_and_ended_after_it(knowledge: Knowledge) -> None:
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "commands.ask", f"what is {knowledge.models[0].name}?"]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PORT": str(port)}, stdout=subprocess.PIPE, text=True
    ) as process:
        children: list[psutil.Process] = []
        while len(children) < 2 and process.poll() is None:
            children = psutil.Process(process.pid).children()
            time.sleep(0.1)
        output, _ = process.communicate(timeout=60)
    assert (process.returncode, knowledge.models[0].called in output) == (0, True)
    assert len(children) == 2
    assert not [child for child in children if child.is_running()]

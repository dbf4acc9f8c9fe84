"""Each mistake of a user gets a line that says what to do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import content
from commands.command import CommandError, check_environment
from commands.endpoints import with_actions_port
from commands.hosting import ASSISTANT
from commands.network import free_ports
from commands.servers import ROOT
from commands.train import cause
from commands.variables import port
from knowledge.model import FOLDER


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command of the project, run as make does."""
    environment = {**os.environ, "QUESTION": "", **variables}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    listener = socket.create_server(("127.0.0.1", 0))
    yield listener.getsockname()[1]
    listener.close()


@pytest.mark.parametrize("variable", ["PORT", "ACTIONS_PORT"])
def test_a_taken_port_is_named_with_the_variable_to_set(taken: int, variable: str) -> None:
    one, other = map(str, free_ports(2))
    done = run("commands.serve", **{"PORT": one, "ACTIONS_PORT": other, variable: str(taken)})
    assert done.returncode == 1
    assert done.stderr == f"Port {taken} is taken: choose another with `make serve {variable}={taken + 1}`.\n"


def test_one_port_for_both_servers_is_refused() -> None:
    (unused,) = free_ports(1)
    done = run("commands.serve", PORT=str(unused), ACTIONS_PORT=str(unused))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize("text", ["abc", "0", "-1", "65536", "5005.0"])
def test_what_is_no_port_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(CommandError, match=f"PORT={text} is no port"):
        port("PORT", 5005)


def test_another_word_for_rest_is_refused_before_anything_starts() -> None:
    one, other = map(str, free_ports(2))
    done = run("commands.serve", PORT=one, ACTIONS_PORT=other, REST="on")
    assert done.returncode == 1
    assert done.stderr == "REST=on: write yes to turn its channel on, or leave it out.\n"


def test_rest_with_credentials_that_have_no_such_channel_is_refused(tmp_path: Path) -> None:
    one, other = map(str, free_ports(2))
    credentials = tmp_path / "credentials.yml"
    credentials.write_text("channels.web.channel.WebInput:\n")
    done = run("commands.serve", PORT=one, ACTIONS_PORT=other, REST="yes", CREDENTIALS=str(credentials))
    assert done.returncode == 1
    assert "credentials.yml names no REST channel: add a line `channels.rest.RestInput:`" in done.stderr


def test_asking_nothing_shows_how_to_ask() -> None:
    done = run("commands.ask")
    assert done.returncode == 1
    assert 'make ask Q="' in done.stderr


def test_a_missing_credentials_file_is_named() -> None:
    (unused,) = free_ports(1)
    done = run("commands.ask", QUESTION="hello", PORT=str(unused), CREDENTIALS="nowhere.yml")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "There is no file nowhere.yml: restore it, or name another with CREDENTIALS=..."
    )


def test_another_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 11, 4, "final", 0))
    with pytest.raises(CommandError, match=r"This is Python 3\.11, and Rasa needs 3\.10: run `make setup`"):
        check_environment()


def test_a_fault_of_the_knowledge_is_told_by_file_key_and_mend(tmp_path: Path) -> None:
    subprocess.run(["cp", "-r", f"{FOLDER}/.", tmp_path], check=True)
    (tmp_path / "outsourcing_models" / "new.yml").write_text("nmae: x\n")
    with pytest.raises(CommandError, match=r'outsourcing_models/new\.yml: .*"nmae" is not a key here'):
        content.checked(tmp_path)


def test_the_cause_of_a_failed_training_is_its_last_error() -> None:
    log = ["INFO x", "ValueError: inner", "  at a line", "rasa.shared.exceptions.YamlException: data/a.yml: bad", "bye"]
    assert cause(log) == "YamlException: data/a.yml: bad"
    assert cause(["only this"]) == "only this"
    bars = ["Processed rules: 100%|█████| 2/2 [00:00<00:00, 900.1it/s, # trackers=1]", "Epochs: 3it/s"]
    assert cause([*log[:2], *bars]) == "ValueError: inner"
    assert cause(["only this", *bars]) == "only this"
    contradiction = ["\x1b[91mrasa.core.policies.rule_policy.InvalidRule: ", "Contradicting rules found", "- a", "- b"]
    assert cause([*contradiction, "Please update your stories"]) == "InvalidRule: - a - b"
    assert cause([]) == "it wrote no word on why"


def test_the_action_endpoint_alone_gets_another_port() -> None:
    text = """\
tracker_store:
  type: SQL
  url: ${DB_URL}
action_endpoint:
  # where the actions are

  enable_selective_domain: true
  url: 'http://actions:5055/webhook'
other:
  url: http://127.0.0.1:5055
"""
    changed = with_actions_port(text, 6000)
    assert changed == text.replace("http://actions:5055/webhook", "http://127.0.0.1:6000/webhook")


@pytest.mark.parametrize("text", ["", "action_endpoint:\n  url: http://x/webhook\n", "other:\n  url: http://x:1\n"])
def test_an_endpoints_file_without_that_port_is_told(text: str) -> None:
    with pytest.raises(CommandError, match=r"action_endpoint\.url"):
        with_actions_port(text, 6000)


def test_the_assistant_is_the_one_of_the_configuration() -> None:
    assert f"assistant_id: {ASSISTANT}\n" in (ROOT / "config.yml").read_text()

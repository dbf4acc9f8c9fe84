"""What operators and careful users rely on, with the real bot: health, metrics, logs without texts, deletion."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from commands import models, network
from commands.progress import Progress
from commands.servers import serving
from knowledge.model import Knowledge
from tests.channels.web.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bot keeps its conversations."""
    return tmp_path_factory.mktemp("ops") / "conversations.db"


@pytest.fixture(scope="module")
def bot(file: Path) -> Iterator[str]:
    """A bot of its own, whose log nobody else writes to."""
    bot_port, actions_port = network.free_ports(2)
    progress = Progress("Starting a bot for operators")
    with serving(bot_port, actions_port, "ops", keep=file) as servers:
        servers.wait(progress)
        progress.end()
        yield network.url(bot_port)


@pytest.fixture
def visitor(bot: str) -> Visitor:
    """Somebody with a new session."""
    visitor = Visitor(f"{bot}/webhooks/web")
    visitor.start()
    return visitor


def test_it_is_ready_and_names_model_and_content(bot: str, knowledge: Knowledge) -> None:
    answer = requests.get(f"{bot}/health/ready", timeout=20)
    told = answer.json()
    assert answer.status_code == 200, told
    assert told["content"] == knowledge.digest
    assert told["model"] == models.model_id(models.newest())
    assert set(told["checks"].values()) == {"ok"}
    assert requests.get(f"{bot}/health", timeout=20).json()["content"] == knowledge.digest


def test_an_answer_names_model_and_content(bot: str, visitor: Visitor) -> None:
    (answer,) = visitor.say("what is kpo?").json()["messages"]
    release = requests.get(f"{bot}/health", timeout=20).json()
    assert (answer["data"]["model"], answer["data"]["content"]) == (release["model"], release["content"])
    assert visitor.history()[-1]["data"] == answer["data"]


def test_the_kinds_of_replies_are_counted(bot: str, visitor: Visitor) -> None:
    for text in ("what is kpo?", "what do bpo agents earn", "how do i bake bread", "hello"):
        visitor.say(text)
    figures = requests.get(f"{bot}/metrics", timeout=20).text
    counted = set(re.findall(r'replies_total\{channel="web",part="(\w+)"\}', figures))
    assert {"definition", "gap", "refusal", "response"} <= counted
    assert 'outsourcing_guide_refusals_total{channel="web"}' in figures
    assert "outsourcing_guide_release_info{" in figures


def test_the_bot_logs_no_text_at_its_usual_level(bot: str, visitor: Visitor) -> None:
    secret = f"zq{uuid.uuid4().hex}"
    visitor.say(f"what is kpo {secret}")
    body = {"sender": secret, "message": f"/nosuchintent{{{secret}"}
    requests.post(f"{bot}/webhooks/rest/webhook", json=body, timeout=20)
    log = (ROOT / ".cache" / "logs" / "ops-bot.log").read_text()
    assert '"message": "turn"' in log
    assert secret not in log
    assert secret not in (ROOT / ".cache" / "logs" / "ops-actions.log").read_text()


def test_a_visitor_has_the_conversation_deleted_after_one_question(visitor: Visitor) -> None:
    visitor.say("what is kpo?")
    (question,) = visitor.say("delete my data").json()["messages"]
    assert question["data"]["part"] == "forget_question"
    assert len(visitor.history()) == 4, "nothing is deleted yet"
    (farewell,) = visitor.say(question["buttons"][0]["payload"]).json()["messages"]
    assert farewell["data"]["part"] == "forgotten"
    assert visitor.history() == []
    assert "Which model do you mean: " in visitor.say("and its benefits?").json()["messages"][0]["text"]


def test_what_was_said_is_in_no_file_after_that(visitor: Visitor, file: Path) -> None:
    word = f"zq{uuid.uuid4().hex}"
    visitor.say(f"what is kpo {word}")
    assert word.encode() in _files(file)
    visitor.say("delete my data")
    assert visitor.say("yes").json()["messages"][0]["data"]["part"] == "forgotten"
    assert word.encode() not in _files(file)


def _files(file: Path) -> bytes:
    """The database, its log and its index of the log."""
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def test_a_plain_yes_is_enough_and_a_no_keeps_all(visitor: Visitor) -> None:
    visitor.say("what is lpo?")
    visitor.say("forget me")
    visitor.say("no, keep it")
    visitor.say("yes")
    assert len(visitor.history()) == 8, "this yes comes too late to be meant"
    visitor.say("forget me")
    assert visitor.say("yes").json()["messages"][0]["data"]["part"] == "forgotten"
    assert visitor.history() == []


def test_what_tells_who_somebody_is_is_neither_stored_nor_shown(visitor: Visitor) -> None:
    body = visitor.say("I am jane@example.org, what is kpo?").json()
    assert body["question"]["text"] == "I am [e-mail address], what is kpo?"
    assert "jane" not in str(visitor.history())
    assert body["messages"][0]["data"]["part"] == "definition"


def test_an_operator_deletes_a_conversation_of_the_running_bot(bot: str) -> None:
    sender = uuid.uuid4().hex
    requests.post(f"{bot}/webhooks/rest/webhook", json={"sender": sender, "message": "hello"}, timeout=20)
    assert requests.delete(f"{bot}/conversations/{sender}", timeout=20).json() == {"forgotten": True}
    assert requests.delete(f"{bot}/conversations/{sender}", timeout=20).json() == {"forgotten": False}

"""A conversation counts as deleted when it is in no file any more: by its user's wish, and by an operator's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.core.channels.channel import UserMessage

from channels.base import UNAVAILABLE, StructuredOutput
from channels.ops.channel import OpsInput
from channels.ops.metrics import Metrics
from channels.ops.settings import Settings
from channels.ops.turns import Turns
from stores import database, location
from stores.erasure import NotErasedError
from stores.tracker_store import ConversationStore
from tests.channels.agent import Agent

SAID = "something that nobody else may read"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the conversations are; the store waits a moment for other programs."""
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    monkeypatch.delenv(location.VARIABLE, raising=False)
    return tmp_path / "conversations.db"


@pytest.fixture
def agent(file: Path) -> Iterator[Agent]:
    """An agent whose turns are watched, with its conversations in the file."""
    agent = Agent()
    agent.tracker_store = ConversationStore(agent.domain, db=str(file))
    Turns(agent, Metrics(["web"]), Settings()).install()
    yield agent
    agent.tracker_store.engine.dispose()


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Another program that reads the file for as long as the block takes."""
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        yield


async def _say(agent: Agent, text: str) -> list[str]:
    output = StructuredOutput()
    await agent.handle_message(UserMessage(text, output, "web-1", input_channel="web"))
    return [answer["text"] for answer in output.answers()]


def _is_in_a_file(file: Path) -> bool:
    return any(SAID.encode() in path.read_bytes() for path in file.parent.iterdir())


async def test_it_is_in_no_file_when_the_user_is_told_so(agent: Agent, file: Path) -> None:
    await _say(agent, SAID)
    assert _is_in_a_file(file)
    assert await _say(agent, "forget me") == ["Gone."]
    assert not _is_in_a_file(file)


async def test_the_user_is_not_told_so_while_another_program_keeps_it_in_a_file(agent: Agent, file: Path) -> None:
    await _say(agent, SAID)
    output = StructuredOutput()
    with _reading(file), pytest.raises(NotErasedError):
        await agent.handle_message(UserMessage("forget me", output, "web-1", input_channel="web"))
    assert [answer["text"] for answer in output.answers()] == [UNAVAILABLE]
    assert await _say(agent, "forget me") == ["Gone."]
    assert not _is_in_a_file(file)


async def test_an_operator_is_told_why_it_is_still_in_a_file(agent: Agent, file: Path) -> None:
    await _say(agent, SAID)
    request = SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)))
    with _reading(file):
        answer = await OpsInput._forget(request, "web-1")
    assert answer.status == 503
    assert f"{file} can still be found in its files" in json.loads(answer.body)["error"]
    await OpsInput._forget(request, "web-1")
    assert not _is_in_a_file(file)

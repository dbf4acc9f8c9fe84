"""Conversations are deleted by age and by their id, as the commands do it."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.forgetting import forget
from commands.command import CommandError
from commands.conversation_store import DAY, OURS, delete_older
from commands.network import HOST, free_ports
from commands.postgresql import USER
from stores import location
from stores.tracker_store import ConversationStore
from tests import postgresql

ROOT = Path(__file__).resolve().parents[2]
NOW = 2_000_000_000.0


@pytest.fixture(scope="module")
def postgres() -> Iterator[int]:
    """The port of a PostgreSQL."""
    with postgresql.serving() as port:
        yield port


@pytest.fixture
def sqlite(tmp_path: Path) -> SQLTrackerStore:
    return SQLTrackerStore(Domain.empty(), db=str(tmp_path / "talks.db"))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> SQLTrackerStore:
    """An empty store in each kind of database."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite")
    return _empty(request.getfixturevalue("postgres"))


def _empty(port: int) -> SQLTrackerStore:
    store = SQLTrackerStore(Domain.empty(), "postgresql", HOST, port, db=USER, username=USER, password="none")
    with store.session_scope() as session:
        session.query(store.SQLEvent).delete()
        session.commit()
    return store


def _session(days_ago: float, *texts: str) -> list[Event]:
    at = NOW - days_ago * DAY
    events: list[Event] = [ActionExecuted("action_session_start", timestamp=at), SessionStarted(timestamp=at)]
    return events + [UserUttered(text, timestamp=at + 1 + place) for place, text in enumerate(texts)]


def _save(store: SQLTrackerStore, sender: str, *sessions: list[Event]) -> None:
    events = [event for session in sessions for event in session]
    tracker = DialogueStateTracker.from_dict(sender, [event.as_dict() for event in events])
    asyncio.run(store.save(tracker))


def _texts(store: SQLTrackerStore, sender: str) -> list[str]:
    tracker = asyncio.run(store.retrieve_full_tracker(sender))
    return [] if tracker is None else [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_what_is_older_is_deleted_and_what_is_younger_stays(store: SQLTrackerStore) -> None:
    _save(store, "old", _session(31, "what is kpo?"))
    _save(store, "new", _session(29, "what is lpo?"))
    assert delete_older(store, 30, NOW) == (3, 1)
    assert _texts(store, "old") == []
    assert _texts(store, "new") == ["what is lpo?"]


def test_of_a_conversation_that_goes_on_the_old_sessions_are_deleted(store: SQLTrackerStore) -> None:
    _save(store, "web-1", _session(90, "first"), _session(60, "second"), _session(1, "third"))
    delete_older(store, 30, NOW)
    assert _texts(store, "web-1") == ["third"]


def test_it_can_be_gone_on_with_after_that(store: SQLTrackerStore) -> None:
    _save(store, "web-1", _session(90, "first"), _session(1, "third"))
    delete_older(store, 30, NOW)

    async def go_on() -> None:
        tracker = await store.retrieve("web-1")
        tracker.update(UserUttered("fourth", timestamp=NOW))
        await store.save(tracker)

    asyncio.run(go_on())
    assert _texts(store, "web-1") == ["third", "fourth"]


def test_a_session_that_never_ended_is_not_cut(store: SQLTrackerStore) -> None:
    session = [*_session(40, "first"), UserUttered("last", timestamp=NOW)]
    _save(store, "web-1", session)
    assert delete_older(store, 30, NOW) == (0, 1)


def test_a_store_that_is_no_database_is_an_error() -> None:
    with pytest.raises(CommandError, match="record_exp"):
        delete_older(InMemoryTrackerStore(Domain.empty()), 30)


class AnotherProgram(BaseHTTPRequestHandler):
    """Knows no address, and hangs up on whoever wants to delete the conversation `hang-up`."""

    def do_GET(self) -> None:
        self.send_error(404)

    def do_DELETE(self) -> None:
        if not self.path.endswith("hang-up"):
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def another_program() -> Iterator[int]:
    """The port that it has."""
    with HTTPServer((HOST, 0), AnotherProgram) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def _run(module: str, **variables: str) -> subprocess.CompletedProcess[str]:
    (port,) = free_ports(1)  # no bot runs there
    environment = {**_outside(), "PORT": str(port), **variables}
    return subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=environment, capture_output=True, text=True)


def _outside() -> dict[str, str]:
    """The environment without what `make test` and Rasa, which sets the level of TensorFlow's log, put into it."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "TF_"))}


def _endpoints(folder: Path, kind: str = "sql") -> str:
    path = folder / "endpoints.yml"
    path.write_text(f"tracker_store:\n  type: {kind}\n  dialect: sqlite\n  db: {folder / 'talks.db'}\n")
    return str(path)


def test_one_conversation_is_deleted(store: SQLTrackerStore) -> None:
    _save(store, "web-1", _session(1, "what is kpo?"))
    _save(store, "web-2", _session(1, "what is lpo?"))
    assert forget(store, "web-1")
    assert _texts(store, "web-1") == []
    assert _texts(store, "web-2") == ["what is lpo?"]


def test_the_commands_find_the_store_by_the_endpoints(sqlite: SQLTrackerStore, tmp_path: Path) -> None:
    store = sqlite
    _save(store, "web-1", _session(1, "what is kpo?"))
    _save(store, "web-2", _session(1, "what is lpo?"))
    endpoints = _endpoints(tmp_path)
    done = _run("commands.forget", SENDER="web-1", ENDPOINTS=endpoints)
    assert (done.returncode, done.stdout.strip()) == (0, "The conversation is deleted."), done.stderr
    assert _run("commands.forget", SENDER="web-1", ENDPOINTS=endpoints).returncode == 1
    done = _run("commands.retention", DAYS="30", ENDPOINTS=endpoints)  # NOW is in the future: all is younger
    said = f"0 events of more than 30 days are deleted, 1 conversations are left in sqlite:///{tmp_path / 'talks.db'}."
    assert done.stdout.strip() == said, done.stderr
    assert _texts(store, "web-2") == ["what is lpo?"]


@pytest.mark.parametrize("kind", ["sql", OURS])
@pytest.mark.parametrize("command", ["retention", "forget"])
def test_cron_gets_one_line_and_nothing_else(command: str, kind: str, sqlite: SQLTrackerStore, tmp_path: Path) -> None:
    """As docs/privacy.md has it for cron; what isn't one line is a mail a day that nobody reads."""
    _save(sqlite, "web-1", _session(1, "what is kpo?"))
    variables = {"DAYS": "30", "SENDER": "web-1", "ENDPOINTS": _endpoints(tmp_path, kind)}
    variables |= {"PORT": str(free_ports(1)[0]), "CONVERSATIONS_FILE": ""}
    done = subprocess.run(
        ["make", "--silent", command], cwd=ROOT, env={**_outside(), **variables}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1), done.stdout


@pytest.mark.parametrize("command", ["commands.retention", "commands.forget"])
def test_beside_an_open_database_they_leave_no_text_in_its_files(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(location.VARIABLE)
    store = ConversationStore(Domain.empty(), db=str(tmp_path / "talks.db"))
    _save(store, "web-1", [UserUttered("something that nobody may read", timestamp=1.0)])
    done = _run(command, DAYS="30", SENDER="web-1", ENDPOINTS=_endpoints(tmp_path))
    found = b"".join(path.read_bytes() for path in tmp_path.glob("talks.db*"))
    store.engine.dispose()
    assert done.returncode == 0, done.stderr
    assert b"nobody may read" not in found


@pytest.mark.parametrize("command", ["commands.retention", "commands.forget"])
def test_where_a_text_stays_in_the_files_a_line_says_why(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(location.VARIABLE)
    file = tmp_path / "talks.db"
    store = ConversationStore(Domain.empty(), db=str(file))
    _save(store, "web-1", [UserUttered("something that nobody may read", timestamp=1.0)])
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        done = _run(command, DAYS="30", SENDER="web-1", ENDPOINTS=_endpoints(tmp_path))
    store.engine.dispose()
    assert (done.returncode, done.stdout) == (1, "")
    assert f"What was deleted from {file} can still be found in its files" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["commands.retention", "commands.forget"])
@pytest.mark.parametrize("kind", ["sql", OURS])
def test_a_file_that_is_not_there_is_an_error_and_is_not_made(command: str, kind: str, tmp_path: Path) -> None:
    endpoints, file = tmp_path / "endpoints.yml", tmp_path / "var" / "talks.db"
    endpoints.write_text(f"tracker_store:\n  type: {kind}\n  db: {file}\n")
    done = _run(command, DAYS="30", SENDER="web-1", ENDPOINTS=str(endpoints), CONVERSATIONS_FILE="")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{file}, which isn't there" in done.stderr
    assert not file.parent.exists()


@pytest.mark.parametrize("program", ["systemd-run", "docker compose"])
def test_the_lines_for_a_deployment_clear_its_database(program: str, postgres: int) -> None:
    document = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    (line,) = re.findall(rf"^  17 3 \* \* \*  root  (.*{program}.*)", document, re.MULTILINE)
    store = _empty(postgres)
    _save(store, "old", [UserUttered("what is kpo?", timestamp=1.0)])
    _save(store, "new", _session(1, "what is lpo?"))
    given = dict(re.findall(r"(ENDPOINTS|DAYS)=(\S+)", line))
    urls = {"ACTIONS_URL": "http://actions/webhook", "REDIS_URL": "redis://redis"}
    database = {"DB_HOST": HOST, "DB_PORT": str(postgres), "DB_NAME": USER, "DB_USER": USER, "DB_PASSWORD": "a-secret"}
    done = _run(line.split()[-1], **given, **urls, **database)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 events of more than 30 days are deleted, 1 conversations are left in postgresql:")
    assert (done.stdout.count("\n"), done.stderr) == (1, ""), "cron would send the rest by mail"
    assert "a-secret" not in done.stdout
    assert _texts(store, "old") == []
    assert _texts(store, "new") == ["what is lpo?"]


@pytest.mark.parametrize("days", ["", "0", "-1", "a month", "nan", "inf"])
def test_days_that_are_none_delete_nothing(days: str, tmp_path: Path) -> None:
    done = _run("commands.retention", DAYS=days, ENDPOINTS=_endpoints(tmp_path))
    assert done.returncode == 1
    assert "make retention DAYS=30" in done.stderr


def test_conversations_in_memory_are_told_to_be_out_of_reach(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.yml"
    path.write_text("action_endpoint:\n  url: http://127.0.0.1:5055/webhook\n")
    done = _run("commands.forget", SENDER="web-1", ENDPOINTS=str(path))
    assert done.returncode == 1
    assert "names no tracker_store" in done.stderr


@pytest.mark.parametrize(("sender", "said"), [("web-1", "doesn't delete it (404)"), ("hang-up", "can't be told")])
def test_another_program_on_the_port_is_an_error_that_says_what_to_do(
    sender: str, said: str, another_program: int
) -> None:
    done = _run("commands.forget", SENDER=sender, PORT=str(another_program))
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Name the bot's PORT" in done.stderr
    assert "Traceback" not in done.stderr

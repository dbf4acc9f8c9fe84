"""A talk, line by line, against a bot over HTTP."""

from __future__ import annotations

from io import StringIO

import pytest

from channels.shell.client import Client
from channels.shell.conversation import COMMANDS
from channels.shell.session import Session, Turn, run_piped
from tests.channels.shell.fake_bot import FakeBot, running


@pytest.fixture
def session(fake_bot: FakeBot) -> Session:
    """A session with the fake bot."""
    return Session(Client(fake_bot.url))


def take(session: Session, line: str) -> Turn:
    """The turn that a line leads to."""
    turn = session.take(line)
    assert turn is not None
    return turn


def test_a_number_sends_the_payload_of_the_quick_reply(session: Session, fake_bot: FakeBot) -> None:
    take(session, "hello")
    assert take(session, "1").asked == "First way"
    assert fake_bot.messages() == ["hello", "Tell me of the first way"]


def test_sources_are_those_of_the_last_answer(session: Session) -> None:
    assert take(session, "/sources").note == "There is no answer yet."
    take(session, "compare")
    assert take(session, "/sources").note == "• “A study” (An institute, 2024)\n• “A guide”"
    take(session, "two")
    assert take(session, "/sources").note == "The last answer cites no document."


def test_a_restart_forgets_the_conversation_and_what_was_on_offer(session: Session, fake_bot: FakeBot) -> None:
    take(session, "hello")
    take(session, "/restart")
    take(session, "1")
    first, second = fake_bot.requests
    assert first["sender"] != second["sender"]
    assert second["message"] == "1"


def test_help_names_every_command(session: Session) -> None:
    assert all(name in take(session, "/help").note for name in COMMANDS)


def test_quit_ends_it_without_asking_the_bot(session: Session, fake_bot: FakeBot) -> None:
    assert take(session, "/quit").over
    assert fake_bot.requests == []


def test_ten_thousand_characters_reach_the_bot(session: Session, fake_bot: FakeBot) -> None:
    take(session, "x" * 10_000)
    assert fake_bot.messages() == ["x" * 10_000]


def test_a_bot_that_is_away_is_reported_and_the_quick_replies_stay() -> None:
    with running() as bot:
        session = Session(Client(bot.url))
        take(session, "hello")
    turn = take(session, "1")
    assert turn.failed
    assert "can't be reached" in turn.text
    assert [button.title for button in session.offered] == ["First way", "Compare them"]


def test_who_started_the_bot_may_look_after_it_before_each_question(fake_bot: FakeBot) -> None:
    seen: list[int] = []
    session = Session(Client(fake_bot.url), lambda: seen.append(len(fake_bot.requests)))
    for line in ("one", "/help", "", "two"):
        session.take(line)
    assert seen == [0, 1]


def piped(session: Session, *lines: str) -> tuple[int, list[str]]:
    """The exit code and the lines that come out."""
    out = StringIO()
    return run_piped(session, lines, out), out.getvalue().splitlines()


def test_a_pipe_gets_one_line_for_each_line(session: Session) -> None:
    code, lines = piped(session, "hello\n", "\n", "two\n", "compare\n", "/help\n", "silence\n")
    assert code == 0
    assert [line.split(" / ")[0] for line in lines[:3]] == ["You said: hello", "One.", "They differ."]
    assert len(lines) == 5


def test_a_pipe_ends_at_quit(session: Session) -> None:
    assert piped(session, "two\n", "/quit\n", "two\n") == (0, ["One. / More of it. / Two."])


def test_a_pipe_goes_on_after_a_failure_and_says_so_in_its_exit_code(session: Session, fake_bot: FakeBot) -> None:
    fake_bot.status = 500
    code, lines = piped(session, "hello\n", "again\n")
    assert (code, len(lines)) == (1, 2)

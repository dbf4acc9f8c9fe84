"""The shell as a program: behind pipes, and on a terminal of its own."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.channels.shell.fake_bot import FakeBot
from tests.terminal import terminal

ESCAPE = "\x1b["


def command(bot: FakeBot, *arguments: str) -> list[str]:
    """The command line of the shell."""
    return [sys.executable, "-m", "channels.shell", "--url", bot.url, *arguments]


def test_lines_from_a_pipe_give_lines_and_exit_code_0(fake_bot: FakeBot) -> None:
    typed = b"hello\n\n\x1b[31mred\xff\n" + b"z" * 10_000 + b"\nlast"
    done = subprocess.run(command(fake_bot), input=typed, capture_output=True, timeout=60)
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert [line[:16] for line in lines] == [
        "You said: hello ",
        "You said: red\ufffd /",
        "You said: zzzzzz",
        "You said: last /",
    ]


def test_a_reader_that_goes_away_ends_it_quietly(fake_bot: FakeBot) -> None:
    pipe = f"yes hello | head -50 | {' '.join(command(fake_bot))} | head -1"
    done = subprocess.run(pipe, shell=True, capture_output=True, timeout=60)
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_a_talk_on_a_terminal(fake_bot: FakeBot) -> None:
    with terminal(command(fake_bot)) as screen:
        screen.wait_for(">")
        screen.type("hello\r")
        assert "You said: hello" in screen.wait_for("2 Compare them")
        screen.type("2\r")
        assert "│ Alpha" in screen.wait_for("1 First way")
        screen.type("\x1b[A\x1b[A\r")  # up twice: the first question again
        assert "You said: hello" in screen.wait_for("2 Compare them")
        screen.type("/quit\r")
        assert screen.process.wait(10) == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_it_ends_on(fake_bot: FakeBot, key: str) -> None:
    with terminal(command(fake_bot)) as screen:
        screen.wait_for(">")
        screen.type(key)
        assert screen.process.wait(10) == 0


def test_without_colours_an_answer_has_no_escape_sequence(fake_bot: FakeBot) -> None:
    with terminal(command(fake_bot), NO_COLOR="1") as screen:
        screen.wait_for(">")
        screen.type("hello\r")
        screen.wait_for("2 Compare them")
        answer = screen.shown[screen.shown.index("You said") :]
        assert ESCAPE not in answer.split("2 Compare them")[0]
        assert not re.search(r"\x1b\[[\d;]*(3[1-7]|4[1-7]|9[0-7]|38|48)[\d;]*m", screen.shown)


@pytest.mark.parametrize(("arguments", "term"), [(["--plain"], "xterm"), ([], "dumb")], ids=["--plain", "TERM=dumb"])
def test_a_plain_terminal_gets_text_only(fake_bot: FakeBot, arguments: list[str], term: str) -> None:
    with terminal(command(fake_bot, *arguments), TERM=term) as screen:
        screen.wait_for(">")
        screen.type("compare\n")
        shown = screen.wait_for("1 First way")
        assert "• Alpha: Alpha: Work" in shown
        screen.type("1\n")
        screen.wait_for("2 Compare them")
        assert ESCAPE not in screen.shown

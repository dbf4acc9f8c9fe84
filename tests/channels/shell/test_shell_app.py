"""The shell as a program: behind pipes, and on a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.channels.shell.fake_bot import FakeBot

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


def readable(shown: str) -> str:
    """What a terminal shows, without escape sequences."""
    return re.sub(r"\x1b\[[\d;?]*\w", "", shown)


class Terminal:
    """A program on a terminal of 80 columns."""

    def __init__(self, process: subprocess.Popen[bytes], screen: int) -> None:
        self.process, self._screen, self.shown = process, screen, ""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._screen, keys.encode())

    def wait_for(self, text: str, timeout: float = 20) -> str:
        """What is shown, without escape sequences, from the last wait until the text comes; fails if it doesn't."""
        deadline, new = time.monotonic() + timeout, ""
        while text not in readable(new):
            ready, _, _ = select.select([self._screen], [], [], 0.1)
            if ready:
                new += os.read(self._screen, 65536).decode(errors="replace")
            assert time.monotonic() < deadline, f"{text!r} didn't come, but {new!r}"
        self.shown += new
        return readable(new)


@contextmanager
def terminal(arguments: list[str], **variables: str) -> Iterator[Terminal]:
    """The program on a terminal; it is ended with the block."""
    screen, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
    environment = (
        {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        | {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        | variables
    )
    process = subprocess.Popen(arguments, stdin=side, stdout=side, stderr=side, env=environment, start_new_session=True)
    os.close(side)
    try:
        yield Terminal(process, screen)
    finally:
        process.kill()
        process.wait()
        os.close(screen)


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

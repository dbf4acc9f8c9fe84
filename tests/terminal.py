"""A program on a terminal of its own, as people have it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager


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

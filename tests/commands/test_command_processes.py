"""Nothing that was started stays behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from commands.command import CommandError
from commands.processes import start, stop, tail
from commands.progress import Progress
from commands.servers import ROOT, Server, Servers
from tests.programs import hear_ctrl_c

# A program that starts another one through `start` and then waits.
PARENT = """
import sys, time
from pathlib import Path
from commands.processes import start
child = start([sys.executable, "-c", "import time; time.sleep(60)"], Path(sys.argv[1]), Path("."))
print(child.pid, flush=True)
time.sleep(60)
"""


def is_gone(pid: int) -> bool:
    """True once the process has ended (within 5 s)."""
    for _ in range(50):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_child_ends_with_its_parent_however_that_ends(tmp_path: Path, ending: signal.Signals) -> None:
    arguments = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(arguments, cwd=ROOT, preexec_fn=hear_ctrl_c, **output) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert psutil.pid_exists(child)
        parent.send_signal(ending)
    assert is_gone(child)


def test_a_program_that_does_not_listen_is_ended_with_its_own_children(tmp_path: Path) -> None:
    script = "trap '' TERM; sleep 60 & echo $!; wait; sleep 60"
    process = start(["sh", "-c", script], tmp_path / "log", tmp_path)
    while not tail(tmp_path / "log", 1):
        time.sleep(0.05)
    stop([process])
    assert process.returncode == -signal.SIGKILL
    assert is_gone(int(tail(tmp_path / "log", 1)[0]))


def test_the_tail_of_a_log_leaves_out_what_python_warns_of(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("first\n/a/b.py:12: DeprecationWarning: old\n  import old\n\nlast\n")
    assert tail(log, 5) == ["first", "last"]
    assert tail(tmp_path / "none", 5) == []


def server(log: Path, script: str) -> Server:
    """A server that is a line of shell."""
    return Server("bot", ("sh", "-c", script), "http://127.0.0.1:9", log, {"PATH": "/usr/bin:/bin"})


def test_a_server_that_ends_while_it_starts_is_told_with_its_last_words(tmp_path: Path) -> None:
    servers = Servers(server(tmp_path / "bot.log", "echo no such model; exit 3"))
    with pytest.raises(CommandError) as caught:
        servers.wait(Progress("Starting"))
    assert "The bot has ended (exit code 3)" in str(caught.value)
    assert str(caught.value).endswith("no such model")

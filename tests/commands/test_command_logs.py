"""One form for all lines of a server, whoever writes them; kept over restarts, and rotated."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from channels.ops.logs import JsonFormatter
from channels.ops.settings import Settings
from commands import log_lines, logged
from commands.log_lines import LogLines, entry, kept, told
from commands.processes import tail
from commands.progress import Progress
from commands.servers import ROOT, Server, Servers

KEYS = {"time", "level", "logger", "message"}
TRACEBACK = [
    "Traceback (most recent call last):",
    '  File "a.py", line 1, in <module>',
    "    x",
    "KeyError: 'my secret'",
]
LIBRARY = ["/v/site-packages/a.py:1: DeprecationWarning: old", "  import old"]


def _taken(*lines: str, as_json: bool = True) -> list[str]:
    put: list[str] = []
    LogLines(put.append, as_json).copy(io.BytesIO("".join(f"{line}\n" for line in lines).encode()))
    return put


def _entries(*lines: str) -> list[dict[str, Any]]:
    entries = [json.loads(line) for line in _taken(*lines)]
    assert all(set(entry) >= KEYS and entry["time"].endswith("+00:00") for entry in entries)
    return entries


@pytest.mark.parametrize(
    ("line", "level", "logger", "message"),
    [
        ("2026-11-30 08:31:41 INFO     rasa_sdk.executor  - Found it.", "info", "rasa_sdk.executor", "Found it."),
        ("2026-11-30 08:31:41 ERROR    root  - a - b", "error", "root", "a - b"),
        ("[2026-11-30 08:31:41 +0200] [12] [WARNING] Slow.", "warning", "sanic", "Slow."),
        ('{"event": "it.fails", "level": "error", "text": "my secret"}', "error", "rasa", "it.fails"),
        ("{no JSON", "info", "output", "{no JSON"),
        ('["a list"]', "info", "output", '["a list"]'),
        ("Segmentation fault", "info", "output", "Segmentation fault"),
    ],
)
def test_each_kind_of_line_is_read(line: str, level: str, logger: str, message: str) -> None:
    (told,) = _entries(line)
    assert {key: told[key] for key in ("level", "logger", "message")} == {
        "level": level,
        "logger": logger,
        "message": message,
    }


def test_the_time_of_a_line_is_kept_in_utc() -> None:
    assert entry("[2026-11-30 08:31:41 +0200] [12] [INFO] It.")["time"] == "2026-11-30T06:31:41.000+00:00"


def test_what_the_bot_writes_itself_stays_as_it_is() -> None:
    import logging

    record = logging.LogRecord("rasa", logging.INFO, __file__, 1, "turn “ü”", (), None)
    record.fields = {"parts": ["gap"]}
    line = JsonFormatter(Settings()).format(record)
    assert _taken(line) == [line]


def test_an_error_is_one_line_whole_at_the_start_and_by_its_kind_while_messages_are_answered() -> None:
    before, after = _entries(*TRACEBACK, "[2026-11-30 08:31:41 +0000] [12] [ERROR] Exception", *TRACEBACK)[::2]
    assert (before["level"], before["message"]) == ("error", "KeyError: 'my secret'")
    assert before["error"].splitlines() == TRACEBACK
    assert after["message"] == "KeyError"
    assert after["error"].splitlines()[:-1] == TRACEBACK[:-1]
    assert "secret" not in json.dumps(after)


def test_an_error_that_breaks_off_is_told_too() -> None:
    (told,) = _entries(*TRACEBACK[:2])
    assert told["error"].splitlines() == TRACEBACK[:2]


def test_what_libraries_warn_their_developers_of_is_left_out_and_our_own_is_not() -> None:
    ours = [line.replace("site-packages", "channels") for line in LIBRARY]
    long = ["/v/site-packages/a.py:1: DeprecationWarning: old", "more", "  import old"]
    assert [told["message"] for told in _entries(*LIBRARY, "a", *long, "b", *ours, "c")] == [
        "a",
        "b",
        "\n".join(ours),
        "c",
    ]


def test_text_is_passed_on_as_it_is_where_the_credentials_say_so(tmp_path: Path) -> None:
    assert _taken(*TRACEBACK, "it", as_json=False) == [*TRACEBACK, "it"]
    path = tmp_path / "credentials.yml"
    for setting, expected in (("text", False), ('"text"', False), ("json  # or text", True)):
        path.write_text(f"channels.ops.channel.OpsInput:\n  log_format: {setting}\n")
        assert logged.wants_json(["rasa", "run", "--credentials", str(path)]) == expected
    assert logged.wants_json(["rasa_sdk"])


def test_bytes_that_are_no_text_and_lines_without_end_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_lines, "LONGEST", 4)
    put: list[str] = []
    LogLines(put.append).copy(io.BytesIO(b"\xff\xfe\nabcdef"))
    assert [json.loads(line)["message"] for line in put] == ["\ufffd\ufffd", "abcd", "ef"]


def test_a_full_file_goes_on_as_another_and_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_lines, "BIGGEST", 100)
    path = tmp_path / "logs" / "bot.log"
    for _ in range(2):  # restarts
        put = kept(path)
        for number in range(20):
            put(f"{number} {'x' * 40}")
    files = sorted(path.parent.iterdir())
    assert len(files) == 1 + log_lines.KEPT
    assert all(file.stat().st_size <= 100 for file in files)
    assert path.read_text().splitlines()[-1].startswith("19 ")


def _server(folder: Path, script: str) -> Server:
    log, variables = folder / "logs" / "bot-1.log", {"PATH": "/usr/bin:/bin"}
    return Server("bot", ("sh", "-c", script), "http://127.0.0.1:9", log, variables, patience=20, keeps_log=True)


def test_logs_are_kept_over_restarts_and_a_failure_tells_of_its_own_run_alone(tmp_path: Path) -> None:
    for words in ("first run", "no such model"):
        servers = Servers(_server(tmp_path, f"echo {words}; exit 3"))
        with pytest.raises(Exception, match="has ended") as caught:
            servers.wait(Progress("Starting"))
    assert str(caught.value).splitlines()[1:] == ["  no such model"]
    lines = [json.loads(line) for line in (tmp_path / "logs" / "bot-1.log").read_text().splitlines()]
    assert [line["message"] for line in lines if line["logger"] == "output"] == ["first run", "no such model"]
    assert all(set(line) >= KEYS for line in lines)


def test_nothing_that_was_written_before_the_end_is_lost(tmp_path: Path) -> None:
    servers = Servers(_server(tmp_path, "trap 'seq 5000; exit' TERM; echo up; while :; do sleep 0.1; done"))
    while "up" not in tail(tmp_path / "logs" / "bot-1.log", 1):
        time.sleep(0.05)
    servers.stop()
    assert tail(tmp_path / "logs" / "bot-1.log", 5000) == [str(number) for number in range(1, 5001)]


def test_a_person_reads_the_messages_of_the_last_run_and_the_errors() -> None:
    lines = _taken(f"{log_lines.BEGINS}it", "a", *TRACEBACK)
    assert told(["old", *lines]) == ["a", TRACEBACK[-1], *TRACEBACK]


# A server as deploy/ starts it: it says so, fails or ends when it is told to.
MODULE = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (print("told to end"), sys.exit(4)))
print("up", os.getpid(), sys.argv[1:])
if "fail" in sys.argv:
    raise ValueError("no such model")
time.sleep(60)
"""


def _start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    (folder / "its_server.py").write_text(MODULE)
    command = [sys.executable, "-m", "commands.logged", "its_server", *arguments]
    path = {"PYTHONPATH": f"{ROOT}:{folder}"}
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **path}, stderr=subprocess.PIPE, text=True)


def _says(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stderr is not None
    return dict(json.loads(process.stderr.readline()))


def test_a_logged_server_gets_the_signals_and_its_exit_code_is_told(tmp_path: Path) -> None:
    with _start(tmp_path, "--port", "1") as process:
        assert _says(process)["message"] == f"{log_lines.BEGINS}its_server --port"
        assert "['--port', '1']" in _says(process)["message"]
        process.send_signal(signal.SIGTERM)
        assert _says(process)["message"] == "told to end"
        assert process.wait(20) == 4


def test_a_logged_server_that_fails_says_why_in_the_same_form(tmp_path: Path) -> None:
    with _start(tmp_path, "fail") as process:
        lines = [json.loads(line) for line in process.stderr or ()]
    assert process.returncode == 1
    assert (lines[-1]["level"], lines[-1]["message"]) == ("error", "ValueError: no such model")


def test_a_logged_server_ends_with_the_program_that_watches_it(tmp_path: Path) -> None:
    with _start(tmp_path) as process:
        _says(process)
        server = psutil.Process(int(_says(process)["message"].split()[1]))
        process.kill()
        server.wait(20)


def test_without_a_module_it_says_how_to_call_it() -> None:
    assert logged.main([]) == 2

"""The default, SQLite in one process: reply times as more is stored, and what a full disk does."""

from __future__ import annotations

import resource
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil
import yaml

from benchmarks.load import Client
from benchmarks.tables import markdown
from commands.network import free_ports, url
from commands.progress import Progress
from commands.servers import credentials_file, serving

NO_LIMIT = "100000/minute"  # for a session: the load is to reach the bot
_TURNS = 2_000  # of the long conversation
_ASKED = 40  # messages for a figure
_SHORT = 2  # messages in each of many conversations
_COLUMNS = "type_name, timestamp, intent_name, action_name, data"

Line = tuple[str, float, int]  # what was stored, the median of a reply in seconds, the memory of the bot in bytes


class Embedded:
    """A running bot whose conversations are in `file`."""

    def __init__(self, port: int, file: Path) -> None:
        self.port, self.file = port, file
        self.site, self.database = url(port), f"sqlite:///{file}"

    def ask(self, texts: Sequence[str], sender: str = "") -> float:
        """The median of the replies to some messages, in seconds."""
        client, sender, seconds = Client(self.port), sender or uuid.uuid4().hex, []
        for text in texts[:_ASKED]:
            begin = time.perf_counter()
            client.ask(sender, text)
            seconds.append(time.perf_counter() - begin)
        client.close()
        return median(seconds)

    def fill(self, conversations: int, turns: int = 1) -> str:
        """Store so many copies of the conversation that was stored first, each so many times long: the last's id."""
        with sqlite3.connect(self.file, timeout=60) as database:
            ((first,),) = database.execute("SELECT sender_id FROM events ORDER BY id LIMIT 1").fetchall()
            copy = f"INSERT INTO events (sender_id, {_COLUMNS}) SELECT ?, {_COLUMNS} FROM events WHERE sender_id = ?"
            copy += " AND type_name != 'session_started' ORDER BY id"
            ids = [uuid.uuid4().hex for _ in range(conversations)]
            database.executemany(copy, ((id, first) for id in ids for _ in range(turns)))
        return ids[-1]

    def memory(self) -> int:
        """The resident memory of the bot, in bytes."""
        return int(self.process().memory_info().rss)

    def process(self) -> psutil.Process:
        """The bot's process."""
        return next(child for child in psutil.Process().children() if str(self.port) in child.cmdline())


@contextmanager
def running(purpose: str) -> Iterator[Embedded]:
    """A bot of its own, ready, with an empty file."""
    port, actions_port = free_ports(2)
    with tempfile.TemporaryDirectory(prefix="stress-") as folder:
        file = Path(folder) / "conversations.db"
        progress = Progress("Starting a bot with SQLite")
        with serving(port, actions_port, purpose, "--credentials", str(_credentials(folder)), keep=file) as servers:
            servers.wait(progress)
            progress.done("It is ready")
            yield Embedded(port, file)


def _credentials(folder: str) -> Path:
    """The channels as they are, without the limit that would keep a load away from the bot."""
    channels = yaml.safe_load(credentials_file().read_text(encoding="utf-8"))
    channels["channels.web.channel.WebInput"] |= {"limit_per_session": NO_LIMIT, "limit_per_address": NO_LIMIT}
    path = Path(folder) / "credentials.yml"
    path.write_text(yaml.safe_dump(channels), encoding="utf-8")
    return path


def grown(texts: Sequence[str], most: int) -> list[Line]:
    """The figures with 1, 1,000 and so on to `most` stored conversations, and with one that is long."""
    with running("stress") as bot:
        bot.ask(texts[:_SHORT])
        bot.ask(texts)  # what is slow only once is over
        lines = [("1 conversation", bot.ask(texts), bot.memory())]
        stored = 1
        for wanted in sorted({min(1_000, most), most}):
            bot.fill(wanted - stored)
            stored = wanted
            lines.append((f"{wanted:,} conversations", bot.ask(texts), bot.memory()))
        long = bot.fill(1, _TURNS // _SHORT)
        lines.append((f"a conversation of {_TURNS:,} turns, in it", bot.ask(texts, long), bot.memory()))
    return lines


def table(lines: Sequence[Line]) -> str:
    """A line for each, beside the first."""
    _, seconds, memory = lines[0]
    rows = [
        (name, f"{took * 1000:.0f} ms", f"{took / seconds:.2f}", f"{used / 1e6:,.0f} MB", f"{used / memory:.2f}")
        for name, took, used in lines
    ]
    return markdown([("stored", "median reply", "times the first", "memory of the bot", "times the first"), *rows])


@contextmanager
def no_room(bot: Embedded) -> Iterator[None]:
    """The bot can write to none of its files while the block runs."""
    pid = bot.process().pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    # A limit at the present size would leave room: SQLite writes its log over again from the start.
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)

"""What a reader waits for in a short and in a long conversation, and what hostile texts cost."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import psutil

from benchmarks.stress import hostile
from benchmarks.stress.embedded import Embedded
from benchmarks.tables import markdown
from channels.web.sessions import Sessions
from commands import session_secret
from commands.network import HOST

TURNS = (10, 2_000)
BAR = 1.5  # times as long in the long one
HOSTILE_BAR = 0.1  # seconds of processor time for a turn, whatever is said
_ASKED = 40  # times of each
_ROUNDS = 3
_TRIES = 5
_DAY = 24 * 3600


@dataclass(frozen=True)
class Reading:
    """The seconds of what is done, in the short conversation and in the long one."""

    name: str
    short: float
    long: float

    @property
    def is_whole(self) -> bool:
        """True where the length makes little difference."""
        return self.long <= BAR * self.short


class Reader:
    """A visitor who has a conversation already."""

    def __init__(self, bot: Embedded, conversation: str) -> None:
        secrets = tuple(session_secret.variables().values())
        token = Sessions(secrets, _DAY).token(conversation)["token"]
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connection = http.client.HTTPConnection(HOST, bot.port, timeout=60)
        self._answer, self._votes = self.history()[-1]["id"], 0

    def history(self) -> list[dict[str, Any]]:
        """The messages so far."""
        return list(json.loads(self._send("GET", "history"))["messages"])

    def vote(self) -> None:
        """Find the last answer helpful, or not any more."""
        self._votes += 1
        self._send("POST", "feedback", {"answer": self._answer, "value": ("up", "down")[self._votes % 2]})

    def say(self, text: str) -> None:
        """Send a message."""
        self._send("POST", "messages", {"text": text})

    def _send(self, method: str, route: str, body: Any = None) -> bytes:
        content = None if body is None else json.dumps(body)
        self._connection.request(method, f"/webhooks/web/{route}", content, self._headers)
        with self._connection.getresponse() as response:
            answer = response.read()
            if response.status >= 300:
                raise http.client.HTTPException(f"{route}: {response.status} {answer[:200]!r}")
            return answer


def seconds(work: Callable[[], object]) -> float:
    """What it takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def readings(bot: Embedded, texts: Sequence[str]) -> list[Reading]:
    """The medians of both conversations, in which all is done in turns."""
    bot.ask(texts[:2])
    short, long = (Reader(bot, bot.fill(1, turns // 2)) for turns in TURNS)
    lines = []
    for name, work in (("GET /history", Reader.history), ("a vote", Reader.vote)):
        pairs = [(seconds(lambda: work(short)), seconds(lambda: work(long))) for _ in range(_ASKED)]  # noqa: B023
        lines.append(Reading(name, median(one for one, _ in pairs), median(other for _, other in pairs)))
    return lines


def slowest(bot: Embedded, texts: Sequence[str]) -> tuple[str, float]:
    """What is repeated in the hostile text whose turn costs most, and the seconds that bot and actions work on it."""
    bot.ask(texts[:2])
    reader = Reader(bot, bot.fill(1))
    took = {unit: max(_worked(reader, text) for text in of_unit) for unit, of_unit in hostile.texts().items()}
    return max(took.items(), key=lambda item: item[1])


def _worked(reader: Reader, text: str) -> float:
    """The processor time of a turn: the least mean of some rounds, so that a pause to tidy memory counts for none."""
    return min(_mean(reader, text) for _ in range(_ROUNDS))


def _mean(reader: Reader, text: str) -> float:
    """The processor time of a turn, the mean of some tries: another program can't add to that."""
    before = _processor()
    for _ in range(_TRIES):
        reader.say(text)
    return (_processor() - before) / _TRIES


def _processor() -> float:
    times = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
    return float(sum(each.user + each.system for each in times))


def table(lines: Sequence[Reading], hostile_text: tuple[str, float]) -> str:
    """A line for each."""
    head = ("", *(f"{turns:,} turns" for turns in TURNS), "times", "bar")
    rows = [(each.name, _ms(each.short), _ms(each.long), f"{each.long / each.short:.2f}", f"{BAR}") for each in lines]
    unit, took = hostile_text
    kinds = len(hostile.texts())
    return (
        f"{markdown([head, *rows])}\n\n"
        f"Of {kinds} kinds of text, {hostile.LENGTHS[0]:,} and {hostile.LENGTHS[1]} characters long, "
        f"{json.dumps(unit)} over and over costs most: {took * 1000:.0f} ms of processor time for the whole turn "
        f"(bar: {HOSTILE_BAR * 1000:.0f} ms)."
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"

"""`make bench-web`: the chat widget beside rasa-webchat and botframework-webchat, in one browser, with one bot.

Each gets the same page from the same kind of server, compressed, with an empty cache. Written into docs/performance.md;
ARGS=--quick makes one visit each and only prints.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import yaml

from benchmarks import document, machine, tables
from benchmarks.widget.measure import Visit, visit
from benchmarks.widget.peers import Widget, widgets
from benchmarks.widget.serving import files, site
from commands import network
from commands.command import run
from commands.progress import Progress
from commands.screenshots import a_browser
from commands.servers import serving

PART = "widget"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
ROUNDS = 7

Results = dict[str, list[Visit]]


def main() -> int:
    """Print the table; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        prog="make bench-web", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="one visit each; writes nothing")
    quick: bool = parser.parse_args().quick
    rounds, place = (1 if quick else ROUNDS), machine.description()
    results = measured(rounds)
    bar = "pass" if is_lightest(results) else "MISSED"
    visits = f"Medians of {rounds} visits each, in turn. Machine: {place}."
    text = f"{table(results)}\n\nBar: ours loads less than both others, before opening and after: {bar}. {visits}"
    print(f"\n{text}")
    if not quick:
        document.write(DOCUMENT, PART, text, "make bench-web")
    return int(not is_lightest(results))


def measured(rounds: int) -> Results:
    """The visits by widget; they take turns, so that a busy moment of the machine hits all of them."""
    content = files()
    port = network.free_ports(1)[0]
    with site(port, content) as pages, _a_bot(network.url(port)) as bot, a_browser() as browser:
        compared: Sequence[Widget] = widgets(bot)
        pages.update({f"/{number}": widget.page.encode() for number, widget in enumerate(compared)})
        results: Results = {widget.name: [] for widget in compared}
        for _ in range(rounds):
            for number, widget in enumerate(compared):
                results[widget.name].append(visit(browser, widget, f"{network.url(port)}/{number}"))
    return results


@contextmanager
def _a_bot(origin: str) -> Iterator[str]:
    """The address of a bot with a channel for each widget, which pages of the origin may use."""
    channels = {
        "rest": {},
        "socketio": {
            "user_message_evt": "user_uttered",
            "bot_message_evt": "bot_uttered",
            "session_persistence": False,
        },
        "channels.web.channel.WebInput": {"allowed_origins": [origin]},
    }
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as credentials:
        yaml.safe_dump(channels, credentials)
        credentials.flush()
        os.environ["CREDENTIALS"] = credentials.name
        bot_port, actions_port = network.free_ports(2)
        progress = Progress("Starting the bot")
        with serving(bot_port, actions_port, "bench-widget", "--cors", origin) as servers:
            servers.wait(progress)
            progress.end()
            yield network.url(bot_port)


def table(results: Results) -> str:
    """A Markdown table, a column for each widget."""
    lines: list[tuple[str, Callable[[Visit], float], Callable[[float], str]]] = [
        ("loaded before opening", lambda v: v.bytes_before, _kilobytes),
        ("requests before opening", lambda v: v.requests_before, _count),
        ("loaded once it is open", lambda v: v.bytes_after, _kilobytes),
        ("requests once it is open", lambda v: v.requests_after, _count),
        ("from the click until one can type", lambda v: v.ready, _milliseconds),
        ("from Enter to the answer", lambda v: v.answered, _milliseconds),
    ]
    rows = [(name, *(unit(median(map(value, visits))) for visits in results.values())) for name, value, unit in lines]
    return tables.markdown([("", *results), *rows])


def is_lightest(results: Results) -> bool:
    """True where ours, the last one, loads less than each other one, before opening and after."""
    *others, ours = (
        (median(v.bytes_before for v in all), median(v.bytes_after for v in all)) for all in results.values()
    )
    return all(ours[0] < before and ours[1] < after for before, after in others)


def _kilobytes(value: float) -> str:
    return f"{value / 1000:.1f} kB" if value < 100_000 else f"{value / 1000:.0f} kB"


def _count(value: float) -> str:
    return f"{value:.0f}"


def _milliseconds(value: float) -> str:
    return f"{1000 * value:.0f} ms"


if __name__ == "__main__":
    sys.exit(run(main))

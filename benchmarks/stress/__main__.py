"""`make stress`: load and faults on a cluster, then growth and a full disk with SQLite; docs/reliability.md tells."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import document, machine
from benchmarks.stress import embedded, faults, reading, stopping, visitors
from benchmarks.stress.faults import Outcome
from benchmarks.tables import markdown
from commands.cluster import cluster
from commands.command import run
from commands.progress import Progress

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"


def main() -> int:
    """Measure, print the tables and write them into the document."""
    options = _options()
    texts = visitors.texts()
    is_whole = [PARTS[name](texts, options) for name in options.parts or PARTS]
    return 0 if all(is_whole) else 1


def _loading(texts: Sequence[str], options: argparse.Namespace) -> bool:
    """Measure load with and without faults; True where nothing is lost, doubled or out of order."""
    ran = f"{options.conversations} conversations at once for {options.seconds:g} s; {machine.description()}."
    outcomes = [*_on_a_cluster(1, texts, options), *_on_a_cluster(2, texts, options), _with_a_full_disk(texts, options)]
    _tell("load", f"{ran}\n\n{table(outcomes)}")
    return all(each.is_whole for each in outcomes)


def _growing(texts: Sequence[str], options: argparse.Namespace) -> bool:
    """Measure replies and memory while SQLite grows; there is no bar."""
    _tell("growth", embedded.table(embedded.grown(texts, options.stored)))
    return True


def _stopping(texts: Sequence[str], options: argparse.Namespace) -> bool:
    """Measure what others notice of messages that never end; True where all is as it should be."""
    progress = Progress("Starting a cluster whose actions can hang")
    with cluster(embedded.NO_LIMIT, actions_module=stopping.MODULE) as running:
        running.wait(progress)
        progress.done("All are ready")
        done = Progress("Load: messages that never end")
        outcome = stopping.stopping(running.site, texts, options.readers, options.seconds)
        done.done("Messages that never end measured")
    ran = f"{options.readers} others for {options.seconds:g} s; {machine.description()}."
    _tell("never", f"{ran}\n\n{stopping.table(outcome)}")
    return outcome.is_whole


def _reading(texts: Sequence[str], _: argparse.Namespace) -> bool:
    """Measure readers of a short and of a long conversation, and hostile texts; True within the bars."""
    with embedded.running("stress") as bot:
        lines = reading.readings(bot, texts)
        slowest = reading.slowest(bot, texts)
    _tell("reading", f"{machine.description()}.\n\n{reading.table(lines, slowest)}")
    return all(line.is_whole for line in lines) and slowest[1] <= reading.HOSTILE_BAR


# The parts of the document, each with what measures it.
PARTS: dict[str, Callable[[Sequence[str], argparse.Namespace], bool]] = {
    "load": _loading, "growth": _growing, "never": _stopping, "reading": _reading,
}  # fmt: skip


def _tell(part: str, content: str) -> None:
    print(content)
    document.write(DOCUMENT, part, content, "make stress")


def table(outcomes: Sequence[Outcome]) -> str:
    """A line for each run."""
    counts = ("answered", "told to try again", "broken off", "lost", "doubled", "out of order")
    return markdown([("", *counts, "p95", "a second", "last failure after"), *(_cells(each) for each in outcomes)])


def _cells(of: Outcome) -> tuple[str, ...]:
    numbers = (of.answered, of.told, of.broken, of.kept.lost, of.kept.doubled, of.kept.disordered)
    back = "none" if not (of.told or of.broken) else "no fault" if of.back is None else f"{of.back:.1f} s"
    return of.name, *(f"{number:,}" for number in numbers), f"{of.p95:.2f} s", f"{of.per_second:.1f}", back


def _on_a_cluster(count: int, texts: Sequence[str], options: argparse.Namespace) -> list[Outcome]:
    progress = Progress(f"Starting a cluster of {count} and {count}")
    with cluster(embedded.NO_LIMIT, count) as running:
        running.wait(progress)
        progress.done("All are ready")
        runs = {"one process": None} if count == 1 else {"two processes": None, **faults.FAULTS}
        outcomes = []
        for name, fault in runs.items():
            done = Progress(f"Load: {name}")
            outcomes.append(faults.load(running, texts, options.conversations, options.seconds, name, fault))
            done.done(f"{name} measured")
        if count > 1:
            done = Progress("Senders of many messages")
            outcomes.append(faults.one_sender(running, texts, options.messages, options.runs))
            done.done("Senders of many messages measured")
        return outcomes


def _with_a_full_disk(texts: Sequence[str], options: argparse.Namespace) -> Outcome:
    with embedded.running("stress") as bot:
        done = Progress("Load: a full disk")
        outcome = faults.full_disk(bot, texts, options.conversations, options.seconds)
        done.done("A full disk measured")
        return outcome


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=PARTS, help="of the document: all where none is named")
    parser.add_argument("--seconds", type=float, default=300, help="of load in each run")
    parser.add_argument("--conversations", type=int, default=200, help="at once")
    parser.add_argument("--messages", type=int, default=1_000, help="of each sender of many")
    parser.add_argument("--runs", type=int, default=20, help="of such a sender, four at the same time")
    parser.add_argument("--readers", type=int, default=20, help="beside those whose messages never end")
    parser.add_argument("--stored", type=int, default=100_000, help="conversations at most, for growth")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(run(main))

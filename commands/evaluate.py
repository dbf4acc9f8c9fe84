"""`make eval`: asks the running bot all held-out phrasings and conversations, and prints the share right by kind."""

from __future__ import annotations

import argparse
import sys
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import requests
import yaml

from actions.knowledge_files import load
from commands.judge import Expectation, Judge

ROOT = Path(__file__).resolve().parent.parent
PHRASINGS = ROOT / "tests" / "nlu"
UNSEEN = ROOT / "tests" / "unseen"
CONVERSATIONS = ROOT / "tests" / "conversations"
BARS = {"answers": 0.95, "refusals": 0.95, "gaps": 0.95, "turns": 0.95}


@dataclass(frozen=True)
class Turn:
    """A message with what a right reply to it is; `first` where it opens a conversation."""

    kind: str
    home: str
    text: str
    expected: Expectation
    first: bool = True


@dataclass
class Tally:
    """How many turns were right of how many, and the misses."""

    right: int = 0
    total: int = 0
    misses: list[tuple[Turn, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share right, 0 to 1."""
        return self.right / self.total if self.total else 1.0


def phrasings(folder: Path = PHRASINGS) -> Iterator[Turn]:
    """Every single-turn phrasing in `folder`."""
    for path in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            expected = Expectation.of(entry["expect"])
            yield Turn(_kind(expected), path.stem, entry["ask"], expected)


def conversations(folder: Path = CONVERSATIONS) -> Iterator[Turn]:
    """Every turn of every conversation in `folder`, in order."""
    for path in sorted(folder.glob("*.yml")):
        for talk in yaml.safe_load(path.read_text(encoding="utf-8")):
            for place, turn in enumerate(talk["turns"]):
                home = f"{path.stem}: {talk['name']}"
                yield Turn("turns", home, turn["user"], Expectation.of(turn["expect"]), place == 0)


def _kind(expected: Expectation) -> str:
    if "refusal" in expected.parts or "bad_input" in expected.parts:
        return "refusals"
    return "gaps" if "gap" in expected.parts else "answers"


class Bot:
    """A bot behind Rasa's REST channel."""

    def __init__(self, url: str) -> None:
        """`url`: where it listens, without a path."""
        self._url = f"{url}/webhooks/rest/webhook"
        self._session = requests.Session()

    def ask(self, sender: str, text: str) -> str:
        """The texts of its reply, one a line."""
        answer = self._session.post(self._url, json={"sender": sender, "message": text}, timeout=60)
        answer.raise_for_status()
        return "\n".join(message.get("text", "") for message in answer.json())


def run(bot: Bot, judge: Judge, turns: Iterator[Turn]) -> dict[str, Tally]:
    """The tallies by kind, once each turn was put to the bot."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    sender, before = "", ""
    for turn in turns:
        if turn.first:
            sender, before = uuid.uuid4().hex, ""
        reply = bot.ask(sender, turn.text)
        tally = tallies[turn.kind]
        tally.total += 1
        if judge.is_right(reply, turn.expected, before):
            tally.right += 1
        else:
            tally.misses.append((turn, reply))
        before = reply
    return tallies


def make_judge() -> Judge:
    """The judge by the knowledge and the domain of this project."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    responses = {name: [entry["text"] for entry in entries] for name, entries in domain["responses"].items()}
    return Judge(load(), responses)


def report(tallies: dict[str, Tally], with_misses: bool = True) -> str:
    """A table of the shares, and each miss with what came back."""
    rows = [f"{'kind':<10} {'right':>6} {'of':>5} {'share':>7}"]
    rows += [f"{k:<10} {t.right:>6} {t.total:>5} {100 * t.share:>6.1f}%" for k, t in sorted(tallies.items())]
    for kind, tally in sorted(tallies.items()):
        for turn, reply in tally.misses if with_misses else ():
            wanted = "/".join(turn.expected.parts)
            details = " ".join(
                filter(None, (",".join(turn.expected.topics), turn.expected.aspect, turn.expected.subject))
            )
            rows.append(f"- {kind} [{turn.home}] {turn.text!r}\n    wanted {wanted} {details}\n    got {reply[:160]!r}")
    return "\n".join(rows)


def main() -> int:
    """Print the report; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:5005", help="where the bot listens")
    parser.add_argument("--phrasings", type=Path, default=PHRASINGS, help="a folder of single messages")
    parser.add_argument("--no-conversations", action="store_true", help="single messages only")
    parser.add_argument("--unseen", action="store_true", help="the shares of questions that nobody reads")
    options = parser.parse_args()
    bot, judge = Bot(options.url), make_judge()
    if options.unseen:
        print(report(run(bot, judge, phrasings(UNSEEN)), with_misses=False))
        return 0
    tallies = run(bot, judge, phrasings(options.phrasings))
    if not options.no_conversations:
        tallies.update(run(bot, judge, conversations()))
    print(report(tallies))
    return int(any(tally.share < BARS[kind] for kind, tally in tallies.items()))


if __name__ == "__main__":
    sys.exit(main())

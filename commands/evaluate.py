"""`make eval`: puts all held-out messages and conversations to the bot, in one process, and counts the right replies.

`--replay` prints every reply that changed since `--record` wrote results/replay.jsonl; `--unseen` prints the shares of
questions that nobody reads.
"""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from commands.judge import Expectation, Judge, Said
from knowledge.files import load

if TYPE_CHECKING:
    from commands.one_process import OneProcessBot

ROOT = Path(__file__).resolve().parent.parent
PHRASINGS = ROOT / "tests" / "nlu"
UNSEEN = ROOT / "tests" / "unseen"
CONVERSATIONS = ROOT / "tests" / "conversations"
RECORDED = ROOT / "results" / "replay.jsonl"
BARS = {"answers": 0.95, "refusals": 0.95, "gaps": 0.95, "turns": 0.95}


@dataclass(frozen=True)
class Turn:
    """A message with what a right reply to it is; `first` where it opens a conversation."""

    kind: str
    home: str
    text: str
    expected: Expectation
    first: bool = True


@dataclass(frozen=True)
class Outcome:
    """A turn with the bot's reply, what it answered, and whether that was right."""

    turn: Turn
    said: Said
    intent: str
    right: bool

    def as_json(self) -> dict[str, Any]:
        """What a later run is compared with."""
        told = [
            {key: entry[key] for key in ("form", "part", "topics", "aspects", "verdict")} for entry in self.said.told
        ]
        return {"home": self.turn.home, "text": self.turn.text, "intent": self.intent, "told": told,
                "reply": self.said.text, "right": self.right}  # fmt: skip


@dataclass
class Tally:
    """How many turns were right of how many, and the misses."""

    right: int = 0
    total: int = 0
    misses: list[Outcome] = field(default_factory=list)

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


def run(bot: OneProcessBot, judge: Judge, turns: Iterable[Turn]) -> list[Outcome]:
    """What the bot makes of each turn."""
    outcomes: list[Outcome] = []
    sender, before = "", ""
    for turn in turns:
        if turn.first:
            sender, before = uuid.uuid4().hex, ""
        said = Said.of(bot.say(sender, turn.text))
        intent = str((bot.understood(sender).get("intent") or {}).get("name"))
        outcomes.append(Outcome(turn, said, intent, judge.is_right(said, turn.expected, before)))
        before = said.text
    return outcomes


def tallies(outcomes: Iterable[Outcome]) -> dict[str, Tally]:
    """The tallies by kind."""
    counted: dict[str, Tally] = defaultdict(Tally)
    for outcome in outcomes:
        tally = counted[outcome.turn.kind]
        tally.total += 1
        tally.right += outcome.right
        if not outcome.right:
            tally.misses.append(outcome)
    return counted


def make_judge() -> Judge:
    """The judge by the knowledge and the domain of this project."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    responses = {name: [entry["text"] for entry in entries] for name, entries in domain["responses"].items()}
    return Judge(load(), responses)


def report(counted: dict[str, Tally], with_misses: bool = True) -> str:
    """A table of the shares, and each miss with what came back."""
    rows = [f"{'kind':<10} {'right':>6} {'of':>5} {'share':>7}"]
    rows += [f"{k:<10} {t.right:>6} {t.total:>5} {100 * t.share:>6.1f}%" for k, t in sorted(counted.items())]
    for kind, tally in sorted(counted.items()):
        for outcome in tally.misses if with_misses else ():
            expected = outcome.turn.expected
            details = " ".join(filter(None, (",".join(expected.topics), expected.aspect, expected.subject)))
            rows.append(
                f"- {kind} [{outcome.turn.home}] {outcome.turn.text!r} ({outcome.intent})\n"
                f"    wanted {'/'.join(expected.parts)} {details}\n    got {outcome.said.text[:160]!r}"
            )
    return "\n".join(rows)


def changes(outcomes: Iterable[Outcome], recorded: Path) -> str:
    """Each reply whose questions, verdict or text changed since the recorded run, and how many there are."""
    known = [json.loads(line) for line in recorded.read_text(encoding="utf-8").splitlines()]
    before = {(entry["home"], entry["text"]): entry for entry in known}
    rows: list[str] = []
    count = {"right now": 0, "wrong now": 0, "in questions or verdict": 0, "in text alone": 0}
    for outcome in outcomes:
        new, old = outcome.as_json(), before.get((outcome.turn.home, outcome.turn.text))
        if old is None or new == old:
            continue
        kind = _change(old, new)
        count[kind] += 1
        rows.append(f"- {kind} [{new['home']}] {new['text']!r}\n    was {_brief(old)}\n    is  {_brief(new)}")
    return "\n".join((*rows, ", ".join(f"{number} {kind}" for kind, number in count.items())))


def _change(old: dict[str, Any], new: dict[str, Any]) -> str:
    if old["right"] != new["right"]:
        return "right now" if new["right"] else "wrong now"
    return "in questions or verdict" if old["told"] != new["told"] else "in text alone"


def _brief(entry: dict[str, Any]) -> str:
    told = "; ".join(f"{t['form']} {t['part']} {','.join(t['topics'])} {t['verdict']}".strip() for t in entry["told"])
    return f"{entry['intent']} [{told}] {entry['reply'][:140]!r}"


def main() -> int:
    """Print the report; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phrasings", type=Path, default=PHRASINGS, help="a folder of single messages")
    parser.add_argument("--no-conversations", action="store_true", help="single messages only")
    parser.add_argument("--unseen", action="store_true", help="the shares of questions that nobody reads")
    parser.add_argument("--replay", action="store_true", help="print what changed since the recorded run")
    parser.add_argument("--record", action="store_true", help="record this run for --replay")
    options = parser.parse_args()
    from commands.one_process import OneProcessBot  # it takes seconds to import

    bot, judge = OneProcessBot(), make_judge()
    if options.unseen:
        print(report(tallies(run(bot, judge, phrasings(UNSEEN))), with_misses=False))
        return 0
    turns = [*phrasings(options.phrasings), *(() if options.no_conversations else conversations())]
    outcomes = run(bot, judge, turns)
    if options.replay and RECORDED.is_file():
        print(changes(outcomes, RECORDED))
    if options.record or (options.replay and not RECORDED.is_file()):
        RECORDED.parent.mkdir(exist_ok=True)
        RECORDED.write_text("".join(f"{json.dumps(o.as_json())}\n" for o in outcomes), encoding="utf-8")
    counted = tallies(outcomes)
    print(report(counted, with_misses=not options.replay))
    return int(any(tally.share < BARS[kind] for kind, tally in counted.items()))


if __name__ == "__main__":
    sys.exit(main())

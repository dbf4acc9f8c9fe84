"""One run of all measurements: trainings, starts and rounds of messages, the set-ups always in turn."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from benchmarks import messages, setups
from benchmarks.figures import Round
from benchmarks.load import play
from benchmarks.messages import Conversation
from benchmarks.serving import Running, serving
from commands.command import CommandError
from commands.progress import Progress

CLIENTS = (1, 16)
_LEAST_ROUNDS = 3
_UNANSWERED = 0.01  # the share of messages without an answer from which times say nothing


@dataclass(frozen=True)
class Plan:
    """How much is measured. `conversations` of ten messages are held in a round, by so many clients as the key says;
    no round begins after `limit` seconds of the run, once there are three."""

    starts: int
    rounds: int
    conversations: dict[int, int]
    limit: float
    afresh: bool


FULL = Plan(starts=2, rounds=5, conversations={1: 10, 16: 32}, limit=200, afresh=True)
QUICK = Plan(starts=1, rounds=3, conversations={1: 3, 16: 16}, limit=120, afresh=False)


@dataclass(frozen=True)
class Figures:
    """What was measured of a set-up; seconds and bytes. `rounds` are keyed by the number of clients."""

    name: str
    training: float
    archive: int
    ready: tuple[float, ...]
    memory: int
    rounds: dict[int, tuple[Round, ...]]


def measure(plan: Plan, models: int) -> tuple[Figures, Figures, Figures]:
    """The figures of the starter, of the guide, and of the guide with so many models; raises CommandError."""
    begin = time.monotonic()
    compared = setups.starter(plan.afresh), setups.guide(plan.afresh), setups.guide(plan.afresh, models)
    ready: dict[str, list[float]] = {setup.name: [] for setup in compared}
    for setup in compared[:2] * (plan.starts - 1):
        with serving(setup) as running:
            ready[setup.name].append(running.ready)
    with ExitStack() as stack:
        bots = [stack.enter_context(serving(setup)) for setup in compared]
        rounds = _rounds(bots, plan, begin + plan.limit)
        memory = [bot.memory() for bot in bots]
    starter, guide, grown = (
        Figures(
            name=bot.setup.name,
            training=bot.setup.training,
            archive=bot.setup.archive.stat().st_size,
            ready=(*ready[bot.setup.name], bot.ready),
            memory=used,
            rounds=rounds[bot.setup.name],
        )
        for bot, used in zip(bots, memory, strict=True)
    )
    return starter, guide, grown


def _rounds(bots: Sequence[Running], plan: Plan, deadline: float) -> dict[str, dict[int, tuple[Round, ...]]]:
    """Set-up -> number of clients -> its rounds. One round is not counted: a server's first replies are slower."""
    talks = messages.conversations(messages.texts())
    outcome: dict[str, dict[int, tuple[Round, ...]]] = {bot.setup.name: {} for bot in bots}
    for bot in bots:
        play(bot.port, messages.share(talks, 2, 0), 2)
    progress = Progress("Talking")
    for number in range(plan.rounds):
        if number >= _LEAST_ROUNDS and time.monotonic() > deadline:
            break
        for clients, bot in _in_turn(bots, number):
            progress.tick(f"round {number + 1} of {plan.rounds}, {bot.setup.name}, {clients} at once")
            one = _round(bot, clients, messages.share(talks, plan.conversations[clients], number * 7))
            earlier = outcome[bot.setup.name].get(clients, ())
            outcome[bot.setup.name][clients] = (*earlier, one)
    progress.done("All rounds are over")
    return outcome


def _in_turn(bots: Sequence[Running], number: int) -> Iterator[tuple[int, Running]]:
    """Every number of clients with every bot; the order of the bots changes from round to round."""
    for clients in CLIENTS:
        for bot in bots if number % 2 == 0 else reversed(bots):
            yield clients, bot


def _round(bot: Running, clients: int, conversations: list[Conversation]) -> Round:
    before = bot.processor()
    outcome = play(bot.port, conversations, clients, bot.setup.apology)
    outcome = replace(outcome, processor=bot.processor() - before)
    if bot.setup.acts and outcome.unanswered > _UNANSWERED * len(outcome.seconds):
        raise CommandError(
            f"{outcome.unanswered} of {len(outcome.seconds)} messages got no answer of {bot.setup.name}."
        )
    return outcome

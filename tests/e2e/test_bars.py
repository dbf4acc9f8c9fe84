"""The share of right answers on phrasings and conversations that took no part in training."""

import logging

import pytest

from commands.evaluate import BARS, UNSEEN, Tally, conversations, make_judge, phrasings, report, run, tallies
from commands.one_process import OneProcessBot


@pytest.fixture(scope="module")
def bot() -> OneProcessBot:
    return OneProcessBot()


@pytest.fixture(scope="module")
def judged(bot: OneProcessBot) -> dict[str, Tally]:
    return tallies(run(bot, make_judge(), [*phrasings(), *conversations()]))


@pytest.fixture(scope="module")
def unseen(bot: OneProcessBot) -> dict[str, Tally]:
    return tallies(run(bot, make_judge(), phrasings(UNSEEN)))


@pytest.mark.parametrize("kind", BARS)
def test_enough_is_right(judged: dict[str, Tally], kind: str) -> None:
    assert judged[kind].share >= BARS[kind], report({kind: judged[kind]})


@pytest.mark.parametrize(("kind", "least"), [("answers", 300), ("refusals", 80), ("gaps", 40), ("turns", 120)])
def test_enough_was_asked(judged: dict[str, Tally], kind: str, least: int) -> None:
    assert judged[kind].total >= least


@pytest.mark.parametrize(("kind", "least"), [("answers", 0.8), ("refusals", 0.95), ("gaps", 0.85)])
def test_questions_that_nobody_reads_fare_not_much_worse(unseen: dict[str, Tally], kind: str, least: float) -> None:
    assert unseen[kind].share >= least
    assert "\n" not in report({kind: unseen[kind]}, with_misses=False).strip().partition("\n")[2]


def test_the_bot_leaves_the_logs_of_others_alone(bot: OneProcessBot) -> None:
    assert bot.say("visitor", "what is BPO")
    assert logging.root.manager.disable == logging.NOTSET

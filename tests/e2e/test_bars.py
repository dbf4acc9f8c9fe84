"""The share of right answers on phrasings and conversations that took no part in training."""

import pytest

from commands.evaluate import BARS, UNSEEN, Bot, Tally, conversations, make_judge, phrasings, report, run


@pytest.fixture(scope="module")
def tallies(bot_url: str) -> dict[str, Tally]:
    bot, judge = Bot(bot_url), make_judge()
    return {**run(bot, judge, phrasings()), **run(bot, judge, conversations())}


@pytest.fixture(scope="module")
def unseen(bot_url: str) -> dict[str, Tally]:
    return run(Bot(bot_url), make_judge(), phrasings(UNSEEN))


@pytest.mark.parametrize("kind", BARS)
def test_enough_is_right(tallies: dict[str, Tally], kind: str) -> None:
    assert tallies[kind].share >= BARS[kind], report({kind: tallies[kind]})


@pytest.mark.parametrize(("kind", "least"), [("answers", 300), ("refusals", 80), ("gaps", 40), ("turns", 120)])
def test_enough_was_asked(tallies: dict[str, Tally], kind: str, least: int) -> None:
    assert tallies[kind].total >= least


@pytest.mark.parametrize(("kind", "least"), [("answers", 0.8), ("refusals", 0.95), ("gaps", 0.85)])
def test_questions_that_nobody_reads_fare_not_much_worse(unseen: dict[str, Tally], kind: str, least: float) -> None:
    assert unseen[kind].share >= least
    assert "\n" not in report({kind: unseen[kind]}, with_misses=False).strip().partition("\n")[2]

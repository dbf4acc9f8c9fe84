"""The share of right answers on phrasings and conversations that took no part in training."""

import pytest

from commands.evaluate import BARS, Bot, Tally, conversations, make_judge, phrasings, report, run


@pytest.fixture(scope="module")
def tallies(bot_url: str) -> dict[str, Tally]:
    bot, judge = Bot(bot_url), make_judge()
    return {**run(bot, judge, phrasings()), **run(bot, judge, conversations())}


@pytest.mark.parametrize("kind", BARS)
def test_enough_is_right(tallies: dict[str, Tally], kind: str) -> None:
    assert tallies[kind].share >= BARS[kind], report({kind: tallies[kind]})


@pytest.mark.parametrize(("kind", "least"), [("answers", 300), ("refusals", 80), ("gaps", 40), ("turns", 120)])
def test_enough_was_asked(tallies: dict[str, Tally], kind: str, least: int) -> None:
    assert tallies[kind].total >= least


def test_no_phrasing_takes_part_in_training() -> None:
    import yaml

    from commands.evaluate import ROOT

    trained = set()
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            trained |= {line[2:].strip().lower() for line in block["examples"].splitlines()}
    asked = [turn.text.strip().lower() for turn in phrasings() if len(turn.text.split()) > 3]
    assert [text for text in asked if text in trained] == []

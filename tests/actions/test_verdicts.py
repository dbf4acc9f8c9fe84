"""Which of several topics has more of something."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from actions.answer import Answer, enumerate_words
from actions.verdicts import _in_number, ranking
from dialogue.question import Question
from knowledge.model import Topic, Verdict
from tests.actions.checks import KNOWLEDGE, MODELS, SCALED, assert_facts_are_cited, text_of

PAIRS = list(permutations(MODELS, 2))
ASKED = (Question(), Question(pole="high"), Question(pole="low"))


def stated(aspect: str, pair: tuple[Topic, ...]) -> list[Verdict]:
    """What the knowledge says in so many words of a pair."""
    return [v for v in KNOWLEDGE.verdicts if v.aspect == aspect and {v.first, v.second} == {t.id for t in pair}]


def level(topic: Topic, aspect: str) -> str:
    return topic.aspects[aspect].level if aspect in topic.aspects else ""


@pytest.mark.parametrize("verdict", KNOWLEDGE.verdicts, ids=lambda v: f"{v.aspect}-{v.first}-{v.second}")
def test_a_stated_verdict_is_told_in_either_order_and_goes_before_levels(verdict: Verdict) -> None:
    for ids in ((verdict.first, verdict.second), (verdict.second, verdict.first)):
        words = f"which has {verdict.words[0]}" if verdict.words else ""
        given = ranking(KNOWLEDGE, [KNOWLEDGE.topics[id] for id in ids], verdict.aspect, Question(words=words))
        assert given.verdict == "rather"
        assert given.lines[0].facts == (verdict.statement,)


@pytest.mark.parametrize("verdict", [v for v in KNOWLEDGE.verdicts if v.words], ids=lambda v: v.words[0])
def test_a_verdict_on_a_narrower_point_is_silent_without_its_words(verdict: Verdict) -> None:
    pair = [KNOWLEDGE.topics[id] for id in (verdict.first, verdict.second)]
    given = ranking(KNOWLEDGE, pair, verdict.aspect, Question(words="which is better"))
    assert verdict.statement not in [fact for line in given.lines for fact in line.facts]


@pytest.mark.parametrize("aspect", SCALED)
def test_levels_rank_where_nothing_is_stated(aspect: str) -> None:
    for one, other in PAIRS:
        if stated(aspect, (one, other)) or (level(one, aspect), level(other, aspect)) != ("high", "low"):
            continue
        for question in ASKED:
            given = ranking(KNOWLEDGE, (one, other), aspect, question)
            more = text_of(given).index(KNOWLEDGE.name(one))
            assert given.verdict == "rather"
            assert set(given.told) == {(one.id, f"aspects {aspect}", 0), (other.id, f"aspects {aspect}", 0)}
            assert text_of(given) == text_of(ranking(KNOWLEDGE, (other, one), aspect, question))
            scale = KNOWLEDGE.aspects[aspect].scale
            assert scale is not None
            leads = (scale.less if question.pole == "low" else scale.more).startswith("{high}")
            assert (more == 0) == leads


@pytest.mark.parametrize(
    ("template", "subjects", "text"),
    [
        ("{high} {is|are} cheaper than {low}.", 1, "{high} is cheaper than {low}."),
        ("{high} {is|are} cheaper than {low}.", 2, "{high} are cheaper than {low}."),
        ("{low} {costs|cost} more and {takes|take} longer.", 1, "{low} costs more and takes longer."),
        ("{low} {costs|cost} more and {takes|take} longer.", 3, "{low} cost more and take longer."),
        ("Nobody ranks {high} and {low}.", 2, "Nobody ranks {high} and {low}."),
    ],
)
def test_the_verb_of_a_template_agrees_with_so_many_subjects(template: str, subjects: int, text: str) -> None:
    assert _in_number(template, subjects) == text


@pytest.mark.parametrize("aspect", SCALED)
@pytest.mark.parametrize("pole", ["", "high", "low"])
def test_the_verb_of_a_ranking_agrees_with_those_that_it_is_about(aspect: str, pole: str) -> None:
    scale = KNOWLEDGE.aspects[aspect].scale
    assert scale is not None
    template = scale.less if pole == "low" else scale.more
    for topics in combinations(MODELS, 3):
        high, low = ([t for t in topics if level(t, aspect) == end] for end in ("high", "low"))
        if high and low:
            names = [enumerate_words(map(KNOWLEDGE.name, some)) for some in (high, low)]
            verb = _in_number(template, len(low if template.startswith("{low}") else high))
            given = ranking(KNOWLEDGE, topics, aspect, Question(pole=pole))
            assert text_of(given) == verb.format(high=names[0], low=names[1])


@pytest.mark.parametrize("aspect", SCALED)
def test_what_nobody_ranks_is_said_only_to_whom_asks_which_or_for_more_or_less(aspect: str) -> None:
    def unranked(one: Topic, other: Topic) -> bool:
        return not stated(aspect, (one, other)) and {level(one, aspect), level(other, aspect)} <= {"", "mixed"}

    for pair in (pair for pair in PAIRS if unranked(*pair)):
        plain, poled = (ranking(KNOWLEDGE, pair, aspect, Question(pole=pole)) for pole in ("", "high"))
        assert plain == Answer((), "comparison")
        assert poled.verdict == "silent"
        assert all(KNOWLEDGE.name(topic) in text_of(poled) for topic in pair)
        for wh in ("which", "who"):
            assert ranking(KNOWLEDGE, pair, aspect, Question(wh=wh)) == poled
        for wh in ("how", "what", "why"):
            assert ranking(KNOWLEDGE, pair, aspect, Question(wh=wh)) == plain


@pytest.mark.parametrize("aspect", KNOWLEDGE.aspects)
@pytest.mark.parametrize("wh", ["which", "who"])
def test_who_asks_which_gets_a_verdict_on_every_aspect(aspect: str, wh: str) -> None:
    label = KNOWLEDGE.aspects[aspect].label.lower()
    for pair in PAIRS:
        given = ranking(KNOWLEDGE, pair, aspect, Question(wh=wh))
        names = enumerate_words(map(KNOWLEDGE.name, pair), "or")
        assert given.verdict in ("rather", "silent")
        assert (text_of(given) == f"The documents don't rank {names} on {label}.") is (given.verdict == "silent")
        if stated(aspect, pair):
            assert given.verdict == "rather" or all(verdict.words for verdict in stated(aspect, pair))


@pytest.mark.parametrize("aspect", SCALED)
def test_two_that_are_alike_are_equal_and_both_are_cited(aspect: str) -> None:
    for one, other in PAIRS:
        if not stated(aspect, (one, other)) and level(one, aspect) == level(other, aspect) == "high":
            given = ranking(KNOWLEDGE, (one, other), aspect, Question(pole="high"))
            assert given.verdict == "equal"
            assert {address[0] for address in given.told} == {one.id, other.id}
            assert not ranking(KNOWLEDGE, (one, other), aspect, Question()).lines


def test_every_verdict_cites_what_it_tells() -> None:
    for aspect in KNOWLEDGE.aspects:
        for pair in PAIRS:
            for question in ASKED:
                assert_facts_are_cited(ranking(KNOWLEDGE, pair, aspect, question).addressed(KNOWLEDGE.addresses))

"""Topics side by side: the difference or the verdict first, then a row for each aspect that matters."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from actions.comparisons import MOST, common_aspects, difference, similar
from dialogue import question as q
from dialogue.question import Style
from knowledge.model import Topic
from knowledge.phrases import is_in, padded
from tests.actions.checks import (
    ASPECTS,
    KINDS,
    KNOWLEDGE,
    MODELS,
    TOPICS,
    answer,
    asked,
    assert_is_right_in_form,
    assert_is_whole,
    body,
    named,
    rendered,
    reply,
    text_of,
)

PAIRS = list(permutations(MODELS, 2))
BPO, KPO = KNOWLEDGE.topics["bpo"], KNOWLEDGE.topics["kpo"]


def ids(*topics: Topic) -> tuple[str, ...]:
    return tuple(topic.id for topic in topics)


@pytest.mark.parametrize("one", TOPICS, ids=named)
def test_every_pair_compares_shortly_with_its_table_in_the_text(one: Topic) -> None:
    for other in (topic for topic in TOPICS if topic != one):
        question = asked(q.COMPARE, one, other)
        given = assert_is_right_in_form(question)
        assert (given.part, given.topics, given.options) == ("comparison", ids(one, other), ids(one, other))
        assert given.told
        if given.table:
            text, table = body(reply(question)), given.table
            assert all(f"\n{row['label']}:\n" in f"\n{text}" for row in table["rows"])
            for row in table["rows"]:
                for column, cell in zip(table["columns"], row["cells"], strict=True):
                    assert f"• {column}: {cell}" in text


@pytest.mark.parametrize("count", [3, MOST])
def test_three_and_four_models_compare(count: int) -> None:
    for topics in combinations(MODELS, count):
        given = assert_is_right_in_form(asked(q.COMPARE, *topics))
        assert given.topics == ids(*topics)
        assert all(len(row["cells"]) == count for row in given.table.get("rows", ()))


def test_more_models_than_fit_are_asked_about() -> None:
    given = assert_is_right_in_form(asked(q.COMPARE, *MODELS[: MOST + 1]))
    assert given.waits
    assert given.options == ids(*MODELS[: MOST + 1])
    assert not given.table


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=named)
def test_the_stated_difference_leads(one: Topic, other: Topic) -> None:
    stated = difference(KNOWLEDGE, one, other)
    first = answer(asked(q.COMPARE, one, other)).lines[0]
    if stated:
        assert first.facts == (stated,)
    else:
        assert first.told in (((one.id, "definition", 0),), ((other.id, "definition", 0),))


@pytest.mark.parametrize("pair", KNOWLEDGE.differences, ids=lambda pair: "-".join(sorted(pair)))
def test_a_difference_of_the_knowledge_is_told_in_either_order(pair: frozenset[str]) -> None:
    for order in permutations(sorted(pair)):
        given = answer(asked(q.COMPARE, *(KNOWLEDGE.topics[id] for id in order)))
        assert KNOWLEDGE.differences[pair][0] in given.lines[0].facts


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_pair_compares_on_every_aspect(aspect: str) -> None:
    for one, other in PAIRS:
        for pole in ("", "high", "low"):
            given = assert_is_right_in_form(asked(q.COMPARE, one, other, aspects=(aspect,), pole=pole))
            assert (given.topics, given.aspects) == (ids(one, other), (aspect,))
            if pole:
                assert given.verdict in ("rather", "equal", "silent", "disagree"), text_of(given)
            for topic in (one, other):
                if aspect not in topic.aspects:
                    said = text_of(given)
                    assert "don't say" in said or "don't rank" in said or given.verdict == "rather", said


@pytest.mark.parametrize("kind", [t for t in KINDS if t.aspects], ids=named)
def test_what_is_said_of_a_kind_itself_is_told_and_not_denied(kind: Topic) -> None:
    for sibling in (t for t in TOPICS if t.parent == kind.parent and t != kind):
        for aspect in kind.aspects:
            given = answer(asked(q.COMPARE, kind, sibling, aspects=(aspect,)))
            assert (kind.id, f"aspects {aspect}", 0) in given.told or given.verdict == "rather"


@pytest.mark.parametrize(
    ("style", "rows"),
    [
        (Style(length="short"), 0),
        (Style(points=1), 1),
        (Style(points=2), 2),
        (Style(layout="table"), 5),
        (Style(length="long"), len(common_aspects(KNOWLEDGE, (BPO, KPO)))),
    ],
    ids=str,
)
def test_as_many_rows_as_are_wanted(style: Style, rows: int) -> None:
    given = assert_is_right_in_form(asked(q.COMPARE, BPO, KPO, style=style), most=6_000)
    assert len(given.table.get("rows", ())) == rows


def test_the_rest_of_the_aspects_is_offered() -> None:
    given = answer(asked(q.COMPARE, BPO, KPO))
    shown = {row["label"] for row in given.table["rows"]}
    assert shown < {KNOWLEDGE.aspects[id].label for id in common_aspects(KNOWLEDGE, (BPO, KPO))}
    assert given.buttons[0].title == "All points"
    whole = answer(asked(q.COMPARE, BPO, KPO, style=Style(length="long")))
    assert all(button.title != "All points" for button in whole.buttons)


@pytest.mark.parametrize("words", ["what do they have in common", "how are they alike", "similarities"])
def test_what_two_topics_share_is_told_where_the_documents_say_so(words: str) -> None:
    for pair, stated in KNOWLEDGE.similarities.items():
        topics = [KNOWLEDGE.topics[id] for id in sorted(pair)]
        given = assert_is_right_in_form(asked(q.COMPARE, *topics, words=words))
        assert tuple(fact for line in given.lines for fact in line.facts) == stated
    silent = next(pair for pair in combinations(MODELS, 2) if frozenset(ids(*pair)) not in KNOWLEDGE.similarities)
    assert similar(KNOWLEDGE, silent) is None
    assert answer(asked(q.COMPARE, *silent, words=words)).lines == answer(asked(q.COMPARE, *silent)).lines


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_the_one_whose_work_is_described_is_advised(model: Topic) -> None:
    def describes(words: str, topic: Topic) -> bool:
        return any(is_in(word, padded(words)) for word in topic.work_words)

    other = next(m for m in MODELS if m != model)
    words = " ".join(w for w in sorted(model.work_words) if not describes(w, other))
    question = asked(q.COMPARE, other, model, cues=("advice",), words=f"we need {words}")
    given = assert_is_right_in_form(question)
    assert given.verdict == "rather"
    assert given.lines[0].text.lower().startswith(KNOWLEDGE.name(model).lower())


def test_advice_without_any_work_depends_and_says_what_each_is_for() -> None:
    for pair in PAIRS:
        given = assert_is_right_in_form(asked(q.COMPARE, *pair, cues=("advice",)))
        assert given.verdict == "depends"
        assert [address[0] for address in given.told] == list(ids(*pair))


def test_a_dispute_on_the_aspect_is_shown_with_all_its_views_or_beside_a_verdict_offered() -> None:
    shown, offered = 0, 0
    for dispute in KNOWLEDGE.disagreements:
        for aspect in dispute.aspects:
            topic = KNOWLEDGE.topics[dispute.topics[0]]
            other = next(m for m in MODELS if m != topic and dispute.concerns(ids(topic, m)))
            given = answer(asked(q.COMPARE, topic, other, aspects=(aspect,)))
            if dispute.question in text_of(given):
                views = [view.text[1:-1] in text_of(given) for view in dispute.views]
                asks = [button.payload for button in given.buttons]
                assert any(views) and asks[0] == dispute.question if given.verdict else all(views)
                shown, offered = shown + all(views), offered + (dispute.question in asks)
                assert_is_whole(rendered(given))
    assert shown
    assert offered


def test_a_dispute_is_not_shown_for_topics_that_it_does_not_set_against_each_other() -> None:
    needing = [dispute for dispute in KNOWLEDGE.disagreements if dispute.needs]
    assert needing
    for dispute in needing:
        against = [KNOWLEDGE.topics[id] for id in dispute.topics if id != dispute.needs]
        for pair in permutations(against, 2):
            assert dispute.question not in text_of(answer(asked(q.COMPARE, *pair)))

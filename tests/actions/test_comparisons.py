"""Topics side by side: the difference or the verdict first, then a point or a row for each aspect that matters."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import pytest

from actions.answer import Answer, Button, enumerate_words, in_words, sentence, table_row
from actions.comparisons import MOST, difference, similar
from actions.rows import common_aspects
from actions.wording import first_sentence
from channels.answer_text import around_table
from dialogue import question as q
from dialogue.question import Style
from knowledge.model import Statement, Topic
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
TABLE = Style(layout="table")
COMMON = common_aspects(KNOWLEDGE, (BPO, KPO))


def ids(*topics: Topic) -> tuple[str, ...]:
    return tuple(topic.id for topic in topics)


def points(given: Answer) -> list[str]:
    """The labels of the aspects that have a point each."""
    return [line.text.removeprefix("• ").partition(": ")[0] for line in given.lines if line.text.startswith("• ")]


def labels(*topics: Topic) -> list[str]:
    """Those of the aspects that at least two topics have."""
    return [KNOWLEDGE.aspects[id].label for id in common_aspects(KNOWLEDGE, topics)]


def assert_table_is_in_the_text(given: Answer) -> None:
    """Each row stands there in Markdown, or as a label with a line for each cell below."""
    lines = [line.text for line in given.lines]
    for row in given.table.get("rows", ()):
        if table_row([row["label"], *row["cells"]]) in lines:
            continue
        begin = lines.index(f"{row['label']}:") + 1
        cells = [f"• {column}: {cell}" for column, cell in zip(given.table["columns"], row["cells"], strict=True)]
        assert lines[begin : begin + len(cells)] == cells


@pytest.mark.parametrize("one", TOPICS, ids=named)
def test_every_pair_compares_shortly_in_points(one: Topic) -> None:
    for other in (topic for topic in TOPICS if topic != one):
        given = assert_is_right_in_form(asked(q.COMPARE, one, other))
        assert (given.part, given.topics, given.options) == ("comparison", ids(one, other), ids(one, other))
        assert given.told
        assert not given.table
        assert not any(line.text.endswith(":") for line in given.lines)
        assert set(points(given)) <= set(labels(one, other))
        assert len(set(points(given))) == len(points(given))


@pytest.mark.parametrize("one", TOPICS, ids=named)
def test_every_pair_has_its_table_in_the_text_where_one_is_wanted(one: Topic) -> None:
    for other in (topic for topic in TOPICS if topic != one and labels(one, topic)):
        question = asked(q.COMPARE, one, other, style=TABLE)
        given = assert_is_right_in_form(question, most=3_000)
        assert (given.part, given.topics, given.options) == ("comparison", ids(one, other), ids(one, other))
        assert given.table
        assert_table_is_in_the_text(given)
        shown = body(reply(question)).splitlines()
        assert all(line.startswith("| ") and line.endswith(" |") for line in shown), "a table wherever it is text"
        assert around_table(shown, given.table) == ([], []), "a channel that shows tables says nothing twice"


@pytest.mark.parametrize("style", [Style(), Style(points=2), TABLE, Style(length="long")], ids=str)
def test_a_pair_without_a_common_aspect_is_told_apart_in_a_sentence(style: Style) -> None:
    for pair in (pair for pair in permutations(TOPICS, 2) if not labels(*pair)):
        given = assert_is_right_in_form(asked(q.COMPARE, *pair, style=style))
        assert given.told
        assert not given.table
        assert not points(given)


@pytest.mark.parametrize("count", [3, MOST])
def test_three_and_four_models_compare(count: int) -> None:
    for topics in combinations(MODELS, count):
        given = assert_is_right_in_form(asked(q.COMPARE, *topics))
        assert given.topics == ids(*topics)
        assert not given.table
        assert set(points(given)) <= set(labels(*topics))
        wide = assert_is_right_in_form(asked(q.COMPARE, *topics, style=TABLE), most=6_000)
        assert_table_is_in_the_text(wide)
        assert all(len(row["cells"]) == count for row in wide.table.get("rows", ()))


def stated(aspect: str, *topics: Topic) -> tuple[Statement, ...]:
    """What the knowledge says of just these on the whole of an aspect."""
    return tuple(
        v.statement
        for v in KNOWLEDGE.verdicts
        if v.aspect == aspect and {v.first, v.second} == set(ids(*topics)) and not v.words
    )


@pytest.mark.parametrize("count", [2, 3])
def test_a_point_is_the_difference_in_a_sentence_else_what_each_is(count: int) -> None:
    by_label = {aspect.label: id for id, aspect in KNOWLEDGE.aspects.items()}
    for topics in combinations(MODELS, count):
        given = answer(asked(q.COMPARE, *topics, style=Style(points=len(ASPECTS))))
        for label, line in zip(points(given), given.lines[1:] if points(given) else (), strict=True):
            aspect = by_label[label]
            having = [topic for topic in topics if aspect in topic.aspects]
            each = tuple(topic.aspects[aspect] for topic in having)
            assert line.facts == (stated(aspect, *topics) or each)
            assert all(first_sentence(sentence(fact.text)) in line.text for fact in line.facts)
            silent = enumerate_words(KNOWLEDGE.name(topic) for topic in topics if topic not in having)
            if silent and line.facts == each:
                assert line.text.endswith(f". On {silent} the documents don't say.")
            else:
                assert "don't say" not in line.text


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
            assert_table_is_in_the_text(given)


@pytest.mark.parametrize("kind", [t for t in KINDS if t.aspects], ids=named)
def test_what_is_said_of_a_kind_itself_is_told_and_not_denied(kind: Topic) -> None:
    for sibling in (t for t in TOPICS if t.parent == kind.parent and t != kind):
        for aspect in kind.aspects:
            given = answer(asked(q.COMPARE, kind, sibling, aspects=(aspect,)))
            assert (kind.id, f"aspects {aspect}", 0) in given.told or given.verdict == "rather"


@pytest.mark.parametrize(
    ("style", "rows"),
    [
        (Style(), 0),
        (Style(length="short"), 0),
        (Style(points=2), 0),
        (TABLE, 5),
        (Style(layout="table", points=2), 2),
        (Style(length="long"), len(COMMON)),
    ],
    ids=str,
)
def test_as_many_rows_as_are_wanted(style: Style, rows: int) -> None:
    given = assert_is_right_in_form(asked(q.COMPARE, BPO, KPO, style=style), most=6_000)
    assert len(given.table.get("rows", ())) == rows
    assert_table_is_in_the_text(given)


@pytest.mark.parametrize(
    ("style", "count"),
    [
        (Style(points=1), 1),
        (Style(points=2), 2),
        (Style(points=3), 3),
        (Style(points=2, layout="list"), 2),
        (Style(layout="list"), len(KNOWLEDGE.matters)),
        (Style(points=30), len(COMMON)),
    ],
    ids=str,
)
def test_as_many_points_as_are_wanted(style: Style, count: int) -> None:
    given = assert_is_right_in_form(asked(q.COMPARE, BPO, KPO, style=style), most=6_000)
    assert given.lines[0].text == f"BPO and KPO in {in_words(count)} {'points' if count > 1 else 'point'}:"
    assert len(points(given)) == len(given.lines) - 1 == count
    assert points(given)[0] == KNOWLEDGE.aspects[KNOWLEDGE.matters[0]].label
    assert not given.table


def test_the_rest_of_the_aspects_is_offered() -> None:
    given = answer(asked(q.COMPARE, BPO, KPO))
    assert set() < set(points(given)) < set(labels(BPO, KPO))
    assert given.buttons[0].title == "All points"
    whole = answer(asked(q.COMPARE, BPO, KPO, style=Style(length="long")))
    assert all(button.title != "All points" for button in whole.buttons)


@pytest.mark.parametrize("aspects", [(aspect,) for aspect in ASPECTS] + [tuple(ASPECTS)], ids=len)
def test_a_cell_is_all_that_is_said_where_one_aspect_is_asked_for_else_its_first_sentence(
    aspects: tuple[str, ...],
) -> None:
    for model in MODELS:
        other = next(m for m in MODELS if m != model)
        given = answer(asked(q.COMPARE, model, other, aspects=aspects, style=TABLE))
        rows = {row["label"]: row["cells"][0] for row in given.table.get("rows", ())}
        for aspect in set(aspects) & set(model.aspects):
            said = sentence(model.aspects[aspect].text)
            end = (said if len(aspects) == 1 else first_sentence(said)).split()[-3:]
            assert rows[KNOWLEDGE.aspects[aspect].label].split()[-3:] == end


@pytest.mark.parametrize(
    ("fields", "told", "why"),
    [
        ({"wh": "which", "content": ("queen",)}, "rpo_research", "a rare word stands in a statement on one of them"),
        ({"wh": "which", "content": ("carries", "queen")}, "rpo_research", "beside a word that stands nowhere"),
        ({"wh": "which", "content": ("zebra",)}, "", "a word that stands nowhere"),
        ({"wh": "how", "content": ("queen",)}, "", "nobody asks which"),
        ({"wh": "which", "content": ("queen",), "words": "which has more of a queen"}, "", "who has more ranks them"),
        ({"wh": "which", "content": ("a", "b", "c", "queen")}, "", "a story shares a word with anything"),
        ({"wh": "which", "content": ("queen",), "style": TABLE}, "", "a table is wanted"),
    ],
)
def test_the_one_whose_statement_holds_what_few_hold(fields: dict[str, Any], told: str, why: str) -> None:
    research = KNOWLEDGE.topics["rpo_research"]
    given = answer(asked(q.COMPARE, BPO, research, **fields))
    alone = given.verdict == "rather" and given.lines[0].text.endswith(", by the documents.")
    assert alone is bool(told), why
    if told:
        assert_is_right_in_form(asked(q.COMPARE, BPO, research, **fields))
        assert {address[0] for address in given.told} == {told}
        assert "queen" in text_of(given)


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
            if dispute != KNOWLEDGE.disagreements_on(ids(topic, other), "aspects", aspect)[0]:
                continue  # one is enough
            given = answer(asked(q.COMPARE, topic, other, aspects=(aspect,)))
            views = [view.text[1:-1] in text_of(given) for view in dispute.views]
            if given.verdict:
                assert given.buttons[0] == Button("Both sides", dispute.question)
            else:
                assert dispute.question in text_of(given)
                assert all(views)
            shown, offered = shown + all(views), offered + bool(given.verdict)
            assert_is_whole(rendered(given))
    assert shown
    assert offered


def test_of_several_aspects_a_dispute_is_offered_and_not_shown() -> None:
    offered = 0
    for dispute in KNOWLEDGE.disagreements:
        for aspect in dispute.aspects:
            topic = KNOWLEDGE.topics[dispute.topics[0]]
            other = next(m for m in MODELS if m != topic and dispute.concerns(ids(topic, m)))
            first, *_ = KNOWLEDGE.disagreements_on(ids(topic, other), "aspects", aspect)
            also = next(id for id in ASPECTS if id != aspect)
            given = answer(asked(q.COMPARE, topic, other, aspects=(aspect, also)))
            assert given.buttons[0] == Button("Both sides", first.question)
            assert not {fact for line in given.lines for fact in line.facts} & set(first.views)
            assert not any(word in text_of(given) for word in ("disagree", "of one mind", "nother view"))
            offered += first == dispute
    assert offered


def test_a_dispute_is_not_shown_for_topics_that_it_does_not_set_against_each_other() -> None:
    needing = [dispute for dispute in KNOWLEDGE.disagreements if dispute.needs]
    assert needing
    for dispute in needing:
        against = [KNOWLEDGE.topics[id] for id in dispute.topics if id != dispute.needs]
        for pair in permutations(against, 2):
            for aspects in ((), *((aspect,) for aspect in ASPECTS)):
                assert dispute.question not in text_of(answer(asked(q.COMPARE, *pair, aspects=aspects)))


@pytest.mark.parametrize("style", [Style(), TABLE], ids=str)
def test_an_aspect_that_is_shut_out_stays_out(style: Style) -> None:
    whole = answer(asked(q.COMPARE, BPO, KPO, style=style))
    without = answer(asked(q.COMPARE, BPO, KPO, style=style, shut_out=("cost", "row")))
    label = KNOWLEDGE.aspects["cost_savings"].label
    assert label in text_of(whole)
    assert label not in text_of(without)
    assert KNOWLEDGE.aspects["expertise"].label in text_of(without)

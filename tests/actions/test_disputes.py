"""Where the documents disagree, both sides are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer import Answer, Button, Line, in_words
from actions.disputes import _LISTED, dispute_lines, disputes_over, listed, other_views, views
from dialogue import question as q
from dialogue.question import Claim, Nearness
from knowledge.model import Disagreement, Topic
from knowledge.phrases import normal
from tests.actions.checks import (
    KINDS,
    KNOWLEDGE,
    MODELS,
    answer,
    asked,
    assert_is_right_in_form,
    assert_is_whole,
    named,
    rendered,
    tell,
    text_of,
)

OPEN = [d for d in KNOWLEDGE.disagreements if d.id != "rpo_meaning"]
EACH = pytest.mark.parametrize("dispute", KNOWLEDGE.disagreements, ids=lambda dispute: dispute.id)


@EACH
def test_each_view_has_a_line_with_its_documents(dispute: Disagreement) -> None:
    head, *lines = views(dispute)
    assert head.text == f"The documents disagree here. {dispute.question}"
    assert [line.facts for line in lines] == [(view,) for view in dispute.views]
    assert [tuple(line.cites[0]) for line in lines] == [view.sources for view in dispute.views]
    assert dispute_lines([dispute, dispute]) == (*views(dispute), *views(dispute))
    assert_is_whole(rendered(Answer(tuple(views(dispute)), "relations")))


@EACH
def test_beside_one_view_the_others_are_told(dispute: Disagreement) -> None:
    for view in dispute.views:
        lines = other_views([dispute], [Line.of(view.text, [view])])
        if view.level == "mixed":
            assert all(not other.level for line in lines for other in line.facts), "who says that it varies says all"
            continue
        (line,) = lines
        assert line.text.startswith(("Another view in the documents: ", "Other views in the documents: "))
        agree = {other for other in dispute.views if other.level and other.level == view.level}
        assert line.facts == tuple(other for other in dispute.views if other not in {view, *agree})[:2]
        assert all(other.text[1:-1] in line.text for other in line.facts)


@EACH
def test_what_is_told_already_is_no_other_view(dispute: Disagreement) -> None:
    assert other_views([dispute], [Line.of(view.text, [view]) for view in dispute.views]) == ()


@pytest.mark.parametrize("dispute", OPEN, ids=lambda dispute: dispute.id)
def test_every_open_question_comes_up_in_an_answer_on_its_first_topic(dispute: Disagreement) -> None:
    topic = KNOWLEDGE.topics[dispute.topics[0]]
    asking = [tell(part, topic) for part in dispute.parts if part in KNOWLEDGE.questions]
    asking += [asked(q.TELL, topic, aspects=(aspect,)) for aspect in dispute.aspects]
    asking += [tell("relations", topic, KNOWLEDGE.topics[id]) for id in dispute.topics[1:]]
    assert any(comes_up(dispute, answer(question)) for question in asking)


def comes_up(dispute: Disagreement, given: Answer) -> bool:
    """True where the question is told with its views, or another view beside what is told anyhow, or it is offered."""
    others = [
        view for line in given.lines for view in line.facts if line.text.startswith(("Another view", "Other views"))
    ]
    offered = any(button.payload == dispute.question for button in given.buttons)
    return offered or dispute.question in text_of(given) or bool(set(others) & set(dispute.views))


ALONE = [model for model in MODELS if not KNOWLEDGE.namesakes(model)]
BPO, KPO, LPO, OUTSOURCING = (KNOWLEDGE.topics[id] for id in ("bpo", "kpo", "lpo", "outsourcing"))


def assert_lists(given: Answer, disputes: list[Disagreement], about: str) -> None:
    """The answer counts these open questions and tells as many as one holds, each with two views and a button."""
    head, *lines = given.lines
    count, shown = len(disputes), disputes[:_LISTED]
    points = "one point" if count == 1 else f"{in_words(count)} points"
    more = f"; here are {in_words(_LISTED)}" if count > _LISTED else ""
    assert head.text == f"The documents disagree{about} on {points}{more}:"
    assert [line.facts for line in lines] == [dispute.views[:2] for dispute in shown]
    assert all(line.text.startswith(f"• {d.question} ") for line, d in zip(lines, shown, strict=True))
    assert all(fact.text[1:-1] in line.text for line in lines for fact in line.facts)
    assert list(given.buttons[:count]) == [Button(d.question, d.question) for d in disputes[: len(given.buttons)]]
    assert (given.part, given.verdict) == ("disputes", "disagree")
    assert_is_whole(rendered(given))


@pytest.mark.parametrize("topic", ALONE, ids=named)
def test_the_open_questions_on_one_topic_are_listed(topic: Topic) -> None:
    given = listed(KNOWLEDGE, [topic])
    assert given.topics == (topic.id,)
    assert_lists(given, [d for d in KNOWLEDGE.disagreements if topic.id in d.topics], f" on {KNOWLEDGE.name(topic)}")


@pytest.mark.parametrize("topics", [(BPO, KPO), (KPO, BPO), (KPO, OUTSOURCING)], ids=str)
def test_the_open_questions_on_two_topics_are_those_on_them_alone_or_together(topics: tuple[Topic, ...]) -> None:
    given, ids = listed(KNOWLEDGE, topics), tuple(topic.id for topic in topics)
    own = set(ids)
    assert given.topics == ids
    names = " and ".join(map(KNOWLEDGE.name, topics))
    told = [d for d in OPEN if set(d.topics) <= own or (own <= set(d.topics) and d.needs in ("", *ids))]
    assert_lists(given, told, f" on {names}")


def test_where_no_topic_is_named_the_first_open_questions_are_listed() -> None:
    given = listed(KNOWLEDGE, [])
    assert len(OPEN) > _LISTED == len(given.lines) - 1
    assert given.topics == ()
    assert given.lines[0].text.startswith("The documents disagree on ")
    assert given.lines[0].text.endswith(f"; here are {in_words(_LISTED)}:")
    assert [line.facts for line in given.lines[1:]] == [dispute.views[:2] for dispute in OPEN[:_LISTED]]
    assert_is_whole(rendered(given))


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_where_nothing_is_open_that_is_said(kind: Topic) -> None:
    assert not any(kind.id in dispute.topics for dispute in KNOWLEDGE.disagreements)
    given = listed(KNOWLEDGE, [kind])
    (line,) = given.lines
    name = KNOWLEDGE.name(kind)
    assert line.text == f"I know of no point on {name} on which the documents contradict each other."
    assert (given.part, given.topics, given.verdict) == ("disputes", (kind.id,), "")


@pytest.mark.parametrize("topics", [(), (LPO,), (BPO, KPO), (LPO, BPO, KPO), (KINDS[0],)], ids=len)
def test_a_list_of_open_questions_is_right_in_form(topics: tuple[Topic, ...]) -> None:
    given = assert_is_right_in_form(asked(q.TELL, *topics, cues=("disputes",)))
    assert given.lines == listed(KNOWLEDGE, topics).addressed(KNOWLEDGE.addresses).lines


def test_two_meanings_of_an_acronym_are_no_disagreement() -> None:
    (meaning,) = (d for d in KNOWLEDGE.disagreements if d not in OPEN)
    topics = [KNOWLEDGE.topics[id] for id in meaning.topics]
    for part in KNOWLEDGE.questions:
        for given in (answer(tell(part, *topics)), *(answer(tell(part, topic)) for topic in topics)):
            assert meaning.question not in text_of(given)


@pytest.mark.parametrize("dispute", [d for d in OPEN if d.aspects], ids=lambda dispute: dispute.id)
@pytest.mark.parametrize("form", [q.TELL, q.VERIFY, q.FIND])
def test_the_button_of_an_open_question_shows_all_views_however_it_is_read(dispute: Disagreement, form: str) -> None:
    topic, aspects = KNOWLEDGE.topics[dispute.topics[0]], dispute.aspects[:1]
    first = answer(asked(q.TELL, topic, aspects=aspects))
    (pressed,) = [button.payload for button in first.buttons if button.title == "Both sides"]
    (whole,) = (d for d in OPEN if d.question == pressed)
    words = normal(pressed).replace(" s ", " ")  # as it is read
    for fields in ({"aspects": aspects}, {"parts": ("services",)}):
        given = answer(asked(form, topic, words=words, **fields))
        assert given.verdict == "disagree"
        assert {fact for line in given.lines for fact in line.facts} >= set(whole.views)


def test_a_statement_that_is_a_view_in_other_words_is_disputed() -> None:
    for dispute in (d for d in KNOWLEDGE.disagreements if not d.aspects):
        for view in dispute.views:
            assert dispute in disputes_over(KNOWLEDGE, view) or disputes_over(KNOWLEDGE, view), view
    elsewhere = replace(KNOWLEDGE.disagreements[0].views[0], sections={"kpo_vs_bpo": "Nowhere"})
    assert disputes_over(KNOWLEDGE, elsewhere) == ()


def test_a_claim_that_one_document_bears_out_gets_the_others_as_well() -> None:
    [dispute] = [d for d in KNOWLEDGE.disagreements if d.id == "bpo_shrinking"]
    [place] = [p for p, said in enumerate(BPO.part("facts")) if dispute in disputes_over(KNOWLEDGE, said)][:1]
    point = Nearness("bpo", "facts", place, 0.9, 0.9)
    given = answer(asked(q.VERIFY, BPO, parts=("facts",), point=point, claim=Claim()))
    assert given.verdict == "disagree"
    assert given.lines[-1].text.startswith("Other views in the documents: ")

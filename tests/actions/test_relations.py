"""How topics belong together."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import pytest

from actions.answer import sentence
from actions.relations import related
from dialogue import question as q
from dialogue.question import Claim, Question
from knowledge.model import Disagreement, Topic
from tests.actions.checks import (
    KINDS,
    KNOWLEDGE,
    MODELS,
    TOPICS,
    answer,
    asked,
    assert_is_right_in_form,
    named,
    tell,
    text_of,
)

DISPUTED = [d for d in KNOWLEDGE.disagreements if "relations" in d.parts and "definition" not in d.parts]
PARENTS = [(kind, KNOWLEDGE.topics[kind.parent]) for kind in KINDS]


def is_it(words: str, *topics: Topic, positive: bool = True) -> Question:
    """A claim on how topics belong together."""
    return asked(q.VERIFY, *topics, parts=("relations",), words=words, claim=Claim(positive=positive))


def disputed(*topics: Topic) -> bool:
    return any(d.concerns(tuple(t.id for t in topics)) and {t.id for t in topics} <= set(d.topics) for d in DISPUTED)


@pytest.mark.parametrize("one", TOPICS, ids=named)
def test_every_pair_is_related_or_set_side_by_side(one: Topic) -> None:
    for other in (topic for topic in TOPICS if topic != one):
        given = assert_is_right_in_form(tell("relations", one, other))
        assert (given.part, given.topics) == ("relations", (one.id, other.id))
        assert given.verdict in ("", "disagree")
        assert given.told


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_a_single_topic_is_related_to_the_others_and_a_kind_to_its_model(topic: Topic) -> None:
    given = assert_is_right_in_form(tell("relations", topic))
    assert given.topics == ((topic.id, topic.parent) if topic.parent else (topic.id,))


@pytest.mark.parametrize(("kind", "model"), PARENTS, ids=named)
@pytest.mark.parametrize(
    ("words", "turned", "positive", "verdict", "begins"),
    [
        ("is it a kind of it", False, True, "yes", "Yes."),
        ("is it part of it", False, False, "no", "No, it is."),
        ("is it part of it", True, True, "no", "No, rather the other way round."),
        ("does it include it", True, True, "yes", "Yes."),
        ("does it include it", False, True, "no", "No, rather the other way round."),
    ],
)
def test_a_kind_is_a_part_of_its_model_and_not_the_other_way_round(
    kind: Topic, model: Topic, words: str, turned: bool, positive: bool, verdict: str, begins: str
) -> None:
    pair = (model, kind) if turned else (kind, model)
    given = assert_is_right_in_form(is_it(words, *pair, positive=positive))
    if not disputed(kind, model):
        assert (given.verdict, given.lines[0].text) == (verdict, begins), text_of(given)
        assert given.told[0] == (kind.id, "definition", 0)


@pytest.mark.parametrize(
    ("words", "positive", "verdict"),
    [
        ("are they the same", True, "no"),
        ("are they the same", False, "yes"),
        ("are they different", True, "yes"),
        ("are they different", False, "no"),
    ],
)
def test_what_differs_by_the_documents_is_not_the_same(words: str, positive: bool, verdict: str) -> None:
    for pair, stated in KNOWLEDGE.differences.items():
        topics = [KNOWLEDGE.topics[id] for id in sorted(pair)]
        if not disputed(*topics) and len({topic.parent or topic.id for topic in topics}) == 2:
            given = assert_is_right_in_form(is_it(words, *topics, positive=positive))
            assert given.verdict == verdict, text_of(given)
            assert stated[0] in given.lines[1].facts


def test_two_kinds_of_one_model_are_both() -> None:
    siblings = [pair for pair in combinations(KINDS, 2) if len({kind.parent for kind in pair}) == 1]
    assert siblings
    for pair in siblings:
        given = assert_is_right_in_form(is_it("is it one or the other", *pair))
        assert given.verdict == "both"
        assert given.topics == (pair[0].parent, pair[0].id, pair[1].id)
        assert given.lines[0].text.startswith("Both: ")


@pytest.mark.parametrize("dispute", DISPUTED, ids=lambda dispute: dispute.id)
def test_where_the_documents_disagree_both_views_are_told_and_no_verdict(dispute: Disagreement) -> None:
    pairs = list(permutations([KNOWLEDGE.topics[id] for id in dispute.topics], 2))
    questions = [tell("relations", *pair) for pair in pairs] + [is_it("is it part of it", *pair) for pair in pairs]
    alone = assert_is_right_in_form(tell("relations", KNOWLEDGE.topics[dispute.topics[0]]))
    together = [assert_is_right_in_form(question) for question in questions]
    shown = [given for given in (alone, *together) if dispute.question in text_of(given)]
    assert shown
    for given in shown:
        assert all(view.text.rstrip(".") in text_of(given) for view in dispute.views)
        cited = {id for line in given.lines for fact in line.cites for id in fact}
        assert {id for view in dispute.views for id in view.sources} <= cited
        assert given is alone or given.verdict == "disagree"


def test_one_view_alone_makes_no_yes() -> None:
    undisputed = replace(KNOWLEDGE, disagreements=())
    verdicts = set()
    for one in MODELS:
        plain = [r for r in one.relations if r.kind == "part_of" and r.statement.text.startswith("On one view")]
        for relation in plain:
            topics = (one, KNOWLEDGE.topics[relation.to])
            verdicts.add(related(undisputed, topics, is_it("is it part of it", *topics)).verdict)
    assert verdicts == {"depends"}


def test_three_topics_are_related_without_a_verdict() -> None:
    for trio in combinations(MODELS, 3):
        given = assert_is_right_in_form(tell("relations", *trio))
        assert given.topics == tuple(topic.id for topic in trio)


def test_a_claim_on_two_models_that_nothing_settles_gets_no_yes() -> None:
    for one, other in permutations(MODELS, 2):
        given = answer(is_it("is it part of it", one, other))
        related = {r.to for r in one.relations} | {r.to for r in other.relations}
        if not related & {one.id, other.id}:
            assert given.verdict in ("", "no", "disagree"), text_of(given)


def test_of_several_wholes_the_one_that_it_belongs_to_comes_first() -> None:
    tried = 0
    for part in MODELS:
        wholes = {
            r.to for r in part.relations if r.kind == "part_of" and not r.statement.text.startswith("On one view")
        }
        others = [model for model in MODELS if model.id not in wholes and model != part]
        for whole in (KNOWLEDGE.topics[id] for id in wholes):
            given = related(KNOWLEDGE, (part, others[0], whole), asked(q.VERIFY, claim=Claim(quantifier=q.EITHER)))
            if given.verdict == "disagree":
                continue
            assert given.lines[0].text == sentence(KNOWLEDGE.name(whole)), part.id
            assert given.verdict == "rather"
            tried += 1
    assert tried

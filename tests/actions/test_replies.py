"""Replies are right in fact and in form for every topic of the knowledge, whatever a content editor adds."""

import re
from itertools import combinations, permutations

import pytest

from actions import comparisons, honesty, replies
from actions.knowledge import Knowledge
from actions.knowledge_files import load
from actions.reply import Reply, enumerate_words, sentence

KNOWLEDGE = load()
TOPICS = list(KNOWLEDGE.topics.values())
PARTS = list(KNOWLEDGE.questions)
PAIRS = list(combinations(TOPICS, 2))


def assert_is_well_formed(reply: Reply) -> None:
    assert reply.text.strip() == reply.text
    assert "\n\n" not in reply.text, "a blank line splits a reply into two"
    assert not re.search(r"\b(\w+) \1\b", re.sub(r"\b(that|had) \1\b", "", reply.text)), reply.text
    assert not re.search(r"\.\.|,,| ,| \.(\s|$)|  ", reply.text), reply.text
    assert not re.search(r"\ba (?:RPO|LPO|HRO|MBPO|[aeio]\w+)", reply.text), reply.text
    assert not re.search(r"\ban (?:BPO|KPO)\b", reply.text), reply.text
    assert "{" not in reply.text
    assert all(button.title and button.payload for button in reply.buttons)
    assert len({button.title for button in reply.buttons}) == len(reply.buttons)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_an_answer_on_one_topic_is_well_formed_and_cites(topic, part) -> None:
    reply = replies.answer(KNOWLEDGE, part, [topic])
    assert_is_well_formed(reply)
    assert reply.part == "overview" or reply.topics in ((topic.id,), (topic.parent,))
    assert reply.text.splitlines()[-1].startswith(("Source: ", "Sources: "))
    assert reply.sources


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_what_the_documents_leave_open_is_said_to_be_open(topic, part) -> None:
    reply = replies.answer(KNOWLEDGE, part, [topic])
    silent = not topic.part(part) and reply.part != "overview"
    assert ("say nothing about" in reply.text) == silent


@pytest.mark.parametrize("topic", [t for t in KNOWLEDGE.models if len(t.types) > 1], ids=lambda topic: topic.id)
def test_types_are_counted_and_called_kinds_only_where_a_document_counts_them(topic) -> None:
    assert ("kinds:" in replies.answer(KNOWLEDGE, "types", [topic]).text) == topic.types_are_all
    for kind in (t for t in TOPICS if t.parent == topic.id):
        assert ("It is a kind of" in replies.answer(KNOWLEDGE, "definition", [kind]).text) == topic.types_are_all


def test_services_of_several_topics_that_are_cut_are_told_to_go_on(knowledge: Knowledge) -> None:
    reply = replies.answer(knowledge, "services", knowledge.models)
    for topic in knowledge.models:
        row = next(row for row in reply.text.splitlines() if row.startswith(f"• {knowledge.name(topic)}:"))
        assert row.endswith("among other work.") == (len(topic.part("services")) > replies.FIRST_SERVICES)


@pytest.mark.parametrize("part", PARTS)
def test_more_goes_on_to_the_end_and_repeats_nothing(part) -> None:
    for topic in (t for t in TOPICS if t.part(part) and (t.is_model or t.parent)):
        seen, shown = "", 0
        while shown < len(topic.part(part)):
            reply = replies.answer(KNOWLEDGE, part, [topic], shown)
            assert reply.shown > shown
            assert all(s.text.rstrip(".") in reply.text for s in topic.part(part)[shown : reply.shown])
            seen, shown = seen + reply.text, reply.shown
        assert all(s.text.rstrip(".") in seen for s in topic.part(part))


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda topic: topic.id)
def test_a_comparison_shows_both_sides_aspect_by_aspect(one, other) -> None:
    reply = comparisons.compare(KNOWLEDGE, [one, other])
    assert_is_well_formed(reply)
    for aspect in KNOWLEDGE.aspects:
        if aspect in one.aspects and aspect in other.aspects:
            assert sentence(one.aspects[aspect].text) in reply.text
            assert sentence(other.aspects[aspect].text) in reply.text
    assert all(len(row["cells"]) == 2 for row in reply.table.get("rows", []))


@pytest.mark.parametrize("aspect", list(KNOWLEDGE.aspects))
def test_every_pair_of_models_compares_on_every_aspect(aspect) -> None:
    for pair in permutations(KNOWLEDGE.models, 2):
        reply = comparisons.compare(KNOWLEDGE, pair, aspect)
        assert_is_well_formed(reply)
        assert "\nSource" in reply.text
        for topic in pair:
            statement = topic.aspects.get(aspect)
            assert KNOWLEDGE.name(topic) in reply.text
            assert (sentence(statement.text) if statement else "don't say") in reply.text or not statement


@pytest.mark.parametrize("count", [3, 4])
def test_three_and_four_models_compare(count) -> None:
    for topics in combinations(KNOWLEDGE.models, count):
        reply = comparisons.compare(KNOWLEDGE, topics)
        assert_is_well_formed(reply)
        assert {len(row["cells"]) for row in reply.table.get("rows", ())} <= {count}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_one_topic_is_told_on_every_aspect(topic) -> None:
    for aspect in KNOWLEDGE.aspects:
        assert_is_well_formed(replies.aspect_of(KNOWLEDGE, topic, aspect))


@pytest.mark.parametrize("topic", [t for t in TOPICS if t.parent and t.aspects], ids=lambda topic: topic.id)
def test_what_is_said_of_a_kind_itself_is_told_and_not_denied(topic) -> None:
    siblings = [t for t in TOPICS if t.parent == topic.parent and t != topic]
    for aspect, statement in topic.aspects.items():
        told = [replies.aspect_of(KNOWLEDGE, topic, aspect)]
        told += [comparisons.compare(KNOWLEDGE, [topic, sibling], aspect) for sibling in siblings]
        assert all(sentence(statement.text) in reply.text and "say nothing" not in reply.text for reply in told)


@pytest.mark.parametrize("dispute", KNOWLEDGE.disagreements, ids=lambda dispute: dispute.id)
def test_where_documents_disagree_all_views_are_shown_with_their_sources(dispute) -> None:
    topics = [KNOWLEDGE.topics[id] for id in dispute.topics]
    shown = [replies.answer(KNOWLEDGE, part, topics[:1]) for part in dispute.parts if part in KNOWLEDGE.questions]
    shown += [replies.aspect_of(KNOWLEDGE, topics[0], aspect) for aspect in dispute.aspects]
    shown += [replies.related(KNOWLEDGE, pair) for pair in combinations(topics, 2) if "relations" in dispute.parts]
    showing = [reply for reply in shown if dispute.question in reply.text]
    assert showing, dispute.question
    for view in dispute.views:
        assert all(sentence(view.text) in reply.text for reply in showing)
        assert all(str(KNOWLEDGE.sources[id]) in reply.text for reply in showing for id in view.sources)


@pytest.mark.parametrize("dispute", [d for d in KNOWLEDGE.disagreements if d.needs], ids=lambda dispute: dispute.id)
def test_a_dispute_is_not_shown_for_topics_that_it_does_not_set_against_each_other(dispute) -> None:
    against = [KNOWLEDGE.topics[id] for id in dispute.topics if id != dispute.needs]
    for pair in permutations(against, 2):
        assert dispute.question not in replies.related(KNOWLEDGE, pair).text
        assert dispute.question not in comparisons.compare(KNOWLEDGE, pair).text


def test_parts_of_one_model_are_told_to_be_its_parts() -> None:
    hro, mbpo = KNOWLEDGE.topics["hro"], KNOWLEDGE.topics["mbpo"]
    text = replies.related(KNOWLEDGE, [hro, mbpo]).text
    assert text.startswith("On one view, HRO is among the parts of KPO. On one view, MBPO is among the parts of KPO.")


@pytest.mark.parametrize("gap", KNOWLEDGE.gaps.values(), ids=lambda gap: gap.id)
def test_a_gap_is_named_and_the_nearest_thing_offered(gap) -> None:
    reply = honesty.gap(KNOWLEDGE, gap, [])
    assert_is_well_formed(reply)
    assert gap.name in reply.text
    assert reply.buttons
    assert reply.sources == gap.sources
    assert all(str(KNOWLEDGE.sources[id]) in reply.text.splitlines()[-1] for id in gap.sources)


def test_the_overview_names_every_model(knowledge: Knowledge) -> None:
    reply = replies.overview(knowledge)
    assert_is_well_formed(reply)
    assert all(model.full in reply.text for model in knowledge.models)
    assert reply.options == tuple(model.id for model in knowledge.models)


@pytest.mark.parametrize(("words", "wanted"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_words_are_enumerated(words, wanted) -> None:
    assert enumerate_words(words) == wanted


def test_a_kind_without_a_part_is_explained_before_its_model_answers(knowledge: Knowledge) -> None:
    for kind in (topic for topic in knowledge.topics.values() if topic.parent):
        for part in ("benefits", "fit", "drawbacks"):
            if kind.part(part) or not knowledge.topics[kind.parent].part(part):
                continue
            reply = replies.answer(knowledge, part, [kind])
            assert kind.part("definition")[0].text.rstrip(".") in reply.text
            assert knowledge.topics[kind.parent].part(part)[0].text.rstrip(".") in reply.text
            assert set(kind.part("definition")[0].sources) <= set(reply.sources)

"""Every reply is whole, whatever topics, parts and aspects come together."""

from __future__ import annotations

from hypothesis import strategies as st

from actions import comparisons, replies
from actions.knowledge import Topic
from actions.knowledge_files import load
from actions.reply import Reply
from tests.properties.inputs import inputs

KNOWLEDGE = load()
TOPICS = st.sampled_from(list(KNOWLEDGE.topics.values()))
SEVERAL = st.lists(TOPICS, min_size=1, max_size=5, unique_by=lambda topic: topic.id)
PARTS = st.sampled_from(list(KNOWLEDGE.questions))
ASPECTS = st.sampled_from(["", *KNOWLEDGE.aspects])


def check(reply: Reply) -> None:
    """No blank line, and all documents that are cited are named at the end."""
    assert reply.text
    assert all(line.strip() for line in reply.text.split("\n"))
    last = reply.text.splitlines()[-1]
    assert last.startswith(("Source: ", "Sources: ")) == bool(reply.sources)
    assert all(str(KNOWLEDGE.sources[id]) in last for id in reply.sources)
    assert reply.data(KNOWLEDGE)["version"]
    assert all(button.title and button.payload for button in reply.buttons)


@inputs(400, part=PARTS, topics=SEVERAL, start=st.integers(0, 12))
def test_an_answer_is_whole_and_names_its_sources(part: str, topics: list[Topic], start: int) -> None:
    shown = start if len(topics[0].part(part)) > start else 0
    check(replies.answer(KNOWLEDGE, part, topics, shown))


@inputs(300, topics=SEVERAL, aspect=ASPECTS)
def test_a_comparison_is_whole_and_names_its_sources(topics: list[Topic], aspect: str) -> None:
    check(comparisons.compare(KNOWLEDGE, topics, aspect))


@inputs(300, topics=SEVERAL, aspect=ASPECTS.filter(bool))
def test_other_replies_on_topics_are_whole(topics: list[Topic], aspect: str) -> None:
    check(replies.aspect_of(KNOWLEDGE, topics[0], aspect))
    check(replies.in_simple_words(KNOWLEDGE, topics))
    if len(topics) > 1:
        check(replies.related(KNOWLEDGE, topics[:2]))

"""What leans on the conversation: more, and corrections."""

import pytest

from actions import honesty, replies
from actions.follow_ups import more, part_named
from actions.knowledge import Knowledge
from actions.knowledge_files import load
from actions.memory import Memory, from_memory

KNOWLEDGE = load()


@pytest.mark.parametrize("topic", KNOWLEDGE.topics.values(), ids=lambda topic: topic.id)
def test_asking_on_for_more_reaches_every_part_and_never_gets_stuck(topic) -> None:
    general = not topic.is_model and not topic.parent
    memory, seen = Memory().after(replies.answer(KNOWLEDGE, "definition", [topic])), ""
    for _ in range(sum(len(topic.part(part)) for part in KNOWLEDGE.questions)):
        reply = more(KNOWLEDGE, from_memory(KNOWLEDGE, memory), memory)
        memory, seen = memory.after(reply), f"{seen}\n{reply.text}"
    for part in (part for part in KNOWLEDGE.questions if not (general and part == "types")):
        assert all(statement.text.rstrip(".") in seen for statement in topic.part(part)), part


@pytest.mark.parametrize("kind", [t for t in KNOWLEDGE.topics.values() if t.parent], ids=lambda topic: topic.id)
def test_more_on_what_only_the_model_of_a_kind_answers_goes_on_with_that_model(kind) -> None:
    model = KNOWLEDGE.topics[kind.parent]
    for part in ("benefits", "drawbacks"):
        if kind.part(part) or len(model.part(part)) <= 3:
            continue
        memory = Memory().after(replies.answer(KNOWLEDGE, part, [kind]))
        reply = more(KNOWLEDGE, from_memory(KNOWLEDGE, memory), memory)
        assert (reply.part, reply.topics) == (part, (model.id,))
        assert model.part(part)[3].text.rstrip(".") in reply.text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("no, I meant the benefit of KPO", "benefits"),
        ("I asked for the drawbacks", "drawbacks"),
        ("no, who does it fit?", "fit"),
        ("I meant the profit", ""),
        ("no, in fact I meant KPO", ""),
        ("the outfit of an artefact", ""),
    ],
)
def test_a_part_is_named_by_a_whole_word_in_either_number(knowledge: Knowledge, text: str, part: str) -> None:
    assert part_named(knowledge, text) == part


@pytest.mark.parametrize("part", list(KNOWLEDGE.questions))
def test_asked_back_only_models_are_named_that_have_the_part(part: str) -> None:
    reply = honesty.which_topic(KNOWLEDGE, part)
    assert reply.options == tuple(model.id for model in KNOWLEDGE.models if model.part(part))
    assert all(KNOWLEDGE.name(KNOWLEDGE.topics[id]) in reply.text for id in reply.options)


@pytest.mark.parametrize("aspect", list(KNOWLEDGE.aspects))
def test_asked_back_only_models_are_named_that_have_the_aspect(aspect: str) -> None:
    reply = honesty.which_topic(KNOWLEDGE, "aspect", aspect)
    assert reply.options == tuple(model.id for model in KNOWLEDGE.models if aspect in model.aspects)

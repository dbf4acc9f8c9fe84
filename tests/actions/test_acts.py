"""Each act on the conversation gets its own answer."""

from __future__ import annotations

import pytest

from actions.respond import respond
from dialogue import question as q
from dialogue.question import Question, Style
from knowledge.model import Topic
from tests.actions.checks import KNOWLEDGE, TOPICS, after, asked, assert_is_right_in_form, named, tell, text_of

BPO, KPO, LPO = (KNOWLEDGE.topics[id] for id in ("bpo", "kpo", "lpo"))
OUTSOURCING = next(topic for topic in TOPICS if not topic.is_model and not topic.parent)
COMPARED, DEFINED = asked(q.COMPARE, BPO, KPO), tell("definition", KPO)


@pytest.mark.parametrize(
    ("question", "before", "part", "topics"),
    [
        (asked(q.MORE), [], "overview", ()),
        (asked(q.MORE), [COMPARED], "comparison", ("bpo", "kpo")),
        (asked(q.SAME), [DEFINED], "definition", ("kpo",)),
        (asked(q.WHY), [tell("benefits", BPO)], "how_it_works", ("bpo",)),
        (asked(q.WHY), [COMPARED], "comparison", ("bpo", "kpo")),
        (asked(q.WHY), [DEFINED], "fit", ("kpo",)),
        (asked(q.RESTYLE), [], "restyle", ()),
        (asked(q.RESTYLE, style=Style(length="short")), [DEFINED], "definition", ("kpo",)),
        (asked(q.RESTYLE, style=Style(simple=True)), [tell("benefits", BPO)], "definition", ("bpo",)),
        (asked(q.RESTYLE, style=Style(layout="table")), [COMPARED], "comparison", ("bpo", "kpo")),
        (asked(q.RESTYLE, style=Style(example=True)), [tell("benefits", BPO)], "examples", ("bpo",)),
        (asked(q.RESTYLE, LPO, style=Style(length="short")), [tell("drawbacks", BPO)], "drawbacks", ("lpo",)),
        (asked(q.EXAMPLE), [DEFINED], "examples", ("kpo",)),
        (asked(q.SOURCE), [DEFINED], "sources", ("kpo",)),
        (asked(q.SURE), [DEFINED], "sure", ("kpo",)),
        (asked(q.SUMMARISE), [DEFINED], "summary", ("kpo",)),
        (asked(q.BACK), [DEFINED], "summary", ("kpo",)),
        (asked(q.VERDICT), [], "refusal", ()),
        (asked(q.VERDICT), [COMPARED], "comparison", ("bpo", "kpo")),
        (asked(q.CORRECT), [DEFINED], "which_topic", ("kpo",)),
        (asked(q.EDIT, excluded=("kpo",)), [COMPARED], "edit", ()),
        (asked(q.EDIT, LPO), [COMPARED], "definition", ("lpo",)),
        (asked(q.PICK), [], "which_topic", ()),
        (asked(q.ASK_BACK, parts=("benefits",)), [], "which_topic", ()),
        (asked(q.ASK_BACK, BPO), [], "did_you_mean", ("bpo",)),
        (asked(q.ASK_BACK, BPO, parts=("comparison",)), [], "compare_with", ("bpo",)),
        (asked(q.DECLINE, words="a poem"), [], "refusal", ()),
        (asked("nonsense", words="a poem"), [], "refusal", ()),
    ],
)  # fmt: skip
def test_an_act_gets_its_answer(question: Question, before: list[Question], part: str, topics: tuple[str, ...]) -> None:
    given = assert_is_right_in_form(question, most=3_000, conversation=after(*before))
    assert (given.part, given.topics) == (part, topics), text_of(given)


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_asking_on_for_more_reaches_every_part(topic: Topic) -> None:
    conversation, told = after(tell("definition", topic)), set[tuple[str, str, int]]()
    told |= {each.address for each in conversation.told}
    for _ in range(sum(len(statements) for statements in topic.parts.values()) + len(KNOWLEDGE.questions)):
        given = assert_is_right_in_form(asked(q.MORE), conversation=conversation)
        told |= set(given.told)
        conversation = respond([asked(q.MORE)], KNOWLEDGE, conversation)[1]
    parts = [part for part in KNOWLEDGE.questions if topic.part(part)]
    if topic == OUTSOURCING:
        parts.remove("types")  # they are the models: the overview
    assert {(topic.id, part, place) for part in parts for place in range(len(topic.part(part)))} <= told

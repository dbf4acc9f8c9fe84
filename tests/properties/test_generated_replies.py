"""Every reply is whole, whatever topics, parts, aspects, forms and wishes come together."""

from __future__ import annotations

from hypothesis import strategies as st

from actions.respond import LONGEST
from dialogue import question as q
from dialogue.question import Claim, Question, Style
from tests.actions.checks import (
    ASPECTS,
    KNOWLEDGE,
    PARTS,
    TOPICS,
    after,
    answer,
    assert_facts_are_cited,
    assert_is_whole,
    assert_verdict_is_first,
    near,
    reply,
)
from tests.properties.inputs import inputs

FORMS = [q.TELL, q.COMPARE, q.VERIFY, q.FIND, q.LIST, q.GAP, q.MORE, q.WHY, q.RESTYLE, q.EXAMPLE, q.SOURCE, q.SURE]
FORMS += [q.SUMMARISE, q.VERDICT, q.CORRECT, q.EDIT, q.ASK_BACK, q.DECLINE, q.UNKNOWN, q.PICK, q.SAME, q.BACK]
ID = st.sampled_from([topic.id for topic in TOPICS])
NEAR = st.builds(
    near, st.sampled_from(TOPICS), st.sampled_from(["facts", "services", "definition"]), st.just(0), st.floats(0, 1)
)
SERVICES = st.sampled_from(sorted(KNOWLEDGE.services_by_phrase))
STYLES = st.builds(
    Style,
    length=st.sampled_from(["", "short"]),
    points=st.integers(0, 2),
    layout=st.sampled_from(["", "list", "prose", "table"]),
    simple=st.booleans(),
)
CLAIMS = st.builds(
    Claim,
    positive=st.booleans(),
    quantifier=st.sampled_from(["", q.ONLY, q.NOT_ONLY, q.ALL, q.ALSO, q.OTHER]),
    pole=st.sampled_from(["", "high", "low"]),
)


def several(one: st.SearchStrategy[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(one, max_size=most, unique=True).map(tuple)


QUESTIONS = st.builds(
    Question,
    form=st.sampled_from(FORMS),
    parts=several(st.sampled_from(PARTS), 1),
    aspects=several(st.sampled_from(ASPECTS), 2),
    topics=several(ID, 5),
    excluded=several(ID, 2),
    services=several(SERVICES, 2),
    without=several(SERVICES, 1),
    subjects=st.sampled_from([((id, 0.9),) for id in KNOWLEDGE.gaps]),
    unknown=st.just(("XPO",)),
    claim=st.none() | CLAIMS,
    pole=st.sampled_from(["", "high", "low"]),
    style=STYLES,
    near=st.lists(NEAR, max_size=2).map(tuple),
    words=st.sampled_from(["which one", "are they the same", "is it part of it", "how old is it", "", "what else"]),
).filter(lambda question: question.form != q.COMPARE or len(question.topics) > 1)  # as understanding leaves it


@inputs(500, question=QUESTIONS)
def test_any_question_gets_a_whole_answer(question: Question) -> None:
    given = answer(question)
    assert given.lines
    assert_facts_are_cited(given)
    assert_verdict_is_first(given)


@inputs(150, first=QUESTIONS, then=QUESTIONS)
def test_any_conversation_gets_whole_replies(first: Question, then: Question) -> None:
    assert_is_whole(reply(first), most=3 * LONGEST)
    assert_is_whole(reply(then, conversation=after(first)), most=3 * LONGEST)
    assert_is_whole(reply(first, then), most=3 * LONGEST)

"""What the wording of a message gives away."""

import pytest

from actions import wording
from actions.knowledge import Knowledge


@pytest.mark.parametrize(
    "text",
    [
        "does it do payroll",
        "so can they hire for us",
        "it does payroll, right?",
        "They offered to host our site. I have never heard of that. Do they?",
        "Is tax part of it? Our accountant says no. I'd like to know.",
    ],
)
def test_a_question_for_a_yes_or_no_is_known(text: str) -> None:
    assert wording.is_yes_no(text)


@pytest.mark.parametrize("text", ["what does it do?", "They do payroll. How much of it?", "payroll", ""])
def test_another_question_is_no_such(text: str) -> None:
    assert not wording.is_yes_no(text)


@pytest.mark.parametrize("text", ["which of those two is dearer", "hm which one is quicker", "either of them cheap?"])
def test_a_question_between_things_said_before_is_known(text: str) -> None:
    assert wording.asks_between(text)


@pytest.mark.parametrize("text", ["which is it", "those two", "is it dearer", "which one does payroll"])
def test_a_question_on_one_thing_is_none_between_several(text: str) -> None:
    assert not wording.asks_between(text)


@pytest.mark.parametrize(
    ("text", "is_named"), [("{kind} and {model}", True), ("{kind}", False), ("{kind} again", False)]
)
def test_a_model_beside_its_kind_is_seen(knowledge: Knowledge, text: str, is_named: bool) -> None:
    kinds = [topic for topic in knowledge.topics.values() if topic.parent]
    for kind in kinds:
        said = text.format(kind=kind.name, model=knowledge.topics[kind.parent].called)
        assert wording.names_parent(knowledge, said, kind) == is_named, said

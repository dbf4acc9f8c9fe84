"""Words of an answer that the documents use and don't explain."""

from __future__ import annotations

import pytest

from dialogue.conversation import Conversation
from dialogue.question import Style
from dialogue.resolve import resolve
from dialogue.terms import unexplained
from knowledge.model import Knowledge
from tests.talk import asks, q, tells

ADDRESS = ("bpo", "aspects cost_savings", 0)


@pytest.fixture
def told(knowledge: Knowledge) -> Conversation:
    assert "economies of scale" in knowledge.topics["bpo"].aspects["cost_savings"].text
    return Conversation(turn=1, topics=("bpo",)).with_told((ADDRESS,))


@pytest.mark.parametrize(
    ("question", "term", "why"),
    [
        (tells("definition", content=("economies", "scale"), references="it"), "economies of scale", "as it was told"),
        (tells("definition", content=("economy", "scale")), "economies of scale", "with another ending"),
        (tells("definition", content=("wealth", "scale")), "", "other words"),
        (tells("definition", content=("economies", "efficient")), "", "words that don't stand together"),
        (tells("definition", "kpo", content=("economies", "scale")), "", "a model is named"),
        (tells("definition"), "", "no words of its own"),
        (tells("benefits", content=("economies", "scale")), "", "no meaning is asked for"),
        (asks(form=q.FIND, content=("economies", "scale")), "", "nothing is asked for"),
        (asks(form=q.RESTYLE, content=("economies", "scale")), "economies of scale", "asked in easier words"),
        (asks(form=q.RESTYLE, content=("economies",)), "", "a single word may be any"),
        (asks(form=q.RESTYLE, content=("economies", "scale"), style=Style(length="short")), "", "wanted short"),
    ],
)
def test_a_term_that_was_told_is_known_again(
    knowledge: Knowledge, told: Conversation, question: object, term: str, why: str
) -> None:
    meant = unexplained(question, told, knowledge)  # type: ignore[arg-type]
    assert (meant.form == q.UNHEARD, meant.unknown) == (bool(term), (term,) if term else ()), why


def test_a_term_leaves_the_question_before_it_standing(knowledge: Knowledge, told: Conversation) -> None:
    term = tells("definition", content=("economies", "scale"), references="it")
    cheaper = asks("cost", form=q.TELL, aspects="cost_savings", intent="ask_aspect", chance=0.9)
    first, second = resolve([term, cheaper], told, knowledge)
    assert first.form == q.UNHEARD
    assert second.topics == ("bpo",)

"""Services are affirmed and denied one by one, as far as somebody asked."""

from __future__ import annotations

from actions import searches
from actions.knowledge import Knowledge, Statement, Topic


def own_service(knowledge: Knowledge, topic: Topic) -> Statement:
    """A service of a topic that no other topic has."""
    return next(s for s in topic.part("services") if len(searches.services_called(knowledge, [s.text])) == 1)


def test_of_two_services_each_gets_its_answer(knowledge: Knowledge) -> None:
    topic, other = [model for model in knowledge.models if model.part("services")][:2]
    own, foreign = own_service(knowledge, topic), own_service(knowledge, other)
    reply = searches.service_of(knowledge, topic, [own.text, foreign.text], (), affirm=True, deny=True)
    assert reply is not None
    assert reply.text.startswith("Yes. ")
    assert own.text in reply.text
    assert f"don't name {foreign.text} among the services of {knowledge.name(topic)}" in reply.text
    assert f"under {knowledge.name(other)}" in reply.text


def test_an_open_question_gets_no_yes_and_no_denial(knowledge: Knowledge) -> None:
    topic, other = [model for model in knowledge.models if model.part("services")][:2]
    own, foreign = own_service(knowledge, topic), own_service(knowledge, other)
    reply = searches.service_of(knowledge, topic, [own.text, foreign.text], (), affirm=False, deny=False)
    assert reply is not None
    assert not reply.text.startswith("Yes")
    assert "don't name" not in reply.text
    assert searches.service_of(knowledge, topic, [foreign.text], (), affirm=False, deny=False) is None


def test_a_service_of_a_kind_is_one_of_its_model(knowledge: Knowledge) -> None:
    kinds = [topic for topic in knowledge.topics.values() if topic.parent and topic.part("services")]
    for kind in kinds:
        service = kind.part("services")[0]
        model = knowledge.topics[kind.parent]
        reply = searches.service_of(knowledge, model, [service.text], (), affirm=True, deny=True)
        assert reply is not None
        assert "don't name" not in reply.text, reply.text
    assert kinds

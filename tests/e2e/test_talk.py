"""Whole exchanges, judged on the words that the user reads."""

from collections.abc import Callable

import pytest

from knowledge.model import Knowledge
from tests.e2e.conftest import Talk


def test_a_definition_is_short_and_names_its_sources(talk: Talk) -> None:
    text = talk.text("what is kpo")
    assert "Knowledge Process Outsourcing" in text
    assert text.splitlines()[-1].startswith("Source")
    assert len(text.splitlines()[0]) < 700


def test_every_model_is_defined_by_every_name(new_talk: Callable[[], Talk], knowledge: Knowledge) -> None:
    for model in knowledge.models:
        for name in {model.name, f"{model.name} ({model.acronym})" if model.acronym else model.name}:
            text = new_talk().text(f"what is {name}?")
            assert model.part("definition")[0].text.rstrip(".") in text, text


def test_a_comparison_begins_with_the_difference_and_shows_all_points_on_wish(talk: Talk, knowledge: Knowledge) -> None:
    one, other = (knowledge.topics[id] for id in ("bpo", "kpo"))
    said = talk.say("difference between kpo and bpo")
    text = "\n".join(message["text"] for message in said)
    assert text.startswith(knowledge.differences[frozenset(("bpo", "kpo"))][0].text)
    buttons = [button for message in said for button in message.get("buttons", [])]
    (points,) = (button["payload"] for button in buttons if button["title"] == "All points")
    whole = talk.text(points)
    assert len(text) < len(whole)
    assert all(f"{knowledge.aspects[id].label}:" in whole for id in set(one.aspects) & set(other.aspects))


def test_an_ambiguous_acronym_is_asked_about_once_and_remembered(talk: Talk) -> None:
    first = talk.text("services of RPO")
    assert "Or did you mean Research Process Outsourcing?" in first
    assert "did you mean" not in talk.text("benefits of RPO")
    assert "Research Process Outsourcing" in talk.text("no, I meant research process outsourcing")
    assert "did you mean" not in talk.text("what does RPO stand for?")


def test_the_choice_asks_recommends_and_gives_reasons(talk: Talk) -> None:
    assert "hand over" in talk.text("which outsourcing model is right for us?")
    talk.say("Hiring people")
    talk.say("we want better quality")
    talk.say("it is not our core business")
    text = talk.text("we would work closely with them")
    assert text.splitlines()[0] == (
        "So far I have: hiring people, non-core work, quality first and close involvement of your team."
    )
    assert "Recruitment Process Outsourcing" in text.splitlines()[1]
    assert [line.split(":")[0] for line in text.splitlines()[2:4]] == ["Why", "Bear in mind"]
    assert "Second came" in text


def test_a_digression_is_answered_and_the_choice_goes_on(talk: Talk) -> None:
    question = talk.text("help me choose a model")
    messages = talk.say("wait, what is LPO?")
    assert "Legal Process Outsourcing" in messages[0]["text"]
    assert messages[-1]["text"] == f"Back to your choice. {question}"


def test_the_question_of_the_choice_is_said_again_once(talk: Talk) -> None:
    talk.say("help me choose a model")
    question = talk.text("Legal work").removeprefix("So far I have: legal work. ")
    assert talk.text("say that again").count(question) == 1
    assert "core business" in question


def test_a_goodbye_ends_the_choice_and_its_answers_are_forgotten(talk: Talk) -> None:
    question = talk.text("help me choose a model")
    talk.say("Legal work")
    assert [m["text"].split("!")[0] for m in talk.say("bye")] == ["Goodbye"]
    assert talk.text("help me choose a model") == question


def test_a_no_that_answers_nothing_leads_back_to_the_question(talk: Talk) -> None:
    for answer in ("help me choose a model", "Legal work", "Non-core"):
        talk.say(answer)
    question = talk.text("Quality")
    text = talk.text("no")
    assert text.endswith(question)
    assert "anything else" not in text


@pytest.mark.parametrize(
    ("asked", "part"), [("does it save money?", "aspect"), ("what are the drawbacks?", "drawbacks")]
)
def test_what_was_asked_is_answered_once_the_model_is_named(
    talk: Talk, knowledge: Knowledge, asked: str, part: str
) -> None:
    (model,) = (m for m in knowledge.models if m.called == "KPO")
    assert talk.text(asked).startswith("Which model do you mean: ")
    (dispute,) = knowledge.disagreements_on((model.id,), "aspects", "cost_savings")
    assert (dispute.question if part == "aspect" else model.part(part)[0].name) in talk.text(model.called)


def test_a_comparison_is_made_once_its_other_side_is_named(talk: Talk, knowledge: Knowledge) -> None:
    assert "with which model?" in talk.text("compare bpo")
    assert knowledge.differences[frozenset(("bpo", "kpo"))][0].text in talk.text("kpo")


def test_where_documents_disagree_both_views_are_shown(talk: Talk, knowledge: Knowledge) -> None:
    text = talk.text("is KPO a part of BPO?")
    dispute = next(d for d in knowledge.disagreements if d.id == "kpo_in_bpo")
    assert all(view.text.rstrip(".") in text for view in dispute.views)


def test_an_unknown_acronym_gets_no_other_models_answer(talk: Talk, knowledge: Knowledge) -> None:
    known = {model.acronym for model in knowledge.models}
    unknown = next(acronym for letter in "XQZWY" if (acronym := f"{letter}PO") not in known)
    text = talk.text(f"what is {unknown}?")
    assert not any(model.part("definition")[0].text.rstrip(".") in text for model in knowledge.models)


@pytest.mark.parametrize(
    "start", ["what is kpo", "benefits of bpo", "kpo vs bpo", "hello", "types of bpo", "is lpo part of kpo"]
)
def test_every_button_leads_to_an_answer(new_talk: Callable[[], Talk], start: str) -> None:
    talk = new_talk()
    for button in talk.buttons(start):
        talk = new_talk()
        talk.say(start)
        text = talk.text(button["payload"])
        assert "can't help" not in text, button
        assert "not sure what you want" not in text, button


HOSTILE = [
    "",
    "   ",
    "🙂🙂🙂",
    "\x00\x07",
    "你好吗",
    "<script>alert(1)</script>",
    "'; DROP TABLE users;--",
    '{"a": 1}',
    "{{7*7}}",
    "/restart",
    '/ask_benefits{"outsourcing_model": "bpo"}',
    "/session_start",
    "x" * 10_000,
    "?!.",
    "http://example.org/a?b=c",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_bad_input_gets_a_short_reply_and_the_conversation_stays_intact(talk: Talk, text: str) -> None:
    talk.say("what is lpo")
    reply = talk.text(text)
    assert 0 < len(reply) < 800
    after = talk.text("what services does it cover?")
    assert "LPO covers" in after or "restart" in text, after


def test_markup_is_never_echoed(talk: Talk) -> None:
    assert "<b>" not in talk.text("what is <b>foo</b>?")


def test_a_kind_is_compared_with_its_own_model(talk: Talk, knowledge: Knowledge) -> None:
    """Also by the button that offers it."""
    kind = next(topic for topic in knowledge.topics.values() if topic.parent == "bpo")
    offers = [button["payload"] for button in talk.buttons(f"what is {kind.name}") if "difference" in button["payload"]]
    talk.say("what is kpo")
    for payload in offers:
        text = talk.text(payload)
        assert kind.in_short in text
        assert knowledge.topics["bpo"].in_short in text
    assert offers


def test_a_new_ambiguous_name_is_compared_with_what_was_talked_about(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("what is bpo")
    text = talk.text("how does it differ from rpo?")
    assert knowledge.differences[frozenset(("bpo", "rpo_recruitment"))][0].text in text


def test_two_things_said_before_are_measured_by_each_other(talk: Talk, knowledge: Knowledge) -> None:
    talk.say("what is bpo")
    talk.say("what is kpo")
    text = talk.text("which of those two is cheaper?")
    verdict = next(
        v
        for v in knowledge.verdicts
        if v.aspect == "cost_savings" and {v.first, v.second} == {"bpo", "kpo"} and not v.words
    )
    assert text.startswith(verdict.statement.text)


@pytest.mark.parametrize(
    ("said", "expected", "unsaid"),
    [
        (
            ["is BPO or RPO the one that keeps my own people busier"],
            ["RPO asks more of your own staff"],
            ["Expertise:"],
        ),
        (["tell LPO and HRO apart, no wait, LPO and BPO"], ["LPO", "BPO"], ["HRO"]),
        (["four differences, BPO against KPO"], ["BPO and KPO in four points:"], ["\n• BPO:"]),
        (["on what do the articles contradict each other about KPO?"], ["Is KPO a part of BPO?"], []),
        (["what is core work, by the way"], ["main business"], []),
        (
            ["What is HRO?", "I see, quite a lot of work then. How large a share of all outsourcing is it?"],
            ["29 to 30"],
            [],
        ),
        (
            ["what is hro", "Fine, my colleague will like that. And what would a firm get out of it?"],
            ["HRO"],
            ["I can't help"],
        ),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) and value else "",
)
def test_what_is_asked_in_words_of_one_s_own(
    talk: Talk, said: list[str], expected: list[str], unsaid: list[str]
) -> None:
    text = [talk.text(words) for words in said][-1]
    assert all(part in text for part in expected), text
    assert not any(part in text.partition("\nSource")[0] for part in unsaid), text

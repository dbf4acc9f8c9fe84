"""Talk about the talk: only what was told, with its sources."""

from __future__ import annotations

import pytest

from actions import recall
from actions.render import render
from actions.respond import respond
from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Claim, Question, Style
from knowledge.model import Topic
from tests.actions.checks import (
    KNOWLEDGE,
    MODELS,
    NEW,
    TOPICS,
    after,
    answer,
    asked,
    assert_is_right_in_form,
    named,
    tell,
    text_of,
)

BPO, KPO = KNOWLEDGE.topics["bpo"], KNOWLEDGE.topics["kpo"]
TOLD = tell("benefits", BPO)


def about(form: str, words: str = "", **fields: object) -> Question:
    """An act on the conversation."""
    return Question(form=form, words=words, **fields)  # type: ignore[arg-type]


def with_verdict(verdict: str) -> Conversation:
    return Conversation(verdict=verdict, topics=("bpo",))


def test_without_anything_told_all_documents_are_named() -> None:
    given = assert_is_right_in_form(about(q.SOURCE))
    assert [next(iter(line.cites[0])) for line in given.lines[1:]] == list(KNOWLEDGE.sources)
    assert given.told == ()


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_the_places_of_what_was_told_are_named_with_their_sections(topic: Topic) -> None:
    conversation = after(tell("definition", topic))
    given = answer(about(q.SOURCE, "where does that stand"), conversation)
    first = conversation.latest[0]
    said = KNOWLEDGE.statement(*first.address)
    assert said is not None
    assert (given.part, given.topics) == ("sources", (topic.id,))
    assert given.told[0] == first.address
    reply = render([given], [about(q.SOURCE)], KNOWLEDGE).text
    for id, section in said.sections.items():
        assert KNOWLEDGE.sources[id].title in reply
        assert f"“{section}”" in reply


@pytest.mark.parametrize(
    ("cue", "says"),
    [
        ("dates", ("is dated", "no date")),
        ("authors", ("was published by", "no author")),
        ("sellers", ("which offers", "no publisher")),
    ],
)
def test_dates_authors_and_sellers_are_told_or_said_to_be_missing(cue: str, says: tuple[str, str]) -> None:
    for topic in TOPICS:
        given = assert_is_right_in_form(about(q.SOURCE, cues=(cue,)), conversation=after(tell("definition", topic)))
        for line in given.lines:
            source = KNOWLEDGE.sources[next(iter(line.cites[0]))]
            known = {"dates": source.date, "authors": source.publisher, "sellers": source.sells}[cue]
            assert source.title in line.text
            assert says[0 if known else 1] in line.text


def test_a_document_is_told_by_its_number() -> None:
    reply, conversation = respond([tell("definition", BPO)], KNOWLEDGE, NEW)
    cited = [source["id"] for source in reply.data["sources"]]
    assert (list(conversation.cited), len(cited) > 1) == (cited, True)
    for reference, id in (("1", cited[0]), ("2", cited[1]), ("-1", cited[-1])):
        given = answer(about(q.SOURCE, references=(reference,)), conversation)
        assert str(KNOWLEDGE.sources[id]) in given.lines[0].text
        assert all(set(cite) == {id} for line in given.lines for cite in line.cites)
    beyond = answer(about(q.SOURCE, references=("5",)), conversation)
    assert beyond.lines[0].text.startswith("Here is where it stands") is (len(cited) < 5)


def test_of_several_statements_each_is_listed_with_all_its_documents() -> None:
    conversation = after(TOLD)
    given = answer(about(q.SOURCE), conversation)
    assert len(given.lines) > 2
    for line, told in zip(given.lines[1:], conversation.latest, strict=False):
        said = KNOWLEDGE.statement(*told.address)
        assert said is not None
        assert [id for cite in line.cites for id in cite] == list(said.sources)


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_how_sure_it_is_counts_the_documents(topic: Topic) -> None:
    conversation = after(tell("definition", topic))
    given = assert_is_right_in_form(about(q.SURE), conversation=conversation)
    said = KNOWLEDGE.statement(*conversation.latest[0].address)
    assert said is not None
    assert (given.part, given.verdict, given.told) == ("sure", "yes", (conversation.latest[0].address,))
    assert ("one of them says so" in text_of(given)) == (len(said.sources) == 1)


@pytest.mark.parametrize(
    "doubt",
    [{"claim": Claim(positive=False)}, {"cues": ("denies",)}, {"cues": ("either",)}, {"wh": "what"}],
    ids=["isn't it", "so you aren't", "this or that", "what makes you"],
)
def test_a_doubt_that_no_yes_answers_gets_none(doubt: dict[str, object]) -> None:
    conversation = after(TOLD)
    assert text_of(recall.sure(KNOWLEDGE, about(q.SURE), conversation)).startswith("Yes, as far as")
    given = recall.sure(KNOWLEDGE, about(q.SURE, **doubt), conversation)
    assert text_of(given).startswith("As far as the documents go")


def test_where_the_documents_disagree_nobody_is_sure() -> None:
    tried = 0
    for dispute in KNOWLEDGE.disagreements:
        for aspect in dispute.aspects:
            topic = KNOWLEDGE.topics[dispute.topics[0]]
            conversation = after(asked(q.VERIFY, topic, aspects=(aspect,), claim=Claim()))
            given = assert_is_right_in_form(about(q.SURE), conversation=conversation)
            assert given.verdict == "disagree"
            tried += 1
    assert tried


def test_nothing_told_is_nothing_to_be_sure_of() -> None:
    given = assert_is_right_in_form(about(q.SURE))
    assert (given.part, given.verdict, given.told) == ("sure", "", ())


@pytest.mark.parametrize("verdict", ["yes", "no", "not_only", "both", "depends", "equal", "disagree", "silent"])
def test_the_last_verdict_is_given_again(verdict: str) -> None:
    given = recall.verdict(KNOWLEDGE, with_verdict(verdict))
    assert given is not None
    assert (given.part, given.verdict, given.topics) == ("verdict", verdict, ("bpo",))


@pytest.mark.parametrize("verdict", ["", "rather"])
def test_without_a_verdict_of_one_word_there_is_none_to_give(verdict: str) -> None:
    assert recall.verdict(KNOWLEDGE, with_verdict(verdict)) is None


def test_a_verdict_is_given_again_with_what_it_rests_on() -> None:
    topic, service = next((model, model.part("services")[0]) for model in MODELS if model.part("services"))
    conversation = after(asked(q.VERIFY, topic, parts=("services",), services=(service.text,), claim=Claim()))
    given = assert_is_right_in_form(about(q.VERDICT), conversation=conversation)
    assert given.lines[0].text == "Yes."
    assert given.told == (conversation.latest[0].address,)


def test_a_summary_tells_what_was_told_and_nothing_else() -> None:
    conversation = after(TOLD, tell("definition", KPO), tell("services", BPO))
    given = assert_is_right_in_form(about(q.SUMMARISE), most=1_200, conversation=conversation)
    assert (given.part, set(given.topics)) == ("summary", {"bpo", "kpo"})
    assert set(given.told) <= {told.address for told in conversation.told}
    assert len(given.lines) == 3, "a line for each topic under the opening"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"topics": ("kpo",)}, {("kpo", "definition")}),
        ({"topics": ("bpo",), "parts": ("benefits",)}, {("bpo", "benefits")}),
        ({"parts": ("benefits",)}, {("bpo", "benefits")}),
    ],
)
def test_a_summary_keeps_to_what_is_asked_for(wanted: dict[str, object], told: set[tuple[str, str]]) -> None:
    conversation = after(TOLD, tell("definition", KPO), tell("services", BPO))
    given = answer(about(q.SUMMARISE, **wanted), conversation)
    assert {address[:2] for address in given.told} == told


@pytest.mark.parametrize(("reference", "place"), [("1", 0), ("2", 1), ("-1", -1)])
def test_one_point_of_what_was_told_is_told_again(reference: str, place: int) -> None:
    conversation = after(TOLD)
    given = assert_is_right_in_form(about(q.SUMMARISE, references=(reference,)), conversation=conversation)
    assert given.told == (conversation.told[place].address,)


def test_with_nothing_told_the_summary_says_so() -> None:
    fresh = answer(about(q.SUMMARISE))
    assert fresh.options == tuple(model.id for model in MODELS), "and what there is to talk about"
    touched = answer(about(q.SUMMARISE), Conversation(topics=("bpo",)))
    assert (touched.part, touched.topics, touched.told) == ("summary", ("bpo",), ())


@pytest.mark.parametrize("topic", TOPICS, ids=named)
def test_an_example_is_one_of_the_documents_or_some_work_or_said_to_be_missing(topic: Topic) -> None:
    given = assert_is_right_in_form(tell("examples", topic))
    assert (given.part, given.topics) == ("examples", (topic.id,))
    part = "examples" if topic.part("examples") else "services"
    if topic.part(part):
        assert given.told[0] == (topic.id, part, 0)
    else:
        assert given.told == ()
        assert "no example" in text_of(given)


def test_as_many_examples_as_are_wanted() -> None:
    for topic in MODELS:
        if not topic.part("examples"):
            given = answer(tell("examples", topic, style=Style(points=2)))
            assert len(given.told) == min(2, len(topic.part("services")))


def test_a_conversation_may_outlive_what_it_told() -> None:
    """A statement that an editor took out since."""
    gone = after(TOLD)
    gone = Conversation.of({**gone.as_slot(), "told": [[1, "bpo", "benefits", 99], [1, "nobody", "facts", 0]]})
    for form in (q.SOURCE, q.SURE, q.SUMMARISE, q.VERDICT, q.BACK):
        assert answer(about(form), gone).lines
    assert gone != NEW


def test_a_summary_in_full_says_no_less_than_a_plain_one_and_a_short_one_less() -> None:
    _, talk = respond([tell("definition", BPO)], KNOWLEDGE, NEW)
    _, talk = respond([tell("benefits", BPO)], KNOWLEDGE, talk)
    plain, full, short = (
        text_of(answer(about(q.SUMMARISE, style=style), talk))
        for style in (Style(), Style(length="long"), Style(length="short"))
    )
    assert full == plain
    assert len(short) < len(plain)

"""The reader finds what a message names, in every form that the knowledge gives a name."""

import pytest

from knowledge.model import Knowledge
from nlu.reader import Reader, Reading
from nlu.vocabulary import SEEN_OFTEN, Vocabulary


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    questions = [
        "what is the difference between these",
        "what are the benefits of it",
        "tell me about the types",
    ] * SEEN_OFTEN
    return Reader(Vocabulary.of(knowledge, questions))


def read(reader: Reader, text: str) -> Reading:
    return reader.read(text)[0]


def test_every_name_and_alias_of_every_topic_is_found(reader: Reader, knowledge: Knowledge) -> None:
    for topic in knowledge.topics.values():
        for name in (topic.name, *topic.aliases, *topic.misspellings):
            for form in (name, name.upper(), f"what is {name}?", f"tell me about {name}'s benefits"):
                assert topic.id in read(reader, form).topics, form


def test_every_acronym_is_found_however_it_is_typed(reader: Reader, knowledge: Knowledge) -> None:
    for topic in (t for t in knowledge.models if t.acronym and not knowledge.namesakes(t)):
        letters = topic.acronym
        for form in (
            letters,
            letters.lower(),
            ".".join(letters) + ".",
            "-".join(letters),
            f"{letters}s",
            f"{letters}'s",
        ):
            assert read(reader, f"what is {form}").topics == (topic.id,), form
        assert read(reader, " ".join(letters)).topics == (topic.id,)


def test_an_entity_spans_what_was_typed(reader: Reader, knowledge: Knowledge) -> None:
    model = next(m for m in knowledge.models if not knowledge.namesakes(m))
    text = f"So, {'.'.join(model.acronym)}. it is"
    _, entities = reader.read(text)
    assert [entity["text"] for entity in entities] == [f"{'.'.join(model.acronym)}."]
    assert text[entities[0]["start"] : entities[0]["end"]] == entities[0]["text"]


def test_unknown_acronyms_are_never_taken_for_a_model(reader: Reader) -> None:
    for acronym in ("IPO", "GPO", "CPO", "KPI", "NGO", "RPM", "BPD", "LPG", "HRA", "XPO", "UPO"):
        assert read(reader, f"what is {acronym}").specific == ()


def test_names_are_masked_and_the_rest_kept(reader: Reader, knowledge: Knowledge) -> None:
    one, other = [m for m in knowledge.models if not knowledge.namesakes(m)][:2]
    masked = read(reader, f"{one.acronym} and {other.name} types").masked
    assert masked == "outsourcing and outsourcing types"


def test_words_from_elsewhere_are_counted(reader: Reader) -> None:
    assert read(reader, "what are the benefits of yoga and tofu").foreign == 2


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "🙂🙂", "\x00\x01", "你好", "<b></b>", "a" * 10_000, "{{x}}", "'; DROP"]
)
def test_anything_can_be_read(reader: Reader, text) -> None:
    assert isinstance(read(reader, text), Reading)


def test_words_from_elsewhere_are_one_word_in_the_wording(reader: Reader) -> None:
    assert read(reader, "tell me about the types of zebra").wording == "tell me about the types of x"

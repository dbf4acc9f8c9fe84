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


def test_a_shared_acronym_stays_open_until_words_around_it_settle_it(reader: Reader, knowledge: Knowledge) -> None:
    for acronym, owners in knowledge.shared_acronyms.items():
        assert read(reader, f"what is {acronym}").topics == (acronym,)
        for owner in owners:
            assert read(reader, f"{acronym} for {owner.cues[0]}").topics == (owner.id,)


def test_a_shared_acronym_of_another_field_is_left_alone(reader: Reader, knowledge: Knowledge) -> None:
    for model in (m for m in knowledge.models if m.other_senses):
        assert read(reader, f"{model.acronym} {model.other_senses[0]}").topics == ()


def test_words_of_its_own_meaning_keep_an_acronym_ours(reader: Reader, knowledge: Knowledge) -> None:
    alone = [m for m in knowledge.models if m.other_senses and m.cues and not knowledge.namesakes(m)]
    for model in alone:
        text = f"is {model.acronym} about {model.other_senses[0]} or about {model.cues[0]}"
        assert model.id in read(reader, text).topics
    assert alone


def test_unknown_acronyms_are_never_taken_for_a_model(reader: Reader) -> None:
    for acronym in ("IPO", "GPO", "CPO", "KPI", "NGO", "RPM", "BPD", "LPG", "HRA", "XPO", "UPO"):
        assert read(reader, f"what is {acronym}").specific == ()


def test_names_are_masked_and_the_rest_kept(reader: Reader, knowledge: Knowledge) -> None:
    one, other = [m for m in knowledge.models if not knowledge.namesakes(m)][:2]
    masked = read(reader, f"{one.acronym} and {other.name} types").masked
    assert masked == "outsourcing and outsourcing types"


def test_kinds_are_told_by_the_first_part_of_their_name_beside_their_family(
    reader: Reader, knowledge: Knowledge
) -> None:
    families = {}
    for topic in knowledge.topics.values():
        if topic.parent and topic.name.endswith(knowledge.topics[topic.parent].acronym):
            families.setdefault(topic.parent, []).append(topic)
    for kinds in (kinds for kinds in families.values() if len(kinds) > 1):
        firsts = [kind.name.rsplit(" ", 1)[0] for kind in kinds]
        text = f"{', '.join(firsts[:-1])} and {kinds[-1].name}"
        assert set(read(reader, text).topics) == {kind.id for kind in kinds}, text
    assert read(reader, "the hybrid engine of the car").topics == ()


def test_words_from_elsewhere_are_counted(reader: Reader) -> None:
    assert read(reader, "what are the benefits of yoga and tofu").foreign == 2


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "🙂🙂", "\x00\x01", "你好", "<b></b>", "a" * 10_000, "{{x}}", "'; DROP"]
)
def test_anything_can_be_read(reader: Reader, text) -> None:
    assert isinstance(read(reader, text), Reading)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("why do companies outsource HR", "hro"),
        ("the risks of outsourcing our recruitment", "rpo_recruitment"),
        ("they want to outsource all of the legal work", "lpo"),
        ("should we outsource procurement?", "procurement_bpo"),
    ],
)
def test_what_is_outsourced_names_the_model(reader: Reader, text: str, topic: str) -> None:
    assert read(reader, text).topics == (topic,)


def test_outsourcing_without_an_object_stays_outsourcing(reader: Reader) -> None:
    assert read(reader, "should we outsource our dreams?").topics == ("outsourcing",)


def test_words_from_elsewhere_are_one_word_in_the_wording(reader: Reader) -> None:
    assert read(reader, "tell me about the types of zebra").wording == "tell me about the types of x"


def test_words_that_people_type_are_not_kept(reader: Reader) -> None:
    reader.read("a first question")
    before = len(reader._words.strings)
    for number in range(50):
        reader.read(f"is kpo like word{number}")
    assert len(reader._words.strings) == before

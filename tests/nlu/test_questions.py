"""From a clause to its questions: one table for each kind of talk. The intent is given, as a classifier would."""

from __future__ import annotations

import pytest

from dialogue.question import ALSO, EITHER, ONLY, WORD_CUES, Claim, Question
from knowledge.model import Knowledge
from nlu.forms import Classified
from nlu.questions import WORDS_OF_CUES, questions_of
from nlu.reader import Reader
from tests.talk import near, q


@pytest.fixture
def found(field_reader: Reader, knowledge: Knowledge, text: str, intent: str) -> list[Question]:
    """The questions of a text that was classified so."""
    reading = field_reader.read(text)[0]
    return questions_of(Classified(text, reading, ((intent, 0.8),)), knowledge)


def shape(questions: list[Question]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(question.form, question.parts[0] if question.parts else "", question.topics) for question in questions]


@pytest.mark.parametrize(
    ("text", "intent", "expected", "why"),
    [
        ("who is LPO for", "ask_fit", (q.TELL, "fit"), "the part of its intent"),
        ("an instance of LPO", "ask_example", (q.EXAMPLE, ""), "examples have an act of their own"),
        ("LPO against KPO", "ask_comparison", (q.COMPARE, ""), "an act without a part"),
        ("who plans our pensions", "find_model", (q.FIND, ""), "the model for some work"),
        ("which models are there", "ask_overview", (q.LIST, ""), "all models"),
        ("hello", "greet", (q.TALK, ""), "an intent that no form stands for is small talk"),
        ("KPO vs", "ask_definition", (q.COMPARE, ""), "one model and a “versus” is set beside something"),
        ("difference of KPO and LPO", "ask_definition", (q.COMPARE, ""), "two models and “difference”"),
        ("how are KPO and LPO related", "ask_comparison", (q.TELL, "relations"), "“related” asks for the relation"),
        (
            "compare how KPO and LPO are related",
            "ask_comparison",
            (q.COMPARE, ""),
            "“compare” outweighs “related”",
        ),
        ("drawbacks of LPO", "out_of_scope", (q.TELL, "drawbacks"), "a sure word outweighs the classifier"),
        ("its drawbacks", "greet", (q.TELL, "drawbacks"), "a sure word beside a pronoun"),
        ("drawbacks", "greet", (q.TALK, ""), "a sure word that is about nothing"),
        ("drawbacks of LPO", "ask_comparison", (q.COMPARE, ""), "another question stays as classified"),
        (
            "who shouldn't take LPO",
            "ask_fit",
            (q.TELL, "drawbacks"),
            "whom it doesn't suit is told by what speaks against it",
        ),
        (
            "is LPO for those who can't hire",
            "ask_fit",
            (q.VERIFY, "fit"),
            "a denial further on is no part of the question",
        ),
        (
            "do they write or only translate",
            "choose_model",
            (q.VERIFY, "definition"),
            "what they do is nothing to choose",
        ),
        ("shall we take LPO or KPO", "choose_model", (q.CHOOSE, ""), "what we shall take is"),
        ("are the models expensive", "ask_overview", (q.COMPARE, ""), "a claim on all models lists nothing"),
        ("which models are there for savings", "ask_overview", (q.LIST, ""), "without a claim it does"),
    ],
)
def test_form_and_part(found: list[Question], expected: tuple[str, str], why: str) -> None:
    assert [(one.form, "".join(one.parts)) for one in found] == [expected], why


@pytest.mark.parametrize(
    ("text", "intent", "claim", "why"),
    [
        ("is LPO cheap", "ask_aspect", Claim(True, "", "high"), "the end of the scale that is asserted"),
        ("is LPO dearer", "ask_aspect", Claim(True, "", "low"), "the other end"),
        ("LPO is not cheap, right?", "ask_aspect", Claim(False, "", "high"), "put in the negative"),
        ("doesn't HRO cover payroll?", "ask_services", Claim(), "an inverted negative expects a yes"),
        ("is HRO only payroll?", "ask_services", Claim(True, ONLY), "its quantifier"),
        ("does HRO also do payroll", "ask_services", Claim(True, ALSO), "also"),
        ("is it KPO or LPO", "find_model", Claim(True, EITHER), "one of two"),
        ("what is LPO", "ask_definition", None, "no claim in an open question"),
        ("does LPO?", "ask_more", None, "talk about the talk claims nothing"),
    ],
)
def test_claims(found: list[Question], claim: Claim | None, why: str) -> None:
    assert [one.claim for one in found] == [claim], why
    assert (found[0].form == q.VERIFY) is (claim is not None), why


@pytest.mark.parametrize(
    ("text", "is_topic", "why"),
    [
        ("only HRO does pensions, right?", True, "at the beginning"),
        ("so it is just HRO that does pensions?", True, "or later"),
        ("HRO does only pensions, right?", False, "before the work it is the work that is limited"),
    ],
)
def test_what_only_goes_with(field_reader: Reader, knowledge: Knowledge, text: str, is_topic: bool, why: str) -> None:
    [one] = questions_of(Classified(text, field_reader.read(text)[0], (("ask_services", 0.8),)), knowledge)
    assert ("only_topic" in one.cues) is is_topic, why


def test_a_comparison_that_asks_for_a_yes_stays_one(field_reader: Reader, knowledge: Knowledge) -> None:
    text = "is LPO cheaper than KPO?"
    reading = field_reader.read(text)[0]
    [one] = questions_of(Classified(text, reading, (("ask_comparison", 0.9),)), knowledge)
    assert (one.form, one.claim, one.pole) == (q.COMPARE, Claim(pole="high"), "high")


@pytest.mark.parametrize(
    ("text", "intent", "topics", "excluded", "why"),
    [
        ("KPO and LPO", "ask_definition", ("kpo", "lpo"), (), "in the order in which they are named"),
        ("LPO, not HRO", "ask_definition", ("lpo",), ("hro",), "one wanted, one shut out"),
        ("HRO costs, and LPO without HRO", "ask_aspect", ("lpo",), ("hro",), "named twice, once shut out: out"),
        ("skip KPO and LPO", "edit_topics", (), ("kpo", "lpo"), "all shut out"),
    ],
)
def test_polarity_of_topics(
    found: list[Question], topics: tuple[str, ...], excluded: tuple[str, ...], why: str
) -> None:
    assert (found[0].topics, found[0].excluded) == (topics, excluded), why


def test_work_is_wanted_or_shut_out(field_reader: Reader, knowledge: Knowledge) -> None:
    text = "what does HRO do besides payroll and staffing"
    [one] = questions_of(Classified(text, field_reader.read(text)[0], (("ask_services", 0.9),)), knowledge)
    assert (one.services, one.without) == ((), ("payroll", "staffing"))


@pytest.mark.parametrize(
    ("text", "intent", "expected", "why"),
    [
        (
            "drawbacks of KPO and benefits of LPO", "ask_benefits",
            [(q.TELL, "drawbacks", ("kpo",)), (q.TELL, "benefits", ("lpo",))], "each part with its own topic",
        ),
        (
            "benefits of KPO and LPO and their difference", "ask_benefits",
            [(q.TELL, "benefits", ("kpo", "lpo")), (q.COMPARE, "", ("kpo", "lpo"))], "a difference is compared",
        ),
        ("benefits of KPO and LPO", "ask_benefits", [(q.TELL, "benefits", ("kpo", "lpo"))], "one part of two topics"),
        ("the difference of LPO and its benefits", "ask_benefits", [(q.TELL, "benefits", ("lpo",))],
         "nothing to set it beside"),
        ("thanks for the benefits and drawbacks of KPO", "thank", [(q.TALK, "", ("kpo",))],
         "small talk is never divided"),
    ],
)  # fmt: skip
def test_several_parts_are_several_questions(
    found: list[Question], expected: list[tuple[str, str, tuple[str, ...]]], why: str
) -> None:
    assert shape(found) == expected, why


def test_each_of_several_parts_has_its_number_of_points(field_reader: Reader, knowledge: Knowledge) -> None:
    text = "3 benefits and two drawbacks of LPO"
    clause = Classified(text, field_reader.read(text)[0], (("ask_benefits", 0.8),))
    assert [one.style.points for one in questions_of(clause, knowledge)] == [3, 2]


def test_a_name_that_nobody_knows_is_carried(field_reader: Reader, knowledge: Knowledge) -> None:
    text = "KPO or a lemonade stand"
    clause = Classified(text, field_reader.read(text)[0], (("ask_comparison", 0.8),))
    assert questions_of(clause, knowledge)[0].unknown == ("lemonade stand",)


@pytest.mark.parametrize(
    ("text", "intent", "cues", "why"),
    [
        ("no, KPO", "correct", {"corrects"}, "it puts something right"),
        ("what about LPO", "ask_same", {"asks", "same_for"}, "it asks the same of another topic"),
        ("back to LPO", "go_back", {"back"}, "it goes back"),
        ("outline LPO", "ask_definition", {"asks", "requests"}, "an order"),
        ("will LPO grow", "ask_fact", {"asks", "confirms"}, "it begins as a question does"),
        ("LPO will grow", "ask_fact", set(), "a statement"),
        ("KPO or LPO, recommend one", "choose_model", {"either", "advice"}, "advice on one of two"),
        ("only LPO", "ask_definition", {"only_topic"}, "nothing but a topic"),
        ("benefits of LPO", "ask_benefits", {"names_part"}, "a part by a sure word"),
        ("my aunt died", "out_of_scope", {"distress", "foreign"}, "sad news, in no word of the field"),
        ("another", "pick_option", {"another", "foreign"}, "one more"),
        ("explain LPO", "ask_same", {"asks", "requests", "asks_anew"}, "an order to explain"),
        ("drop it", "edit_topics", {"drops"}, "something goes"),
        ("LPO instead", "edit_topics", {"instead"}, "something in place of another"),
        ("the two RPO", "ask_comparison", {"pair"}, "two of them"),
        ("the common thing", "ask_comparison", {"shares"}, "what several share"),
        ("help me choose", "choose_model", {"wishes_help", "advice"}, "help is wished for"),
        ("how many weeks for LPO", "ask_fact", {"asks", "figure", "number"}, "a time that is measured"),
        ("LPO, not a word on strikes", "complain", {"unmet", "drops"}, "what got no answer"),
        ("LPO, not a word", "complain", {"drops"}, "nothing tells what got none"),
    ],
)
def test_cues(found: list[Question], cues: set[str], why: str) -> None:
    assert set(found[0].cues) == cues, why


def test_what_the_components_found_is_carried(field_reader: Reader, knowledge: Knowledge) -> None:
    text = "does it scale"
    ranking, alike = (("ask_fit", 0.5), ("ask_benefits", 0.3)), (near("kpo", "fit"),)
    options, gaps = (("core", "non_core", 0.4),), (("careers", 0.6),)
    clause = Classified(text, field_reader.read(text)[0], ranking, alike, "yes", subjects=gaps, options=options)
    [one] = questions_of(clause, knowledge)
    assert (one.intent, one.chance, one.chance_of("ask_benefits")) == ("ask_fit", 0.5, 0.3)
    assert (one.near, one.subjects, one.options, one.ranking) == (alike, gaps, options, ranking)
    assert one.answer == "yes"
    assert (one.words, one.references, one.content) == ("does it scale", ("it",), ("scale",))


def test_a_wish_for_simple_words_is_one_of_style(field_reader: Reader, knowledge: Knowledge) -> None:
    clause = Classified("i am lost", field_reader.read("i am lost")[0], (("ask_simpler", 0.9),))
    [one] = questions_of(clause, knowledge)
    assert (one.form, one.style.simple) == (q.RESTYLE, True)


@pytest.mark.parametrize("text", ["", "?!", "你好", "     "])
def test_without_words_there_is_one_question_that_is_not_ours(
    field_reader: Reader, knowledge: Knowledge, text: str
) -> None:
    [one] = questions_of(Classified(text, field_reader.read(text)[0], ()), knowledge)
    assert (one.form, one.chance, one.evidence) == (q.DECLINE, 0.0, ("no words",))


def test_each_cue_of_words_has_its_words() -> None:
    assert set(WORDS_OF_CUES) == WORD_CUES

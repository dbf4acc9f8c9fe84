"""Fields that an utterance leaves out."""

from __future__ import annotations

import pytest

from dialogue.conversation import Conversation
from dialogue.ellipsis import completed, leans
from dialogue.question import Claim, Nearness, Question, Style
from knowledge.model import Knowledge
from tests.talk import after, asks, compares, q, tells

NEW = Conversation()
FIT = after(tells("fit", "kpo"))
PAIR = after(compares("kpo", "lpo", aspects="expertise"))
COST = after(asks(form=q.TELL, topics="kpo", aspects="cost_savings"))
PAYROLL = after(asks(form=q.VERIFY, topics="hro", services="payroll", claim=Claim(True, q.ONLY)))
FOUND = after(asks(form=q.FIND, topics="hro", services="payroll"))
LIST = after(asks(form=q.LIST, topics="outsourcing"))
WAITS = after(pending=tells("drawbacks"))
OUTSOURCING = after(tells("fit", "outsourcing"))
SENSES = after(tells("definition", "rpo_recruitment", "rpo_research"))

# “What share of outsourcing is it?”
SHARE = {"form": q.TELL, "parts": "facts", "topics": "outsourcing", "references": "it", "cues": "number", "wh": "what"}


def fields_of(question: Question, names: dict[str, object]) -> dict[str, object]:
    return {name: getattr(question, name) for name in names}


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (tells("definition", "lpo", intent="ask_definition"), FIT, {"parts": ("fit",), "topics": ("lpo",)},
         "a bare name"),
        (asks("and lpo", form=q.SAME, topics="lpo"), COST, {"aspects": ("cost_savings",), "topics": ("lpo",)},
         "the same aspect"),
        (asks("what about lpo", form=q.TELL, parts="facts", topics="lpo", wh="what", cues="same_for"), FIT,
         {"parts": ("fit",)}, "whatever it was classified as"),
        (asks("and what is lpo", form=q.TELL, parts="definition", topics="lpo", wh="what", cues="same_for"), FIT,
         {"parts": ("definition",)}, "it asks what that is"),
        (asks("and lpo", form=q.SAME, topics="lpo", aspects="expertise"), COST, {"aspects": ("expertise",)},
         "its own aspect goes first"),
        (asks("hro", form=q.SAME, topics="hro"), PAIR, {"form": q.COMPARE, "topics": ("kpo", "hro")},
         "the second side of a comparison"),
        (asks("kpo", form=q.SAME, topics="kpo"), PAIR, {"form": q.COMPARE, "topics": ("lpo", "kpo")},
         "a side that is there"),
        (asks("hro and bpo", form=q.SAME, topics=("hro", "bpo")), PAIR, {"form": q.COMPARE, "topics": ("hro", "bpo")},
         "both sides"),
        (asks("hro as well", form=q.SAME, topics="hro", operation="add"), PAIR, {"topics": ("kpo", "lpo", "hro")},
         "one more side"),
        (asks("kpo", form=q.SAME, topics="kpo"), LIST, {"form": q.TELL, "parts": ("definition",)},
         "after a list a name asks what it is"),
        (asks("kpo", form=q.SAME, topics="kpo"), FOUND, {"parts": ("definition",), "services": ()},
         "after a search too"),
        (asks("kpo", form=q.SAME, topics="kpo"), NEW, {"form": q.TELL, "parts": ("definition",)},
         "nothing before: what it is"),
        (asks("explain kpo", form=q.SAME, topics="kpo", cues="asks_anew"), COST,
         {"form": q.TELL, "parts": ("definition",)}, "an order to explain asks anew"),
        (tells("definition", "lpo", intent="ask_definition"), WAITS, {"parts": ("drawbacks",), "topics": ("lpo",)},
         "the question that waits"),
        (asks("does lpo", form=q.VERIFY, claim=Claim(), topics="lpo"), PAYROLL,
         {"services": ("payroll",), "topics": ("lpo",)}, "a claim that only names a topic"),
        (asks("is kpo lpo", form=q.VERIFY, claim=Claim(), topics=("kpo", "lpo"), parts="relations"), PAYROLL,
         {"parts": ("relations",), "services": ()}, "two topics are claimed of each other"),
        (tells("drawbacks", "lpo", cues=("same_for", "names_part")), FIT, {"parts": ("drawbacks",)},
         "a part that is named is asked for, whatever was asked before"),
        (asks("and the first", form=q.PICK, topics="kpo", cues="same_for"), PAIR,
         {"form": q.TELL, "aspects": ("expertise",), "topics": ("kpo",)}, "the same aspect of one side alone"),
        (asks("the first", form=q.PICK, topics="kpo"), PAIR, {"form": q.TELL, "parts": ("definition",)},
         "a side that is picked is told"),
    ],
)  # fmt: skip
def test_the_same_of_another_topic(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    assert fields_of(completed(question, talk, knowledge), fields) == fields, why


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (asks("and the price", form=q.SAME, aspects="cost_savings"), FIT,
         {"form": q.TELL, "topics": ("kpo",), "parts": ()}, "another aspect of one"),
        (asks("and the price", form=q.SAME, aspects="cost_savings"), PAIR,
         {"form": q.COMPARE, "topics": ("kpo", "lpo")}, "another aspect of two"),
        (asks("and staffing", form=q.SAME, services="staffing"), PAYROLL,
         {"form": q.VERIFY, "topics": ("hro",), "claim": Claim()}, "other work, without the old quantifier"),
        (asks("and staffing", form=q.SAME, services="staffing"), FOUND, {"form": q.FIND, "services": ("staffing",)},
         "other work to find a model for"),
        (asks("billing then", form=q.TELL, services="billing"), FOUND, {"form": q.FIND, "services": ("billing",)},
         "a bare piece of work"),
        (asks("billing then", form=q.TELL, services="billing"), PAYROLL,
         {"form": q.VERIFY, "topics": ("hro",), "parts": ("services",)}, "the same after a claim"),
        (asks("and", form=q.SAME), FIT, {"form": q.MORE}, "nothing else: more"),
        (asks("the second", form=q.PICK), FIT, {"form": q.PICK, "topics": ()}, "a choice of nothing stays one"),
        (asks("and", form=q.SAME), NEW, {"form": q.SAME, "topics": ()}, "nothing before"),
    ],
)  # fmt: skip
def test_another_field_of_the_same_topic(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    assert fields_of(completed(question, talk, knowledge), fields) == fields, why


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (asks("first", form=q.PICK, topics="bpo"), LIST, {"form": q.TELL, "parts": ("definition",)}, "one of a list"),
        (asks("first", form=q.PICK, topics="bpo"), WAITS, {"form": q.TELL, "parts": ("drawbacks",)},
         "one that was asked for"),
        (asks("both on price", form=q.PICK, topics=("kpo", "lpo"), aspects="cost_savings"), LIST,
         {"form": q.COMPARE, "aspects": ("cost_savings",)}, "several on an aspect"),
        (asks("are both one", form=q.PICK, topics=("kpo", "lpo"), claim=Claim()), LIST,
         {"form": q.TELL, "parts": ("relations",)}, "how two belong together"),
        (asks("first", form=q.PICK), NEW, {"form": q.PICK}, "nothing to pick from"),
        (asks("another", form=q.PICK, cues="another"), FIT, {"form": q.MORE}, "another is one more"),
        (asks("sales instead", form=q.TELL, topics="hro", services="sales", cues="instead"), FOUND,
         {"form": q.FIND, "topics": (), "services": ("sales",)}, "other work instead"),
    ],
)  # fmt: skip
def test_picks(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    assert fields_of(completed(question, talk, knowledge), fields) == fields, why


@pytest.mark.parametrize(
    ("question", "talk", "topics", "why"),
    [
        (tells("benefits", references="it"), FIT, ("kpo",), "a pronoun"),
        (asks("is it cheap", form=q.VERIFY, claim=Claim(), aspects="cost_savings"), FIT, ("kpo",), "a claim"),
        (tells("benefits", references="it"), NEW, (), "nothing before"),
        (tells("benefits", "lpo"), FIT, ("lpo",), "its own topic"),
        (asks("my aunt sells mugs", form=q.TELL, parts="fit", foreign=2), FIT, (), "words from elsewhere"),
        (compares(aspects="cost_savings"), PAIR, ("kpo", "lpo"), "both sides"),
        (compares(excluded="lpo"), PAIR, ("kpo",), "without what is shut out"),
        (compares(), after(tells("fit", "hro"), tells("fit", "kpo")), ("hro", "kpo"), "one and the one before"),
        (asks("who plans trips", form=q.FIND, content=("trips",)), FIT, (), "other work needs no topic"),
        (asks("who runs it", form=q.FIND, content=("runs",), references="it"), FIT, ("kpo",), "unless “it” is meant"),
        (asks("who", form=q.FIND), FIT, ("kpo",), "nor without any work"),
        (asks("hi", form=q.TALK), FIT, (), "small talk leans on nothing"),
        (asks(**SHARE), FIT, ("kpo",), "measured by all"),
        (asks(**SHARE), PAIR, ("kpo", "lpo"), "both are"),
        (asks(**{**SHARE, "references": ()}), FIT, ("outsourcing",), "without “it”"),
        (asks(**{**SHARE, "cues": ()}), FIT, ("outsourcing",), "without a number"),
        (asks(**{**SHARE, "topics": "lpo"}), FIT, ("lpo",), "of a model"),
        (asks(**SHARE), NEW, ("outsourcing",), "nothing before it"),
        (asks(**SHARE), OUTSOURCING, ("outsourcing",), "no model before it"),
    ],
)  # fmt: skip
def test_topics_that_are_left_out(
    knowledge: Knowledge, question: Question, talk: Conversation, topics: tuple[str, ...], why: str
) -> None:
    assert completed(question, talk, knowledge).topics == topics, why


def alike(topic: str, chance: float) -> Nearness:
    """A statement that the words are after with some chance."""
    return Nearness(topic, "definition", 0, 0.4, chance)


@pytest.mark.parametrize(
    ("question", "talk", "topics", "why"),
    [
        (tells("benefits", near=(alike("rpo_research", 0.3),)), SENSES, ("rpo_research",), "the one they ask for"),
        (tells("benefits", near=(alike("rpo_research", 0.3), alike("rpo_recruitment", 0.5))), SENSES,
         ("rpo_recruitment",), "the likelier one"),
        (tells("benefits"), SENSES, ("rpo_recruitment",), "they ask for neither: the main one"),
        (asks("is it cheap", form=q.VERIFY, claim=Claim(), near=(alike("rpo_research", 0.3),)), SENSES,
         ("rpo_research",), "a claim"),
        (compares(near=(alike("rpo_research", 0.3),)), SENSES, ("rpo_recruitment", "rpo_research"), "a comparison"),
        (tells("relations", near=(alike("rpo_research", 0.3),)), SENSES, ("rpo_recruitment", "rpo_research"),
         "how they belong together"),
        (tells("benefits", near=(alike("lpo", 0.9),)), PAIR, ("kpo", "lpo"), "two models are no senses"),
        (tells("benefits", near=(alike("rpo_research", 0.9),)),
         after(tells("definition", "rpo_recruitment", "rpo_research", "kpo")),
         ("rpo_recruitment", "rpo_research", "kpo"), "nor are the senses and another model"),
        (tells("benefits", near=(alike("rpo_research", 0.9),)), after(tells("fit", "rpo_recruitment")),
         ("rpo_recruitment",), "one sense alone was talked about"),
    ],
)  # fmt: skip
def test_of_two_senses_one_is_meant(
    knowledge: Knowledge, question: Question, talk: Conversation, topics: tuple[str, ...], why: str
) -> None:
    assert completed(question, talk, knowledge).topics == topics, why


STYLED = {"form": q.TELL, "parts": "fit", "topics": "lpo", "style": Style(points=2), "chance": 0.3}


@pytest.mark.parametrize(
    ("fields", "does", "why"),
    [
        ({}, True, "an unclear class"),
        ({"form": q.RESTYLE}, True, "taken for a wish for another form"),
        ({"form": q.SUMMARISE}, True, "taken for a summary"),
        ({"content": "boss"}, True, "a word besides"),
        ({"content": ("boss", "meeting")}, False, "two words besides"),
        ({"chance": 0.35}, False, "a clear class"),
        ({"style": Style()}, False, "no form"),
        ({"topics": ()}, False, "no topic"),
        ({"services": "payroll"}, False, "some work"),
        ({"aspects": "expertise"}, False, "an aspect"),
        ({"cues": "names_part"}, False, "a part by its name"),
        ({"form": q.COMPARE}, False, "a comparison"),
        ({"form": q.VERIFY, "claim": Claim()}, False, "a claim"),
    ],
)
@pytest.mark.parametrize("talk", [NEW, FIT], ids=["new", "fit"])
def test_a_topic_and_a_form_alone_ask_what_it_is(
    knowledge: Knowledge, talk: Conversation, fields: dict[str, object], does: bool, why: str
) -> None:
    question = asks("two sentences on lpo", **{**STYLED, **fields})
    told = completed(question, talk, knowledge)
    assert ((told.form, told.parts) == (q.TELL, ("definition",))) is does, why
    if does:
        assert (told.topics, told.style) == (("lpo",), Style(points=2))


@pytest.mark.parametrize(
    ("question", "talk", "form", "why"),
    [
        (asks(form=q.DECLINE, ranking=(("ask_benefits", 0.2),)), FIT, q.TELL, "the runner-up is likely"),
        (asks(form=q.DECLINE, ranking=(("ask_more", 0.2),)), FIT, q.MORE, "an act on the talk"),
        (asks(form=q.DECLINE, ranking=(("ask_more", 0.2),)), NEW, q.DECLINE, "nothing to lean on"),
        (asks(form=q.DECLINE, ranking=(("ask_sure", 0.4),), foreign=1, cues="foreign"), FIT, q.DECLINE,
         "letters that are no word"),
        (asks(form=q.DECLINE, ranking=(("ask_more", 0.2),)), Conversation(options=("kpo",)), q.MORE,
         "something was offered"),
        (asks(form=q.DECLINE, ranking=(("ask_more", 0.1),)), FIT, q.DECLINE, "the runner-up is unlikely"),
        (asks(form=q.DECLINE, ranking=(("ask_more", 0.1),), references="it"), FIT, q.MORE,
         "a pronoun makes it likelier"),
        (asks(form=q.DECLINE, ranking=(("ask_more", 0.2),), foreign=1), FIT, q.DECLINE,
         "a word from elsewhere makes it less so"),
        (asks(form=q.DECLINE, ranking=(("ask_more", 0.9),), foreign=2), FIT, q.DECLINE, "two rule it out"),
        (asks(form=q.DECLINE, ranking=(("thank", 0.4),)), FIT, q.DECLINE, "small talk is no follow-up"),
        (asks(form=q.DECLINE, ranking=(("summarise", 0.4), ("ask_fit", 0.2)), wh="what"), FIT, q.TELL,
         "a question word asks of the field"),
        (asks(form=q.DECLINE, intent="out_of_scope", ranking=(("out_of_scope", 0.6),)), FIT, q.DECLINE,
         "there is no runner-up"),
    ],
)  # fmt: skip
def test_what_was_taken_for_out_of_scope(
    knowledge: Knowledge, question: Question, talk: Conversation, form: str, why: str
) -> None:
    assert completed(question, talk, knowledge).form == form, why


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (tells("definition", "lpo", intent="ask_definition", wh="what"), "a question word"),
        (tells("definition", "lpo", intent="ask_definition", cues="names_part"), "a part by its name"),
        (tells("benefits", "lpo", intent="ask_benefits"), "a part by its intent"),
        (tells("definition", "lpo", intent="ask_definition", aspects="expertise"), "an aspect"),
        (asks("x " * 9, form=q.TELL, topics="lpo", intent="ask_definition"), "a long sentence"),
    ],
)
def test_a_full_question_is_its_own(knowledge: Knowledge, question: Question, why: str) -> None:
    assert completed(question, COST, knowledge) == question, why


@pytest.mark.parametrize(
    ("question", "talk", "does", "why"),
    [
        (asks("and why"), FIT, True, "short and in our words"),
        (asks("one two three four five six seven eight nine ten"), FIT, False, "long"),
        (
            asks("one two three four five six seven eight nine ten", aspects="expertise"),
            FIT,
            True,
            "long, but on an aspect",
        ),
        (asks("long " * 12, references="it", foreign=2), FIT, True, "a pronoun"),
        (asks("long " * 12, references="it", foreign=3), FIT, False, "a pronoun among many words from elsewhere"),
        (asks("and mugs", foreign=1), FIT, False, "a word from elsewhere"),
        (asks("what are the benefits"), NEW, True, "at the start, very short"),
        (asks("what are all the benefits"), NEW, False, "at the start, longer"),
    ],
)
def test_what_leans_on_the_conversation(question: Question, talk: Conversation, does: bool, why: str) -> None:
    assert leans(question, talk) is does, why

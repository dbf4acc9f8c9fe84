"""Whether a question can be answered as it stands."""

from __future__ import annotations

import pytest

from dialogue.conversation import Conversation
from dialogue.question import Claim, Nearness, Question, Style
from dialogue.scope import sufficient
from knowledge.model import Knowledge
from tests.talk import after, asks, compares, near, q, tells

GAIN = "what would anybody gain from all this"
NEW = Conversation()
FIT = after(tells("fit", "kpo"))
PAIR = after(compares("kpo", "lpo"))
TRAIL = after(tells("fit", "hro"), tells("fit", "kpo"))
OFFICES = after(tells("definition", "front_office_bpo", "back_office_bpo"))


def fields_of(question: Question, names: dict[str, object]) -> dict[str, object]:
    return {name: getattr(question, name) for name in names}


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (compares("kpo", "lpo"), NEW, {"form": q.COMPARE, "topics": ("kpo", "lpo")}, "two sides"),
        (compares("hro"), FIT, {"form": q.COMPARE, "topics": ("kpo", "hro")}, "set beside what was talked about"),
        (compares("hro", near=(Nearness("hro", "facts", 0, 0.4, 0.7),)), FIT, {"form": q.TELL, "topics": ("hro",)},
         "a statement on the one side that is known"),
        (compares("kpo"), TRAIL, {"topics": ("hro", "kpo")}, "set beside the one before"),
        (compares("rpo_recruitment", assumed="rpo_recruitment"), NEW, {"topics": ("rpo_research", "rpo_recruitment")},
         "set beside its namesake"),
        (asks("compare both rpo", form=q.COMPARE, topics="rpo_recruitment", cues="pair"), FIT,
         {"topics": ("rpo_research", "rpo_recruitment")}, "“both” means the namesakes"),
        (asks("offshore bpo and bpo", form=q.COMPARE, topics="offshore_bpo"), NEW, {"topics": ("bpo", "offshore_bpo")},
         "a kind beside its model"),
        (asks("offshore bpo", form=q.COMPARE, topics="offshore_bpo"), NEW, {"form": q.ASK_BACK},
         "a kind alone, whose name holds its model's"),
        (compares("hro", aspects="cost_savings"), FIT, {"form": q.TELL, "topics": ("hro",)}, "one on an aspect"),
        (compares("hro", aspects="cost_savings", references="it"), FIT, {"form": q.COMPARE, "topics": ("kpo", "hro")},
         "one on an aspect beside “it”"),
        (compares("hro"), NEW, {"form": q.ASK_BACK, "parts": ("comparison",), "topics": ("hro",)},
         "compared with what?"),
        (asks("compare them", form=q.COMPARE), TRAIL, {"form": q.COMPARE, "topics": ("hro", "kpo")}, "the last two"),
        (asks("compare", form=q.COMPARE), FIT, {"form": q.ASK_BACK, "topics": ("kpo",)}, "one before"),
        (asks("compare cats with fine young dogs", form=q.COMPARE, foreign=3), NEW, {"form": q.DECLINE},
         "nothing of ours"),
        (compares("kpo", "hro", services="payroll", wh="who"), NEW, {"form": q.FIND}, "whose work it is"),
        (compares("kpo", "hro", services="payroll", cues="either"), NEW, {"form": q.FIND}, "whose work it is, of two"),
        (compares("kpo", "hro", services="payroll", wh="how"), NEW, {"form": q.COMPARE}, "how they differ on it"),
        (compares("kpo", unknown="WPO"), NEW, {"form": q.UNKNOWN}, "one side is unknown"),
        (compares("kpo", "lpo", unknown="WPO"), NEW, {"form": q.COMPARE}, "two sides are known"),
    ],
)  # fmt: skip
def test_comparisons(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    assert fields_of(sufficient(question, talk, knowledge), fields) == fields, why


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (tells("benefits", "kpo"), NEW, {"form": q.TELL}, "a model and a part"),
        (tells("benefits", "outsourcing"), NEW, {"topics": ("outsourcing",)}, "outsourcing itself"),
        (asks("the risks of having our lawyers elsewhere", form=q.TELL, parts="drawbacks"), NEW, {"topics": ("lpo",)},
         "a model by its work"),
        (asks("its risks for lawyers", form=q.TELL, parts="drawbacks", references="it"), FIT,
         {"form": q.ASK_BACK, "topics": ()}, "a pronoun goes before words of work"),
        (tells("benefits"), NEW, {"form": q.ASK_BACK}, "a short question without a model"),
        (asks(GAIN, form=q.TELL, parts="benefits", near=(near("kpo", "benefits", 0, 0.9),)), NEW,
         {"topics": ("outsourcing",)}, "like a statement: outsourcing itself"),
        (asks(GAIN, form=q.TELL, parts="benefits"), NEW, {"form": q.DECLINE},
         "like nothing"),
        (asks("define expertise", form=q.TELL, parts="definition", aspects="expertise"), NEW,
         {"topics": ("outsourcing",)}, "a term of the field"),
        (tells("facts"), NEW, {"form": q.TELL}, "facts may be of any model"),
        (tells("fit", "kpo", "lpo"), NEW, {"form": q.COMPARE, "cues": ("advice",)}, "which of two to take"),
        (tells("services", services="payroll"), NEW, {"form": q.FIND}, "whose work it is"),
        (tells("services", "kpo", "hro", services="payroll", wh="which"), NEW, {"form": q.FIND}, "which of two has it"),
        (tells("services", "kpo", "hro", services="payroll"), NEW, {"form": q.TELL}, "not asked which"),
        (tells("services", "hro", services="payroll", wh="which"), NEW, {"form": q.TELL}, "one model and its work"),
        (asks("is payroll an old thing", form=q.VERIFY, parts="services", claim=Claim(), services="payroll"), NEW,
         {"form": q.FIND}, "work without a model"),
        (asks(form=q.TELL, parts="fit", gaps="careers", subjects=(("careers", 0.7),)), NEW, {"form": q.GAP},
         "a known gap without a model"),
        (tells("fit", "kpo", gaps="careers", subjects=(("careers", 0.7),)), NEW, {"form": q.TELL},
         "a known gap beside a model"),
        (asks("and the others", form=q.TELL, parts="definition", excluded="kpo"), NEW, {"form": q.LIST}, "all but one"),
        (asks("other than offshore", form=q.LIST, excluded="offshore_bpo"), NEW,
         {"form": q.TELL, "parts": ("types",), "topics": ("bpo",)}, "all kinds but one"),
        (asks(form=q.TELL, unknown="WPO"), NEW, {"form": q.UNKNOWN}, "a name that nobody knows"),
        (tells("fit", "kpo", unknown="WPO"), NEW, {"form": q.TELL}, "beside one that is known"),
        (asks("hello", form=q.CHOOSE, unknown="WPO"), NEW, {"form": q.CHOOSE}, "in another act it is a word"),
        (tells("facts", "kpo", cues="figure"), NEW, {"form": q.UNHEARD}, "a figure that no statement gives"),
        (asks("how much", form=q.DECLINE, cues="figure"), FIT, {"form": q.UNHEARD}, "nor one on what is talked about"),
        (tells("facts", "lpo", cues="figure", near=(Nearness("lpo", "facts", 0, 0.5, 0.4),)), NEW, {"form": q.TELL},
         "a statement with a number may be meant"),
        (tells("facts", "lpo", cues="figure", near=(Nearness("lpo", "facts", 0, 0.5, 0.1),)), NEW,
         {"form": q.UNHEARD}, "one that is hardly meant"),
        (asks("how long", form=q.DECLINE, cues="figure"), NEW, {"form": q.DECLINE}, "on nothing of ours"),
        (tells("fit", "kpo", gaps="prices", cues="figure"), NEW, {"form": q.TELL}, "a known gap has its own answer"),
        (asks("the 79,000, of what", form=q.FIND), NEW, {"form": q.TELL, "topics": ("lpo",)}, "a number that is told"),
        (asks("79000 of what", form=q.TELL, parts="facts", topics="kpo"), NEW, {"topics": ("lpo",)},
         "whatever else is named, and without its comma"),
        (asks("who says 79000", form=q.SOURCE), FIT, {"form": q.SOURCE, "topics": ("lpo",)}, "the source of a number"),
        (asks("77777 of what", form=q.FIND), NEW, {"form": q.FIND}, "a number that is told nowhere"),
        (asks("79000", form=q.CHOOSE), NEW, {"form": q.CHOOSE}, "a number in another act"),
        (tells("definition", "kpo", "lpo", style=Style(layout="table")), NEW, {"form": q.COMPARE, "parts": ()},
         "a table sets side by side"),
        (tells("definition", "kpo", style=Style(layout="table")), NEW, {"form": q.TELL}, "one is beside nothing"),
        (asks("too long", form=q.TALK, intent="complain", style=Style(length="short")), FIT, {"form": q.RESTYLE},
         "a complaint of length"),
        (asks("too long", form=q.TALK, style=Style(length="short")), NEW, {"form": q.TALK}, "of what wasn't said"),
        (asks("too bad", form=q.TALK, intent="complain"), FIT, {"form": q.TALK}, "another complaint"),
        (asks("short and clear", form=q.TALK, style=Style(length="short")), FIT, {"form": q.TALK}, "praise"),
        (asks("we hire 30 people", form=q.TELL, parts="fit", topics="kpo"), NEW, {"topics": ("kpo",)}, "people"),
        (asks("how long do eggs take", form=q.DECLINE, cues="figure", foreign=1), FIT, {"form": q.DECLINE}, "of eggs"),
        (asks("legal research", form=q.TELL, parts="relations", topics=("kpo", "lpo"), services="legal research",
              cues="either"), NEW, {"form": q.FIND}, "whose work it is, of several"),
        (asks("legal research", form=q.TELL, parts="relations", topics=("kpo", "lpo"), services="legal research"), NEW,
         {"form": q.TELL}, "how they belong together"),
    ],
)  # fmt: skip
def test_parts(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    assert fields_of(sufficient(question, talk, knowledge), fields) == fields, why


TIME = {"form": q.VERIFY, "intent": "ask_aspect", "claim": Claim(), "aspects": "internal_involvement"}


@pytest.mark.parametrize(
    ("text", "talk", "changes", "fields", "why"),
    [
        ("does payroll need much of our time", NEW, {"services": "payroll"},
         {"form": q.VERIFY, "topics": ("bpo",), "services": (), "aspects": ("internal_involvement",)},
         "what it is like, not whose work it is"),
        ("how much of our time does payroll need", NEW, {"services": "payroll", "form": q.TELL, "claim": None},
         {"form": q.TELL, "topics": ("bpo",), "services": ()}, "asked openly"),
        ("does payroll ruin sleep", NEW, {"services": "payroll", "aspects": (), "content": ("ruin", "sleep")},
         {"form": q.VERIFY, "topics": ("bpo",), "services": ()}, "by words of its own"),
        ("do lawyers need much of our time", NEW, {}, {"form": q.VERIFY, "topics": ("lpo",)}, "by its work"),
        ("is it payroll", NEW, {"services": "payroll", "aspects": ()}, {"form": q.FIND, "services": ("payroll",)},
         "nothing is asked of it"),
        ("does payroll need much of our time", NEW, {"services": "payroll", "intent": "ask_services"},
         {"form": q.FIND, "services": ("payroll",)}, "whose work it is"),
        ("does payroll need much of our time", NEW, {"services": "payroll", "topics": "hro"},
         {"form": q.VERIFY, "topics": ("hro",), "services": ("payroll",)}, "a model is named"),
        ("does it need time for lawyers", FIT, {"references": "it"}, {"topics": ()},
         "a pronoun goes before words of work"),
    ],
)  # fmt: skip
def test_what_some_work_is_like_is_asked_of_its_model(
    knowledge: Knowledge,
    text: str,
    talk: Conversation,
    changes: dict[str, object],
    fields: dict[str, object],
    why: str,
) -> None:
    assert fields_of(sufficient(asks(text, **{**TIME, **changes}), talk, knowledge), fields) == fields, why


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (asks("and billing", form=q.FIND, services="billing"), OFFICES,
         {"form": q.VERIFY, "topics": ("back_office_bpo",)}, "one of those talked about covers it"),
        (asks("and animation", form=q.FIND, services="animation and design"), OFFICES, {"form": q.FIND},
         "none of them does"),
        (asks("and billing", form=q.FIND, services="billing"), FIT, {"form": q.FIND}, "one alone was talked about"),
        (asks("and billing", form=q.FIND, services="billing", topics="hro"), OFFICES, {"topics": ("hro",)},
         "another is named"),
    ],
)  # fmt: skip
def test_work(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    assert fields_of(sufficient(question, talk, knowledge), fields) == fields, why


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (asks("which one then", form=q.CHOOSE), PAIR,
         {"form": q.COMPARE, "topics": ("kpo", "lpo"), "cues": ("advice",)}, "among those just compared"),
        (asks("which one then", form=q.CHOOSE), after(compares("kpo", "lpo", aspects="expertise")),
         {"aspects": ("expertise",)}, "on the aspect that was compared"),
        (asks(form=q.CHOOSE, topics=("hro", "bpo")), PAIR, {"form": q.COMPARE, "topics": ("hro", "bpo"), "aspects": ()},
         "among those named"),
        (asks("which one", form=q.CHOOSE, references="one"), after(tells("fit", "kpo"), verdict="disagree"),
         {"form": q.SURE}, "which of two views is right"),
        (asks("help me choose", form=q.CHOOSE, cues="wishes_help"), PAIR, {"form": q.CHOOSE},
         "the guided choice was asked for"),
        (asks("which one then", form=q.CHOOSE), FIT, {"form": q.CHOOSE}, "nothing was compared"),
        (asks("we need lawyers", form=q.CHOOSE), NEW, {"form": q.FIND}, "the work is described"),
        (asks("help me choose for lawyers", form=q.CHOOSE, cues="wishes_help"), NEW, {"form": q.CHOOSE},
         "described, but the choice was asked for"),
        (asks("cost matters most", form=q.TELL, parts="fit"),
         after(asks(form=q.CHOOSE), recommended="kpo", choice={"priority": "quality"}),
         {"form": q.CHOOSE, "operation": "rechoose"}, "an answer changes after the recommendation"),
        (asks("cost matters most", form=q.CHOOSE),
         after(asks(form=q.CHOOSE), recommended="kpo", choice={"priority": "quality"}),
         {"form": q.CHOOSE, "operation": "rechoose"}, "and so as a choice"),
    ],
)  # fmt: skip
def test_choices(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: dict[str, object], why: str
) -> None:
    assert fields_of(sufficient(question, talk, knowledge), fields) == fields, why


@pytest.mark.parametrize(
    ("question", "form", "why"),
    [
        (asks(form=q.GAP, subjects=(("careers", 0.7),), chance=0.9), q.GAP, "a known gap comes near"),
        (asks(form=q.GAP, chance=0.9), q.LIST, "none does"),
        (asks(form=q.TELL, parts="facts", near=(Nearness("lpo", "facts", 0, 0.4, 0.8),)), q.TELL, "a fact"),
        (asks(form=q.GAP, services="payroll", subjects=(("careers", 0.7),), chance=0.5), q.FIND, "work is named"),
        (asks(form=q.GAP, services="payroll", gaps="careers", subjects=(("careers", 0.7),), chance=0.5), q.GAP,
         "work and a gap"),
        (asks(form=q.GAP, topics="kpo", chance=0.5, near=(Nearness("kpo", "facts", 0, 0.4, 0.6),),
              subjects=(("careers", 0.7),)), q.TELL, "a statement is what it is after"),
        (asks(form=q.GAP, topics="kpo", chance=0.3, near=(Nearness("kpo", "facts", 0, 0.8, 0.6),),
              ranking=(("ask_fit", 0.2),), subjects=(("careers", 0.86),)), q.GAP, "a gap is surely meant"),
        (asks(form=q.EXAMPLE, topics="kpo", gaps="careers", ranking=(("ask_not_covered", 0.1),),
              subjects=(("careers", 0.7),)), q.GAP, "an example of what isn't covered"),
        (asks(form=q.EXAMPLE, topics="kpo", gaps="careers", ranking=(("ask_not_covered", 0.09),),
              subjects=(("careers", 0.7),)), q.EXAMPLE, "hardly a gap"),
        (asks(form=q.EXAMPLE, topics="kpo", ranking=(("ask_not_covered", 0.5),), subjects=(("careers", 0.7),)),
         q.EXAMPLE, "no gap is named"),
        (asks(form=q.GAP, topics="kpo", chance=0.9, near=(Nearness("kpo", "facts", 0, 0.4, 0.6),),
              subjects=(("careers", 0.7),)), q.GAP, "surely a gap, whatever is like it"),
        (asks(form=q.GAP, topics="kpo", chance=0.3, ranking=(("ask_fit", 0.2),)), q.TELL,
         "unlikely, on a model: the runner-up"),
        (asks(form=q.GAP, topics="kpo", chance=0.3, ranking=(("greet", 0.2),), subjects=(("careers", 0.7),)), q.GAP,
         "no runner-up asks for a part"),
        (asks(form=q.GAP, topics="kpo", gaps="careers", subjects=(("careers", 0.7),), chance=0.3), q.GAP,
         "the gap is named"),
        (asks(form=q.DECLINE), q.DECLINE, "nothing of ours"),
        (asks(form=q.DECLINE, topics="kpo", near=(near("kpo", "fit", 0, 0.7),), chance=0.5), q.TELL,
         "like a statement on the model"),
        (asks(form=q.DECLINE, topics="kpo", near=(near("kpo", "fit", 0, 0.7),), chance=0.9, foreign=2), q.DECLINE,
         "surely not ours"),
        (asks(form=q.DECLINE, topics="kpo", near=(near("lpo", "fit", 0, 0.7),), chance=0.5), q.ASK_BACK,
         "like a statement on another"),
        (asks(form=q.DECLINE, topics="kpo", gaps="careers", subjects=(("careers", 0.7),)), q.GAP,
         "a known gap of a model"),
        (asks(form=q.DECLINE, topics="outsourcing", subjects=(("careers", 0.7),), chance=0.5), q.GAP,
         "like a known gap"),
        (asks(form=q.DECLINE, topics="outsourcing", subjects=(("gone", 0.7),), chance=0.5), q.DECLINE,
         "a gap that is gone"),
        (asks(form=q.DECLINE, topics=("kpo", "lpo"), chance=0.9), q.COMPARE, "two models"),
        (asks(form=q.DECLINE, topics="kpo", chance=0.9, foreign=1), q.ASK_BACK, "a model, asks what?"),
        (asks(form=q.LIST), q.LIST, "a list of models"),
        (asks(form=q.LIST, foreign=1), q.DECLINE, "a list of something else"),
        (asks(form=q.EXAMPLE, topics="kpo", foreign=1), q.EXAMPLE, "an example of a model"),
        (asks(form=q.UNKNOWN), q.UNKNOWN, "an act that needs nothing"),
    ],
)  # fmt: skip
def test_gaps_and_what_is_not_ours(knowledge: Knowledge, question: Question, form: str, why: str) -> None:
    assert sufficient(question, NEW, knowledge).form == form, why


def test_in_a_conversation_words_from_elsewhere_may_still_ask_of_it(knowledge: Knowledge) -> None:
    assert sufficient(asks(form=q.SUMMARISE, foreign=1), FIT, knowledge).form == q.SUMMARISE

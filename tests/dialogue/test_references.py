"""What points at something said before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dialogue.conversation import Conversation
from dialogue.question import Claim, Question
from dialogue.references import listed, referred
from knowledge.model import Knowledge
from tests.talk import after, asks, compares, q, tells

KPO = after(tells("fit", "kpo"))
PAIR = after(compares("kpo", "lpo"))
LIST = Conversation(options=("bpo", "kpo", "lpo", "hro"))
TRAIL = after(tells("fit", "hro"), tells("fit", "kpo"))
WAITS = Conversation(options=("bpo", "kpo", "lpo"), pending=compares())


def picks(text: str, *references: str, **fields: object) -> Question:
    return asks(text, **{"form": q.PICK, "references": references, **fields})


@pytest.mark.parametrize(
    ("question", "talk", "topics", "why"),
    [
        (picks("the second one", "2", "one"), LIST, ("kpo",), "a place in what was offered"),
        (picks("the last", "-1"), LIST, ("hro",), "a place from the end"),
        (picks("first and third", "1", "3"), LIST, ("bpo", "lpo"), "two places, in the order said"),
        (picks("the first three", "first 3"), LIST, ("bpo", "kpo", "lpo"), "several from the beginning"),
        (picks("the first and the first", "1", "1"), LIST, ("bpo",), "the same place twice"),
        (picks("the ninth", "9"), LIST, (), "a place that there is none at"),
        (picks("the fifth from the end", "-5"), LIST, (), "nor there"),
        (picks("the first", "1"), Conversation(), (), "nothing was offered"),
        (picks("the first", "1"), TRAIL, ("hro",), "without options, in the order in which they were talked about"),
        (tells("benefits", references="1"), LIST, ("bpo",), "an ordinal in a short question"),
        (
            asks("what was the first year in which a big bank tried it", form=q.TELL, references="1"), LIST, (),
            "an ordinal in a long one says something else",
        ),
        (asks("first payroll", form=q.FIND, references="1", services="payroll"), LIST, (), "an ordinal of some work"),
        (picks("the second", "2", excluded="kpo"), LIST, (), "what is shut out isn't meant"),
        (picks("the second", "2"), Conversation(options=("bpo", "zpo")), (), "an option that is gone by now"),
    ],
)  # fmt: skip
def test_places(
    knowledge: Knowledge, question: Question, talk: Conversation, topics: tuple[str, ...], why: str
) -> None:
    assert referred(question, talk, knowledge).topics == topics, why


@pytest.mark.parametrize(
    ("question", "talk", "topics", "why"),
    [
        (picks("the other", "other"), after(tells("fit", "kpo"), options=("kpo", "lpo")), ("lpo",),
         "the other of two options"),
        (picks("the other", "other"), after(tells("fit", "kpo"), options=("kpo", "lpo", "hro"), trail=("bpo",)),
         ("bpo",), "of three, the one before"),
        (picks("the other", "other"), TRAIL, ("hro",), "the one talked about before"),
        (picks("the other", "other"), after(tells("fit", "kpo", "lpo")), ("lpo",), "the second of two just told"),
        (picks("the other", "other"), PAIR, (), "of two compared, neither is the other"),
        (picks("the other", "other"), Conversation(), (), "nothing before"),
    ],
)  # fmt: skip
def test_the_other(
    knowledge: Knowledge, question: Question, talk: Conversation, topics: tuple[str, ...], why: str
) -> None:
    assert referred(question, talk, knowledge).topics == topics, why


@pytest.mark.parametrize(
    ("question", "talk", "topics", "why"),
    [
        (tells("fit", references="both"), PAIR, ("kpo", "lpo"), "both that were compared"),
        (tells("fit", references="both"), TRAIL, ("hro", "kpo"),
         "the one talked about and the one before, oldest first"),
        (tells("fit", references="both"), KPO, ("kpo",), "there is but one"),
        (picks("both", "both"), WAITS, ("bpo", "kpo"), "an answer to the bot's own question"),
        (picks("all of them", "all"), WAITS, ("bpo", "kpo", "lpo"), "all that were offered"),
        (picks("all", "all"), PAIR, ("kpo", "lpo"), "all that are talked about"),
        (picks("all", "all"), Conversation(options=("bpo", "kpo", "lpo", "hro", "mbpo")), ("bpo", "kpo", "lpo", "hro"),
         "no more than fit side by side"),
        (tells("fit", references="all"), LIST, (), "“all” in a question on something else"),
        (tells("fit", references="those"), PAIR, ("kpo", "lpo"), "those"),
        (compares(references="those"), TRAIL, ("hro", "kpo"), "those that are compared are two"),
        (tells("fit", references="those"), Conversation(), (), "nothing before"),
        (asks("what do those have in common", form=q.TELL, references="those", cues="shares"), TRAIL, ("hro", "kpo"),
         "what is common is so of two"),
        (tells("fit", references="both", excluded="lpo"), PAIR, ("kpo",), "without what is shut out"),
    ],
)  # fmt: skip
def test_several_at_once(
    knowledge: Knowledge, question: Question, talk: Conversation, topics: tuple[str, ...], why: str
) -> None:
    assert referred(question, talk, knowledge).topics == topics, why


@pytest.mark.parametrize(
    ("question", "talk", "topics", "why"),
    [
        (picks("the legal one", "one"), KPO, ("lpo",), "by a word of its name"),
        (picks("the medical one", "one"), Conversation(options=("mbpo", "bpo")), ("mbpo",), "by a word, among options"),
        (asks("no the research one", form=q.CORRECT, references="one"), after(tells("fit", "rpo_recruitment")),
         ("rpo_research",), "not what it just was"),
        (asks("i meant hiring", form=q.CORRECT), after(tells("fit", "rpo_research")), ("rpo_recruitment",),
         "by its work"),
        (asks("medical not legal", form=q.CORRECT), KPO, ("mbpo",), "what stands behind “not” isn't meant"),
        (asks("is the legal one dear", form=q.TELL, references="one"), KPO, ("lpo",), "in a question"),
        (asks("is legal work dear", form=q.TELL), KPO, (), "a question on work is no reference"),
        (asks("legal", form=q.PICK, services="legal research"), KPO, (), "work that is named is no reference"),
        (picks("the purple one", "one"), KPO, (), "a word of nothing"),
    ],
)  # fmt: skip
def test_words_of_a_name_or_of_work(
    knowledge: Knowledge, question: Question, talk: Conversation, topics: tuple[str, ...], why: str
) -> None:
    assert referred(question, talk, knowledge).topics == topics, why


@pytest.mark.parametrize(
    ("question", "talk", "topics", "form", "why"),
    [
        (compares("bpo", references=("it", "named")), KPO, ("kpo", "bpo"), q.COMPARE,
         "it is measured by what is named"),
        (asks(form=q.VERIFY, claim=Claim(), topics="hro", aspects="expertise", references=("those", "named")), PAIR,
         ("kpo", "lpo", "hro"), q.VERIFY, "those likewise"),
        (tells("relations", "hro", references=("it", "named")), PAIR, ("kpo", "hro"), q.TELL,
         "of two “it” is the first"),
        (tells("definition", "hro", references=("it", "named")), KPO, ("kpo", "hro"), q.COMPARE,
         "what sets it off is a comparison"),
        (tells("benefits", "hro", references=("it", "named")), KPO, ("hro",), q.TELL, "a part of what is named"),
        (compares("hro", references=("named", "it")), KPO, ("hro",), q.COMPARE,
         "a pronoun behind the name means the named"),
        (compares("hro", "bpo", references=("it", "named")), KPO, ("hro", "bpo"), q.COMPARE, "two names are enough"),
        (compares("hro", references=("it", "named")), Conversation(), ("hro",), q.COMPARE, "nothing before"),
        (compares("kpo", references=("it", "named")), KPO, ("kpo",), q.COMPARE, "it is the named one"),
        (compares("hro", references=("it", "named"), services="payroll"), KPO, ("hro",), q.COMPARE,
         "work that is named is asked for"),
        (compares("hro"), KPO, ("hro",), q.COMPARE, "no reference at all"),
    ],
)  # fmt: skip
def test_beside_what_is_named(
    knowledge: Knowledge, question: Question, talk: Conversation, topics: tuple[str, ...], form: str, why: str
) -> None:
    meant = referred(question, talk, knowledge)
    assert (meant.topics, meant.form) == (topics, form), why
    assert bool(meant.evidence) is (topics != question.topics), why


@pytest.mark.parametrize(
    ("talk", "order"),
    [(LIST, ["bpo", "kpo", "lpo", "hro"]), (TRAIL, ["hro", "kpo"]), (PAIR, ["kpo", "lpo"]), (Conversation(), [])],
)
def test_what_places_count_in(talk: Conversation, order: list[str]) -> None:
    assert listed(talk) == order


TOLD = after(tells("benefits", "kpo"), turn=1).with_told((("kpo", "benefits", 3), ("kpo", "benefits", 5)))


@pytest.mark.parametrize(
    ("question", "talk", "place", "why"),
    [
        (asks("the second one", form=q.PICK, references=("2", "one")), TOLD, 5, "the second that was told"),
        (asks("explain the first", form=q.TELL, parts="definition", references="1"), TOLD, 3, "the first"),
        (asks("the last", form=q.PICK, references="-1"), TOLD, 5, "the last"),
        (asks("the third", form=q.PICK, references="3"), TOLD, None, "only two were told"),
        (asks("it", form=q.PICK, references="it"), TOLD, None, "no place"),
        (asks("so which of all these was the first one", references="1"), TOLD, None, "a long sentence"),
        (asks("the first", references="1"), replace(TOLD, asked=(compares("kpo", "lpo"),)), None, "no list was told"),
        (asks("the first", references="1"), replace(TOLD, asked=(tells("types", "kpo"),)), None, "a list of topics"),
        (asks("the first", references="1"), replace(TOLD, told=TOLD.told[:1]), None, "one statement is no list"),
    ],
)
def test_places_in_a_list_of_statements(
    knowledge: Knowledge, question: Question, talk: Conversation, place: int | None, why: str
) -> None:
    point = referred(question, talk, knowledge).point
    assert (point.place if point else None) == place, why


KINDS = Conversation(options=("enterprise_rpo", "on_demand_rpo", "hybrid_rpo"), topics=("rpo_recruitment",))


@pytest.mark.parametrize(
    ("question", "topics", "why"),
    [
        (picks("the seasonal one", "one", content="seasonal"), ("on_demand_rpo",), "a word that only one has"),
        (asks("which is for the long run", form=q.TELL, references="those", content=("long", "run")),
         ("enterprise_rpo",), "by several words"),
        (picks("the purple one", "one", content="purple"), (), "a word that none has"),
        (picks("the seasonal one", "one", content="seasonal", services="payroll"), (), "some work"),
        (asks("is it seasonal", form=q.TELL, content="seasonal"), (), "nothing points at what was offered"),
    ],
)  # fmt: skip
def test_what_is_described_among_what_was_offered(
    knowledge: Knowledge, question: Question, topics: tuple[str, ...], why: str
) -> None:
    assert referred(question, KINDS, knowledge).topics == topics, why


def test_a_search_that_picks_from_what_was_offered_asks_what_that_is(knowledge: Knowledge) -> None:
    meant = referred(asks("the second one", form=q.FIND, references=("2", "one")), LIST, knowledge)
    assert (meant.form, meant.parts, meant.topics) == (q.TELL, ("definition",), ("kpo",))


def test_of_namesakes_the_one_is_meant_whose_work_is_named(knowledge: Knowledge) -> None:
    talk = after(tells("fit", "rpo_recruitment", "rpo_research"))
    assert referred(picks("the biotech one", "one"), talk, knowledge).topics == ("rpo_research",)


KINDS = Conversation(options=("enterprise_rpo", "on_demand_rpo", "hybrid_rpo"), topics=("rpo_recruitment",))


@pytest.mark.parametrize(
    ("question", "talk", "fields", "why"),
    [
        (asks("which is the sudden one", form=q.CHOOSE, references="one", content="sudden"), KINDS,
         (q.TELL, ("on_demand_rpo",)), "which one of a list: what that is, and no guided choice"),
        (asks("help me to choose one", form=q.CHOOSE, references="one"), KINDS, (q.CHOOSE, ()),
         "nothing tells which: the choice begins"),
        (asks("i missed the third", form=q.AGAIN, references="3"), KINDS, (q.TELL, ("hybrid_rpo",)),
         "one of the list again"),
        (asks("again please", form=q.AGAIN), KINDS, (q.AGAIN, ()), "all of it again"),
    ],
)  # fmt: skip
def test_which_of_a_list_asks_what_that_is(
    knowledge: Knowledge, question: Question, talk: Conversation, fields: tuple[str, tuple[str, ...]], why: str
) -> None:
    meant = referred(question, talk, knowledge)
    assert (meant.form, meant.topics) == fields, why


def test_whether_it_belongs_to_what_is_named_asks_for_their_relation(knowledge: Knowledge) -> None:
    asked = {"form": q.VERIFY, "parts": "definition", "topics": "bpo", "references": "it"}
    meant = referred(asks("is it a bpo thing", claim=Claim(), **asked), KPO, knowledge)
    assert (meant.form, meant.parts, meant.topics) == (q.VERIFY, ("relations",), ("kpo", "bpo"))


def test_words_of_some_work_name_no_kind(knowledge: Knowledge) -> None:
    talk = Conversation(topics=("kpo",))
    asked = {"form": q.FIND, "references": "one"}
    by_kind = asks("which one is financial", **asked)
    by_work = asks("which one does financial analysis", services="financial analysis", **asked)
    assert referred(by_kind, talk, knowledge).topics == ("financial_process_outsourcing",)
    assert referred(by_work, talk, knowledge).topics == ()


def test_all_models_are_those_that_something_is_said_of(knowledge: Knowledge) -> None:
    question = compares(aspects="cost_savings", references="all", claim=Claim(quantifier="all"))
    meant = referred(question, Conversation(), knowledge)
    assert len(meant.topics) > 1
    assert all("cost_savings" in knowledge.topics[id].aspects for id in meant.topics)


@pytest.mark.parametrize(
    ("question", "fields", "why"),
    [
        (
            asks("enterprise or hybrid", form=q.FIND),
            (q.COMPARE, ("enterprise_rpo", "hybrid_rpo")),
            "kinds of one model",
        ),
        (asks("enterprise or offshore", form=q.FIND), (q.FIND, ()), "of two models"),
    ],
)
def test_kinds_may_be_named_without_their_model(
    knowledge: Knowledge, question: Question, fields: tuple[str, tuple[str, ...]], why: str
) -> None:
    meant = referred(question, Conversation(), knowledge)
    assert (meant.form, meant.topics) == fields, why
    assert ("advice" in meant.cues) is (meant.form == q.COMPARE)


def test_a_place_in_a_list_is_no_list_of_all(knowledge: Knowledge) -> None:
    meant = referred(asks("ok what about the second one", form=q.LIST, references="2"), KINDS, knowledge)
    assert (meant.form, meant.parts, meant.topics) == (q.TELL, ("definition",), ("on_demand_rpo",))


@pytest.mark.parametrize(
    ("cues", "parts", "topics"),
    [
        (("either",), ("relations",), ("hro", "bpo", "kpo")),
        ((), ("relations",), ("bpo", "kpo")),
        (("either",), ("benefits",), ("bpo", "kpo")),
    ],
)
def test_to_which_of_two_it_belongs_is_asked_of_all_three(
    knowledge: Knowledge, cues: tuple[str, ...], parts: tuple[str, ...], topics: tuple[str, ...]
) -> None:
    question = tells(parts[0], "bpo", "kpo", references=("it", "named"), cues=cues)
    assert referred(question, after(tells("fit", "hro")), knowledge).topics == topics


@pytest.mark.parametrize(
    ("fields", "narrows", "why"),
    [
        ({"content": "location"}, True, "several kinds hold the word"),
        ({"content": "customers"}, False, "one of them holds it"),
        ({"content": "zebra"}, False, "none holds it"),
        ({"content": "location", "wh": "why"}, False, "nobody asks which"),
        ({"content": "location", "references": "it"}, False, "nothing points at them"),
        ({}, False, "no word tells which"),
    ],
)
def test_of_listed_kinds_those_that_hold_the_word(
    knowledge: Knowledge, fields: dict[str, Any], narrows: bool, why: str
) -> None:
    kinds = tuple(knowledge.topics["bpo"].types)
    talk = after(tells("types", "bpo"), options=kinds)
    found = referred(
        asks("which ones", form=q.LIST, **{"wh": "which", "references": "those", **fields}), talk, knowledge
    )
    assert ((found.parts, found.topics) == (("types",), ("bpo",))) is narrows, why
    mixed = after(tells("types", "bpo"), options=("kpo", *kinds))
    assert referred(asks("which ones", form=q.LIST, wh="which", references="those", content="location"), mixed,
                    knowledge).parts != ("types",)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "topics", "why"),
    [
        (asks("bpo and kpo is the second one dear", form=q.VERIFY, topics=("bpo", "kpo"), references=("named", "2")),
         ("kpo",), "the second of those named"),
        (asks("bpo and kpo the last one", form=q.COMPARE, topics=("bpo", "kpo"), references=("named", "-1")), ("kpo",),
         "the last"),
        (asks("the second point of bpo and kpo", form=q.TELL, topics=("bpo", "kpo"), references=("2", "named")),
         ("bpo", "kpo"), "a number before the names"),
        (asks("bpo and kpo in second place", form=q.TELL, topics=("bpo", "kpo"), references=("named", "2")),
         ("bpo", "kpo"), "a number that isn't of one of them"),
        (asks("kpo the second one", form=q.TELL, topics=("kpo",), references=("named", "2")), ("kpo",), "one is named"),
    ],
)  # fmt: skip
def test_the_place_of_one_among_those_named(
    knowledge: Knowledge, question: Question, topics: tuple[str, ...], why: str
) -> None:
    found = referred(question, Conversation(), knowledge)
    assert found.topics == topics, why
    assert found.form == (q.TELL if question.form == q.COMPARE else question.form)


def test_the_other_two_are_those_that_are_left(knowledge: Knowledge) -> None:
    talk = after(compares("bpo", "kpo", "hro"), topics=("bpo", "hro"), trail=("kpo",))
    other = asks("the other two", form=q.TELL, references="other", cues="pair")
    assert referred(other, talk, knowledge).topics == ("bpo", "hro")
    assert referred(replace(other, cues=()), talk, knowledge).topics == ("kpo",)

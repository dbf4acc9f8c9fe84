"""“No, I meant …”: the question stands, the field changes."""

from __future__ import annotations

from typing import Any

import pytest

from dialogue.conversation import Conversation
from dialogue.corrections import corrected, parts_named
from dialogue.question import Claim, Question, Style
from knowledge.model import Knowledge
from tests.talk import after, asks, compares, q, tells

FIT = after(tells("fit", "kpo"))
PAIR = after(compares("kpo", "lpo"))
COST = after(asks(form=q.TELL, topics="kpo", aspects="cost_savings"))
PAYROLL = after(asks(form=q.VERIFY, topics="hro", services="payroll", claim=Claim()))
RECRUITING = after(tells("fit", "rpo_recruitment"))


def corrects(text: str = "no i meant", **fields: Any) -> Question:
    return asks(text, **{"form": q.CORRECT, "cues": "corrects", **fields})


@pytest.mark.parametrize(
    ("question", "talk", "form", "fields", "why"),
    [
        (corrects(topics="lpo"), FIT, q.TELL, {"topics": ("lpo",), "parts": ("fit",)},
         "another topic, the part stands"),
        (corrects("i asked for the drawbacks"), FIT, q.TELL, {"topics": ("kpo",), "parts": ("drawbacks",)},
         "another part, the topic stands"),
        (corrects("benefits not drawbacks"), FIT, q.TELL, {"parts": ("benefits",)}, "the part that isn't rejected"),
        (corrects("no the benefits of", topics="lpo"), FIT, q.TELL, {"topics": ("lpo",), "parts": ("benefits",)},
         "both"),
        (corrects(aspects="expertise"), COST, q.TELL, {"aspects": ("expertise",), "topics": ("kpo",), "parts": ()},
         "another aspect"),
        (corrects(aspects="expertise"), PAIR, q.COMPARE, {"aspects": ("expertise",), "topics": ("kpo", "lpo")},
         "an aspect of a comparison"),
        (corrects(services="staffing"), PAYROLL, q.VERIFY, {"services": ("staffing",), "topics": ("hro",)},
         "other work"),
        (corrects(topics="hro"), PAIR, q.COMPARE, {"topics": ("kpo", "hro")}, "the second side of a comparison"),
        (corrects(topics="kpo"), PAIR, q.COMPARE, {"topics": ("lpo", "kpo")}, "a side named again keeps the other"),
        (corrects(topics=("hro", "bpo")), PAIR, q.COMPARE, {"topics": ("hro", "bpo")}, "both sides"),
        (corrects(form=q.LIST), FIT, q.LIST, {"topics": ("kpo",)}, "another act"),
        (corrects(form=q.TELL, parts="types"), FIT, q.TELL, {"parts": ("types",)},
         "another part, as it was classified"),
        (corrects("not that one"), RECRUITING, q.TELL, {"topics": ("rpo_research",), "parts": ("fit",)},
         "nothing is named: its namesake"),
        (corrects("wrong"), FIT, q.CORRECT, {"topics": ()}, "nothing is named, and there is no namesake"),
        (corrects("wrong colour", content="colour"), RECRUITING, q.CORRECT, {"topics": ()},
         "words that say something, but not what"),
        (corrects("wrong"), Conversation(), q.CORRECT, {"topics": ()}, "nothing was asked yet"),
        (corrects(topics="lpo"), Conversation(), q.TELL, {"topics": ("lpo",), "parts": ("definition",)},
         "nothing was asked yet, a topic is named"),
        (corrects(form=q.COMPARE, topics=("hro", "bpo")), FIT, q.COMPARE, {"topics": ("hro", "bpo")},
         "a comparison of its own"),
        (corrects(topics="lpo"), after(tells("fit", "kpo"), pending=tells("facts")), q.TELL,
         {"topics": ("lpo",), "parts": ("facts",)}, "the question that waits goes first"),
    ],
)  # fmt: skip
def test_what_is_put_right(
    knowledge: Knowledge, question: Question, talk: Conversation, form: str, fields: dict[str, object], why: str
) -> None:
    meant = corrected(question, talk, knowledge)
    assert meant.form == form, why
    assert {name: getattr(meant, name) for name in fields} == fields, why


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (tells("fit", "lpo"), "no sign of a correction"),
        (tells("fit", "lpo", cues="corrects", wh="who"), "a question of its own"),
        (tells("fit", "lpo", cues=("corrects", "requests")), "an order of its own"),
        (asks(form=q.VERIFY, topics="lpo", cues="corrects", claim=Claim()), "a claim"),
        (asks(form=q.EDIT, topics="lpo", cues="corrects"), "a change of the table"),
        (asks(form=q.TELL, topics="lpo", cues="corrects", operation="swap"), "an operation"),
        (asks("sorry " + "word " * 12, form=q.TELL, topics="lpo", cues="corrects"),
         "a long sentence that begins with sorry"),
    ],
)  # fmt: skip
def test_what_puts_nothing_right_stays(knowledge: Knowledge, question: Question, why: str) -> None:
    assert corrected(question, FIT, knowledge) == question, why


def test_a_correction_drops_what_leaned_on_the_old_words(knowledge: Knowledge) -> None:
    last = tells("fit", "rpo_recruitment", assumed="rpo_recruitment", references="it", style=Style("short"))
    meant = corrected(corrects("no i meant lpo", topics="lpo", content="x"), after(last), knowledge)
    assert (meant.assumed, meant.references, meant.style, meant.cues) == ("", (), Style(), ("corrects",))
    assert (meant.words, meant.content) == ("no i meant lpo", ("x",))


@pytest.mark.parametrize(
    ("text", "parts", "why"),
    [
        ("no, the advantage of KPO", ("benefits",), "a word that asks for it"),
        ("I asked for the drawbacks", ("drawbacks",), "the part's own id"),
        ("types, then benefits", ("types", "benefits"), "in the order said"),
        ("benefits, not drawbacks", ("benefits",), "one is rejected"),
        ("who does it fit", ("fit",), "its id"),
        ("I meant the profit", (), "a part of a word"),
        ("an artefact", (), "another word"),
    ],
)
def test_parts_are_named_by_whole_words(knowledge: Knowledge, text: str, parts: tuple[str, ...], why: str) -> None:
    assert parts_named(asks(text), knowledge) == parts, why

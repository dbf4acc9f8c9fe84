"""All that the closed-class words of an utterance say, in one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dialogue.question import Style
from nlu import closed_class as words
from nlu.exclusions import exclusions, shut_out
from nlu.grammar import (
    confirms,
    corrects,
    is_negated,
    opens_question,
    quantifier,
    question_word,
    references,
    same_for,
    without_lead_ins,
)
from nlu.operations import operation
from nlu.style import style
from nlu.utterance import Token, has_phrase


@dataclass(frozen=True)
class Marks:
    """What an utterance's grammar says.

    `wh`: its question word, "" where it has none; `confirms`: it wants a yes or a no; `negated`: it is put in the
    negative; `quantifier`: one of dialogue.question's; `excluded`: places of the names that shall stay out,
    `shut_out`: the words that do; `operation`: "drop", "add", "only", "swap" or ""; `references`: “it”, “those”,
    “other”, “both”, “all”, or places such as "2" and "-1"; `corrects`, `same_for`, `back`: how it turns the
    conversation; `requests`: begins with an order; `advice`: asks what to take rather than what is; `distress`: tells
    of something sad; `asks`: begins as a question or an order does.
    """

    wh: str = ""
    confirms: bool = False
    negated: bool = False
    quantifier: str = ""
    excluded: frozenset[int] = frozenset()
    shut_out: tuple[str, ...] = ()
    operation: str = ""
    references: tuple[str, ...] = ()
    corrects: bool = False
    same_for: bool = False
    back: bool = False
    requests: bool = False
    advice: bool = False
    distress: bool = False
    asks: bool = False
    style: Style = field(default_factory=Style)


def marks(tokens: Sequence[Token]) -> Marks:
    """All marks of an utterance or a clause of it."""
    core = without_lead_ins(tokens)
    excluded = exclusions(tokens)
    return Marks(
        wh=question_word(core),
        confirms=confirms(tokens),
        negated=is_negated(core),
        quantifier=quantifier(tokens),
        excluded=excluded,
        shut_out=shut_out(tokens),
        operation=operation(tokens, excluded),
        references=references(tokens),
        corrects=corrects(tokens),
        same_for=same_for(tokens),
        back=has_phrase(tokens, words.BACK),
        requests=bool(core) and core[0].norm in words.REQUESTS,
        advice=has_phrase(tokens, words.ADVICE),
        distress=has_phrase(tokens, words.DISTRESS),
        asks=opens_question(tokens),
        style=style(tokens),
    )

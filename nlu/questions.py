"""From a clause as the components read it to the Questions that it holds. Pure: no Rasa, no conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from dialogue import question as q
from dialogue.question import Claim, Question, Style
from knowledge.model import Aspect, Knowledge
from knowledge.phrases import normal
from nlu import closed_class as words
from nlu.forms import QUESTIONS, Classified, by_certain_words, classified_as, ids, says
from nlu.grammar import (
    as_corrected,
    has_tag,
    opens_question,
    without_lead_ins,
)
from nlu.marks import Marks, marks
from nlu.names import ASPECT, GAP, SERVICE, TOPIC
from nlu.names import QUESTION as CERTAIN
from nlu.parts import parts_asked, question_on
from nlu.unknown_names import unknown_names
from nlu.utterance import Token, has_phrase, starts_with

# The words of each cue in q.WORD_CUES.
WORDS_OF_CUES = {
    "another": words.ANOTHER, "asks_anew": words.ASKS_ANEW, "drops": words.DROPS, "instead": words.INSTEAD,
    "pair": words.TWO, "shares": words.SHARES, "wishes_help": words.HELP, "stands_for": words.STANDS_FOR,
    "dates": words.DATES, "authors": words.AUTHORS, "sellers": words.SELLERS,
}  # fmt: skip
_CONFIRMED = frozenset({q.TELL, q.FIND, q.COMPARE})  # forms that a yes or no may answer
_UNCLEAR = 0.4  # chance of a class below which the aspect that a question is on says more


def questions_of(clause: Classified, knowledge: Knowledge) -> list[Question]:
    """The questions of a clause, in order; at least one."""
    clause = replace(clause, reading=replace(clause.reading, tokens=as_corrected(clause.reading.tokens, TOPIC)))
    tokens = clause.reading.tokens
    said = marks(tokens)
    base = _base(clause, said, knowledge)
    several = parts_asked(tokens, said.excluded, knowledge)
    if len(several) > 1 and base.form in (*QUESTIONS, q.DECLINE, q.EXAMPLE, q.RESTYLE):
        return [question_on(asked, base, knowledge) for asked in several]
    return [base]


def _base(clause: Classified, said: Marks, knowledge: Knowledge) -> Question:
    """The one question that the clause as a whole asks."""
    reading, tokens = clause.reading, clause.reading.tokens
    form, part = classified_as(clause, said, knowledge)
    topics, excluded = _named(tokens, TOPIC, said.excluded)
    services, without = _named(tokens, SERVICE, said.excluded)
    aspects = _aspects(clause, form, said)
    gaps, _ = _named(tokens, GAP, said.excluded)
    confirmed = form in _CONFIRMED and not _begins_with_part(tokens)
    claim = _claim(said, tokens, aspects, knowledge) if confirmed else None
    unknown = unknown_names(clause.text, reading, topics, form, knowledge)
    form, part = by_certain_words(form, part, tokens, said, knowledge)
    return Question(
        form=q.VERIFY if claim and form != q.COMPARE else form,
        intent=clause.intent,
        chance=clause.chance,
        parts=(part,) if part else (),
        aspects=aspects,
        topics=tuple(id for id in topics if id in reading.topics),
        excluded=excluded,
        services=services,
        without=without,
        shut_out=said.shut_out,
        gap_words=_gap_words(clause),
        gaps=gaps,
        subjects=clause.subjects,
        unknown=unknown,
        references=said.references,
        claim=claim,
        pole=_pole(tokens, aspects, knowledge),
        style=_style(clause.intent, said),
        near=clause.near,
        answer=clause.answer,
        options=clause.options,
        ranking=clause.ranking,
        operation=said.operation,
        cues=(*_cues(said, clause), *_word_cues(reading.plain)),
        wh=said.wh,
        words=reading.plain,
        content=reading.content,
        foreign=reading.foreign,
        evidence=(f"classified as {clause.intent} ({clause.chance:.2f})" if clause.ranking else "no words",),
    )


def _aspects(clause: Classified, form: str, said: Marks) -> tuple[str, ...]:
    """The aspects that are named; else the one that a comparison of this wording is on, or a question on an aspect."""
    named, _ = _named(clause.reading.tokens, ASPECT, said.excluded)
    unclear = clause.chance < _UNCLEAR and form in (q.TELL, q.VERIFY)
    on_one = clause.compared and (form == q.COMPARE or clause.intent == "ask_aspect" or unclear)
    return named or ((clause.compared,) if on_one else ())


def _gap_words(clause: Classified) -> tuple[str, ...]:
    """The known gaps as they were typed."""
    return tuple(clause.text[t.start : t.end] for t in clause.reading.tokens if t.kind == GAP)


def _begins_with_part(tokens: Sequence[Token]) -> bool:
    """True for “letting others hire for us, advantages?”: a sure word asks for its part, and nothing for a yes."""
    return bool(ids(tokens, CERTAIN)) and not opens_question(tokens) and not has_tag(tokens)


def _style(intent: str, said: Marks) -> Style:
    """The style that the words ask for; simple words where that is all that they ask for."""
    return replace(said.style, simple=True) if intent == "ask_simpler" else said.style


def _cues(said: Marks, clause: Classified) -> tuple[str, ...]:
    """The turns of the conversation that the grammar shows, and what the clause names besides topics."""
    tokens = clause.reading.tokens
    told = {
        "asks": said.asks,
        "either": said.quantifier == q.EITHER,
        "confirms": said.confirms,
        "denies": said.negated,
        "corrects": said.corrects,
        "same_for": said.same_for,
        "back": said.back,
        "requests": said.requests,
        "advice": said.advice,
        "distress": said.distress,
        "unmet": _names_what_is_unmet(clause),
        "names_part": bool(ids(tokens, CERTAIN)),
        "guesses_aspect": bool(clause.compared) and not ids(tokens, ASPECT),
        "only_topic": _names_only_topic(tokens),
        "disputes": has_phrase(tokens, words.DISPUTES) and says(tokens, words.DOCUMENTS),
        "number": has_phrase(tokens, words.NUMBER),
        "year": has_phrase(tokens, words.YEAR),
        "figure": has_phrase(tokens, words.FIGURES),
        "foreign": clause.reading.is_foreign,
    }
    return tuple(name for name, holds in told.items() if holds)


def _names_what_is_unmet(clause: Classified) -> bool:
    """True for “you didn't answer the part on strikes”, not for “you didn't answer me”."""
    tokens = clause.reading.tokens
    ends = (p + length for p in range(len(tokens)) if (length := starts_with(tokens, p, words.UNMET)))
    behind = tokens[next(ends, len(tokens)) :]
    return any(t.is_name or (t.norm in clause.reading.content and t.norm not in words.ORDINALS) for t in behind)


def _word_cues(plain: str) -> tuple[str, ...]:
    """The cues that words give by standing there."""
    said = set(plain.split())
    return tuple(cue for cue, listed in WORDS_OF_CUES.items() if listed & said)


def _names_only_topic(tokens: Sequence[Token]) -> bool:
    """True for “only LPO”."""
    return any((token.norm,) in words.ONLY and following.kind == TOPIC for token, following in pairwise(tokens))


def _named(tokens: Sequence[Token], kind: str, excluded: frozenset[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of one kind of name: those wanted and those shut out; one that is both counts as shut out."""
    out = dict.fromkeys(t.id for place, t in enumerate(tokens) if t.kind == kind and place in excluded)
    wanted = dict.fromkeys(t.id for place, t in enumerate(tokens) if t.kind == kind and place not in excluded)
    return tuple(id for id in wanted if id not in out), tuple(out)


def _claim(said: Marks, tokens: Sequence[Token], aspects: Iterable[str], knowledge: Knowledge) -> Claim | None:
    """What shall be confirmed; None where nothing is."""
    if not said.confirms:
        return None
    core = without_lead_ins(tokens)
    inverted = bool(core) and core[0].norm in words.NEGATED_AUXILIARIES  # “doesn't HRO cover payroll?” expects a yes
    return Claim(inverted or not said.negated, said.quantifier, _pole(tokens, aspects, knowledge))


def _pole(tokens: Sequence[Token], aspects: Iterable[str], knowledge: Knowledge) -> str:
    """The end of an aspect's scale that the words name: “cheaper” is "high" for savings, “dearer” is "low"."""
    said = f" {' '.join(token.norm for token in tokens)} "
    for id in aspects:
        low, high = (_longest(said, names) for names in _scale_words(knowledge.aspects[id]))
        if low != high:
            return "low" if low > high else "high"
    return ""


def _scale_words(aspect: Aspect) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the low end of an aspect's scale, and of the high one."""
    return (aspect.scale.low_words, aspect.scale.high_words) if aspect.scale else ((), ())


def _longest(said: str, names: Iterable[str]) -> int:
    return max((len(name) for name in names if f" {normal(name)} " in said), default=0)

"""From a clause as the components read it to the Questions that it holds. Pure: no Rasa, no conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dialogue import question as q
from dialogue.question import Claim, Nearness, Question
from knowledge.model import Aspect, Knowledge
from knowledge.phrases import normal
from nlu import closed_class as words
from nlu.grammar import Marks, has_tag, is_negated, marks, opens_question, without_lead_ins
from nlu.names import ASPECT, GAP, PART, SERVICE, TOPIC
from nlu.names import QUESTION as CERTAIN
from nlu.parts import parts_asked, question_on
from nlu.reader import Reading
from nlu.unknown_names import unknown_names
from nlu.utterance import Token

# What each intent asks for, beside those that the knowledge lists for its parts.
FORMS = {
    "ask_aspect": q.TELL, "ask_comparison": q.COMPARE, "find_model": q.FIND, "ask_overview": q.LIST,
    "ask_not_covered": q.GAP, "choose_model": q.CHOOSE, "ask_more": q.MORE, "affirm": q.MORE, "ask_repeat": q.AGAIN,
    "ask_simpler": q.RESTYLE, "restyle": q.RESTYLE, "ask_example": q.EXAMPLE, "summarise": q.SUMMARISE,
    "ask_sources": q.SOURCE, "ask_sure": q.SURE, "ask_verdict": q.VERDICT, "ask_why": q.WHY, "correct": q.CORRECT,
    "edit_topics": q.EDIT, "ask_same": q.SAME, "pick_option": q.PICK, "go_back": q.BACK, "out_of_scope": q.DECLINE,
}  # fmt: skip
QUESTIONS = frozenset({q.TELL, q.COMPARE, q.VERIFY, q.FIND, q.LIST, q.GAP})
_CONFIRMED = frozenset({q.TELL, q.FIND, q.COMPARE})  # forms that a yes or no may answer
_HEAD = 4  # words in which a question denies its verb


@dataclass(frozen=True)
class Classified:
    """A clause with what the components found: the reading, the intents with their chances, and likenesses."""

    text: str
    reading: Reading
    ranking: tuple[tuple[str, float], ...]
    near: tuple[Nearness, ...] = ()
    subjects: tuple[tuple[str, float], ...] = ()
    options: tuple[tuple[str, str, float], ...] = ()

    @property
    def intent(self) -> str:
        """The likeliest intent."""
        return self.ranking[0][0] if self.ranking else "out_of_scope"


def questions_of(clause: Classified, knowledge: Knowledge) -> list[Question]:
    """The questions of a clause, in order; at least one."""
    tokens = clause.reading.tokens
    said = marks(tokens)
    base = _base(clause, said, knowledge)
    several = parts_asked(tokens, said.excluded, knowledge)
    if len(several) > 1 and base.form in (*QUESTIONS, q.DECLINE, q.EXAMPLE, q.RESTYLE):
        return [question_on(asked, base, knowledge) for asked in several]
    return [base]


def _base(clause: Classified, said: Marks, knowledge: Knowledge) -> Question:
    """The one question that the clause as a whole asks."""
    reading = clause.reading
    intent = clause.intent
    form, part = _form(intent, knowledge)
    if form == q.CHOOSE and _asks_about_them(reading.tokens):
        form, part = _next_question(clause.ranking, knowledge)
    if form == q.LIST and said.confirms and any(token.kind == ASPECT for token in reading.tokens):
        form = q.COMPARE  # “are all of these cheap?” lists nothing
    topics, excluded = _named(reading.tokens, TOPIC, said.excluded)
    services, without = _named(reading.tokens, SERVICE, said.excluded)
    aspects, _ = _named(reading.tokens, ASPECT, said.excluded)
    gaps, _ = _named(reading.tokens, GAP, said.excluded)
    style = said.style if intent != "ask_simpler" else replace(said.style, simple=True)
    unknown = unknown_names(clause.text, reading, topics, form, knowledge)
    claim = _claim(said, reading.tokens, aspects, knowledge) if form in _CONFIRMED else None
    if any(token.kind == CERTAIN for token in reading.tokens) and not opens_question(reading.tokens):
        claim = claim if has_tag(reading.tokens) else None  # “letting others hire for us, advantages?”
    tokens = reading.tokens
    names_part = any(token.kind == CERTAIN for token in tokens)
    only_topic = any((token.norm,) in words.ONLY and following.kind == TOPIC for token, following in pairwise(tokens))
    form, part = _by_certain_words(form, part, reading, said, knowledge)
    if form == q.TELL and part == "fit" and is_negated(without_lead_ins(tokens)[:_HEAD]):
        part = "drawbacks"  # “who shouldn't use it?”
    return Question(
        form=q.VERIFY if claim and form != q.COMPARE else form,
        intent=intent,
        chance=clause.ranking[0][1] if clause.ranking else 0.0,
        parts=(part,) if part else (),
        aspects=aspects,
        topics=tuple(id for id in topics if id in reading.topics),
        excluded=excluded,
        services=services,
        without=without,
        shut_out=said.shut_out,
        gap_words=tuple(clause.text[t.start : t.end] for t in tokens if t.kind == GAP),
        gaps=gaps,
        subjects=clause.subjects,
        unknown=unknown,
        references=said.references,
        claim=claim,
        pole=_pole(reading.tokens, aspects, knowledge),
        style=style,
        near=clause.near,
        options=clause.options,
        ranking=clause.ranking,
        operation=said.operation,
        cues=(*_cues(said), *(("names_part",) if names_part else ()), *(("only_topic",) if only_topic else ())),
        wh=said.wh,
        words=reading.plain,
        content=reading.content,
        foreign=reading.foreign,
        evidence=(f"classified as {intent} ({clause.ranking[0][1]:.2f})" if clause.ranking else "no words",),
    )


def _form(intent: str, knowledge: Knowledge) -> tuple[str, str]:
    """The form and the part that an intent asks for."""
    part = next((question.part for question in knowledge.questions.values() if question.intent == intent), "")
    if part and intent != "ask_example":
        return q.TELL, part
    return FORMS.get(intent, q.TALK), ""


def _asks_about_them(tokens: Sequence[Token]) -> bool:
    """True for “do they decide for us?”, which asks what they do and wants nothing chosen."""
    core = without_lead_ins(tokens)
    if len(core) < 3 or core[0].is_name or core[0].norm not in words.AUXILIARIES:
        return False
    named = {token.id for token in core if token.kind == TOPIC}
    return len(named) < 2 and (core[1].kind == TOPIC or core[1].norm in words.PLURAL_PRONOUNS)


def _next_question(ranking: Iterable[tuple[str, float]], knowledge: Knowledge) -> tuple[str, str]:
    """The form and the part of the likeliest intent that asks something on the field."""
    found = (_form(name, knowledge) for name, _ in ranking)
    return next(((form, part) for form, part in found if form in QUESTIONS - {q.GAP}), (q.TELL, "definition"))


def _by_certain_words(form: str, part: str, reading: Reading, said: Marks, knowledge: Knowledge) -> tuple[str, str]:
    """Form and part, where words leave no doubt: “difference”, “related”, “its drawbacks”."""
    tokens = reading.tokens
    if form == q.COMPARE and _asks_relation(tokens):
        return q.TELL, "relations"
    named = len({token.id for token in tokens if token.kind == TOPIC})
    gaps = any(token.kind == GAP for token in tokens)
    if (
        named == 1
        and not gaps
        and form in (q.TELL, q.DECLINE, q.LIST)
        and any(t.norm in ("vs", "versus") for t in tokens)
    ):
        return q.COMPARE, ""
    if form == q.TELL and named > 1 and part != "relations" and any(t.norm in words.SETS_APART for t in tokens):
        return q.COMPARE, ""
    certain = {token.id for token in tokens if token.kind == CERTAIN}
    parts = {token.id for token in tokens if token.kind == PART}
    if form == q.RESTYLE and named and len(parts) == 1:
        return q.TELL, parts.pop()
    if form not in QUESTIONS and len(certain) == 1 and (said.references or named) and not said.corrects:
        intent = certain.pop()
        return q.TELL, next((p.part for p in knowledge.questions.values() if p.intent == intent), part)
    return form, part


def _asks_relation(tokens: Sequence[Token]) -> bool:
    """True where words such as “related” stand and none that asks for the difference."""
    relation = any(token.kind == PART and token.id == "relations" for token in tokens)
    return relation and not any(token.norm in ("difference", "differences", "compare", "vs") for token in tokens)


def _cues(said: Marks) -> tuple[str, ...]:
    """The turns of the conversation that the grammar shows."""
    told = {
        "asks": said.asks,
        "either": said.quantifier == q.EITHER,
        "denies": said.negated,
        "corrects": said.corrects,
        "same_for": said.same_for,
        "back": said.back,
        "requests": said.requests,
        "advice": said.advice,
        "distress": said.distress,
    }
    return tuple(name for name, holds in told.items() if holds)


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

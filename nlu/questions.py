"""From a clause as the components read it to the Questions that it holds. Pure: no Rasa, no conversation."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dialogue import question as q
from dialogue.question import Claim, Nearness, Question, Style
from knowledge.model import Aspect, Knowledge
from knowledge.phrases import normal
from nlu import closed_class as words
from nlu.grammar import (
    Marks,
    as_corrected,
    begins_with_auxiliary,
    changes_table,
    has_tag,
    is_negated,
    marks,
    opens_question,
    without_lead_ins,
)
from nlu.names import ASPECT, GAP, PART, SERVICE, TOPIC
from nlu.names import QUESTION as CERTAIN
from nlu.parts import parts_asked, question_on
from nlu.reader import Reading
from nlu.unknown_names import unknown_names
from nlu.utterance import Token, has_phrase

# What each intent asks for, beside those that the knowledge lists for its parts.
FORMS = {
    "ask_aspect": q.TELL, "ask_comparison": q.COMPARE, "find_model": q.FIND, "ask_overview": q.LIST,
    "ask_not_covered": q.GAP, "choose_model": q.CHOOSE, "ask_more": q.MORE, "affirm": q.MORE, "ask_repeat": q.AGAIN,
    "ask_simpler": q.RESTYLE, "restyle": q.RESTYLE, "ask_example": q.EXAMPLE, "summarise": q.SUMMARISE,
    "ask_sources": q.SOURCE, "ask_sure": q.SURE, "ask_verdict": q.VERDICT, "ask_why": q.WHY, "correct": q.CORRECT,
    "edit_topics": q.EDIT, "ask_same": q.SAME, "pick_option": q.PICK, "go_back": q.BACK, "out_of_scope": q.DECLINE,
}  # fmt: skip
QUESTIONS = frozenset({q.TELL, q.COMPARE, q.VERIFY, q.FIND, q.LIST, q.GAP})
# The words of each cue in q.WORD_CUES.
WORDS_OF_CUES = {
    "another": words.ANOTHER, "asks_anew": words.ASKS_ANEW, "drops": words.DROPS, "instead": words.INSTEAD,
    "pair": words.TWO, "shares": words.SHARES, "wishes_help": words.HELP, "stands_for": words.STANDS_FOR,
    "dates": words.DATES, "authors": words.AUTHORS, "sellers": words.SELLERS,
}  # fmt: skip
_CONFIRMED = frozenset({q.TELL, q.FIND, q.COMPARE})  # forms that a yes or no may answer
# Forms that an order to change the table may be classified as.
_ONLY_CHANGES = frozenset({q.TELL, q.SAME, q.PICK, q.CORRECT, q.DECLINE, q.COMPARE, q.LIST, q.TALK})
_UNCLEAR = 0.4  # chance of a class below which the aspect that a question is on says more
_HEAD = 4  # words in which a question denies its verb


@dataclass(frozen=True)
class Classified:
    """A clause with what the components found: the reading, the intents with their chances, and likenesses.

    `answer`: “yes” or “no” where claims of its wording have that; `compared`: the aspect that comparisons of its
    wording are on; both "" where that isn't clear.
    """

    text: str
    reading: Reading
    ranking: tuple[tuple[str, float], ...]
    near: tuple[Nearness, ...] = ()
    answer: str = ""
    compared: str = ""
    subjects: tuple[tuple[str, float], ...] = ()
    options: tuple[tuple[str, str, float], ...] = ()

    @property
    def intent(self) -> str:
        """The likeliest intent."""
        return self.ranking[0][0] if self.ranking else "out_of_scope"

    @property
    def chance(self) -> float:
        """Its probability, 0 to 1."""
        return self.ranking[0][1] if self.ranking else 0.0


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
    form, part = _classified_as(clause, said, knowledge)
    topics, excluded = _named(tokens, TOPIC, said.excluded)
    services, without = _named(tokens, SERVICE, said.excluded)
    aspects = _aspects(clause, form, said)
    gaps, _ = _named(tokens, GAP, said.excluded)
    confirmed = form in _CONFIRMED and not _begins_with_part(tokens)
    claim = _claim(said, tokens, aspects, knowledge) if confirmed else None
    unknown = unknown_names(clause.text, reading, topics, form, knowledge)
    form, part = _by_certain_words(form, part, tokens, said, knowledge)
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
        cues=(*_cues(said, tokens), *_word_cues(reading.plain)),
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


def _classified_as(clause: Classified, said: Marks, knowledge: Knowledge) -> tuple[str, str]:
    """The form and the part of the likeliest intent that the grammar leaves possible."""
    form, part = _form(clause.intent, knowledge)
    if said.operation and form in _ONLY_CHANGES and changes_table(clause.reading.tokens):
        return q.EDIT, ""
    if (
        form == q.GAP
        and not clause.reading.gaps
        and clause.reading.topics
        and _sets_side_by_side(clause.reading.tokens)
    ):
        return q.COMPARE, ""  # “BPO vs GBS?”, of which the other side is unknown
    if _asks_of_its_own(form, clause, said):
        return _next_question(clause.ranking, knowledge)
    if form == q.LIST and said.confirms and _ids(clause.reading.tokens, ASPECT):
        return q.COMPARE, part  # “are all of these cheap?” lists nothing
    return form, part


def _asks_of_its_own(form: str, clause: Classified, said: Marks) -> bool:
    """True for what was classified as a wish for help or for a verdict, and asks something of a model that it names."""
    if form == q.VERDICT:  # “KPO: sure to save, yes or no?” asks no word on what was said before
        return bool(clause.reading.specific and clause.reading.content and said.confirms)
    return form == q.CHOOSE and _asks_about_them(clause.reading.tokens)


def _sets_side_by_side(tokens: Sequence[Token]) -> bool:
    """True for “X vs Y”."""
    return _says(tokens, words.VERSUS)


def _gap_words(clause: Classified) -> tuple[str, ...]:
    """The known gaps as they were typed."""
    return tuple(clause.text[t.start : t.end] for t in clause.reading.tokens if t.kind == GAP)


def _begins_with_part(tokens: Sequence[Token]) -> bool:
    """True for “letting others hire for us, advantages?”: a sure word asks for its part, and nothing for a yes."""
    return bool(_ids(tokens, CERTAIN)) and not opens_question(tokens) and not has_tag(tokens)


def _style(intent: str, said: Marks) -> Style:
    """The style that the words ask for; simple words where that is all that they ask for."""
    return replace(said.style, simple=True) if intent == "ask_simpler" else said.style


def _ids(tokens: Iterable[Token], kind: str) -> set[str]:
    """The ids of one kind of name."""
    return {token.id for token in tokens if token.kind == kind}


def _says(tokens: Iterable[Token], listed: Container[str]) -> bool:
    """True where one of some words stands."""
    return any(token.norm in listed for token in tokens)


def _form(intent: str, knowledge: Knowledge) -> tuple[str, str]:
    """The form and the part that an intent asks for."""
    part = _part_of(intent, knowledge)
    if part and intent != "ask_example":
        return q.TELL, part
    return FORMS.get(intent, q.TALK), ""


def _asks_about_them(tokens: Sequence[Token]) -> bool:
    """True for “do they decide for us?”, which asks what they do and wants nothing chosen."""
    core = without_lead_ins(tokens)
    if len(core) < 3 or not begins_with_auxiliary(core):
        return False
    return len(_ids(core, TOPIC)) < 2 and (core[1].kind == TOPIC or core[1].norm in words.PLURAL_PRONOUNS)


def _next_question(ranking: Iterable[tuple[str, float]], knowledge: Knowledge) -> tuple[str, str]:
    """The form and the part of the likeliest intent that asks something on the field."""
    found = (_form(name, knowledge) for name, _ in ranking)
    return next(((form, part) for form, part in found if form in QUESTIONS - {q.GAP}), (q.TELL, "definition"))


def _by_certain_words(
    form: str, part: str, tokens: Sequence[Token], said: Marks, knowledge: Knowledge
) -> tuple[str, str]:
    """Form and part, where words leave no doubt: “difference”, “related”, “its drawbacks”."""
    if form == q.COMPARE and _asks_relation(tokens):
        return q.TELL, "relations"
    if _sets_apart(form, part, tokens):
        return q.COMPARE, ""
    form, part = _part_named(form, part, tokens, said, knowledge)
    if (form, part) == (q.TELL, "fit") and is_negated(without_lead_ins(tokens)[:_HEAD]):
        return q.TELL, "drawbacks"  # “who shouldn't use it?”
    return form, part


def _sets_apart(form: str, part: str, tokens: Sequence[Token]) -> bool:
    """True for “KPO vs” and for “difference of KPO and LPO”, whatever else it was classified as."""
    topics = _ids(tokens, TOPIC)
    if form == q.EDIT and opens_question(tokens):  # “compare KPO and LPO, and add HRO” begins a comparison
        return len(topics) > 1 and _says(tokens, words.SETS_APART)
    if len(topics) == 1:
        lone = form in (q.TELL, q.DECLINE, q.LIST) and not _ids(tokens, GAP)
        return lone and _says(tokens, words.VERSUS)
    return bool(topics) and form == q.TELL and part != "relations" and _says(tokens, words.SETS_APART)


def _part_named(form: str, part: str, tokens: Sequence[Token], said: Marks, knowledge: Knowledge) -> tuple[str, str]:
    """Form and part, where a clause that was classified as no question on the field names one part of something."""
    topics, nouns, certain = _ids(tokens, TOPIC), _ids(tokens, PART), _ids(tokens, CERTAIN)
    if form == q.RESTYLE and topics and len(nouns) == 1:
        return q.TELL, nouns.pop()
    of_something = bool(said.references or topics) and not said.corrects
    if form in QUESTIONS or len(certain) != 1 or not of_something:
        return form, part
    return q.TELL, _part_of(certain.pop(), knowledge) or part


def _part_of(intent: str, knowledge: Knowledge) -> str:
    """The part that an intent asks for; "" where it asks for none."""
    return next((question.part for question in knowledge.questions.values() if question.intent == intent), "")


def _asks_relation(tokens: Sequence[Token]) -> bool:
    """True where words such as “related” stand and none that asks for the difference."""
    return "relations" in _ids(tokens, PART) and not _says(tokens, words.DIFFERENCE | {"compare", "vs"})


def _cues(said: Marks, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The turns of the conversation that the grammar shows, and what the clause names besides topics."""
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
        "names_part": bool(_ids(tokens, CERTAIN)),
        "only_topic": _names_only_topic(tokens),
        "disputes": has_phrase(tokens, words.DISPUTES) and _says(tokens, words.DOCUMENTS),
        "number": has_phrase(tokens, words.NUMBER),
        "year": has_phrase(tokens, words.YEAR),
    }
    return tuple(name for name, holds in told.items() if holds)


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

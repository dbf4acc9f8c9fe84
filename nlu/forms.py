"""Which act an utterance is: the form and the part of its class, as far as its words allow. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from dialogue import question as q
from dialogue.question import Nearness
from knowledge.model import Knowledge
from nlu import closed_class as words
from nlu.grammar import begins_with_auxiliary, is_negated, opens_question, references, without_lead_ins
from nlu.marks import Marks
from nlu.names import ASPECT, GAP, PART, TOPIC
from nlu.names import QUESTION as CERTAIN
from nlu.operations import changes_table
from nlu.reader import Reading
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
# Forms that an order to change the table may be classified as.
_ONLY_CHANGES = frozenset({q.TELL, q.SAME, q.PICK, q.CORRECT, q.DECLINE, q.COMPARE, q.LIST, q.TALK})
_UNCLEAR = 0.5  # chance of an act below which a claim on a model that it names says more
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


def classified_as(clause: Classified, said: Marks, knowledge: Knowledge) -> tuple[str, str]:
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
    if form == q.LIST and said.confirms and ids(clause.reading.tokens, ASPECT):
        return q.COMPARE, part  # “are all of these cheap?” lists nothing
    return form, part


def _asks_of_its_own(form: str, clause: Classified, said: Marks) -> bool:
    """True for what was classified as a wish for help or for a verdict, and asks something of a model that it names."""
    if form == q.EDIT and not said.operation and not said.excluded and clause.reading.aspects:
        return True  # “I only need the cost”
    if form not in QUESTIONS and said.confirms and not said.operation and clause.chance < _UNCLEAR:
        return bool(clause.reading.specific and (clause.reading.services or clause.reading.aspects))  # “BPO is …, no?”
    if form == q.VERDICT:  # “KPO: sure to save, yes or no?” asks no word on what was said before
        return bool(clause.reading.specific and clause.reading.content and said.confirms)
    return form == q.CHOOSE and _asks_about_them(clause.reading.tokens)


def _sets_side_by_side(tokens: Sequence[Token]) -> bool:
    """True for “X vs Y”."""
    return says(tokens, words.VERSUS)


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
    return len(ids(core, TOPIC)) < 2 and (core[1].kind == TOPIC or core[1].norm in words.PLURAL_PRONOUNS)


def _next_question(ranking: Iterable[tuple[str, float]], knowledge: Knowledge) -> tuple[str, str]:
    """The form and the part of the likeliest intent that asks something on the field."""
    found = (_form(name, knowledge) for name, _ in ranking)
    return next(((form, part) for form, part in found if form in QUESTIONS - {q.GAP}), (q.TELL, "definition"))


def by_certain_words(
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
    topics = ids(tokens, TOPIC)
    if form == q.EDIT and opens_question(tokens):  # “compare KPO and LPO, and add HRO” begins a comparison
        return (len(topics) > 1 or bool(references(tokens))) and says(tokens, words.SETS_APART)
    if len(topics) == 1:
        lone = form in (q.TELL, q.DECLINE, q.LIST) and not ids(tokens, GAP)
        return lone and says(tokens, words.VERSUS)
    if (
        len(topics) > 1
        and part in ("", "definition")
        and form in (q.TELL, q.RESTYLE)
        and has_phrase(tokens, words.TABLE)
    ):
        return True  # “put KPO and BPO in a table”
    if form in (q.SUMMARISE, q.RESTYLE):  # “sum up KPO vs BPO in three lines”
        return len(topics) > 1 and says(tokens, words.SETS_APART)
    return bool(topics) and form == q.TELL and part != "relations" and says(tokens, words.SETS_APART)


def _part_named(form: str, part: str, tokens: Sequence[Token], said: Marks, knowledge: Knowledge) -> tuple[str, str]:
    """Form and part, where a clause that was classified as no question on the field names one part of something."""
    topics, nouns, certain = ids(tokens, TOPIC), ids(tokens, PART), ids(tokens, CERTAIN)
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
    return "relations" in ids(tokens, PART) and not says(tokens, words.DIFFERENCE | {"compare", "vs"})


def ids(tokens: Iterable[Token], kind: str) -> set[str]:
    """The ids of one kind of name."""
    return {token.id for token in tokens if token.kind == kind}


def says(tokens: Iterable[Token], listed: Container[str]) -> bool:
    """True where one of some words stands."""
    return any(token.norm in listed for token in tokens)

"""Several clauses, several questions: which of them count, and when a message is one question after all. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from dialogue import question as q
from dialogue.question import Nearness, Question
from nlu.forms import QUESTIONS

MOST = 4  # questions that one reply answers
_UNCLEAR = 0.1  # in chance, by which a clause may be less sure than its story
_LEANING = 0.2  # and of one that points at what was said
_ASKED = 0.45  # chance of a statement from which a clause that names nothing is after it
_NOT_OURS = 0.7  # chance of being out of scope from which that is chance
_SURE = 0.35  # chance of its intent from which a clause counts that names nothing
_SEVERAL = 2  # pieces of work that “those” may be
_SAYS_SOMETHING = 2  # words of its own from which a clause that nothing here answers is named
_ON_THE_FIELD = QUESTIONS | {q.CHOOSE}
# Acts that are no question of their own beside one that is.
_ASIDE = frozenset({q.TALK, q.DECLINE, q.MORE, q.AGAIN, q.CORRECT, q.PICK, q.SAME})


def combined(whole: list[Question], clauses: Sequence[list[Question]]) -> list[Question]:
    """The questions of the clauses where at least two of them ask; else those of the message as a whole.

    What a clause asks beside them that nothing here answers comes last: it is named in the reply.
    """
    if len(clauses) < 2:
        return _of_story(whole, clauses[0]) if clauses else [_asked_again(question) for question in whole[:MOST]]
    counted = _counted(whole[0], clauses)
    heard = _heard(whole, _without_frame(list(filter(None, counted))))
    left = [clause[0] for clause, own in zip(clauses, counted, strict=True) if not own and _asks_in_vain(clause[0])]
    unheard = [_unheard(question) for question in left]
    return [*heard, *unheard][:MOST] if heard[0].form in _ON_THE_FIELD else heard


def _asked_again(question: Question) -> Question:
    """“You skipped the court appearances”: what got no answer and gets none now is named; else the question itself."""
    if "unmet" not in question.cues or question.form not in _ASIDE | {q.VERDICT} or not question.content:
        return question
    if question.topics or question.services or question.aspects or _likely(question):
        return question
    return _unheard(question)


def _unheard(question: Question) -> Question:
    """A question that nothing here answers, in the words that tell what it is after."""
    words = " ".join(question.content) if question.form == q.SAME or "unmet" in question.cues else question.words
    return question.because("nothing here answers it", form=q.UNHEARD, unknown=(), words=words)


def _heard(whole: list[Question], asking: list[list[Question]]) -> list[Question]:
    """The questions of the clauses that count, or of the message as a whole."""
    if len(asking) == 1 and any(question.topics for question in asking[0]):
        return _of_story(whole, asking[0])
    distinct = _distinct(chain.from_iterable(asking))
    if len(asking) < 2 or len(distinct) < 2:
        return whole[:MOST]
    # “… in one word each”: the form that is asked for anywhere is wished of all.
    wished = replace(whole[0].style, points=0)  # “two benefits” says nothing of the kinds that are asked for beside
    return [replace(question, style=question.style.over(wished)) for question in distinct[:MOST]]


def _counted(whole: Question, clauses: Sequence[list[Question]]) -> list[list[Question]]:
    """The questions of each clause that count, which may be none; `whole`: what the message as a whole asks."""
    home = whole.topics if len(whole.topics) == 1 else ()
    meant = ([question for question in clause if not _only_urges(question)] for clause in clauses)
    asked = ((_with_work(_as_asked(question, home), whole) for question in clause) for clause in meant)
    return [list(filter(_counts, clause)) for clause in asked]


def _with_work(question: Question, whole: Question) -> Question:
    """The clause with the work that it points at: “mails and books eat our mornings. Can I hand those over?”"""
    pointing = {"those", "both"} & set(question.references) and question.form in (q.TELL, q.VERIFY, q.FIND, q.VERDICT)
    if not pointing or _names_something(replace(question, parts=())) or len(whole.services) < _SEVERAL:
        return question
    return question.because("points at the work of its story", form=q.FIND, parts=(), services=whole.services)


def _asks_in_vain(question: Question) -> bool:
    """True for a clause that asks for something, though not for anything that is known here; talk is left alone."""
    asks = "asks" in question.cues or question.words.endswith("?")
    if "unmet" in question.cues:  # “you didn't say a word about strikes”
        return bool(question.content)
    if question.form == q.SAME:  # “and strikes?”
        return asks and "same_for" in question.cues and bool(question.content)
    return asks and question.form in (q.DECLINE, *_ON_THE_FIELD) and len(question.content) >= _SAYS_SOMETHING


def _without_frame(asking: list[list[Question]]) -> list[list[Question]]:
    """The clauses; of “KPO vs LPO, whose people are the experts?” the two sides are but the frame of what is asked."""
    if len(asking) != 2 or len(asking[0]) != 1 or len(asking[1]) != 1:
        return asking
    (frame,), (asked,) = asking
    bare = frame.form == q.COMPARE and not frame.aspects and not frame.wh
    if not bare or not asked.aspects or asked.topics:
        return asking
    return [[asked.because("asked of the two before", form=q.COMPARE, parts=(), topics=frame.topics)]]


def _as_asked(question: Question, home: tuple[str, ...]) -> Question:
    """The clause as a question on the statement that it is after, where it was taken for something else.

    `home`: the one topic of the message, which a clause that names none is on.
    """
    likely = _likely(question)
    if likely is None or question.topics or question.chance >= _NOT_OURS:
        return question
    if question.form not in _ASIDE:
        return replace(question, topics=home) if question.form in (q.TELL, q.VERIFY) else question
    parts = () if likely.part.startswith("aspects ") else (likely.part,)
    form = q.VERIFY if question.claim else q.TELL
    return question.because("is after a statement", form=form, parts=parts, topics=home)


def _likely(question: Question) -> Nearness | None:
    """The statement that a question is after, where that is clear enough."""
    likely = max(question.near, key=lambda near: near.asked, default=None)
    return likely if likely and likely.asked >= _ASKED else None


def _distinct(questions: Iterable[Question]) -> list[Question]:
    """The questions in order; one that asks the same as that before it of other topics is one with it."""
    distinct: list[Question] = []
    for question in questions:
        before = distinct[-1:]
        if before and _same_field(question, before[0]):
            topics = tuple(dict.fromkeys((*before[0].topics, *question.topics)))
            distinct[-1] = replace(before[0], topics=topics)
        elif question not in distinct:
            distinct.append(question)
    return distinct


def _describes(whole: Question) -> bool:
    """True for a message that describes some work or a wish, or names a known gap, as a whole."""
    return whole.form in (q.FIND, q.CHOOSE) or (whole.form == q.GAP and bool(whole.gaps))


def _of_story(whole: list[Question], asked: list[Question]) -> list[Question]:
    """The question of a story by itself, where that is clearer than the whole, with the work that the story names."""
    first = asked[0]
    if len(asked) == 1 and first.form == q.CHOOSE and not _names_something(first):
        return [_fitting(whole[0], first)]
    corrects = "corrects" in whole[0].cues and bool(first.references) and not first.topics  # “…, what's that?”
    if len(asked) != 1 or corrects or _describes(whole[0]) or not _is_clear(first, whole[0]):
        return whole[:MOST]
    leans = first.services or (first.references and "either" in first.cues)  # “would that be BPO or KPO?”
    services = tuple(dict.fromkeys((*first.services, *(whole[0].services if leans else ()))))
    excluded = tuple(id for id in whole[0].excluded if id not in first.topics)
    style = first.style.over(whole[0].style)
    told = first.because("asked by itself, behind a story", services=services, excluded=excluded, style=style)
    return [told, *asked[1:]]


def _fitting(whole: Question, asked: Question) -> Question:
    """The story as the question of what fits it: “…, 25 people to hire by June. What would suit us?”"""
    cues = tuple(dict.fromkeys((*asked.cues, *whole.cues)))
    fields = {"intent": asked.intent, "chance": asked.chance, "ranking": asked.ranking, "wh": asked.wh, "cues": cues}
    return whole.because("asks what fits the story", form=q.CHOOSE, parts=(), claim=None, **fields)


def _is_clear(asked: Question, whole: Question) -> bool:
    """True where the question of a story is on something and nearly as sure as the story as a whole."""
    if asked.form in _ASIDE:
        return False
    sure = asked.chance >= max(_SURE, whole.chance - _UNCLEAR)
    if sure and (asked.topics or asked.parts == ("types",)):
        return True
    aside = whole.form in _ASIDE or not (whole.topics or whole.services)  # what stands around it names nothing for it
    return aside and (asked.chance >= _SURE or _likely(asked) is not None)


def _counts(question: Question) -> bool:
    """True for a clause that asks something which belongs to the field, or changes what is on the table."""
    if question.form == q.EDIT and (question.topics or question.excluded):
        return True
    if question.form == q.SOURCE and "asks" in question.cues:  # “and who wrote that?”
        return question.chance >= _SURE
    if question.form == q.SAME:
        return bool(question.topics or question.services or question.aspects)
    if question.form in _ASIDE:
        return _is_declined_on_something(question)
    if question.form in (q.TELL, q.VERIFY) and _likely(question):
        return True
    if _points_back(question) and question.chance >= _LEANING:
        return True
    return bool(question.topics) or (_names_something(question) and question.chance >= _SURE)


def _only_urges(question: Question) -> bool:
    """True for “just tell me”, which asks for an answer to what stands beside it."""
    return "requests" in question.cues and not question.content and not question.wh and not _names_something(question)


def _is_declined_on_something(question: Question) -> bool:
    """True for what was taken for out of scope, and names a topic with some work or an aspect."""
    return question.form == q.DECLINE and bool(question.topics) and bool(question.services or question.aspects)


def _points_back(question: Question) -> bool:
    """True for “does it pay more?”, which asks on what was said before."""
    return bool(question.references) and question.form in (q.TELL, q.VERIFY, q.COMPARE)


def _names_something(question: Question) -> bool:
    """True where a topic, some work, a known gap, an aspect or a part is asked for."""
    return bool(question.topics or question.services or question.gaps or question.aspects or question.parts)


def _same_field(one: Question, other: Question) -> bool:
    """True where two clauses ask the same, be it of other topics: “which departments use BPO and which use RPO?”"""
    fields = (
        (o.form, o.parts, o.aspects, o.services, o.without, o.point, o.style, _statement(o)) for o in (one, other)
    )
    return len(set(fields)) == 1 and one.form != q.COMPARE and "relations" not in one.parts


def _statement(question: Question) -> tuple[str, int] | None:
    """The statement that a question is after, whatever topic it is on."""
    likely = _likely(question)
    return (likely.part, likely.place) if likely else None

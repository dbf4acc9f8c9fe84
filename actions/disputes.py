"""Where the documents disagree: both sides, each with its documents. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, in_words, sentence
from actions.wording import uncapped
from knowledge.model import Disagreement, Knowledge, Statement, Topic
from knowledge.phrases import normal
from knowledge.search import stem

_LISTED = 4  # open questions that one answer lists
_SMALL = 3  # letters of words that say little
_SAME_VIEW = 0.5  # share of its words from which a statement says what a view does
_MOST = 2  # views that one line holds


def dispute_lines(disputes: Iterable[Disagreement]) -> tuple[Line, ...]:
    """The views on each open question."""
    return tuple(line for dispute in disputes for line in views(dispute))


def views(dispute: Disagreement) -> tuple[Line, ...]:
    """The question, and each view on a line of its own."""
    head = Line(f"The documents disagree here. {dispute.question}")
    return (head, *(Line.of(bullet(sentence(view.text)), (view,)) for view in dispute.views))


def listed(knowledge: Knowledge, topics: Sequence[Topic]) -> Answer:
    """Where the documents contradict each other on some topics, or at all where none is named: a line each."""
    ids = {topic.id for topic in topics}
    disputes = [dispute for dispute in knowledge.open_questions if _is_on(dispute, ids)]
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    about = f" on {names}" if names else ""
    told = tuple(topic.id for topic in topics)
    if not disputes:
        return Answer(
            (Line(f"I know of no point{about} on which the documents contradict each other."),), "disputes", told
        )
    some = f" on {in_words(len(disputes))} points" if len(disputes) > 1 else " on one point"
    lead = Line(
        f"The documents disagree{about}{some}{f'; here are {in_words(_LISTED)}' if len(disputes) > _LISTED else ''}:"
    )
    lines = (_sides(dispute) for dispute in disputes[:_LISTED])
    buttons = first([Button(d.question, d.question) for d in disputes])
    return Answer((lead, *lines), "disputes", told, verdict="disagree", buttons=buttons)


def _is_on(dispute: Disagreement, topics: set[str]) -> bool:
    """True where an open question is on one topic, or on several together or alone; any is where none is named."""
    own = set(dispute.topics)
    together = topics <= own and dispute.needs in ("", *topics)
    return not topics or (bool(own & topics) if len(topics) == 1 else own <= topics or together)


def _sides(dispute: Disagreement) -> Line:
    """An open question with two of its views."""
    each = dispute.views[:_MOST]
    return Line.of(bullet(f"{dispute.question} {'; or '.join(uncapped(v.text.rstrip('.')) for v in each)}."), each)


def other_views(disputes: Iterable[Disagreement], told: Iterable[Line], told_alone: bool = True) -> tuple[Line, ...]:
    """A line for each open question with the views that aren't told already; none where all of them are.

    `told_alone`: whether an open question is told of which nothing was said yet.
    """
    facts = [fact for line in told for fact in line.facts]
    return tuple(line for dispute in disputes for line in _untold(dispute, facts, told_alone))


def _untold(dispute: Disagreement, facts: Sequence[Statement], told_alone: bool) -> tuple[Line, ...]:
    """The views that are not among some facts, nor said by the sections of these; with the question where none is."""
    said = {place for fact in facts if fact not in dispute.views for place in fact.sections.items()}
    levels = {fact.level for fact in facts} - {""}  # who says the same as what was told has no other view
    often = Counter(place for view in dispute.views for place in view.sections.items())

    def is_told(view: Statement) -> bool:
        own = {place for place in view.sections.items() if often[place] == 1}  # some sections contradict themselves
        of_level = bool(view.level) and (
            view.level in levels or "mixed" in levels
        )  # “usually little; it varies” has both
        return view in facts or of_level or (bool(own) and own <= said)

    left = [view for view in dispute.views if not is_told(view)][:_MOST]
    if not left:
        return ()
    told = "; ".join(uncapped(view.text.rstrip(".")) for view in left)
    if len(left) == len(dispute.views[:_MOST]) and not any(map(is_told, dispute.views)):
        return () if not told_alone else (Line.of(f"{dispute.question} The documents disagree: {told}.", left),)
    lead = "Another view" if len(left) == 1 else "Other views"
    return (Line.of(f"{lead} in the documents: {told}.", left),)


def asked_for(knowledge: Knowledge, words: str) -> tuple[Disagreement, ...]:
    """The open question that the words are: what its button says."""
    return tuple(d for d in knowledge.disagreements if _without_possessives(d.question) == _without_possessives(words))


def disputes_over(knowledge: Knowledge, said: Statement) -> tuple[Disagreement, ...]:
    """The open question on which a statement is one of the views in other words, if there is one."""
    own = _stems(said)
    return tuple(d for d in knowledge.disagreements if any(_is_same_view(view, said, own) for view in d.views))[:1]


def _is_same_view(view: Statement, said: Statement, own: set[str]) -> bool:
    """True where both stand in one section and share most of their words."""
    shared = _stems(view) & own
    return bool(view.sections.items() & said.sections.items()) and len(shared) >= _SAME_VIEW * len(own)


def _stems(said: Statement) -> set[str]:
    return {stem(word) for word in normal(said.text).split() if len(word) > _SMALL}


def _without_possessives(text: str) -> list[str]:
    """The words of a text; reading drops the “s” of “a company's staff”."""
    return [word for word in normal(text).split() if word != "s"]


def disputes_on(knowledge: Knowledge, topics: Sequence[Topic], aspects: Sequence[str]) -> tuple[Disagreement, ...]:
    """What the documents dispute on the aspects asked for; at most one, so that the answer stays short."""
    ids = tuple(topic.id for topic in topics)
    return tuple(d for id in aspects for d in knowledge.disagreements_on(ids, "aspects", id))[:1]

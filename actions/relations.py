"""How topics belong together: part, whole, the same, different; with a verdict where one is asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import Answer, Button, Line, bullet, enumerate_words, sentence
from actions.comparisons import difference
from actions.disputes import views
from actions.parts import ask
from dialogue.question import Question
from knowledge.model import Disagreement, Knowledge, Statement, Topic

_INCLUDES = frozenset(
    ["include", "includes", "including", "cover", "covers", "contain", "contains", "comprise", "have", "has"]
)
_INSIDE = frozenset(
    [
        "part",
        "under",
        "within",
        "inside",
        "subset",
        "belong",
        "belongs",
        "type",
        "kind",
        "form",
        "category",
        "branch",
        "child",
    ]
)
_SAME = frozenset(["same", "identical", "equal", "synonym", "synonyms", "interchangeable", "similar", "equivalent"])
_DIFFERENT = frozenset(["different", "differ", "differs", "distinct", "separate", "apart"])
_ONE_VIEW = "On one view"

Judged = tuple[tuple[Line, ...], str]  # what is said, and what it comes to: "yes", "no", "depends"


def related(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """How topics belong together; the verdict first where the words claim something."""
    ids = tuple(topic.id for topic in topics)
    disputes = _disputes(knowledge, ids)
    if question.claim and (told := _same_parent(knowledge, topics)):
        return _answer(knowledge, (knowledge.topics[topics[0].parent], *topics), told, "both")
    if disputes:
        return _answer(knowledge, topics, views(disputes[0]), "disagree")
    said = set(question.words.split())
    if question.claim and len(topics) > 2 and (whole := _wholes(knowledge, topics[0], topics[1:])):
        return _answer(knowledge, topics, *whole)
    if question.claim and len(topics) == 2:
        verdict = _verdict(knowledge, topics[0], topics[1], said, question.claim.positive)
        if verdict:
            return _answer(knowledge, topics, *verdict)
    return _answer(knowledge, topics, _told(knowledge, topics), "")


def _disputes(knowledge: Knowledge, ids: tuple[str, ...]) -> list[Disagreement]:
    """The open questions on how just these topics belong together."""
    found = knowledge.disagreements_on(ids, "relations")
    return [d for d in found if set(ids) <= set(d.topics) and "definition" not in d.parts]


def _answer(knowledge: Knowledge, topics: Sequence[Topic], lines: Sequence[Line], verdict: str) -> Answer:
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    ids = tuple(topic.id for topic in topics)
    buttons = (
        Button(f"Compare {names}", f"What is the difference between {names}?"),
        *(Button(f"What is {knowledge.name(t)}?", ask(knowledge, "definition", t)) for t in topics[:3]),
    )
    return Answer(tuple(lines), "relations", ids, verdict=verdict, buttons=buttons, options=ids)


def _same_parent(knowledge: Knowledge, topics: Sequence[Topic]) -> tuple[Line, ...]:
    """“Front office or back office?”: both are kinds of one model."""
    parents = {topic.parent for topic in topics}
    if len(parents) != 1 or "" in parents:
        return ()
    model = knowledge.topics[parents.pop()]
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    lead = Line(
        f"Both: {names} are kinds of {knowledge.name(model)}." if len(topics) == 2 else f"{names} are all kinds of it."
    )
    return (lead, *_definitions(topics))


def _definitions(topics: Sequence[Topic]) -> list[Line]:
    """What each topic is, as a list."""
    said = [(topic, topic.part("definition")[0]) for topic in topics]
    return [Line.of(bullet(sentence(s.text)), (s,), ((t.id, "definition", 0),)) for t, s in said]


def _verdict(knowledge: Knowledge, one: Topic, other: Topic, said: set[str], positive: bool) -> Judged | None:
    """Yes or no on what is claimed of two topics; None where the documents settle nothing."""
    unlike = difference(knowledge, one, other)
    if said & (_SAME | _DIFFERENT):
        agrees = bool(said & _DIFFERENT) == positive
        return _agreed(agrees, "Yes.", "No.", unlike) if unlike else None
    part, whole = (other, one) if said & _INCLUDES and not said & _INSIDE else (one, other)
    belongs = _belongs(knowledge, part, whole, positive)
    if belongs:
        return belongs
    return _agreed(not positive, "That's right.", "No.", unlike) if unlike else None


def _belongs(knowledge: Knowledge, part: Topic, whole: Topic, positive: bool) -> Judged | None:
    """Yes or no on whether one topic is a part or a kind of the other; None where the documents don't say."""
    found = _inside(knowledge, part, whole)
    if found and found.text.startswith(_ONE_VIEW):
        return _led("", found, "depends")
    if found:
        return _agreed(positive, "Yes.", "No, it is.", found)
    turned = _inside(knowledge, whole, part)
    if turned is None or turned.text.startswith(_ONE_VIEW):
        return None
    return _agreed(not positive, "That's right.", "No, rather the other way round.", turned)


def _wholes(knowledge: Knowledge, part: Topic, others: Sequence[Topic]) -> Judged | None:
    """“Is RPO under HRO or under KPO?”: those that it is a part of; None where the documents name none of them."""
    inside = {other: _inside(knowledge, part, other) for other in others}
    found = {other: said for other, said in inside.items() if said and not said.text.startswith(_ONE_VIEW)}
    if not found:
        return None
    lead = Line(sentence(enumerate_words(map(knowledge.name, found))))
    lines = (lead, *(Line.of(sentence(said.text), (said,), joins=True) for said in found.values()))
    return lines, "both" if len(found) == len(others) else "rather"


def _agreed(agrees: bool, yes: str, no: str, statement: Statement) -> Judged:
    return _led(yes if agrees else no, statement, "yes" if agrees else "no")


def _led(lead: str, statement: Statement, verdict: str) -> Judged:
    line = Line.of(sentence(statement.text), (statement,), joins=bool(lead))
    return ((Line(lead), line) if lead else (line,)), verdict


def _inside(knowledge: Knowledge, part: Topic, whole: Topic) -> Statement | None:
    """What says that one topic is a part or a kind of another, a plain word before one view."""
    if part.parent == whole.id:
        return part.part("definition")[0]
    found = [r.statement for r in part.relations if r.to == whole.id and r.kind == "part_of"]
    found += [r.statement for r in whole.relations if r.to == part.id and r.kind == "has_part"]
    return min(found, key=lambda s: s.text.startswith(_ONE_VIEW), default=None)


def _told(knowledge: Knowledge, topics: Sequence[Topic]) -> tuple[Line, ...]:
    """What the documents say of how they belong together, else what each of them is."""
    distinct = list({statement.text: statement for statement in _statements(knowledge, topics)}.values())[:3]
    if distinct:
        return tuple(Line.of(sentence(s.text), (s,), joins=place > 0) for place, s in enumerate(distinct))
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    lead = Line(f"The documents don't say how {names} belong together. What they are:")
    return (lead, *_definitions(topics))


def _statements(knowledge: Knowledge, topics: Sequence[Topic]) -> list[Statement]:
    """What the documents say of the topics' relations, else of the kinds among them, else of what they are part of."""
    ids = [topic.id for topic in topics]
    used = [relation.statement for topic in topics for relation in topic.relations if relation.to in ids]
    used = used or [topic.part("definition")[0] for topic in topics if topic.parent in ids]
    return used or _shared_wholes(knowledge, topics)


def _shared_wholes(knowledge: Knowledge, topics: Sequence[Topic]) -> list[Statement]:
    """What the documents say of the models that each of the topics is a part of."""
    parts = [{r.to: r.statement for r in topic.relations if r.kind == "part_of"} for topic in topics]
    shared = [id for id in knowledge.topics if knowledge.topics[id].is_model and all(id in wholes for wholes in parts)]
    return [wholes[id] for id in shared for wholes in parts]

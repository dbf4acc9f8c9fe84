"""Two, three or four topics side by side: the difference first, then the aspects that matter. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, combinations

from actions.advice import advise
from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, in_words, sentence
from actions.disputes import dispute_lines, disputes_on, other_views
from actions.parts import ask, statement_alone
from actions.rows import LONGEST, common_aspects, rows_of, table_of, wanted_aspects
from actions.verdicts import ranking, told_apart, worded
from actions.wording import first_sentence, name_first
from dialogue.question import Nearness, Question, Style
from knowledge.model import Disagreement, Knowledge, Statement, Topic
from knowledge.phrases import normal
from knowledge.search import stem, word_index

_COMPARING = frozenset(["more", "most", "less", "least", "better", "best", "than"])
_SMALL = 3  # letters of words that say little
_AGAIN = 0.6  # share of its words from which a point says nothing new
_FEW = 3  # words of its own in a question that one word of a statement may answer
MOST = 4  # topics that can still be read side by side
_SAME = frozenset(["similar", "similarity", "similarities", "common", "alike", "share", "shared", "same", "resemble"])


def compare(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """Topics side by side on the aspects asked for, else on those that matter most."""
    if len(topics) > MOST:
        return short_list(knowledge, topics)
    aspects = tuple(id for id in question.aspects if id in knowledge.aspects)
    return _in_another_way(knowledge, topics, question, aspects) or _in_rows(knowledge, topics, question, aspects)


def _in_another_way(
    knowledge: Knowledge, topics: Sequence[Topic], question: Question, aspects: Sequence[str]
) -> Answer | None:
    """What several share, advice, or the difference in points; None where rows of a comparison are wanted."""
    if _SAME & set(question.words.split()) and (alike := similar(knowledge, topics)):
        return alike
    if "advice" in question.cues and not question.aspects and not question.style:
        return advise(knowledge, topics, question)
    if (holder := _who_has(knowledge, topics, question)) is not None:
        return holder
    styled = bool(question.style.length) or question.style.layout == "table"
    if aspects or styled or worded(knowledge, topics, question.words):
        return None
    return _in_points(knowledge, topics, question.style, _left_out(knowledge, question))


def _who_has(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Which of the two has upfront costs?”: the one topic whose statements hold the rarer words; else None."""
    asks = question.wh in ("which", "who", "whose") and not question.style and not question.pole
    if not asks or not 0 < len(question.content) <= _FEW or _COMPARING & set(question.words.split()):
        return None
    index = word_index(knowledge)
    held = {}
    for topic in topics:
        own = [(topic.id, part, place) for part in topic.parts for place in range(len(topic.part(part)))]
        best = max(own, key=lambda address: index.shared(address, question.content), default=None)
        if best and index.rare(best, question.content):
            held[topic] = best
    if len(held) != 1:
        return None
    ((topic, address),) = held.items()
    told = statement_alone(knowledge, topic, address[1], address[2])
    ids = tuple(topic.id for topic in topics)
    lead = f"{name_first(knowledge, topic)}, by the documents."
    return replace(told, topics=ids, part="comparison", options=ids).with_verdict(lead, "rather") if told else None


def _in_rows(knowledge: Knowledge, topics: Sequence[Topic], question: Question, aspects: tuple[str, ...]) -> Answer:
    """The verdict or the difference, and a row for each aspect."""
    lead = _lead(knowledge, topics, question, aspects)
    said = sum(len(line.text) for line in lead.lines)
    told = _not_settled(knowledge, topics, aspects, question.style)
    out = _left_out(knowledge, question)
    shown, rows = rows_of(knowledge, topics, told, question.style, said, _says_it_all(lead, aspects), out)
    if not rows and question.style.layout == "table":
        return _in_points(knowledge, topics, Style())
    disputes = disputes_on(knowledge, topics, aspects)
    both_sides = [Button("Both sides", d.question) for d in disputes if lead.verdict or len(aspects) > 1]
    open_points = (
        _open_points(topics, aspects, disputes, lead, rows) if len(aspects) == 1 else ()
    )  # of several, one click away
    lines = (*lead.lines, *rows) or _what_they_are(knowledge, topics).lines
    return Answer(
        lines=(*lines, *open_points),
        part="comparison",
        topics=tuple(topic.id for topic in topics),
        aspects=aspects or lead.aspects,
        verdict=lead.verdict,
        buttons=first((*both_sides, *_buttons(knowledge, topics, aspects, shown))),
        table=table_of(knowledge, topics, shown, whole=len(shown) == 1),
        options=tuple(topic.id for topic in topics),
    )


def _not_settled(
    knowledge: Knowledge, topics: Sequence[Topic], aspects: tuple[str, ...], style: Style
) -> tuple[str, ...]:
    """Of several aspects those on which no sentence tells the topics apart: the others need no row of their own."""
    if len(aspects) < 2 or style:
        return aspects
    return tuple(id for id in aspects if told_apart(knowledge, topics, id) is None)


def _open_points(
    topics: Sequence[Topic],
    aspects: Sequence[str],
    disputes: Sequence[Disagreement],
    lead: Answer,
    rows: Sequence[Line],
) -> tuple[Line, ...]:
    """What the documents dispute on the aspect: beside a verdict the other views, else all."""
    disputed = {dispute.topics[0] for dispute in disputes}
    own = [topic.aspects[id] for topic in topics for id in aspects if topic.id in disputed and id in topic.aspects]
    levelled = Line.of("", own)
    return other_views(disputes, (*lead.lines, *rows, levelled)) if lead.verdict else dispute_lines(disputes)


def _left_out(knowledge: Knowledge, question: Question) -> frozenset[str]:
    """The aspects that shall stay out: “but no cost row”."""
    if not question.shut_out:
        return frozenset()
    out = {stem(word) for word in question.shut_out}
    named = {
        id: {stem(w) for name in aspect.words for w in normal(name).split()} for id, aspect in knowledge.aspects.items()
    }
    return frozenset(id for id, stems in named.items() if out & stems)


def _in_points(
    knowledge: Knowledge, topics: Sequence[Topic], style: Style, out: frozenset[str] = frozenset()
) -> Answer:
    """The difference in a sentence and the points that matter most; or as many points as were asked for."""
    wanted, counted = wanted_aspects(knowledge, topics, (), style, out), bool(style.points) or style.layout == "list"
    told = _differences(knowledge, topics)
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    if style.layout == "prose" and style.points and told:
        return _in_sentences(knowledge, topics, told, style.points)
    lead: tuple[Line, ...]
    if counted and wanted:
        lead = (Line(f"{names} in {in_words(len(wanted))} {'points' if len(wanted) > 1 else 'point'}:"),)
    else:
        lead = _in_prose(told) or _what_they_are(knowledge, topics).lines
        wanted = tuple(id for id in wanted if not told or id != knowledge.matters[0])  # the difference tells that
    points = [_point(knowledge, topics, id) for id in wanted]
    if not counted:
        points = [point for point in points if not _says_again(point, lead)]
    shown = len(points) if counted else max(0, _fitting((*lead, *points)) - len(lead))
    ids = tuple(topic.id for topic in topics)
    return Answer(
        (*lead, *points[:shown]),
        part="comparison",
        topics=ids,
        buttons=_buttons(knowledge, topics, (), wanted[:shown]),
        options=ids,
    )


def _in_sentences(knowledge: Knowledge, topics: Sequence[Topic], told: Sequence[Statement], count: int) -> Answer:
    """The difference in so many sentences: of the topics as a whole, then on the aspects that matter."""
    on_aspects = (told_apart(knowledge, topics, id) for id in (*knowledge.matters[1:], *knowledge.aspects))
    distinct = {line.text: line for line in (*_in_prose(told), *filter(None, on_aspects))}
    lines = tuple(replace(line, joins=place > 0) for place, line in enumerate(list(distinct.values())[:count]))
    ids = tuple(topic.id for topic in topics)
    return Answer(lines, "comparison", ids, buttons=_buttons(knowledge, topics, (), ()), options=ids)


def _says_again(point: Line, lead: Sequence[Line]) -> bool:
    """True for a point nearly all of whose words stand in what leads it."""
    own = {stem(word) for word in normal(point.text.partition(": ")[2]).split() if len(word) > _SMALL}
    said = {stem(word) for line in lead for word in normal(line.text).split()}
    return bool(own) and len(own & said) >= _AGAIN * len(own)


def _fitting(lines: Sequence[Line]) -> int:
    """How many of some lines keep the answer short."""
    ends = accumulate(len(line.text) for line in lines)
    return sum(end <= LONGEST for end in ends)


def _in_prose(statements: Sequence[Statement]) -> tuple[Line, ...]:
    """Statements as one paragraph."""
    return tuple(Line.of(sentence(said.text), (said,), joins=place > 0) for place, said in enumerate(statements))


def _point(knowledge: Knowledge, topics: Sequence[Topic], aspect: str) -> Line:
    """The difference on one aspect: in a sentence on them all, else what is said of each."""
    label = knowledge.aspects[aspect].label
    said = told_apart(knowledge, topics, aspect)
    if said:
        return replace(said, text=bullet(f"{label}: {said.text}"))
    having = [topic for topic in topics if aspect in topic.aspects]
    told = [(topic.id, f"aspects {aspect}", 0) for topic in having]
    each = [first_sentence(sentence(topic.aspects[aspect].text)) for topic in having]
    missing = enumerate_words(knowledge.name(topic) for topic in topics if topic not in having)
    each += [f"On {missing} the documents don't say."] if missing else []
    text = bullet(f"{label}: {' '.join(each)}")
    return Line.of(text, [topic.aspects[aspect] for topic in having], told)


def stated(knowledge: Knowledge, topics: Sequence[Topic], point: Nearness) -> Answer | None:
    """The statement on several topics that is asked for; None where the address is that of another one."""
    said = knowledge.statement(*point.address) if "+" in point.topic else None
    if said is None:
        return None
    ids = tuple(topic.id for topic in topics)
    line = Line.of(sentence(said.text), (said,))
    verdict = "rather" if point.part == "verdicts" else ""
    buttons = _buttons(knowledge, topics, (), ())
    return Answer((line,), "comparison", ids, verdict=verdict, buttons=buttons, options=ids)


def _says_it_all(lead: Answer, aspects: Sequence[str]) -> bool:
    """True where a statement on both sides is the verdict; what only ranks them needs its reasons."""
    stated = all(line.facts and len(line.facts) == 1 for line in lead.lines)
    return bool(lead.verdict) and stated and len(lead.lines) >= len(aspects)


def _lead(knowledge: Knowledge, topics: Sequence[Topic], question: Question, aspects: Sequence[str]) -> Answer:
    """What leads the rows: the verdict, or the difference in a sentence; nothing before a table."""
    lead = _verdict(knowledge, topics, question, aspects)
    return replace(lead, lines=()) if question.style.layout == "table" else lead


def _verdict(knowledge: Knowledge, topics: Sequence[Topic], question: Question, aspects: Sequence[str]) -> Answer:
    """The verdict on the aspects or on a narrower point, else the difference in a sentence."""
    if aspects:
        verdicts = [ranking(knowledge, topics, id, question) for id in aspects]
        lines = tuple(line for verdict in verdicts for line in verdict.lines)
        return Answer(lines, "comparison", verdict=next((v.verdict for v in verdicts if v.verdict), ""))
    narrow = worded(knowledge, topics, question.words)
    if narrow:
        return narrow
    told = _differences(knowledge, topics)
    return Answer(_in_prose(told), "comparison") if told else _what_they_are(knowledge, topics)


def _differences(knowledge: Knowledge, topics: Sequence[Topic]) -> list[Statement]:
    """A statement on the difference of each pair, where there is one for every topic."""
    found: list[Statement] = []
    met: set[str] = set()
    for one, other in combinations(topics, 2):
        said = difference(knowledge, one, other)
        if said and not {one.id, other.id} <= met:
            found.append(said)
            met |= {one.id, other.id}
    return found if met == {topic.id for topic in topics} else []


def difference(knowledge: Knowledge, one: Topic, other: Topic) -> Statement | None:
    """How two topics differ, in a sentence."""
    told = knowledge.differences.get(frozenset((one.id, other.id)), ())
    relations = (r.statement for r in one.relations if r.to == other.id and r.kind == "differs_from")
    return next(iter((*told, *relations)), None)


def _what_they_are(knowledge: Knowledge, topics: Sequence[Topic]) -> Answer:
    lines = tuple(
        Line.of(
            f"{name_first(knowledge, topic)} is {topic.in_short}.",
            topic.part("definition")[:1],
            ((topic.id, "definition", 0),),
            joins=place > 0,
        )
        for place, topic in enumerate(topics)
    )
    return Answer(lines, "comparison")


def similar(knowledge: Knowledge, topics: Sequence[Topic]) -> Answer | None:
    """What two topics have in common, where the documents say so."""
    pairs = [frozenset((one.id, other.id)) for one, other in combinations(topics, 2)]
    told = [said for pair in pairs for said in knowledge.similarities.get(pair, ())]
    if not told:
        return None
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    lines = (Line(f"What {names} have in common:"), *(Line.of(bullet(sentence(s.text)), (s,)) for s in told))
    buttons = (Button("And the difference?", f"What is the difference between {names}?"),)
    ids = tuple(topic.id for topic in topics)
    return Answer(lines, "comparison", ids, buttons=buttons, options=ids)


def _buttons(
    knowledge: Knowledge, topics: Sequence[Topic], aspects: Sequence[str], shown: Sequence[str]
) -> tuple[Button, ...]:
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    common = common_aspects(knowledge, topics)
    buttons = [Button("All points", f"Compare {names} on all points")] if len(common) > len(shown) else []
    left = [
        id
        for id in ("cost_savings", "internal_involvement", "expertise")
        if id in common and id not in (*shown, *aspects)
    ]
    buttons += [
        Button(knowledge.aspects[id].label, f"Compare {names} on {knowledge.aspects[id].label.lower()}")
        for id in left[:1]
    ]
    buttons += [
        Button(f"Benefits of {knowledge.name(t)}", ask(knowledge, "benefits", t))
        for t in topics[:2]
        if t.part("benefits")
    ]
    return first((*buttons, Button("Which one fits us?", "Help me choose a model")))


def short_list(knowledge: Knowledge, topics: Sequence[Topic]) -> Answer:
    """Asked when more topics are named than fit side by side."""
    names = [knowledge.name(topic) for topic in topics]
    text = f"I can set up to four side by side. Which of {enumerate_words(names, 'or')} matter most to you?"
    pairs = [(names[0], other) for other in names[1:4]]
    buttons = tuple(Button(f"{a} and {b}", f"What is the difference between {a} and {b}?") for a, b in pairs)
    ids = tuple(t.id for t in topics)
    return Answer((Line(text),), "comparison", ids, buttons=buttons, options=ids, waits=True)

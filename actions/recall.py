"""Talk about the talk: from what was told in this conversation, with its sources; nothing new. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby

from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, in_words, sentence
from actions.disputes import dispute_lines
from actions.parts import ask, next_questions, overview, part_of, statement_alone
from actions.render import source_title
from actions.wording import name_first, noun_of, uncapped, without_subject
from dialogue.conversation import Conversation, Told
from dialogue.question import Question, Style
from knowledge.model import Disagreement, Knowledge, Source, Statement, Topic

_MOST = 6  # statements of a summary
_OF_SEVERAL = {"carries": "carry", "names": "name", "is": "are", "was": "were"}  # verbs that tell of a document
_KNOWN_BY = 24  # words of a statement by which it is known again
_PLACES = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "-1": -1}
_VERDICTS = {
    "yes": "Yes.", "no": "No.", "not_only": "No, not only that.", "both": "Both.", "depends": "It depends.",
    "equal": "The documents don't rank them.",
    "disagree": "Neither a clear yes nor a no: the documents disagree.",
    "silent": "The documents don't say.",
}  # fmt: skip


def sources(knowledge: Knowledge, question: Question, conversation: Conversation) -> Answer:
    """Which document says the last statement, where, and how old it is; else all documents."""
    asked = (Told(conversation.turn, *question.point.address),) if question.point else conversation.latest
    told = [t for t, _ in _known(knowledge, asked)][:4]
    if not told:
        lines = [Line("I answer from five documents and nothing else:" if len(knowledge.sources) == 5
                      else f"I answer from {len(knowledge.sources)} documents and nothing else:")]  # fmt: skip
        cites = [Line(bullet(str(source)), ({id: ""},)) for id, source in knowledge.sources.items()]
        return Answer((*lines, *cites), "sources")
    tell = _told_of_documents(question)
    if tell:
        return Answer(_of_each(knowledge, _documents(knowledge, told), tell), "sources", topics=_topics(told))
    return _numbered(knowledge, question, conversation, told) or _places(knowledge, told)


def _each_document(said: Statement) -> tuple[dict[str, str], ...]:
    """All documents that say a statement, as if each told a fact of its own."""
    return tuple({id: said.sections.get(id, "")} for id in said.sources)


def _told_of_documents(question: Question) -> Callable[[Source], str] | None:
    """What is asked of the documents themselves: who sells by them, when and by whom they were written."""
    cues = question.cues
    if "sellers" in cues:
        return _seller
    if "dates" in cues:
        return _date
    return _author if "authors" in cues and "says" not in question.words.split() else None


def _numbered(
    knowledge: Knowledge, question: Question, conversation: Conversation, told: Sequence[Told]
) -> Answer | None:
    """The document with a number in the last reply, and what it says there; None where no number is asked for."""
    references = (*question.references, *question.words.split())
    place = next((_PLACES[reference] for reference in references if reference in _PLACES), None)
    if place is None or not -len(conversation.cited) <= place < len(conversation.cited):
        return None
    id = conversation.cited[place]
    own = [(t, said) for t in told if (said := _statement(knowledge, t)) and id in said.sources]
    number = place + 1 if place >= 0 else len(conversation.cited)
    lead = Line(f"Number {number} is {knowledge.sources[id]}.{' It says:' if own else ''}", () if own else ({id: ""},))
    lines = [Line(bullet(sentence(_gist(knowledge, t, said))), ({id: said.sections.get(id, "")},)) for t, said in own]
    return Answer((lead, *lines), "sources", topics=_topics(told))


def _places(knowledge: Knowledge, told: Sequence[Told]) -> Answer:
    """Where the statements stand: of one its document in full, of several the numbers of theirs."""
    lead = Line("Here is where it stands; the wording is mine:")
    if len(told) == 1:
        return Answer((lead, _said_where(knowledge, told[0])), "sources", topics=_topics(told))
    each = ((t, said) for t in told if (said := _statement(knowledge, t)))
    lines = [Line(bullet(_shortened(knowledge, t, said)), _each_document(said), (t.address,)) for t, said in each]
    return Answer((lead, *lines), "sources", topics=_topics(told))


def _statement(knowledge: Knowledge, told: Told) -> Statement | None:
    return knowledge.statement(*told.address)


def _known(knowledge: Knowledge, told: Iterable[Told]) -> list[tuple[Told, Statement]]:
    """Those that the knowledge has, each with its statement."""
    return [(t, said) for t in told if (said := _statement(knowledge, t))]


def _topics(told: Sequence[Told]) -> tuple[str, ...]:
    """The topics of some statements; a statement on two is on both."""
    return tuple(dict.fromkeys(id for t in told if t.part != "views" for id in t.topic.split("+")))


def _documents(knowledge: Knowledge, told: Sequence[Told]) -> dict[str, str]:
    """The documents that said the statements, with a section each."""
    found: dict[str, str] = {}
    for t in told:
        said = _statement(knowledge, t)
        found |= {id: said.sections.get(id, "") for id in said.sources if id not in found} if said else {}
    return found


def _said_where(knowledge: Knowledge, told: Told) -> Line:
    """Where a statement stands: document, date and section."""
    said = _statement(knowledge, told)
    if said is None:
        return Line("")
    titles = [source_title(knowledge, id, tuple(filter(None, (said.sections.get(id, ""),)))) for id in said.sources]
    return Line(
        bullet(f"That {uncapped(_shortened(knowledge, told, said))}: {enumerate_words(titles)}."), told=(told.address,)
    )


def _shortened(knowledge: Knowledge, told: Told, said: Statement) -> str:
    """The beginning of a statement, enough to know it again."""
    words = _gist(knowledge, told, said).split()
    return " ".join(words) if len(words) <= _KNOWN_BY else f"{' '.join(words[:_KNOWN_BY]).rstrip(',;:')} …"


def _gist(knowledge: Knowledge, told: Told, said: Statement) -> str:
    """A statement as it was told, without its full stop."""
    if told.part == "services":
        return f"{name_first(knowledge, knowledge.topics[told.topic])} covers {said.text}"
    return sentence(said.text)[:-1]


def _of_each(knowledge: Knowledge, cited: dict[str, str], told: Callable[[Source], str]) -> tuple[Line, ...]:
    """What is told of each document; those of which the same is told share a line."""
    alike: dict[str, list[str]] = {}
    for id in cited:
        alike.setdefault(told(knowledge.sources[id]), []).append(id)
    lines = []
    for text, ids in alike.items():
        titles = enumerate_words(f"“{knowledge.sources[id].title}”" for id in ids)
        verb, _, rest = text.partition(" ")
        said = f"{_OF_SEVERAL.get(verb, verb)} {rest}" if len(ids) > 1 else text
        lines.append(Line(f"{titles} {said}.", tuple({id: cited[id]} for id in ids)))
    return tuple(lines)


def _date(source: Source) -> str:
    return f"is dated {source.date}" if source.date else "carries no date"


def _author(source: Source) -> str:
    return f"was published by {source.publisher}; it names no author" if source.publisher else "names no author"


def _seller(source: Source) -> str:
    if source.sells:
        return f"was published by {source.publisher}, which offers {source.sells} itself"
    return f"was published by {source.publisher}" if source.publisher else "names no publisher"


def count(knowledge: Knowledge, conversation: Conversation) -> Answer | None:
    """“How many are these?”: of what was listed last; None where nothing was."""
    told = conversation.latest
    if len(told) < 2 or any(t.part != told[0].part or t.topic != told[0].topic for t in told):
        return None
    topic, part = knowledge.topics.get(told[0].topic), told[0].part
    if topic is None or part not in knowledge.questions:
        return None
    number, noun = len(topic.part(part)), knowledge.questions[part].noun.removeprefix("the ")
    line = Line.of(f"The documents name {in_words(number)} {noun} of {knowledge.name(topic)}.", topic.part(part)[:1])
    return Answer((line,), part, (topic.id,), shown=conversation.shown)


def sure(knowledge: Knowledge, question: Question, conversation: Conversation) -> Answer:
    """How well the last statement stands: how many documents say it, and who disagrees."""
    latest = _known(knowledge, conversation.latest)
    if not latest:
        text = "I say only what my documents say, and name them under each answer. Which point do you doubt?"
        return Answer((Line(text),), "sure", topics=conversation.topics)
    told, said = latest[0]
    topics, buttons = _topics([told]) or conversation.topics, _more(knowledge, told)
    disputes = _disputed(knowledge, told)
    if disputes:
        lead = Line("The documents themselves don't settle it, so neither can I.")
        return Answer((lead, *dispute_lines(disputes)), "sure", topics, verdict="disagree", buttons=buttons)
    count = len(said.sources)
    how = "one of them says so" if count == 1 else f"{in_words(count)} of them say so, and none says the opposite"
    opening = "As far as the documents go" if _doubts(question) else "Yes, as far as the documents go"
    lines = (Line(f"{opening}: {how}."),
             Line.of(sentence(_gist(knowledge, told, said)), (said,), (told.address,), joins=True))  # fmt: skip
    return Answer(lines, "sure", topics, verdict="yes", buttons=buttons)


def _doubts(question: Question) -> bool:
    """True for “so you aren't sure?”, “proven or just claimed?”, which a bare yes would answer the wrong way round."""
    claim = question.claim
    return bool(question.wh or "either" in question.cues or "denies" in question.cues or (claim and not claim.positive))


def _disputed(knowledge: Knowledge, told: Told) -> tuple[Disagreement, ...]:
    """The open question that a statement is a view on, or that concerns its aspect or part."""
    if told.part == "views":
        return tuple(d for d in knowledge.disagreements if d.id == told.topic)
    if "+" in told.topic:
        return ()
    aspect = told.part.removeprefix("aspects ") if told.part.startswith("aspects ") else ""
    return knowledge.disagreements_on((told.topic,), "aspects", aspect)[:1] if aspect else ()


def _more(knowledge: Knowledge, told: Told) -> tuple[Button, ...]:
    topic = knowledge.topics.get(told.topic.split("+")[0])
    return next_questions(knowledge, topic, told.part, False) if topic else ()


def verdict(knowledge: Knowledge, conversation: Conversation) -> Answer | None:
    """The last verdict in a word, with what it rests on; None where the last answer had none."""
    text = _VERDICTS.get(conversation.verdict, "")
    if not text:
        return None
    latest = _known(knowledge, conversation.latest)
    lines = [Line(text)]
    if latest and conversation.verdict != "disagree":
        told, said = latest[0]
        lines.append(Line.of(sentence(_gist(knowledge, told, said)), (said,), (told.address,), joins=True))
    return Answer(tuple(lines), "verdict", conversation.topics, verdict=conversation.verdict)


def summary(knowledge: Knowledge, question: Question, conversation: Conversation) -> Answer:
    """What was told so far, topic by topic; one point of it where a place is named."""
    told = _matching(knowledge, question, conversation)
    if not told:
        return _nothing_told(knowledge, conversation)
    place = next((_PLACES[ref] for ref in question.references if ref in _PLACES), None)
    if place is not None and -len(told) <= place < len(told):
        one = told[place]
        alone = statement_alone(knowledge, knowledge.topics[one.topic], one.part, one.place)
        if alone:
            return alone
    brief = question.style.length == "short" or question.style.points > 0
    most = question.style.points or _MOST // 2
    each = [_of_topic(knowledge, id, list(group), brief) for id, group in groupby(told, key=lambda t: t.topic)][:most]
    lines = each if brief else [Line("So far, by the documents:"), *each]
    topics = _topics(told)
    buttons = first([Button(f"What is {knowledge.name(knowledge.topics[id])}?",
                            ask(knowledge, "definition", knowledge.topics[id])) for id in topics])  # fmt: skip
    return Answer(tuple(lines), "summary", topics, buttons=buttons, options=topics)


def _matching(knowledge: Knowledge, question: Question, conversation: Conversation) -> list[Told]:
    """The statements told that the question is on, each once, topic by topic."""
    known = {t.address: t for t in conversation.told if t.topic in knowledge.topics and _statement(knowledge, t)}
    wanted = [t for t in known.values() if not question.topics or t.topic in question.topics]
    wanted = _within(wanted, {f"aspects {id}" for id in question.aspects})
    wanted = _within(wanted, question.parts)
    order = list(dict.fromkeys(t.topic for t in wanted))
    return sorted(wanted, key=lambda t: order.index(t.topic))


def _within(told: list[Told], parts: Collection[str]) -> list[Told]:
    """The statements of these parts; all where none is of them."""
    return [t for t in told if t.part in parts] or told


def _of_topic(knowledge: Knowledge, id: str, told: Sequence[Told], brief: bool) -> Line:
    """What was told on one topic, in a line; in a sentence where it shall be brief."""
    topic = knowledge.topics[id]
    said = _known(knowledge, told)
    whole = [(t, s) for t, s in said if not _is_item(t, s)][: 1 if brief else 2]
    items = [(t, s) for t, s in said if _is_item(t, s)][: 0 if brief and whole else _MOST]
    texts = _in_a_line(knowledge, topic, [s for _, s in whole], [s for _, s in items])
    used = [*whole, *items]
    return Line.of(
        bullet(f"{name_first(knowledge, topic)}: {texts}"), [s for _, s in used], [t.address for t, _ in used]
    )


def _is_item(told: Told, said: Statement) -> bool:
    """True for a statement that is told by its name or as a service: in a list, not as a sentence."""
    return bool(said.name) or told.part == "services"


def _in_a_line(knowledge: Knowledge, topic: Topic, whole: Sequence[Statement], items: Sequence[Statement]) -> str:
    """Statements in sentences of their own, then the items in one."""
    texts = [without_subject(s.text, knowledge, topic) for s in whole]
    if items:
        texts.append(sentence(enumerate_words(noun_of(s) for s in items)))
    return " ".join(texts)


def _nothing_told(knowledge: Knowledge, conversation: Conversation) -> Answer:
    topics = enumerate_words(
        knowledge.name(knowledge.topics[id]) for id in conversation.topics if id in knowledge.topics
    )
    if not topics:
        return overview(knowledge).led_by(Line("We haven't talked about a model yet."))
    return Answer((Line(f"So far we only touched on {topics}."),), "summary", conversation.topics)


def example(knowledge: Knowledge, topics: Sequence[Topic], style: Style) -> Answer:
    """An example of each topic: one that the documents give, else some of the work that it covers."""
    if len(topics) == 1 and topics[0].part("examples"):
        return part_of(knowledge, "examples", topics, style)
    lines: list[Line] = []
    for topic in topics:
        told = topic.part("examples")[:1]
        services = topic.part("services")[: style.points or 3]
        name = name_first(knowledge, topic)
        if told:
            lines.append(Line.of(sentence(told[0].text), told, ((topic.id, "examples", 0),)))
        elif services:
            text = f"For example, {knowledge.name(topic)} covers {enumerate_words(s.text for s in services)}."
            lines.append(Line.of(text, services, ((topic.id, "services", p) for p in range(len(services)))))
        else:
            lines.append(Line(f"The documents give no example of {name}."))
    ids = tuple(topic.id for topic in topics)
    return Answer(tuple(lines), "examples", ids, buttons=next_questions(knowledge, topics[0], "services", False))

"""Talk about the talk: from what was told in this conversation, with its sources; nothing new. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, in_words, sentence
from actions.disputes import dispute_lines
from actions.parts import ask, next_questions, overview, part_of, statement_alone
from actions.render import source_title
from actions.wording import name_first, noun_of, uncapped, without_subject
from dialogue.conversation import Conversation, Told
from dialogue.question import Question, Style
from knowledge.model import Disagreement, Knowledge, Statement, Topic

_MOST = 6  # statements of a summary
_KNOWN_BY = 12  # words of a statement by which it is known again
_DATES = frozenset(
    ["old", "when", "date", "dated", "published", "year", "recent", "new", "latest", "current", "age", "outdated"]
)
_AUTHORS = frozenset(["who", "author", "authors", "wrote", "written", "writer", "publisher", "publishes"])
_PLACES = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "-1": -1}
_VERDICTS = {
    "yes": "Yes.", "no": "No.", "not_only": "No, not only that.", "both": "Both.", "depends": "It depends.",
    "equal": "The documents don't rank them.",
    "disagree": "Neither a clear yes nor a no: the documents disagree.",
    "silent": "The documents don't say.",
}  # fmt: skip


def sources(knowledge: Knowledge, question: Question, conversation: Conversation) -> Answer:
    """Which document says the last statement, where, and how old it is; else all documents."""
    told = [t for t in conversation.latest if _statement(knowledge, t)][:4]
    if not told:
        lines = [Line("I answer from five documents and nothing else:" if len(knowledge.sources) == 5
                      else f"I answer from {len(knowledge.sources)} documents and nothing else:")]  # fmt: skip
        cites = [Line(bullet(str(source)), ({id: ""},)) for id, source in knowledge.sources.items()]
        return Answer((*lines, *cites), "sources")
    asked = set(question.words.split())
    cited = _documents(knowledge, told)
    if asked & _DATES:
        return Answer(_dates(knowledge, cited), "sources", topics=_topics(told))
    if asked & _AUTHORS and "says" not in asked:
        return Answer(_authors(knowledge, cited), "sources", topics=_topics(told))
    lines = [Line("Here is where it stands; the wording is mine:"), *(_said_where(knowledge, t) for t in told)]
    return Answer(tuple(lines), "sources", topics=_topics(told))


def _statement(knowledge: Knowledge, told: Told) -> Statement | None:
    return knowledge.statement(*told.address)


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
    return Line(bullet(f"That {_shortened(knowledge, told, said)}: {enumerate_words(titles)}."), told=(told.address,))


def _shortened(knowledge: Knowledge, told: Told, said: Statement) -> str:
    """The beginning of a statement, enough to know it again."""
    words = uncapped(_gist(knowledge, told, said)).split()
    return " ".join(words) if len(words) <= _KNOWN_BY else f"{' '.join(words[:_KNOWN_BY]).rstrip(',;:')} …"


def _gist(knowledge: Knowledge, told: Told, said: Statement) -> str:
    """A statement as it was told, without its full stop."""
    if told.part == "services":
        return f"{name_first(knowledge, knowledge.topics[told.topic])} covers {said.text}"
    return sentence(said.text)[:-1]


def _dates(knowledge: Knowledge, cited: dict[str, str]) -> tuple[Line, ...]:
    lines = []
    for id, section in cited.items():
        source = knowledge.sources[id]
        when = f"is dated {source.date}" if source.date else "carries no date"
        lines.append(Line(f"“{source.title}” {when}.", ({id: section},)))
    return tuple(lines)


def _authors(knowledge: Knowledge, cited: dict[str, str]) -> tuple[Line, ...]:
    lines = []
    for id, section in cited.items():
        source = knowledge.sources[id]
        who = f"was published by {source.publisher}; it names no author" if source.publisher else "names no author"
        lines.append(Line(f"“{source.title}” {who}.", ({id: section},)))
    return tuple(lines)


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
    told = next((t for t in conversation.latest if _statement(knowledge, t)), None)
    said = _statement(knowledge, told) if told else None
    if told is None or said is None:
        text = "I say only what my documents say, and name them under each answer. Which point do you doubt?"
        return Answer((Line(text),), "sure", topics=conversation.topics)
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
    told = next((t for t in conversation.latest if _statement(knowledge, t)), None)
    said = _statement(knowledge, told) if told else None
    lines = [Line(text)]
    if told and said and conversation.verdict != "disagree":
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
    lines = [Line("So far, by the documents:")]
    lines += [_of_topic(knowledge, id, list(group)) for id, group in groupby(told[: _MOST * 2], key=lambda t: t.topic)]
    topics = _topics(told)
    buttons = first([Button(f"What is {knowledge.name(knowledge.topics[id])}?",
                            ask(knowledge, "definition", knowledge.topics[id])) for id in topics])  # fmt: skip
    return Answer(tuple(lines), "summary", topics, buttons=buttons, options=topics)


def _matching(knowledge: Knowledge, question: Question, conversation: Conversation) -> list[Told]:
    """The statements told that the question is on, each once, topic by topic."""
    known = {t.address: t for t in conversation.told if t.topic in knowledge.topics and _statement(knowledge, t)}
    found = list(known.values())
    wanted = [t for t in found if not question.topics or t.topic in question.topics]
    if question.aspects:
        wanted = [t for t in wanted if t.part in {f"aspects {id}" for id in question.aspects}] or wanted
    if question.parts:
        wanted = [t for t in wanted if t.part in question.parts] or wanted
    order = list(dict.fromkeys(t.topic for t in wanted))
    return sorted(wanted, key=lambda t: order.index(t.topic))


def _of_topic(knowledge: Knowledge, id: str, told: Sequence[Told]) -> Line:
    """What was told on one topic, in a line."""
    topic = knowledge.topics[id]
    said = [(t, statement) for t in told if (statement := _statement(knowledge, t))]
    whole = [(t, s) for t, s in said if not s.name and t.part != "services"][:2]
    named = [(t, s) for t, s in said if s.name or t.part == "services"][:_MOST]
    texts = [without_subject(s.text, knowledge, topic) for _, s in whole]
    if named:
        texts.append(sentence(enumerate_words(noun_of(s) for _, s in named)))
    used = [*whole, *named]
    text = bullet(f"{name_first(knowledge, topic)}: {' '.join(texts)}")
    return Line.of(text, [s for _, s in used], [t.address for t, _ in used])


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

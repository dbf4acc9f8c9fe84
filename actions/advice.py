"""Which of several to take: the one whose work, or who itself, is described, else what each is for. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, sentence
from actions.disputes import dispute_lines, disputes_on
from actions.parts import ask
from actions.wording import name_first, without_subject
from dialogue.question import Question
from knowledge.model import Knowledge, Statement, Topic
from knowledge.phrases import is_in, normal, padded
from knowledge.search import SURE, Address, hinted_kind, kind_at, models_for, services_called, stem, word_index

_DENIES = frozenset({"not", "no", "without"})  # of the words of a description one may be what is not wanted
_LEADS = 0.1  # in likeness, by which a kind that is described leads the others


def advise(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """Which of several to take: the one whose work is described, else what each is for."""
    ids = tuple(topic.id for topic in topics)
    ranked = () if _DENIES & set(question.words.split()) else models_for(knowledge, question.words, question.services)
    owners = {owner for owner, _ in services_called(knowledge, question.services)}
    leads = [t for t, _ in ranked if t in topics and (_is_described(t, question) or t in owners)]
    others = [topic for topic in topics if topic not in leads[:1]]
    suits = [Button(f"Who {knowledge.name(t)} suits", ask(knowledge, "fit", t)) for t in topics if t.part("fit")]
    buttons = first([*suits, Button("Which one fits us?", "Help me choose a model")])
    lines = tuple(
        Line.of(bullet(f"{name_first(knowledge, t)}: {_fit(knowledge, t)[0]}"), *_fit(knowledge, t)[1:]) for t in topics
    )
    if len(leads) == 1 and len(topics) > 1:
        names = enumerate_words(map(knowledge.name, others), "or")
        lead = Line(f"{name_first(knowledge, leads[0])} rather than {names}, for the work that you describe:")
        return Answer((lead, *lines), "comparison", ids, verdict="rather", buttons=buttons, options=ids)
    if described := _described(knowledge, topics, question):
        return _rather(knowledge, described, [t for t in topics if t != described], buttons)
    lead = Line("It depends on the work that you want to hand over:")
    disputes = dispute_lines(disputes_on(knowledge, topics, question.aspects)) if question.aspects else ()
    return Answer((lead, *lines, *disputes), "comparison", ids, verdict="depends", buttons=buttons, options=ids)


def _rather(knowledge: Knowledge, topic: Topic, others: Sequence[Topic], buttons: tuple[Button, ...]) -> Answer:
    """One of several, with what it is."""
    names = enumerate_words(map(knowledge.name, others), "or")
    said = topic.part("definition")[0]
    lead = Line(f"{name_first(knowledge, topic)} rather than {names}.")
    line = Line.of(sentence(said.text), (said,), ((topic.id, "definition", 0),), joins=True)
    ids = (topic.id, *(other.id for other in others))
    return Answer((lead, line), "comparison", ids, verdict="rather", buttons=buttons, options=ids)


def _described(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Topic | None:
    """The one of several kinds that the words are most like, by far; None where none stands out."""
    if not all(topic.parent for topic in topics):
        return None
    hinted = hinted_kind(knowledge, {topic.parent for topic in topics}, question.words)
    if hinted in topics:
        return hinted
    return _leading(_by_words(knowledge, topics, question), SURE) or _leading(
        _by_likeness(knowledge, topics, question), SURE
    )


def _leading(scores: Mapping[Topic, float], least: float) -> Topic | None:
    """The topic with the highest score, if that is enough and leads by far."""
    first, second, *_ = sorted(scores.values(), reverse=True)
    return max(scores, key=lambda topic: scores[topic]) if first >= least and first - second >= _LEADS else None


def _by_words(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> dict[Topic, float]:
    """The share of the words, names left out, that the statements on each topic hold."""
    names = {stem(word) for topic in topics for word in normal(topic.name).split()}
    content = [word for word in question.content if stem(word) not in names]
    index = word_index(knowledge)
    own = {t: [(t.id, part, place) for part, said in t.parts.items() for place in range(len(said))] for t in topics}
    return {t: max((index.shared(address, content)[0] for address in own[t]), default=0.0) for t in topics}


def _by_likeness(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> dict[Topic, float]:
    """The likeness of the words to what is said of each kind."""
    alike = dict.fromkeys(topics, 0.0)
    for near in question.near:
        kind = kind_at(knowledge, near.address)
        if kind in alike:
            alike[kind] = max(alike[kind], near.score, near.asked)
    return alike


def _is_described(topic: Topic, question: Question) -> bool:
    """True where words of the topic's work stand in the question, beside its name."""
    said = padded(question.words)
    return any(is_in(word, said) for word in topic.work_words)


def _fit(knowledge: Knowledge, topic: Topic) -> tuple[str, tuple[Statement, ...], tuple[Address, ...]]:
    """What a topic is for: the text, its statement and its address."""
    part = "fit" if topic.part("fit") else "definition"
    said = topic.part(part)[0]
    return without_subject(said.text, knowledge, topic), (said,), ((topic.id, part, 0),)

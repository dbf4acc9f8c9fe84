"""Which model, or which kind of one, takes over the work that is described. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, in_words, sentence
from actions.parts import ask, part_of
from dialogue.question import Question, Style
from knowledge.model import Knowledge, Statement, Topic
from knowledge.phrases import normal
from knowledge.search import CLEAR, NEAR, SURE, hinted_kind, kind_at, model_of_work, models_for, services_called

_ASKED = 0.6  # chance from which a kind is described, by the questions beside it
_CLOSE = 0.75  # share of the best score from which a model may be meant as well
_MOST_JOBS = 4

Ranked = Sequence[tuple[Topic, float]]


def find(knowledge: Knowledge, named: Sequence[Topic], question: Question) -> Answer:
    """The model or kind for the work described; for several jobs each its own.

    Models that are named only add to what the work itself says.
    """
    told = _clear_kind(knowledge, named, question) or _several_jobs(knowledge, question)
    if told:
        return told
    ranked = ranked_models(knowledge, question)
    if len(named) > 1:  # “do I look for a BPO or a KPO?”
        ranked = [(topic, score) for topic, score in ranked if topic in named] or ranked
    return _likeliest(knowledge, named, ranked, question)


def _clear_kind(knowledge: Knowledge, named: Sequence[Topic], question: Question) -> Answer | None:
    """The kind of one model that is described beyond doubt; None where several are named or something is shut out."""
    if len(named) > 1 or question.excluded:
        return None
    # Without any name in it a message shares no masked word with the statements, and likeness starts lower.
    kind = kind_for(knowledge, named, question, CLEAR if question.topics else SURE)
    return that_is_kind(knowledge, kind) if kind else None


def _several_jobs(knowledge: Knowledge, question: Question) -> Answer | None:
    """Each job with its model, where they have several; led by one model that covers them all, where there is one."""
    jobs = _jobs(knowledge, question)
    if len({model.id for model, _ in jobs.values()}) < 2:
        return None
    each, whole = _each_job(knowledge, jobs), _covering_all(knowledge, jobs)
    if whole is None or whole[0].id in question.excluded:
        return each
    model, services = whole
    work = enumerate_words(dict.fromkeys(said.text for said in services))
    lead = Line.of(f"{model.full} covers all of it: {work}.", services)
    return replace(each, lines=(lead, Line("Taken one by one:"), *each.lines[1:]))


def _covering_all(knowledge: Knowledge, jobs: Mapping[str, object]) -> tuple[Topic, list[Statement]] | None:
    """The model under which the documents name each of some jobs, with its services."""
    owned = [dict(services_called(knowledge, [phrase])) for phrase in jobs]
    shared = [model for model in knowledge.models if all(model in owners for owners in owned)]
    return (shared[0], [owners[shared[0]] for owners in owned]) if shared else None


def _likeliest(knowledge: Knowledge, named: Sequence[Topic], ranked: Ranked, question: Question) -> Answer:
    """The first of the models, or the kind of it that is described as well."""
    if not ranked and named:
        return part_of(knowledge, "definition", named[:1], Style())
    if not ranked or ranked[0][1] < NEAR:
        return no_model(knowledge)
    kind = None if named else _kind_of(knowledge, ranked, question)
    return that_is_kind(knowledge, kind) if kind else _that_is(knowledge, ranked, question)


def ranked_models(knowledge: Knowledge, question: Question) -> list[tuple[Topic, float]]:
    """The models for the work described, those left out that are excluded."""
    near = [((n.topic, n.part, n.place), n.score) for n in question.near]
    ranked = models_for(knowledge, question.words, question.services, near)
    out = {normal(phrase) for phrase in question.without}
    return [(t, score) for t, score in ranked if t.id not in question.excluded and not out & t.work_words]


def kind_for(knowledge: Knowledge, named: Sequence[Topic], question: Question, least: float) -> Topic | None:
    """The kind of a model that is described, among the kinds of the models named; None where none stands out.

    `least`: the likeness that it takes where no model is named.
    """
    families = {topic.parent or topic.id for topic in named}
    called = [t for t, _ in services_called(knowledge, question.services) if t.parent in families]
    homes = families or {model.id for model in knowledge.models}
    topic = hinted_kind(knowledge, homes, question.words) or _described_kind(knowledge, families, question, least)
    topic = topic or next(iter(called), None)
    if topic is None or families:
        return topic
    return None if _names_other_work(knowledge, topic, question) else topic


def _names_other_work(knowledge: Knowledge, kind: Topic, question: Question) -> bool:
    """True where work of other models is said in so many words: that goes before what is alike."""
    worded = {model.id for model, _ in models_for(knowledge, question.words, question.services)}
    other = worded and kind.parent not in worded
    return bool(other and model_of_work(knowledge, question.words, question.services))


def _described_kind(knowledge: Knowledge, families: set[str], question: Question, least: float) -> Topic | None:
    """The kind whose own statements the words are like; without a family named, they must be most like them."""
    asked = max(question.near, key=lambda near: near.asked, default=None)
    meant = kind_at(knowledge, asked.address) if asked and asked.asked >= _ASKED else None
    if meant and (meant.parent in families or not families):
        return meant
    for near in question.near:
        topic = kind_at(knowledge, near.address)
        if topic and (topic.parent in families or (not families and near.score >= least)):
            return topic if near.score >= NEAR else None
        if not families:
            return None
    return None


def _close(ranked: Ranked) -> list[Topic]:
    """The likeliest model and those that may be meant as well."""
    return [topic for topic, score in ranked[:3] if score >= _CLOSE * ranked[0][1]]


def _kind_of(knowledge: Knowledge, ranked: Ranked, question: Question) -> Topic | None:
    """The kind of the likeliest models that the words describe as well: “an agency does part of our recruiting”."""
    families = {model.id for model in _close(ranked) if model.types}
    hinted = hinted_kind(knowledge, families, question.words)
    if hinted:
        return hinted
    kinds = {topic.id for topic in knowledge.topics.values() if topic.parent in families}
    best = next((n for n in question.near if n.topic in kinds and n.score >= SURE), None)
    return knowledge.topics[best.topic] if best else None


def that_is_kind(knowledge: Knowledge, kind: Topic) -> Answer:
    """The kind's name and what it is."""
    model = knowledge.topics[kind.parent]
    place = f"a kind of {model.full}" if model.types_are_all else kind.in_short
    said = kind.part("definition")[0]
    told = ((kind.id, "definition", 0),)
    lines = (Line(f"That is {kind.name}, {place}."), Line.of(sentence(said.text), (said,), told, joins=True))
    buttons = (
        Button(f"Types of {knowledge.name(model)}", ask(knowledge, "types", model)),
        Button(f"What is {knowledge.name(model)}?", ask(knowledge, "definition", model)),
    )
    return Answer(lines, "find_model", (kind.id,), buttons=buttons)


def _jobs(knowledge: Knowledge, question: Question) -> dict[str, tuple[Topic, Statement]]:
    """Each job that is named with the model that it belongs to first."""
    jobs: dict[str, tuple[Topic, Statement]] = {}
    for phrase in question.services[:_MOST_JOBS]:
        ranked = [model for model, _ in models_for(knowledge, phrase, [phrase]) if model.id not in question.excluded]
        own = next((s for t, s in services_called(knowledge, [phrase]) if ranked and t == ranked[0]), None)
        if ranked:
            jobs[phrase] = ranked[0], own or ranked[0].part("definition")[0]
    return jobs


def _each_job(knowledge: Knowledge, jobs: dict[str, tuple[Topic, Statement]]) -> Answer:
    """“We want to outsource accounting and recruitment”: BPO for the one, RPO for the other."""
    by_model: dict[Topic, list[str]] = {}
    for phrase, (model, _) in jobs.items():
        by_model.setdefault(model, []).append(phrase)
    lines = [Line(f"That is work for {in_words(len(by_model))} models:")]
    for model, phrases in by_model.items():
        services = [jobs[phrase][1] for phrase in phrases]
        work = sentence(enumerate_words(phrases))[:-1]
        lines.append(Line.of(bullet(f"{work}: {model.full}, {model.in_short}."), services))
    models = list(by_model)
    buttons = [Button(f"What is {knowledge.name(t)}?", ask(knowledge, "definition", t)) for t in models]
    names = enumerate_words(knowledge.name(model) for model in models)
    buttons.append(Button(f"Compare {names}", f"What is the difference between {names}?"))
    ids = tuple(model.id for model in models)
    return Answer(tuple(lines), "find_model", ids, buttons=first(buttons), options=ids)


def _that_is(knowledge: Knowledge, ranked: Ranked, question: Question) -> Answer:
    top, *rivals = _close(ranked)
    matches = _matching(knowledge, top, question)
    definition = top.part("definition")[:1]
    lines = [Line.of(f"That is {top.full}: {top.in_short}.", definition, ((top.id, "definition", 0),))]
    if matches:
        text = f"It covers {enumerate_words(dict.fromkeys(said.text for _, said in matches))}."
        told = [(top.id, "services", place) for place, _ in matches]
        lines.append(Line.of(text, [said for _, said in matches], told, joins=True))
    if rivals:
        names = enumerate_words((f"{rival.full} ({rival.in_short})" for rival in rivals), "or")
        lines.append(Line.of(f"It could also be {names}.", [r.part("definition")[0] for r in rivals], joins=True))
    buttons = [Button(f"What is {knowledge.name(t)}?", ask(knowledge, "definition", t)) for t in (top, *rivals)]
    buttons += [Button(f"Services of {knowledge.name(top)}", ask(knowledge, "services", top))]
    if rivals:
        names = f"{knowledge.name(top)} and {knowledge.name(rivals[0])}"
        buttons.append(Button(f"Compare {names}", f"What is the difference between {names}?"))
    options = tuple(t.id for t in (top, *rivals))
    return Answer(tuple(lines), "find_model", (top.id,), buttons=first(buttons), options=options)


def _matching(knowledge: Knowledge, topic: Topic, question: Question) -> list[tuple[int, Statement]]:
    """The services of the topic that made it fit, with their places: those that are named, else the one most alike."""
    own = list(topic.part("services"))
    named = [(own.index(s), s) for t, s in services_called(knowledge, question.services) if t.id == topic.id]
    alike = [
        (n.place, own[n.place])
        for n in question.near
        if n.topic == topic.id and n.part == "services" and n.score >= SURE and n.place < len(own)
    ]
    return list(dict.fromkeys(named)) or alike[:1]


def no_model(knowledge: Knowledge) -> Answer:
    """No model of the documents takes that work over."""
    names = enumerate_words(knowledge.name(model) for model in knowledge.models)
    line = Line(f"I find no model in the documents for that kind of work. They describe {names}.")
    buttons = (
        Button("What are they?", "Which outsourcing models do you know?"),
        Button("Help me choose", "Help me choose a model"),
    )
    return Answer((line,), "find_model", buttons=buttons, verdict="silent")

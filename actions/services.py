"""Whether models cover some work: yes, no, not only, or what else they cover. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from actions.answer import Answer, Button, Line, bullet, enumerate_words, first, sentence
from actions.parts import ask, part_of, statement_alone
from actions.wording import name_first
from dialogue import question as q
from dialogue.question import Claim, Question, Style
from knowledge.model import Knowledge, Statement, Topic
from knowledge.phrases import is_in, normal, padded
from knowledge.search import SURE, services_called, stem, word_index

_HOLDS = 0.5  # share of the rarer words from which a service is meant that nobody named
_TELLING = ("how_it_works", "facts")  # parts that say something of work beside the services
_MOST_OTHERS = 5  # services that a “not only” names
_TELLS = 0.7  # share of the rarer words of some work from which a fact is on it
_COMMON = ("proces", "work", "serv", "support", "manag", "outsourc", "staff", "such", "their")  # beginnings
_SMALL = frozenset(["and", "the", "for", "of", "by", "as", "it", "r", "d"])


def covers(knowledge: Knowledge, topics: Sequence[Topic], question: Question, claim: Claim) -> Answer:
    """Whether topics cover some work; of several topics each gets its own word."""
    several = len(topics) > 1 and len(set(question.services)) > 1
    if several and (by_work := _sorted(knowledge, topics, question.services)):
        return by_work
    answers = {topic: _covers(knowledge, topic, question, claim) for topic in topics}
    if len(topics) == 1:
        return answers[topics[0]]
    denied = claim.positive and all(answer.verdict == "no" for answer in answers.values())
    elsewhere = services_called(knowledge, question.services) if denied else None
    return _of_others(knowledge, topics, elsewhere) if elsewhere else _of_each(knowledge, answers)


def _of_others(knowledge: Knowledge, topics: Sequence[Topic], owned: Sequence[tuple[Topic, Statement]]) -> Answer:
    """“Is drafting patents BPO or KPO?”: neither, and whose work it is."""
    owners = list(dict.fromkeys(owner for owner, _ in owned))
    work = enumerate_words(_widest(dict.fromkeys(said.text for _, said in owned)))
    lead = Line(f"{'Neither' if len(topics) == 2 else 'None of them'}, by the documents.")
    text = f"They name {work} under {enumerate_words(map(knowledge.name, owners))}."
    line = Line.of(text, [said for _, said in owned][:2], joins=True)
    buttons = [Button(f"What is {knowledge.name(o)}?", ask(knowledge, "definition", o)) for o in owners]
    ids = tuple(topic.id for topic in (*owners, *topics))
    return Answer((lead, line), "services", ids, verdict="no", buttons=first(buttons), options=ids)


def _of_each(knowledge: Knowledge, answers: Mapping[Topic, Answer]) -> Answer:
    """Which of several topics cover the work, and what is said of these; of all where none does."""
    covering = {topic: answer for topic, answer in answers.items() if answer.verdict == "yes"}
    lead, verdict = _which(knowledge, answers, covering)
    told = [line for answer in (covering or answers).values() for line in _without_lead(answer)]
    others = [topic for topic in answers if topic not in covering] if covering else []
    denied = f"The documents don't name it under {enumerate_words(map(knowledge.name, others), 'or')}."
    buttons = first([button for answer in answers.values() for button in answer.buttons[:2]])
    meant = tuple(topic.id for topic in (covering if verdict == "rather" else answers))
    return Answer(
        lines=(Line(sentence(lead)), *told, *((Line(denied, joins=True),) if others else ())),
        part="services",
        topics=meant,
        verdict=verdict,
        buttons=buttons,
        options=tuple(topic.id for topic in answers),
    )


def _which(knowledge: Knowledge, asked: Collection[Topic], covering: Collection[Topic]) -> tuple[str, str]:
    """What leads the answer on several topics, and its verdict."""
    if not covering:
        return "No.", "no"
    names = f"{enumerate_words(map(knowledge.name, covering))}."
    if len(covering) < len(asked):
        return names, "rather"
    return "Both." if len(asked) == 2 else names, "both"


def _sorted(knowledge: Knowledge, topics: Sequence[Topic], phrases: Sequence[str]) -> Answer | None:
    """“Payroll, research: which is BPO and which KPO?”: a line for each piece of work; None where one has no owner."""
    lines: list[Line] = []
    for phrase in dict.fromkeys(phrases):
        owned = [(o, s) for o, s in services_called(knowledge, [phrase]) if {o.id, o.parent} & {t.id for t in topics}]
        if not owned:
            return None
        names = enumerate_words(dict.fromkeys(knowledge.name(_among(owner, topics)) for owner, _ in owned))
        lines.append(Line.of(bullet(sentence(f"{phrase}: {names}")), [service for _, service in owned][:2]))
    buttons = first([Button(f"All services of {knowledge.name(t)}", ask(knowledge, "services", t)) for t in topics])
    ids = tuple(topic.id for topic in topics)
    return Answer(tuple(lines), "services", ids, verdict="both", buttons=buttons, options=ids)


def _among(owner: Topic, topics: Sequence[Topic]) -> Topic:
    """The topic that a piece of work belongs to, for its kind where that alone is among them."""
    return next((topic for topic in topics if topic.id == owner.id), None) or next(
        topic for topic in topics if topic.id == owner.parent
    )


def _without_lead(answer: Answer) -> tuple[Line, ...]:
    lines = answer.lines[1:] if answer.lines[0].text in ("Yes.", "No.") else answer.lines
    return (Line(lines[0].text, lines[0].cites, lines[0].told), *lines[1:])


def _covers(knowledge: Knowledge, topic: Topic, question: Question, claim: Claim) -> Answer:
    """Yes, no, not only, or some of each."""
    asked = question.services or question.without
    own, others = _own_and_others(knowledge, topic, asked)
    own = own or _meant(knowledge, topic, question)
    field = statement_alone(knowledge, topic, "definition", 0) if not own and _is_its_field(topic, asked) else None
    if field:
        return _of_its_field(knowledge, field, claim, others)
    told = _told_of(knowledge, topic, asked) if not own else None
    if told:
        return _qualified(told, claim)
    if claim.quantifier == q.OTHER or question.without:
        return _others_than(knowledge, topic, own, asked, question.operation == "drop")
    if claim.quantifier in (q.ONLY, q.NOT_ONLY) and own:
        return _not_only(knowledge, topic, own, claim)
    return _yes_or_no(knowledge, topic, own, others, claim)


def _is_its_field(topic: Topic, asked: Sequence[str]) -> bool:
    """True where the work that is asked about is what a model is for: “legal work” of LPO."""
    field = {normal(word) for word in (topic.choice.work, *topic.choice.words)} if topic.choice else set()
    return bool(asked) and all(normal(phrase) in field for phrase in asked)


def _of_its_field(
    knowledge: Knowledge, told: Answer, claim: Claim, others: Sequence[Sequence[tuple[Topic, Statement]]]
) -> Answer:
    """What a model is for; “only” is left to what others are said to have of it, since it may go with either."""
    if claim.quantifier != q.ONLY:
        lead, verdict = ("Yes.", "yes") if claim.positive else ("No, it does.", "no")
        return replace(told.with_verdict(lead, verdict), part="services")
    also = [
        Line.of(
            f"{enumerate_words(dict.fromkeys(knowledge.name(o) for o, _ in owners))} covers {owners[0][1].text} too.",
            [s for _, s in owners][:2],
            joins=True,
        )
        for owners in others
    ]
    return replace(told, lines=(*told.lines, *also), part="services", verdict="not_only" if also else "")


def _told_of(knowledge: Knowledge, topic: Topic, asked: Sequence[str]) -> Answer | None:
    """What the documents say of some work under a topic that doesn't count it among its services."""
    index = word_index(knowledge)
    called = [s.text for phrase in asked for _, s in services_called(knowledge, [phrase])]
    works = [_telling(phrase) for phrase in dict.fromkeys((*asked, *called))]
    held = {
        (part, place): max((index.shared((topic.id, part, place), work)[0] for work in works), default=0.0)
        for part in _TELLING
        for place in range(len(topic.part(part)))
    }
    part, place = max(held, key=lambda at: held[at], default=("facts", 0))
    return statement_alone(knowledge, topic, part, place) if held.get((part, place), 0.0) >= _TELLS else None


def _telling(phrase: str) -> list[str]:
    """The words of some work that tell it from other work: “job offers” of “managing the job offers”."""
    return [word for word in normal(phrase).split() if word not in _SMALL and not stem(word).startswith(_COMMON)]


def _qualified(told: Answer, claim: Claim) -> Answer:
    """A statement that says more than yes or no; “only” is denied by it."""
    if claim.quantifier == q.ONLY and claim.positive:
        return replace(told.with_verdict("No, not only.", "not_only"), part="services")
    return told


def _own_and_others(
    knowledge: Knowledge, topic: Topic, phrases: Sequence[str]
) -> tuple[list[Statement], list[list[tuple[Topic, Statement]]]]:
    """The services of a topic or its kinds that `phrases` name; and, for each phrase that names none, who has it."""
    own: list[Statement] = []
    others: dict[str, list[tuple[Topic, Statement]]] = {}
    for phrase in phrases:
        owners = services_called(knowledge, [phrase])
        covered = [service for owner, service in owners if topic.id in (owner.id, owner.parent)]
        own += covered
        if not covered and (elsewhere := [(o, s) for o, s in owners if o.is_model or o.parent]):
            others[elsewhere[0][1].text] = elsewhere
    return own, list(others.values())


def _meant(knowledge: Knowledge, topic: Topic, question: Question) -> list[Statement]:
    """The service of a topic that the words are surely like, where they name none."""
    if question.services:
        return []
    sure = (n for n in question.near if n.topic == topic.id and n.part == "services" and n.score >= SURE)
    alike = [said for n in sure if (said := knowledge.statement(n.topic, n.part, n.place))][:1]
    return alike or (_by_words(knowledge, topic, question.content) if question.content else [])


def _by_words(knowledge: Knowledge, topic: Topic, content: Sequence[str]) -> list[Statement]:
    """The service of a topic that holds most of the words, where that is enough."""
    index, services = word_index(knowledge), topic.part("services")
    held = [(index.shared((topic.id, "services", place), content)[0], place) for place in range(len(services))]
    share, place = max(held, default=(0.0, 0))
    return [services[place]] if share >= _HOLDS else []


def _addresses(topic: Topic, services: Sequence[Statement]) -> list[tuple[str, str, int]]:
    own = topic.part("services")
    return [(topic.id, "services", own.index(service)) for service in services if service in own]


def _yes_or_no(
    knowledge: Knowledge,
    topic: Topic,
    own: Sequence[Statement],
    others: Sequence[Sequence[tuple[Topic, Statement]]],
    claim: Claim,
) -> Answer:
    if not own and not others:
        whole_or_part = claim.quantifier == q.EITHER  # “all of it or a part?” wants what there is, and no verdict
        return part_of(knowledge, "services", (topic,), Style()) if whole_or_part else _not_named(knowledge, topic)
    lines = _covered(knowledge, topic, own, claim) if own else [Line("No." if claim.positive else "That's right.")]
    for owners in others:
        names = enumerate_words(dict.fromkeys(knowledge.name(owner) for owner, _ in owners))
        denied = f"The documents don't name {owners[0][1].text} among the services of {knowledge.name(topic)}."
        named = Line.of(f"They do name it under {names}.", [s for _, s in owners][:2], joins=True)
        lines += [Line(denied, joins=True), named]
    verdict = "yes" if bool(own) == claim.positive else "no"
    return _about_services(knowledge, topic, lines, verdict, [owner for owners in others for owner, _ in owners])


def _covered(knowledge: Knowledge, topic: Topic, own: Sequence[Statement], claim: Claim) -> list[Line]:
    """That the work is covered, with what leads it."""
    work = enumerate_words(_widest(dict.fromkeys(s.text for s in own)))
    text = f"{name_first(knowledge, topic)} covers {work}."
    return [Line("Yes." if claim.positive else "No, it does."),
            Line.of(text, own, _addresses(topic, own), joins=True)]  # fmt: skip


def _widest(texts: Iterable[str]) -> list[str]:
    """The texts without those that another one holds: “payroll” in “payroll processing”."""
    told = list(texts)
    return [text for text in told if not any(text != other and is_in(text, padded(other)) for other in told)]


def _not_only(knowledge: Knowledge, topic: Topic, own: Sequence[Statement], claim: Claim) -> Answer:
    """“KPO is nothing but market research?”: no, not only."""
    rest = [service for service in topic.part("services") if service not in own]
    covered = enumerate_words(dict.fromkeys(s.text for s in own))
    if not rest:
        line = Line.of(
            f"Yes: {covered} is all that the documents name under {knowledge.name(topic)}.", own, _addresses(topic, own)
        )
        return _about_services(knowledge, topic, [line], "yes", ())
    lead = "No, not only." if claim.quantifier == q.ONLY and claim.positive else "Right, not only that."
    named = rest[:_MOST_OTHERS]
    tail = " among other work" if len(rest) > len(named) else ""
    text = f"Besides {covered}, {knowledge.name(topic)} covers {enumerate_words(s.text for s in named)}{tail}."
    told = [*_addresses(topic, own), *_addresses(topic, named)]
    lines = [Line(lead), Line.of(text, (*own, *named), told, joins=True)]
    return _about_services(knowledge, topic, lines, "not_only", ())


def _others_than(
    knowledge: Knowledge, topic: Topic, own: Sequence[Statement], asked: Sequence[str], dropped: bool
) -> Answer:
    """What a topic covers besides the work that is named."""
    rest = [service for service in topic.part("services") if service not in own]
    shown = rest[:8]
    besides = "" if dropped else enumerate_words(dict.fromkeys(s.text for s in own)) or enumerate_words(asked)
    if not rest:
        line = Line(f"The documents name nothing besides {besides} under {knowledge.name(topic)}.")
        return _about_services(knowledge, topic, [line], "no", ())
    tail = " among other work" if len(rest) > len(shown) else ""
    lead = "Without those" if dropped else f"Besides {besides}"
    text = f"{lead}, {knowledge.name(topic)} covers {enumerate_words(s.text for s in shown)}{tail}."
    return _about_services(knowledge, topic, [Line.of(text, shown, _addresses(topic, shown))], "yes", ())


def _not_named(knowledge: Knowledge, topic: Topic) -> Answer:
    """An honest “not that I read of” with the services that are named."""
    listed = part_of(knowledge, "services", (topic,), Style())
    lead = Line("The documents don't say so in those words. What they name:")
    return Answer(
        (lead, *listed.lines), "services", (topic.id,), verdict="silent", buttons=listed.buttons, shown=listed.shown
    )


def _about_services(
    knowledge: Knowledge, topic: Topic, lines: Sequence[Line], verdict: str, others: Sequence[Topic]
) -> Answer:
    buttons = [Button(f"All services of {knowledge.name(topic)}", ask(knowledge, "services", topic))]
    buttons += [Button(f"What is {knowledge.name(o)}?", ask(knowledge, "definition", o)) for o in dict.fromkeys(others)]
    return Answer(tuple(lines), "services", (topic.id,), verdict=verdict, buttons=first(buttons))

"""Claims and questions to be confirmed: the verdict first, then what it rests on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import MOST_BUTTONS, Answer, Button, Line, enumerate_words, first, sentence
from actions.disputes import asked_for, dispute_lines, other_views, views
from actions.parts import ask, next_questions, nothing_on, part_of, statement_alone
from actions.relations import related
from actions.wording import name_first
from dialogue import question as q
from dialogue.question import Claim, Question, Style
from knowledge.model import Disagreement, Knowledge, Statement, Topic
from knowledge.phrases import normal
from knowledge.search import SURE, services_called, stem, word_index

_TELLING = 3  # words of a claim that say more than what it is on
_HOLDS_ALL = 0.8  # share of the rarer words of a claim from which a statement says just that
_HOLDS = 0.5  # share of the rarer words from which a service is meant that nobody named
_HEDGES = ("some or all", "one or more", "in part", "partly", "varies", "depends")
_MOST_OTHERS = 5  # services that a “not only” names
_TELLS = 0.7  # share of the rarer words of some work from which a fact is on it
_COMMON = ("proces", "work", "serv", "support", "manag", "outsourc", "staff", "such", "their")  # beginnings
_SMALL = frozenset(["and", "the", "for", "of", "by", "as", "it", "r", "d"])
_DENIALS = frozenset(["not", "never", "no", "less", "without", "only", "may", "t"])  # “isn’t” is “isn t”
_LEADS = {("yes", True): "Yes.", ("yes", False): "That's right.", ("no", True): "No.", ("no", False): "No."}


def verify(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """The verdict on what shall be confirmed, and why."""
    claim = question.claim or Claim()
    if question.point and (len(topics) == 1 or question.point.part not in ("relations", "definition")):
        return _point(knowledge, topics[0], question, claim)
    hedged = _hedged(knowledge, topics[0]) if claim.quantifier == q.ALL and len(topics) == 1 else None
    if hedged and not question.aspects:
        return _verdict(hedged, "Not always.", "no")
    if question.aspects and len(topics) == 1 and "services" not in question.parts:
        return _aspects(knowledge, topics[0], question, claim)
    if question.services or question.without or (question.parts == ("services",) and question.content):
        return _services(knowledge, topics, question, claim)
    if len(topics) > 1 and not question.aspects:
        of_part = set(question.parts) & {"benefits", "drawbacks", "fit", "how_it_works", "types"}
        return _unranked(knowledge, topics, question) if of_part else related(knowledge, topics, question)
    topic = topics[0]
    if question.aspects:
        return _aspects(knowledge, topic, question, claim)
    if (
        claim.quantifier == q.ONLY
        and topic.parent
        and ("only_topic" in question.cues or {"types", "relations"} & set(question.parts))
    ):
        return _not_the_only_kind(knowledge, topic)
    if topic.parent and "relations" in question.parts:
        return related(knowledge, (topic, knowledge.topics[topic.parent]), question)
    return _part(knowledge, topic, question, claim)


def _hedged(knowledge: Knowledge, topic: Topic) -> Answer | None:
    """What denies that it is so in every case: “some or all of the recruitment”."""
    places = [place for place, said in enumerate(topic.part("definition")) if any(h in said.text for h in _HEDGES)]
    return statement_alone(knowledge, topic, "definition", places[0]) if places else None


def _unranked(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """“Is it riskier than BPO?”: nothing ranks them, so what is said of each."""
    part = question.parts[0]
    told = part_of(knowledge, part, topics, question.style)
    names = enumerate_words((knowledge.name(topic) for topic in topics), "or")
    noun = knowledge.questions[part].noun.removeprefix("the ")
    return replace(
        told.led_by(Line(f"The documents don't rank {names} by {noun}. What they say of each:")), verdict="silent"
    )


# -- services ----------------------------------------------------------------------------------------------------------


def _services(knowledge: Knowledge, topics: Sequence[Topic], question: Question, claim: Claim) -> Answer:
    """Whether topics cover some work; of several topics each gets its own word."""
    answers = [_covers(knowledge, topic, question, claim) for topic in topics]
    if len(answers) == 1:
        return answers[0]
    covering = {t: answer for t, answer in zip(topics, answers, strict=True) if answer.verdict == "yes"}
    others = [t for t in topics if t not in covering]
    names = enumerate_words(map(knowledge.name, covering))
    lead = f"{'Both.' if len(covering) == len(topics) == 2 else f'{names}.' if covering else 'No.'}"
    verdict = "both" if len(covering) == len(topics) else "rather" if covering else "no"
    told = [line for answer in (covering.values() if covering else answers) for line in _without_lead(answer)]
    denied = f"The documents don't name it under {enumerate_words(map(knowledge.name, others), 'or')}."
    lines = (Line(sentence(lead)), *told, *((Line(denied, joins=True),) if covering and others else ()))
    buttons = first([button for answer in answers for button in answer.buttons[:2]])
    return Answer(lines, "services", tuple(t.id for t in topics), verdict=verdict, buttons=buttons)


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
        return replace(_verdict(told, lead, verdict), part="services")
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
        place: max((index.shared((topic.id, "facts", place), work)[0] for work in works), default=0.0)
        for place in range(len(topic.part("facts")))
    }
    place = max(held, key=lambda place: held[place], default=0)
    return statement_alone(knowledge, topic, "facts", place) if held.get(place, 0.0) >= _TELLS else None


def _telling(phrase: str) -> list[str]:
    """The words of some work that tell it from other work: “job offers” of “managing the job offers”."""
    return [word for word in normal(phrase).split() if word not in _SMALL and not stem(word).startswith(_COMMON)]


def _qualified(told: Answer, claim: Claim) -> Answer:
    """A statement that says more than yes or no; “only” is denied by it."""
    if claim.quantifier == q.ONLY and claim.positive:
        return replace(_verdict(told, "No, not only.", "not_only"), part="services")
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
    if alike or not question.content:
        return alike
    index = word_index(knowledge)
    held = [
        (index.shared((topic.id, "services", place), question.content)[0], place)
        for place in range(len(topic.part("services")))
    ]
    share, place = max(held, default=(0.0, 0))
    return [topic.part("services")[place]] if share >= _HOLDS else []


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
    name = name_first(knowledge, topic)
    lines: list[Line] = []
    if own:
        lines.append(Line("Yes." if claim.positive else "No, it does."))
        covered = enumerate_words(dict.fromkeys(s.text for s in own))
        lines.append(Line.of(f"{name} covers {covered}.", own, _addresses(topic, own), joins=True))
    for owners in others:
        names = enumerate_words(dict.fromkeys(knowledge.name(owner) for owner, _ in owners))
        lead = "" if own else "No." if claim.positive else "That's right."
        if lead and not lines:
            lines.append(Line(lead))
        denied = f"The documents don't name {owners[0][1].text} among the services of {knowledge.name(topic)}."
        lines.append(Line(denied, joins=bool(lines)))
        lines.append(Line.of(f"They do name it under {names}.", [s for _, s in owners][:2], joins=True))
    if not lines:
        return _not_named(knowledge, topic)
    verdict = "yes" if bool(own) == claim.positive else "no"
    named = [owner for owners in others for owner, _ in owners]
    return _about_services(knowledge, topic, lines, verdict, named)


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
    lead = Line(f"The documents don't name that among the services of {knowledge.name(topic)}.")
    return Answer(
        (lead, *listed.lines), "services", (topic.id,), verdict="silent", buttons=listed.buttons, shown=listed.shown
    )


def _about_services(
    knowledge: Knowledge, topic: Topic, lines: Sequence[Line], verdict: str, others: Sequence[Topic]
) -> Answer:
    buttons = [Button(f"All services of {knowledge.name(topic)}", ask(knowledge, "services", topic))]
    buttons += [Button(f"What is {knowledge.name(o)}?", ask(knowledge, "definition", o)) for o in dict.fromkeys(others)]
    return Answer(tuple(lines), "services", (topic.id,), verdict=verdict, buttons=first(buttons))


# -- aspects, points, parts ----------------------------------------------------------------------------------------


def _aspects(knowledge: Knowledge, topic: Topic, question: Question, claim: Claim) -> Answer:
    whole = bool(asked_for(knowledge, question.words))
    answers = [_aspect(knowledge, topic, id, claim, whole) for id in question.aspects if id in knowledge.aspects]
    lines = tuple(line for answer in answers for line in answer.lines)
    topics = answers[0].topics
    return Answer(lines, "aspect", topics, question.aspects, answers[0].verdict, answers[0].buttons)


def _aspect(knowledge: Knowledge, topic: Topic, aspect: str, claim: Claim, whole: bool) -> Answer:
    """Yes or no by the level of the statement; where the documents disagree, that."""
    told = aspect_of(knowledge, topic, aspect, whole)
    statement = topic.aspects.get(aspect)
    always = claim.quantifier == q.ALL and claim.positive
    disputed = knowledge.disagreements_on((topic.id,), "aspects", aspect)
    if statement is not None and disputed:
        return _verdict(told, "Not always.", "no") if always else _disputed(told, disputed[0])
    if statement is None or not statement.level or knowledge.aspects[aspect].scale is None:
        return told
    if statement.level == "mixed":
        return _verdict(told, "It depends.", "depends")
    holds = (statement.level == (claim.pole or "high")) == claim.positive
    if holds and claim.quantifier == q.ALL:
        return _verdict(told, "Often, though no document says always.", "depends")
    return _verdict(told, "Yes." if holds else "No.", "yes" if holds else "no")


def _disputed(told: Answer, dispute: Disagreement) -> Answer:
    return replace(told, lines=views(dispute), verdict="disagree")


def both(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer | None:
    """“Do both save money, or only one?”: both, or the one that does; None where they are measured by each other."""
    aspect, claim = question.aspects[0], question.claim or Claim()
    if {"than", "more", "less"} & set(question.words.split()) or aspect not in knowledge.aspects:
        return None
    levels = {topic: topic.aspects[aspect].level for topic in topics if aspect in topic.aspects}
    holding = [topic for topic, level in levels.items() if level == (claim.pole or "high")]
    if len(levels) < len(topics) or not all(levels.values()) or not holding:
        return None
    names = enumerate_words(map(knowledge.name, holding))
    verdict = "both" if len(holding) == len(topics) else "rather"
    lead = (
        ("Yes, both." if len(topics) == 2 else "Yes, all.") if verdict == "both" else f"Only {names}, by the documents."
    )
    told = (aspect_of(knowledge, topic, aspect) for topic in topics)
    lines = (line for answer in told for line in answer.lines[:1])
    return Answer((Line(lead), *lines), "comparison", tuple(t.id for t in topics), (aspect,), verdict,
                  next_questions(knowledge, topics[0], "aspect", False),
                  options=tuple(t.id for t in topics))  # fmt: skip


def _verdict(answer: Answer, text: str, verdict: str) -> Answer:
    """The answer with a verdict before its first sentence."""
    head, *rest = answer.lines
    joined = Line(head.text, head.cites, head.told, joins=True)
    return Answer((Line(text), joined, *rest), answer.part, answer.topics, answer.aspects, verdict, answer.buttons,
                  answer.table, answer.options, answer.shown)  # fmt: skip


def aspect_of(knowledge: Knowledge, topic: Topic, aspect: str, whole: bool = False) -> Answer:
    """One topic on one point of comparison, with a word on what is open; with both sides of it as a `whole`."""
    statement = topic.aspects.get(aspect)
    label = knowledge.aspects[aspect].label.lower()
    if statement is None and topic.parent:
        parent = aspect_of(knowledge, knowledge.topics[topic.parent], aspect, whole)
        return parent.led_by(Line(f"On {label}, the documents say nothing about {knowledge.name(topic)} itself."))
    buttons = next_questions(knowledge, topic, "aspect", False)
    if statement is None:
        no = Line(f"On {label}, the documents say nothing about {knowledge.name(topic)}.")
        known = nothing_on(knowledge, "definition", topic).lines[1:]
        return Answer((no, *known), "aspect", (topic.id,), (aspect,), "silent", buttons)
    line = Line.of(sentence(statement.text), (statement,), ((topic.id, f"aspects {aspect}", 0),))
    disputed = knowledge.disagreements_on((topic.id,), "aspects", aspect)[:1]
    disputes = dispute_lines(disputed) if whole else other_views(disputed, (line,))
    buttons = (*(Button("Both sides", d.question) for d in disputed if not whole), *buttons)[:MOST_BUTTONS]
    verdict = "disagree" if disputes else ""
    return Answer((line, *disputes), "aspect", (topic.id,), (aspect,), verdict, buttons)


def _not_the_only_kind(knowledge: Knowledge, kind: Topic) -> Answer:
    """“Only offshore BPO exists?”: no, there are others."""
    model = knowledge.topics[kind.parent]
    listed = part_of(knowledge, "types", (model,), Style())
    return Answer(
        (Line("No."), Line(listed.lines[0].text, joins=True), *listed.lines[1:]), "types", (model.id,),
        verdict="no", buttons=listed.buttons, options=listed.options, shown=listed.shown,
    )  # fmt: skip


def _point(knowledge: Knowledge, topic: Topic, question: Question, claim: Claim) -> Answer:
    """The statement that the claim is about; a yes only where neither of them denies anything."""
    point = question.point
    owner = knowledge.topics.get(point.topic, topic) if point else topic
    told = statement_alone(knowledge, owner, point.part, point.place) if point else None
    if told is None:
        return _part(knowledge, topic, question, claim)
    disputed = asked_for(knowledge, question.words)
    if disputed:
        return replace(told, lines=dispute_lines(disputed), verdict="disagree")
    answer = _confirmed(knowledge, question, claim)
    lead = _LEADS.get((answer, claim.positive))
    return _verdict(told, lead, answer) if lead and len(told.lines) == 1 else told


def _confirmed(knowledge: Knowledge, question: Question, claim: Claim) -> str:
    """“yes” or “no” to a claim by the statement that it is about; "" where neither is clear.

    A claim whose words all stand in a statement without a denial is confirmed, and never denied.
    """
    point = question.point
    said = knowledge.statement(*point.address) if point else None
    if point is None or said is None:
        return ""
    held, _ = word_index(knowledge).shared(point.address, question.content)
    plain = claim.positive and not claim.quantifier and not _DENIALS & set(normal(said.text).split())
    says_just_that = held >= _HOLDS_ALL and len(question.content) >= _TELLING
    if plain and (point.part == "services" or says_just_that):
        return "yes"
    return "" if question.answer == "no" and plain and held >= _HOLDS else question.answer


def _part(knowledge: Knowledge, topic: Topic, question: Question, claim: Claim) -> Answer:
    """Whether there is something: “does LPO have drawbacks?”; where the words ask for more, what is known."""
    part = question.parts[0] if question.parts else "definition"
    if claim.quantifier == q.ONLY and question.content:
        told = part_of(knowledge, part, (topic,), question.style)
        return _verdict(told, "No, the documents don't limit it to that.", "not_only")
    if claim.quantifier == q.ALL and part == "types":
        return _verdict(part_of(knowledge, part, (topic,), question.style), "Not all of them.", "no")
    return part_of(knowledge, part, (topic,), question.style)

"""Answers that are found by what a statement says: services asked yes or no, and facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actions.knowledge import Knowledge, Statement, Topic
from actions.phrases import normal
from actions.replies import MOST_BUTTONS, answer, ask
from actions.reply import Button, Reply, cited, enumerate_words, lines, sentence, sources_line

SURE = 0.55  # likeness from which a statement is taken as meant: docs/nlu.md, “Thresholds”
SAME = 0.78  # likeness from which a fact is what was asked for, whatever the question looks like
_LAG = 0.12  # in likeness, by which a fact may lag behind other statements where facts are asked for
_TOLD = 0.5  # likeness from which a fact is told to whom asks for one without naming a model
NEAR = 0.38  # likeness from which it is worth offering


@dataclass(frozen=True)
class Found:
    """A statement that a message is like: its address and its likeness, -1 to 1."""

    topic: str
    part: str
    place: int
    score: float

    def statement(self, knowledge: Knowledge) -> Statement | None:
        """The statement at that address; None where the knowledge changed since the training."""
        topic = knowledge.topics.get(self.topic)
        statements = topic.part(self.part) if topic else ()
        return statements[self.place] if self.place < len(statements) else None


def services_called(knowledge: Knowledge, phrases: Iterable[str]) -> list[tuple[Topic, Statement]]:
    """Each topic with its service that one of `phrases` names."""
    wanted = dict.fromkeys(normal(phrase) for phrase in phrases)
    found = {
        id(service): (topic, service) for p in wanted for topic, service in knowledge.services_by_phrase.get(p, ())
    }
    places = {topic: place for place, topic in enumerate(knowledge.topics)}
    return sorted(found.values(), key=lambda owner: places[owner[0].id])


def service_of(
    knowledge: Knowledge, topic: Topic, phrases: Sequence[str], found: Sequence[Found], affirm: bool, deny: bool
) -> Reply | None:
    """Yes, no, or some of both on the services that are asked for; None where no service can be made out.

    Without `affirm` it begins with no yes, without `deny` a service of others isn't denied: nobody asked for that.
    """
    own, others = _own_and_others(knowledge, topic, phrases)
    own = own or _meant_service(knowledge, topic, found)
    others = others if deny else []
    if not own and not others:
        return None
    name, said = knowledge.name(topic), []
    if own:
        covers = f"{sentence(name)[:-1]} covers {enumerate_words(dict.fromkeys(s.text for s in own))}."
        said.append(f"Yes. {covers}" if affirm else covers)
    for owners in others:
        names = enumerate_words(dict.fromkeys(knowledge.name(owner) for owner, _ in owners))
        denied = f"The documents don't name {owners[0][1].text} among the services of {name}."
        said.append(f"{denied} They do name it under {names}.")
    named = [pair for owners in others for pair in owners]
    return _about_services(knowledge, topic, " ".join(said), [*own, *(s for _, s in named)], [o for o, _ in named])


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


def _meant_service(knowledge: Knowledge, topic: Topic, found: Sequence[Found]) -> list[Statement]:
    """The service of a topic that a message is surely like."""
    sure = (f for f in found if f.topic == topic.id and f.part == "services" and f.score >= SURE)
    return [service for f in sure if (service := f.statement(knowledge))][:1]


def _about_services(
    knowledge: Knowledge, topic: Topic, text: str, used: Sequence[Statement], others: Sequence[Topic]
) -> Reply:
    sources = cited(used)
    buttons = [Button(f"All services of {knowledge.name(topic)}", ask(knowledge, "services", topic))]
    buttons += [Button(f"What is {knowledge.name(o)}?", ask(knowledge, "definition", o)) for o in dict.fromkeys(others)]
    return Reply(
        lines(text, sources_line(knowledge, sources)),
        "services",
        (topic.id,),
        buttons=tuple(buttons[:MOST_BUTTONS]),
        sources=sources,
    )


def unnamed_service(knowledge: Knowledge, topic: Topic) -> Reply:
    """An honest “not that I read of” with the services that are named."""
    name = knowledge.name(topic)
    listed = answer(knowledge, "services", [topic])
    text = lines(f"I find no word on that among the services of {name}. This is what the documents name:", listed.text)
    return Reply(text, "services", (topic.id,), buttons=listed.buttons, sources=listed.sources, shown=listed.shown)


def fact(knowledge: Knowledge, topics: Sequence[Topic], found: Sequence[Found]) -> Reply | None:
    """The one statement that a question for a fact means, among those of `topics` where any is named."""
    ids = {topic.id for topic in topics}
    fitting = [f for f in found if not ids or f.topic in ids]
    least = max(NEAR if ids else _TOLD, fitting[0].score - _LAG if fitting else 0.0)
    best = next((f for f in fitting if f.score >= least and f.part == "facts"), None)
    best = best or next((f for f in fitting if f.score >= SURE and f.part != "services"), None)
    return _told(knowledge, best)


def statement(knowledge: Knowledge, topic: Topic, found: Sequence[Found], least: float = SURE) -> Reply | None:
    """The statement on a topic that a message is most like, services and facts left out; None where none is."""
    nearest = next((f for f in found if f.topic == topic.id and f.part not in ("services", "facts")), None)
    return _told(knowledge, nearest) if nearest and nearest.score >= least else None


def told_fact(knowledge: Knowledge, topic: Topic, found: Sequence[Found]) -> Reply | None:
    """The fact of a topic that a message is very like; None where none stands out."""
    best = next((f for f in found if f.topic == topic.id), None)
    return _told(knowledge, best) if best and best.part == "facts" and best.score >= SAME else None


def _told(knowledge: Knowledge, found: Found | None) -> Reply | None:
    """A statement by itself."""
    said = found.statement(knowledge) if found else None
    if found is None or said is None:
        return None
    topic = knowledge.topics[found.topic]
    text = lines(sentence(said.text), sources_line(knowledge, said.sources))
    name = knowledge.name(topic)
    buttons = [Button(f"What is {name}?", ask(knowledge, "definition", topic))]
    if len(topic.part("facts")) > 1:
        buttons.append(Button(f"More facts on {name}", ask(knowledge, "facts", topic)))
    part = found.part if found.part in knowledge.questions else "facts"
    return Reply(text, part, (topic.id,), buttons=tuple(buttons), sources=said.sources)

"""The knowledge of the bot: typed, frozen, and read from data/knowledge/ by `load`.

Nothing here knows Rasa. The NLU components derive their vocabulary from these objects and the action
server takes every fact from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from knowledge.phrases import normal

FOLDER = Path(__file__).resolve().parent.parent / "data" / "knowledge"


class KnowledgeError(ValueError):
    """The knowledge can't be used; each line of the message names file, line, key and fix."""


@dataclass(frozen=True)
class Source:
    """A document that statements cite, with the headings of its `sections` in their order.

    `sells`: what its publisher offers itself, "" where the document doesn't say.
    """

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    sells: str = ""
    sections: tuple[str, ...] = ()

    def __str__(self) -> str:
        details = ", ".join(part for part in (self.publisher, self.date) if part)
        return f"“{self.title}” ({details})" if details else f"“{self.title}”"


@dataclass(frozen=True)
class Statement:
    """One fact in our words, with the ids of its sources."""

    text: str
    sources: tuple[str, ...]
    name: str = ""  # its heading, if it has one
    also: tuple[str, ...] = ()  # other words under which people ask for it
    asked_as: tuple[str, ...] = ()  # questions that it answers
    yes_to: tuple[str, ...] = ()  # questions and claims that it confirms
    no_to: tuple[str, ...] = ()  # questions and claims that it denies
    sections: Mapping[str, str] = field(default_factory=dict, hash=False)  # each source -> its section that says it
    level: str = ""  # high, low or mixed on the scale of its aspect, or of the one that a view is on

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """Each question or claim that editors wrote beside it, with its answer: “yes”, “no” or “open”."""
        asked = (("open", self.asked_as), ("yes", self.yes_to), ("no", self.no_to))
        return tuple((text, answer) for answer, texts in asked for text in texts)


OfPairs = Mapping[frozenset[str], tuple[Statement, ...]]  # the ids of two topics -> what is said of both together


@dataclass(frozen=True)
class Relation:
    """How a topic stands to another: `kind` is part_of, has_part, differs_from or related_to."""

    to: str
    kind: str
    statement: Statement


@dataclass(frozen=True)
class Choice:
    """What the guided choice knows of a model: the work it takes over and which wishes it meets.

    `any_work` marks a model for work of many kinds, which is recommended to those who can't name theirs.
    """

    work: str
    words: tuple[str, ...]
    core: str
    priorities: tuple[str, ...]
    involvement: str
    reason: str
    caution: str
    sources: tuple[str, ...]
    any_work: bool = False
    sections: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, eq=False)
class Topic:
    """A model (BPO), a kind inside one (offshore BPO), or outsourcing itself.

    `parts` maps a part's id (definition, benefits ...) to its statements; an absent part means that the documents
    say nothing on it. `cues` are words around a shared acronym that settle it, or by which a kind of a model is
    told from the others; `other_senses` words around an acronym that show that something outside this field is
    meant. `types_are_all` is true where a document counts the types; else they are only named. `parent` is the id of
    the model that a kind belongs to, else "". `general` is true for outsourcing itself. A model without a `choice` is
    left out of the guided choice alone. `in_plain` says what `in_short` does in a child's words; "" where nobody did.
    """

    id: str
    name: str
    acronym: str
    in_short: str
    aliases: tuple[str, ...]
    misspellings: tuple[str, ...]
    cues: tuple[str, ...]
    other_senses: tuple[str, ...]
    parts: Mapping[str, tuple[Statement, ...]]
    aspects: Mapping[str, Statement]
    relations: tuple[Relation, ...]
    types: tuple[str, ...]
    choice: Choice | None = None
    types_are_all: bool = False
    parent: str = ""
    general: bool = False
    in_plain: str = ""

    @property
    def is_model(self) -> bool:
        """True for a model in the menus: not a kind, not outsourcing itself."""
        return not self.general and not self.parent

    @property
    def called(self) -> str:
        """The name used inside sentences: the acronym where there is one."""
        return self.acronym or (self.name if self.is_model or self.parent else self.name.lower())

    @property
    def full(self) -> str:
        """Name and acronym: “Knowledge Process Outsourcing (KPO)”."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @cached_property
    def work_words(self) -> frozenset[str]:
        """The words of its work, in normal form."""
        return frozenset(map(normal, (*self.cues, *(self.choice.words if self.choice else ()))))

    def part(self, part: str) -> tuple[Statement, ...]:
        """The statements of a part; empty where the documents say nothing."""
        return self.parts.get(part, ())


@dataclass(frozen=True)
class Question:
    """A kind of question that a topic can answer; `part` is its id and the key in a topic's file.

    `certain` are words that ask for nothing else, `nouns` words that name the part among others.
    """

    part: str
    intent: str
    button: str
    noun: str
    certain: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Sentences that rank {high} and {low}, a verb as “{is|are}”.

    `more` where high words ask, `less` where low ones do, `equal` on a tie.
    """

    more: str
    less: str
    equal: str
    high_words: tuple[str, ...]
    low_words: tuple[str, ...]


@dataclass(frozen=True)
class Aspect:
    """A point that models are compared on, with the words by which people name it, those of its scale among them.

    `means`: what its label means, where the documents say so.
    """

    id: str
    label: str
    words: tuple[str, ...]
    scale: Scale | None = None
    means: Statement | None = None


@dataclass(frozen=True)
class Verdict:
    """`first` has more of the aspect than `second`, told in a sentence; `words` ask for a narrower point (“errors”)."""

    aspect: str
    first: str
    second: str
    statement: Statement
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Disagreement:
    """A question that the documents answer in different ways, each view with its sources.

    `needs` is the topic without which it says nothing about how the others belong together, else "".
    """

    id: str
    topics: tuple[str, ...]
    question: str
    parts: tuple[str, ...]
    aspects: tuple[str, ...]
    views: tuple[Statement, ...]
    needs: str = ""

    def concerns(self, topics: tuple[str, ...]) -> bool:
        """True where a reply on these topics must show it; on a single one, if that comes first in it."""
        if len(topics) > 1 and self.needs and self.needs not in topics:
            return False
        return self.topics[0] in topics or (len(topics) > 1 and set(topics) <= set(self.topics))


@dataclass(frozen=True)
class Gap:
    """A subject that people ask for and the documents don't treat, with the nearest thing they do.

    `reply` tells that thing, by the documents in `sources`.
    """

    id: str
    name: str
    terms: tuple[str, ...]
    asked_as: tuple[str, ...]
    nearest: tuple[str, str]
    reply: str
    sources: tuple[str, ...]
    sections: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Option:
    """An answer to a question of the guided choice, with the words that mean it."""

    id: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question of the guided choice."""

    id: str
    ask: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Knowledge:
    """All that the bot knows. Mappings are keyed by id, in the order of menus."""

    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    questions: Mapping[str, Question]
    aspects: Mapping[str, Aspect]
    disagreements: tuple[Disagreement, ...]
    gaps: Mapping[str, Gap]
    choice: tuple[ChoiceQuestion, ...]
    verdicts: tuple[Verdict, ...] = ()
    differences: OfPairs = field(default_factory=dict)
    similarities: OfPairs = field(default_factory=dict)
    matters: tuple[str, ...] = ()  # the aspects of a comparison that names none
    digest: str = ""  # of the files that it was read from: the version of the content

    @cached_property
    def models(self) -> tuple[Topic, ...]:
        """The models, without their kinds and without outsourcing itself."""
        return tuple(topic for topic in self.topics.values() if topic.is_model)

    @cached_property
    def shared_acronyms(self) -> Mapping[str, tuple[Topic, ...]]:
        """Acronyms that stand for more than one model: lower-case acronym -> models, the main one first."""
        owners: dict[str, tuple[Topic, ...]] = {}
        for topic in self.models:
            if topic.acronym:
                key = topic.acronym.lower()
                owners[key] = (*owners.get(key, ()), topic)
        return {acronym: topics for acronym, topics in owners.items() if len(topics) > 1}

    @cached_property
    def services_by_phrase(self) -> Mapping[str, tuple[tuple[Topic, Statement], ...]]:
        """Normal form of what a service is called -> each topic that has it, with its statement."""
        owners: dict[str, dict[str, tuple[Topic, Statement]]] = {}
        for topic in self.topics.values():
            for service in topic.part("services"):
                for text in (service.text, *service.also):
                    owners.setdefault(normal(text), {}).setdefault(f"{topic.id} {service.text}", (topic, service))
        return {phrase: tuple(found.values()) for phrase, found in owners.items()}

    def namesakes(self, topic: Topic) -> tuple[Topic, ...]:
        """The other models with the same acronym."""
        same = self.shared_acronyms.get(topic.acronym.lower(), ())
        return tuple(other for other in same if other.id != topic.id)

    def name(self, topic: Topic) -> str:
        """A name that nobody else has: the full name where the acronym is shared."""
        return topic.full if self.namesakes(topic) else topic.called

    def _is_on_senses(self, dispute: Disagreement) -> bool:
        """True where only the meaning of an acronym is open, which is no disagreement of documents."""
        acronyms = {self.topics[id].acronym for id in dispute.topics}
        return len(dispute.topics) > 1 and len(acronyms) == 1 and "" not in acronyms

    @cached_property
    def open_questions(self) -> tuple[Disagreement, ...]:
        """What the documents answer in different ways; two meanings of an acronym are no disagreement."""
        return tuple(d for d in self.disagreements if not self._is_on_senses(d))

    def disagreements_on(self, topics: tuple[str, ...], part: str, aspect: str = "") -> tuple[Disagreement, ...]:
        """The open questions which an answer on `topics` must show: about them, and that part or aspect."""
        return tuple(
            d
            for d in self.disagreements
            if d.concerns(topics) and not self._is_on_senses(d) and (aspect in d.aspects if aspect else part in d.parts)
        )

    def statements(self) -> Iterator[tuple[str, str, int, Statement]]:
        """Every statement with its address: (topic id, part id, place in that part, statement)."""
        for topic in self.topics.values():
            for part, statements in topic.parts.items():
                for place, statement in enumerate(statements):
                    yield topic.id, part, place, statement

    def all_statements(self) -> Iterator[tuple[str, str, int, Statement]]:
        """Every statement that an answer may tell: those of the parts, and those on aspects as part “aspects <id>”."""
        yield from self.statements()
        for topic in self.topics.values():
            for aspect, statement in topic.aspects.items():
                yield topic.id, f"aspects {aspect}", 0, statement

    def compared_statements(self) -> Iterator[tuple[str, str, int, Statement]]:
        """Every statement on two topics together; in place of one topic their ids joined by “+”."""
        for name, pairs in (("differences", self.differences), ("similarities", self.similarities)):
            for pair, statements in pairs.items():
                yield from (("+".join(sorted(pair)), name, place, said) for place, said in enumerate(statements))
        for place, verdict in enumerate(self.verdicts):
            yield f"{verdict.first}+{verdict.second}", "verdicts", place, verdict.statement

    def statement(self, topic: str, part: str, place: int) -> Statement | None:
        """The statement at an address; None where the knowledge has none there (any more)."""
        return self._by_address.get((topic, part, place))

    @cached_property
    def _by_address(self) -> Mapping[tuple[str, str, int], Statement]:
        found = {(topic, part, place): said for topic, part, place, said in self.all_statements()}
        found |= {(pair, name, place): said for pair, name, place, said in self.compared_statements()}
        found |= {(aspect.id, "means", 0): aspect.means for aspect in self.aspects.values() if aspect.means}
        found |= {(d.id, "views", place): view for d in self.disagreements for place, view in enumerate(d.views)}
        return found

    @cached_property
    def addresses(self) -> Mapping[Statement, tuple[str, str, int]]:
        """Each statement with its address; of the same words in two places the first."""
        return {said: address for address, said in reversed(tuple(self._by_address.items()))}

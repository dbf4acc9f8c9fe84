"""The question bank: every text by which the knowledge may be asked for, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from knowledge.model import Knowledge
from nlu.encoder import Encoder, Vectors, encoder
from nlu.reader import MASK, Reader, Reading

GAP = "gap"
CHOICE = "choice"
PAIR = "pair"
DIFFERENCES = "differences"  # the part of a question for the difference as a whole

Address = tuple[str, str, int]  # topic id (or "gap"), part id (or the gap's id), place in that part
Asked = tuple[Address, str, str]  # an address, a text that leads there, and the answer that the statement gives to it


class Phrase(NamedTuple):
    """A way in which something may be asked for; `answer` is “yes”, “no” or “open” for a question on a statement."""

    address: Address
    reading: Reading
    answer: str


def phrases(knowledge: Knowledge) -> Iterator[Asked]:
    """Each address with a text that leads to it: the statement itself, its heading and its other words."""
    for topic, part, place, statement in knowledge.statements():
        for text in filter(None, (statement.text, statement.name, *statement.also)):
            yield (topic, part, place), text, ""
    for gap in knowledge.gaps.values():
        yield from (((GAP, gap.id, 0), text, "") for text in gap.asked_as)
    for question in knowledge.choice:
        for place, option in enumerate(question.options):
            yield from (((CHOICE, question.id, place), text, "") for text in (option.title, *option.words))


def questions(knowledge: Knowledge) -> Iterator[Asked]:
    """Each question that editors wrote beside a statement, with the statement's address and its answer."""
    for topic, part, place, statement in knowledge.all_statements():
        yield from (((topic, part, place), text, answer) for text, answer in statement.questions)


def pair_of(one: str, other: str) -> str:
    """Two topics as one word, whatever their order."""
    return "+".join(sorted((one, other)))


def questions_on_pairs(knowledge: Knowledge) -> Iterator[Asked]:
    """Each question that editors wrote beside a statement on two topics."""
    for pair, part, place, statement in knowledge.compared_statements():
        yield from (((pair, part, place), text, answer) for text, answer in statement.questions)


def comparisons(knowledge: Knowledge) -> Iterator[Asked]:
    """Each question that editors wrote beside what compares two topics, with the aspect that it is on; "" for all."""
    for verdict in knowledge.verdicts:
        yield from (((PAIR, verdict.aspect, 0), text, answer) for text, answer in verdict.statement.questions)
    for statements in knowledge.differences.values():
        yield from (((PAIR, "", 0), text, answer) for said in statements for text, answer in said.questions)
    for topic in knowledge.topics.values():
        for aspect, said in topic.aspects.items():
            yield from (((PAIR, aspect, 0), text, "") for text in said.asked_as)


def read(asked: Iterable[Asked], reader: Reader) -> list[Phrase]:
    """The phrases as they are read; a name by itself is left out: nothing but the mask, it is like every question."""
    all_read = (Phrase(address, reader.read(text)[0], answer) for address, text, answer in asked)
    return [phrase for phrase in all_read if phrase.reading.masked != MASK]


def vectors_of(phrases: Sequence[Phrase], by: Encoder | None = None) -> Vectors:
    """The vectors of the phrases, by the encoder of this tree if none is given: shape (phrases, dimensions)."""
    return (by or encoder()).encode([phrase.reading.masked for phrase in phrases])


def key(address: Address) -> str:
    """An address as one word."""
    return "|".join(map(str, address))


def address_of(label: str) -> Address:
    topic, part, place = label.split("|")
    return topic, part, int(place)

"""What of the acknowledged messages is in the database."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy

from benchmarks.stress.visitors import Talk


@dataclass(frozen=True)
class Kept:
    """Acknowledged messages that aren't stored, are stored twice, or after one that came later."""

    lost: int
    doubled: int
    disordered: int


def places(database: str) -> dict[str, list[int]]:
    """Where the messages are among all events, by the ids that the bot gave to them."""
    engine = sqlalchemy.create_engine(database)
    found: dict[str, list[int]] = {}
    with engine.connect() as connection:
        rows = connection.execute(sqlalchemy.text("SELECT id, data FROM events WHERE type_name = 'user' ORDER BY id"))
        for id, data in rows:
            found.setdefault(str(json.loads(data)["message_id"]), []).append(id)
    engine.dispose()
    return found


def compare(stored: dict[str, list[int]], talks: Sequence[Talk], is_one_conversation: bool = False) -> Kept:
    """The faults in what is stored. Messages of a talk follow each other; with `is_one_conversation` those of a talk
    were sent at once, and the talks follow each other.
    """
    ids = [[id for id, *_ in talk.answered] for talk in talks]
    every = [id for talk in ids for id in talk]
    lost = sum(id not in stored for id in every)
    doubled = sum(len(stored.get(id, ())) > 1 for id in every)
    found = [[stored[id][0] for id in talk if id in stored] for talk in ids]
    if is_one_conversation:
        batches = [talk for talk in found if talk]
        return Kept(lost, doubled, sum(min(b) < max(a) for a, b in itertools.pairwise(batches)))
    return Kept(lost, doubled, sum(b < a for talk in found for a, b in itertools.pairwise(talk)))


def total(each: Iterable[Kept]) -> Kept:
    """The faults of several runs together."""
    return Kept(*(sum(numbers) for numbers in zip(*(dataclasses.astuple(one) for one in each), strict=True)))

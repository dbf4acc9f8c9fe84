"""What of the messages is in the database."""

from __future__ import annotations

import dataclasses
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import sqlalchemy

from benchmarks.stress.visitors import Talk

Places = Mapping[str, Sequence[int]]  # of a conversation's messages among all events, by the ids that the bot gave them


@dataclass(frozen=True)
class Kept:
    """Answered messages that are `lost`, messages that are stored more often than they were sent, and answered ones
    that are stored before one that was over when they were sent.
    """

    lost: int
    doubled: int
    disordered: int


def places(database: str) -> dict[str, dict[str, list[int]]]:
    """Where the messages of all conversations are, by the ids of these."""
    engine = sqlalchemy.create_engine(database)
    found: dict[str, dict[str, list[int]]] = {}
    query = "SELECT id, sender_id, data FROM events WHERE type_name = 'user' ORDER BY id"
    with engine.connect() as connection:
        for id, conversation, data in connection.execute(sqlalchemy.text(query)):
            if message := json.loads(data).get("message_id"):  # what nobody sent has none, such as a reminder
                found.setdefault(conversation, {}).setdefault(message, []).append(id)
    engine.dispose()
    return found


def compare(stored: Places, talk: Talk) -> Kept:
    """The faults in what is stored of a conversation."""
    answered = {id for id, *_ in talk.answered}
    again = sum(len(places) - 1 for places in stored.values())
    # A message that nginx sent to two bots has an id from each. Those that failed may be stored, but once.
    surplus = len(stored.keys() - answered) - len(talk.told) - len(talk.broken)
    return Kept(len(answered - stored.keys()), again + max(0, surplus), _disordered(stored, talk))


def _disordered(stored: Places, talk: Talk) -> int:
    found = [(sent, over, stored[id][0]) for id, sent, over in talk.answered if id in stored]
    ends = sorted((over, place) for _, over, place in found)
    times = [over for over, _ in ends]
    latest = [0, *accumulate((place for _, place in ends), max)]  # of the messages that were over first
    return sum(place < latest[bisect_right(times, sent)] for sent, _, place in found)


def total(each: Iterable[Kept]) -> Kept:
    """The faults of several conversations together."""
    faults = [dataclasses.astuple(one) for one in each]
    return Kept(*map(sum, zip((0, 0, 0), *faults, strict=True)))

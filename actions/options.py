"""Which of the things offered a user means: by place (“the second”) or by a word of its name (“legal”)."""

from __future__ import annotations

from collections import Counter

from actions.knowledge import Knowledge, Topic
from actions.phrases import is_in, normal, padded

_PLACES = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "former": 0,
    "second": 1, "2nd": 1, "two": 1, "2": 1, "latter": 1,
    "third": 2, "3rd": 2, "three": 2, "3": 2,
    "fourth": 3, "4th": 3, "four": 3, "4": 3,
    "fifth": 4, "5th": 4, "five": 4, "5": 4,
    "sixth": 5, "6th": 5, "six": 5, "6": 5,
    "seventh": 6, "7th": 6, "seven": 6, "7": 6,
    "eighth": 7, "8th": 7, "eight": 7, "8": 7,
}  # fmt: skip
_ALL = {"both", "all"}


def has_ordinal(text: str) -> bool:
    """True where a message points at a place; “one” alone may also stand for a noun (“the medical one”)."""
    return bool(({*_PLACES, *_ALL, "last"} - {"one"}) & set(normal(text).split()))


def chosen_place(text: str, count: int) -> tuple[int, ...]:
    """The places (from 0) that a message points at among `count` options; empty where it points at none."""
    said = normal(text).split()
    if _ALL & set(said):
        return tuple(range(min(count, 4)))
    places_of = {**_PLACES, "last": count - 1}
    # “the second one”: the ordinal goes before the noun “one”
    ordinals = [word for word in said if word in places_of and word != "one"] or ["one"] * ("one" in said)
    return tuple(place for place in dict.fromkeys(map(places_of.__getitem__, ordinals)) if 0 <= place < count)


def hinted_topics(knowledge: Knowledge, text: str) -> tuple[Topic, ...]:
    """The topic that a message means by a word of its name (“legal, not medical”) or of its work (“hiring”)."""
    named = [topic for topic in knowledge.topics.values() if topic.is_model or topic.parent]
    counts = Counter(word for topic in named for word in set(normal(topic.name).split()))
    said = normal(text).split()
    text = padded(text)
    rejected = set(said[said.index("not") + 1 :][:2]) if "not" in said else set()
    by_name = [
        topic
        for topic in named
        if any(
            counts[word] == 1 and word not in rejected and is_in(word, text)
            for word in normal(topic.name).split()
            if len(word) > 3
        )
    ]
    by_work = [model for model in knowledge.models if any(is_in(word, text) for word in model.work_words)]
    return tuple(by_name or by_work)[:1]

"""What was asked: the one type that passes between understanding, dialogue and answers. Pure; JSON in Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeVar

VERSION = 1  # of the JSON, raised when a field changes its meaning

# Forms: kinds of act. TELL a part or aspect; COMPARE; VERIFY a claim; FIND the model for some work; LIST all models;
# GAP: known not to be covered; UNHEARD: beside others, and nothing here answers it; the rest act on the conversation
# itself.
TELL, COMPARE, VERIFY, FIND, LIST, GAP = "tell", "compare", "verify", "find", "list", "gap"
CHOOSE, MORE, AGAIN, RESTYLE, EXAMPLE, SUMMARISE = "choose", "more", "again", "restyle", "example", "summarise"
SOURCE, SURE, VERDICT, WHY, CORRECT, EDIT = "source", "sure", "verdict", "why", "correct", "edit"
SAME, PICK, BACK, TALK, DECLINE, ASK_BACK = "same", "pick", "back", "talk", "decline", "ask_back"
SENSES, NAMED_ONLY, UNKNOWN, UNHEARD = "senses", "named_only", "unknown", "unheard"

ONLY, NOT_ONLY, ALL, ALSO, OTHER, BOTH, EITHER, NEVER = (
    "only", "not_only", "all", "also", "other", "both", "either", "never",
)  # fmt: skip

# Cues that tell which words stand in a question, whatever it asks: nlu/questions.py has the words of each.
WORD_CUES = frozenset(
    ["another", "asks_anew", "authors", "dates", "drops", "instead", "pair", "sellers", "shares", "stands_for",
     "wishes_help"]
)  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How an answer shall look. `length`: "short", "long" or ""; `points`: how many, 0 where none is said; `layout`:
    "table", "list", "prose" or ""; `simple`, `example`: what they say; `standing`: from now on; `marks`: `points` is
    what an exam gives for it."""

    length: str = ""
    points: int = 0
    layout: str = ""
    simple: bool = False
    example: bool = False
    standing: bool = False
    marks: bool = False

    def __bool__(self) -> bool:
        return self != Style()

    def over(self, other: Style) -> Style:
        """This style, with the other's wishes where this one has none."""
        return Style(
            self.length or other.length,
            self.points or other.points,
            self.layout or other.layout,
            self.simple or (other.simple and not self),
            self.example,
            self.standing,
            self.marks if self.points else other.marks,
        )


@dataclass(frozen=True)
class Claim:
    """What shall be confirmed: `positive` is False where it is put in the negative; `quantifier`: one of ONLY ...;
    `pole`: the end of an aspect's scale that is asserted, "high" or "low"; `tag`: asked as a statement with a tag."""

    positive: bool = True
    quantifier: str = ""
    pole: str = ""


@dataclass(frozen=True)
class Nearness:
    """A statement that the words are like: its address in the knowledge and the likeness, -1 to 1.

    `asked`: the chance, 0 to 1, that it is what a question on its topic is after.
    """

    topic: str
    part: str
    place: int
    score: float
    asked: float = 0.0

    @property
    def address(self) -> tuple[str, str, int]:
        """Where the knowledge has it."""
        return self.topic, self.part, self.place


@dataclass(frozen=True)
class Question:
    """One question of an utterance.

    `form` is its act and `intent` the class that the words were given; `parts` and `aspects` what is asked of `topics`;
    `against`: what they are measured by; `excluded`: topics that shall stay out; `services`: work that is named,
    `without` the same of work that is excluded, `shut_out`: all words that are; `gap_words`: the gaps as they were
    named; `gaps`: known gaps that are named, the likeliest first in `subjects`;
    `unknown`: names that nobody here knows, or the term of an answer that isn't explained; `references`: words that
    point at what was said (“it”, “other”, “2”);
    `claim` where something shall be confirmed; `point`: the statement that is asked for, `beside`: one that it may be
    after as well; `near`: those it is like;
    `answer`: “yes” or “no” where claims of its wording have that answer; `options`: likeness to options of the guided
    choice; `words`: its words in normal form; `content`: those of them that are neither names nor ways of asking;
    `evidence`: a line for each step that led here.
    """

    form: str = TELL
    intent: str = ""
    chance: float = 0.0
    parts: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    shut_out: tuple[str, ...] = ()
    gap_words: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    subjects: tuple[tuple[str, float], ...] = ()
    unknown: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    claim: Claim | None = None
    pole: str = ""
    style: Style = field(default_factory=Style)
    point: Nearness | None = None
    beside: Nearness | None = None
    near: tuple[Nearness, ...] = ()
    answer: str = ""
    options: tuple[tuple[str, str, float], ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    operation: str = ""
    cues: tuple[str, ...] = ()
    wh: str = ""
    words: str = ""
    content: tuple[str, ...] = ()
    foreign: int = 0
    assumed: str = ""
    evidence: tuple[str, ...] = ()

    def because(self, line: str, **changes: Any) -> Question:
        """The question with some fields changed, and a line of why."""
        return replace(self, evidence=(*self.evidence, line), **changes)

    def in_words_of(self, other: Question) -> Question:
        """The question with the words of another one, and with the cues that tell which words these are."""
        own = (cue for cue in self.cues if cue not in WORD_CUES)
        said = (cue for cue in other.cues if cue in WORD_CUES)
        return replace(self, words=other.words, cues=(*own, *said))

    def chance_of(self, intent: str) -> float:
        """The probability of an intent among the likelier ones, 0 to 1."""
        return dict(self.ranking).get(intent, 0.0)

    def as_json(self) -> dict[str, Any]:
        """JSON types; fields that say nothing are left out."""
        told = {f.name: value for f in fields(self) if (value := getattr(self, f.name)) not in ((), "", None, 0, 0.0)}
        plain = {key: asdict(value) if hasattr(value, "__dataclass_fields__") else value for key, value in told.items()}
        plain["near"] = [asdict(near) for near in self.near]
        plain["style"] = {key: value for key, value in asdict(self.style).items() if value}
        return {"version": VERSION, **{key: value for key, value in plain.items() if value not in ([], {})}}

    @classmethod
    def of(cls, data: Mapping[str, Any] | None) -> Question:
        """The question that `as_json` wrote; an empty one for what another version wrote."""
        if not data or data.get("version") != VERSION:
            return cls()
        told = {f.name: _frozen(data[f.name]) for f in fields(cls) if f.name in data}
        for name, kind in (("claim", Claim), ("style", Style), ("point", Nearness), ("beside", Nearness)):
            if name in told:
                told[name] = _typed(kind, data[name])
        told["near"] = tuple(_typed(Nearness, entry) for entry in data.get("near", ()))
        return cls(**told)


T = TypeVar("T")


def _typed(kind: type[T], data: Mapping[str, Any]) -> T:
    return kind(**{key: value for key, value in data.items() if key in kind.__dataclass_fields__})  # type: ignore[attr-defined]


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(_frozen(entry) for entry in value) if isinstance(value, (list, tuple)) else value

"""An utterance as a row of tokens: words in normal form, marks, and each name as one token with what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD, MARK = "", "mark"  # kinds of a token; any other kind is the entity type of a name


@dataclass(frozen=True)
class Token:
    """A word, a mark, or a whole name. `start` and `end` are its characters in the message; `breaks`: a line ended
    before it."""

    norm: str
    kind: str = WORD
    id: str = ""
    start: int = 0
    end: int = 0
    breaks: bool = False

    @property
    def is_name(self) -> bool:
        """True where it names something of the knowledge."""
        return self.kind not in (WORD, MARK)


Phrase = tuple[str, ...]


class Phrases(tuple[Phrase, ...]):
    """Phrases, the longest first, so that “not just” goes before “not”; found by their first word."""

    by_first: dict[str, list[Phrase]]

    def __new__(cls, phrases: Iterable[Phrase]) -> Phrases:
        """The phrases in order, with an index."""
        made = super().__new__(cls, sorted(phrases, key=lambda phrase: -len(phrase)))
        made.by_first = {}
        for phrase in made:
            made.by_first.setdefault(phrase[0], []).append(phrase)
        return made


def starts_with(tokens: Sequence[Token], place: int, phrases: Phrases) -> int:
    """How many tokens the first of `phrases` takes that stands at a place; 0 where none does."""
    for phrase in phrases.by_first.get(tokens[place].norm, ()) if place < len(tokens) else ():
        if len(phrase) == 1 or tuple(t.norm for t in tokens[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def has_phrase(tokens: Sequence[Token], phrases: Phrases) -> bool:
    """True where one of `phrases` stands anywhere among the tokens, names left out."""
    return any(not tokens[place].is_name and starts_with(tokens, place, phrases) for place in range(len(tokens)))


def words_of(tokens: Sequence[Token]) -> list[str]:
    """The normal forms without marks."""
    return [token.norm for token in tokens if token.kind != MARK]

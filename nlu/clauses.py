"""Cuts an utterance into the clauses that each ask something; a story around one question is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlu import closed_class as words
from nlu.grammar import declines, has_tag, opens_question, references, without_lead_ins
from nlu.names import ASPECT, PART, QUESTION, TOPIC
from nlu.operations import changes_table
from nlu.utterance import MARK, Token, has_phrase, words_of

MOST = 4  # clauses that are answered one by one
_ENDS = frozenset(".?!;")
_NUMBERS = frozenset(["1", "2", "3", "4", "5", "b", "c", "d", "ii", "iii", "iv"])  # of items of a list
_SHORT = 14  # words of a question that may lean on a topic named before or behind it
_FRAGMENT = 6  # words of a clause without a verb that asks by naming alone
_LONGEST_TAG = 4  # words
_LEADING = 3  # words between two questions: “and second, …”
_AFTER_AUXILIARY = words.PRONOUNS | words.AFTER_AUXILIARIES

Span = tuple[int, int]  # the first token of a clause, and the one after its last


@dataclass(frozen=True)
class _Segment:
    """A part of an utterance. `counts`: it asks something on the field; `names`: a name stands there; `tag`: it is
    but a tag, as “isn't it?”."""

    start: int
    end: int
    counts: bool
    names: bool
    tag: bool


def clauses(tokens: Sequence[Token]) -> list[Span]:
    """The spans of the clauses that ask; one span over all tokens where none or all of them does.

    A short question that names nothing (“who decides?”) is a clause as well: whether it is on the topic of the message
    or of the talk, its meaning tells later.
    """
    segments = [_segment(tokens, start, end) for start, end in _cut(tokens)]
    asking = [segment for segment in segments if segment.counts]
    if len(asking) == 1 and len(segments) > 1:
        return [(asking[0].start, asking[0].end)]  # the question of a story
    return _spans(segments, len(tokens)) if len(asking) > 1 else [(0, len(tokens))]


def _spans(segments: Sequence[_Segment], end: int) -> list[Span]:
    """A span for each segment that counts, with what leads up to it, unless it names something, and its tag."""
    spans: list[Span] = []
    told: list[int] = []  # where each segment begins that only leads up to the next one that counts
    for segment in segments:
        if segment.counts:
            spans.append((segment.start if segment.names else [*told, segment.start][0], segment.end))
            told = []
        elif segment.tag and spans and not told:
            spans[-1] = (spans[-1][0], segment.end)
        else:
            told.append(segment.start)
    spans[-1] = (spans[-1][0], end)  # what follows the last question belongs to it
    return spans


def _segment(tokens: Sequence[Token], start: int, end: int) -> _Segment:
    part = tokens[start:end]
    names = any(token.is_name for token in part)
    tag = not names and has_tag([Token("that"), *part]) and len(words_of(part)) <= _LONGEST_TAG
    ours = _ours(part) or len(words_of(part)) <= _SHORT
    counts = not tag and ours and asks(part) and not declines(part)
    return _Segment(start, end, counts=counts, names=names, tag=tag)


def asks(part: Sequence[Token]) -> bool:
    """True where a clause asks something by itself."""
    plain = [token for token in part if token.norm not in words.ADVERBS]  # “I would also like …”
    if opens_question(part) or has_phrase(plain, words.ASKING) or changes_table(part):
        return True
    said = [token for token in part if token.kind != MARK]
    return bool(said) and (part[-1].norm == "?" or _asks_by_naming(said))


def _asks_by_naming(said: Sequence[Token]) -> bool:
    """True for “benefits of BPO”, “LPO vs KPO”."""
    named = any(token.is_name for token in said)
    telling = any(token.kind in (QUESTION, PART) or token.norm == "vs" for token in said)
    return named and telling and len(said) <= 2 * _FRAGMENT and not _has_verb(said)


def _has_verb(said: Sequence[Token]) -> bool:
    """True for a statement: “I have the benefits of BPO on my list”."""
    return any(not t.is_name and (t.norm in words.AUXILIARIES or t.norm in words.PERSONS) for t in said)


def _ours(part: Sequence[Token]) -> bool:
    """True where a clause names something of the field, or points at what does."""
    if any(token.is_name for token in part):
        return True
    core = without_lead_ins(part)
    return len(words_of(core)) <= _FRAGMENT and bool(references(core)) and opens_question(core)


def _cut(tokens: Sequence[Token]) -> Iterator[Span]:
    """The spans between the places where a sentence, an item of a list or a joined question begins."""
    start = _number_at(tokens, 0)
    for place in range(start + 1, len(tokens)):
        number = _number_at(tokens, place)
        if place > start and (number or _begins(tokens, start, place)):
            yield start, place
            start = place + number
    if start < len(tokens):
        yield start, len(tokens)


def _number_at(tokens: Sequence[Token], place: int) -> int:
    """How many tokens the number of an item takes: “2.”, “b)”, “(a)”; 0 where none stands there."""
    opened = place < len(tokens) and tokens[place].norm == "("
    first = place + opened
    if first + 2 >= len(tokens) or tokens[first].is_name:
        return 0
    following = tokens[first + 2]
    numbers = tokens[first].norm in _NUMBERS or (opened and tokens[first].norm == "a")
    closed = tokens[first + 1].norm in ((")",) if opened else (".", ")"))
    begins = following.kind in (QUESTION, PART) or not (following.is_name or following.norm.isdigit())
    return 2 + opened if numbers and closed and begins else 0


def _begins(tokens: Sequence[Token], start: int, place: int) -> bool:
    token, before = tokens[place], tokens[place - 1]
    if token.kind == MARK and token.norm in _ENDS:
        return False
    if before.norm in _ENDS and before.kind == MARK:
        return not _is_short_for(tokens, place - 1)
    if token.breaks:
        return True
    return _joined_question(tokens, start, place)


def _is_short_for(tokens: Sequence[Token], place: int) -> bool:
    """True for the dot of “vs.” or “1.”."""
    before = tokens[place - 1] if place else None
    return (
        tokens[place].norm == "."
        and before is not None
        and (before.norm in words.ABBREVIATIONS or before.norm.isdigit())
    )


def _joined_question(tokens: Sequence[Token], start: int, place: int) -> bool:
    """True where “and what …”, “, does it …” begins a question behind another one, or one follows without a word."""
    if place + 1 >= len(tokens) or not _may_begin(tokens, place):
        return False
    left = tokens[start:place]  # read last: a message may be all marks, and each place would read all before it
    if tokens[place].norm in words.AUXILIARIES and tokens[place].norm not in words.WH:
        return opens_question(left) or _holds_question(left) or _asks_within(left)
    return asks(left) or _holds_question(left)


def _may_begin(tokens: Sequence[Token], place: int) -> bool:
    """True where a word and its neighbours may begin a question, whatever stands before them."""
    token, before, following = tokens[place], tokens[place - 1], tokens[place + 1]
    joined = _is_joined(tokens, place)
    if token.is_name:
        return False
    if token.norm in words.WH:
        return following.kind != MARK and (joined or _goes_unjoined(before, following))
    if token.norm in words.AUXILIARIES:
        goes_on = following.norm in _AFTER_AUXILIARY and before.norm != "or"  # “is it cheap or is it dear?” is one
        return joined and (following.is_name or goes_on)
    if following.norm in words.WH and not following.is_name:  # “and in which …”, “and say which …”
        return joined and token.norm in words.PREPOSITIONS | words.TELLS
    return joined and token.norm in words.REQUESTS and token.norm not in words.NEVER_JOINED


def _is_joined(tokens: Sequence[Token], place: int) -> bool:
    """True behind a word that joins, with what leads up to a question between them: “and second, can …”."""
    for before in reversed(tokens[max(place - _LEADING, 0) : place]):
        if before.norm in words.JOINS:
            return True
        if before.is_name or before.norm not in words.LEAD_INS:
            return False
    return False


def _asks_within(left: Sequence[Token]) -> bool:
    """True where a question begins behind a word that joins: “I have two things to ask, first what …”."""
    places = (p for p, token in enumerate(left) if token.norm in words.WH and not token.is_name)
    return any(_is_joined(left, place) for place in places)


def _goes_unjoined(before: Token, following: Token) -> bool:
    """True where a question word between a name and a verb begins a question: “tell me of LPO what does it cost”."""
    return before.kind in (TOPIC, ASPECT) and following.norm in words.AUXILIARIES


def _holds_question(left: Sequence[Token]) -> bool:
    return any(token.kind == "question" for token in left)

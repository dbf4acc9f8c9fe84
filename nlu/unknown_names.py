"""Names that nobody here knows: “KPO or a lemonade stand”, “what is WPO”. Pure functions over a Reading."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue import question as q
from knowledge.model import Knowledge
from knowledge.phrases import normal
from nlu import closed_class as words
from nlu.names import TOPIC
from nlu.reader import Reading
from nlu.utterance import MARK, Token

_LONGEST_NAME = 4  # words
_ACRONYM = (2, 5)  # letters: more than the first, fewer than the second
# Words that no name goes on with.
_ENDS_NAME = (
    words.REQUESTS
    | words.SETS_APART
    | words.AUXILIARIES
    | words.WH
    | words.PRONOUNS
    | words.LEAD_INS
    | words.PREPOSITIONS
    | words.BETWEEN
    | words.ARTICLES
)

_Run = tuple[int, int]  # the first token of some words in a row, and the one after their last


def unknown_names(
    text: str, reading: Reading, topics: Sequence[str], form: str, knowledge: Knowledge
) -> tuple[str, ...]:
    """What is set beside a model, or asked for, and is no name of ours, as it was typed; one at most.

    `topics`: those that the clause asks of; `form`: the act that it was classified as.
    """
    if form == q.COMPARE:
        run = _beside_model(reading, knowledge) if len(topics) == 1 else None
    else:
        lone = not topics and not reading.services and reading.foreign <= 1
        run = _acronym(reading, knowledge) if lone else None
    return (_typed(text, reading.tokens, run),) if run else ()


def _beside_model(reading: Reading, knowledge: Knowledge) -> _Run | None:
    """The first words that are set beside a model, unless they say what one is about."""
    cues = {normal(cue) for topic in knowledge.topics.values() for cue in (*topic.cues, topic.acronym.lower())}
    tokens = reading.tokens
    lone = (run for run in _runs(reading) if run[1] == len(tokens) or tokens[run[1]].kind != TOPIC)  # “ordinary BPO”
    runs = (run for run in lone if _stands_beside(tokens, run) and tokens[run[0]].norm not in cues)
    return next(runs, None)


def _acronym(reading: Reading, knowledge: Knowledge) -> _Run | None:
    """The first word that looks like an acronym of the field."""
    return next((run for run in _runs(reading) if _like_an_acronym(reading.tokens, run, knowledge)), None)


def _runs(reading: Reading) -> list[_Run]:
    """The spans of words in a row that are neither names nor ways of asking."""
    content, runs = set(reading.content), []
    start = None
    for place, token in enumerate((*reading.tokens, Token(".", MARK))):
        inside = token.kind == "" and token.norm in content and token.norm not in words.BETWEEN
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            runs.append((start, place))
            start = None
    return [(start, end) for start, end in runs if end - start <= _LONGEST_NAME]


def _stands_beside(tokens: Sequence[Token], run: _Run) -> bool:
    """True where a word that sets two things side by side stands at either end."""
    start, end = run
    before = start - 1
    while before >= 0 and tokens[before].norm in words.ARTICLES | words.DEGREES:
        before -= 1
    joined = before >= 0 and tokens[before].norm in words.BETWEEN - {"like"}
    return joined or (end < len(tokens) and tokens[end].norm in words.VERSUS | {"or", "and"})


def _like_an_acronym(tokens: Sequence[Token], run: _Run, knowledge: Knowledge) -> bool:
    """True for a lone word of a few letters that ends as the acronyms of the field do: “PPO”, “DPO”."""
    word = tokens[run[0]].norm
    endings = {topic.acronym.lower()[-2:] for topic in knowledge.models if topic.acronym}
    least, most = _ACRONYM
    known = {topic.acronym.lower() for topic in knowledge.topics.values()}
    return run[1] - run[0] == 1 and least < len(word) < most and word[-2:] in endings and word not in known


def _typed(text: str, tokens: Sequence[Token], run: _Run) -> str:
    """The name as it stands in the message, with the plain nouns that end it: “consulting firm”."""
    end = run[1]
    while end < len(tokens) and end - run[0] < _LONGEST_NAME and _goes_on(tokens[end]):
        end += 1
    return text[tokens[run[0]].start : tokens[end - 1].end]


def _goes_on(token: Token) -> bool:
    """True for a word that may belong to the name before it."""
    return token.kind == "" and token.norm not in _ENDS_NAME

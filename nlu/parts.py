"""Several parts in one clause: “benefits of BPO and drawbacks of KPO”. Pure functions over tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dialogue import question as q
from dialogue.question import Question
from knowledge.model import Knowledge
from nlu import closed_class as words
from nlu.grammar import without_lead_ins
from nlu.names import PART, TOPIC
from nlu.names import QUESTION as CERTAIN
from nlu.utterance import MARK, Token

_COMPARISON = "comparison"  # stands for the difference of the topics, which is no part of any


@dataclass(frozen=True)
class PartAsked:
    """One part with the topics it is asked of, and how many points; 0 where no number is said."""

    part: str
    topics: tuple[str, ...]
    points: int


def parts_asked(tokens: Sequence[Token], excluded: frozenset[int], knowledge: Knowledge) -> list[PartAsked]:
    """The parts that a clause names, each with its topics, in order; none where they are one part of the same topics.

    `excluded`: the places of names that are shut out.
    """
    before, named = _named(tokens, excluded, knowledge)
    asked = _with_shared_topics(named, before)
    distinct = list(dict.fromkeys(_with_definition(asked, before) if _defines(tokens) else asked))
    if len({one.part for one in distinct}) < 2 and len({one.topics for one in distinct}) < 2:
        return []
    return [one for one in distinct if one.part != _COMPARISON or len(one.topics) > 1]


def question_on(asked: PartAsked, base: Question, knowledge: Knowledge) -> Question:
    """The question on one part of several; `base`: what the clause asks as a whole."""
    form = q.COMPARE if asked.part == _COMPARISON else q.TELL
    style = replace(base.style, points=asked.points)
    line = f"asks for {asked.part} among other parts"
    parts = () if form == q.COMPARE else (asked.part,)
    intent = "ask_comparison" if form == q.COMPARE else knowledge.questions[asked.part].intent
    cues = tuple(dict.fromkeys((*base.cues, "names_part")))
    return base.because(line, form=form, parts=parts, topics=asked.topics, style=style, claim=None, aspects=(),
                        intent=intent, cues=cues)  # fmt: skip


def _named(
    tokens: Sequence[Token], excluded: frozenset[int], knowledge: Knowledge
) -> tuple[tuple[str, ...], list[PartAsked]]:
    """The topics before the first part, and each part with the topics between it and the next one."""
    intents = {question.intent: question.part for question in knowledge.questions.values()}
    before: list[str] = []
    named: list[PartAsked] = []
    for place, token in enumerate(tokens):
        if place in excluded:
            continue
        if part := _part_at(tokens, place, intents):
            named.append(PartAsked(part, (), _count_before(tokens, place)))
        elif token.kind == TOPIC and named:
            named[-1] = replace(named[-1], topics=(*named[-1].topics, token.id))
        elif token.kind == TOPIC:
            before.append(token.id)
    return tuple(before), named


def _part_at(tokens: Sequence[Token], place: int, intents: Mapping[str, str]) -> str:
    """The part that a token names; "" where it names none, as in “which types …”."""
    token = tokens[place]
    if token.kind == CERTAIN:
        return intents.get(token.id, "")
    if token.kind == PART and not (place and tokens[place - 1].norm in ("which", "what", "this", "that")):
        return token.id
    if token.norm == "models" and place and tokens[place - 1].norm in words.POSSESSIVE:
        return "types"  # “define RPO, list its models”
    return _COMPARISON if token.norm in words.DIFFERENCE else ""


def _count_before(tokens: Sequence[Token], place: int) -> int:
    """“two benefits” → 2."""
    for token in reversed(tokens[max(0, place - 2) : place]):
        if token.kind == MARK or token.is_name:
            return 0
        if token.norm.isascii() and token.norm.isdigit():
            return int(token.norm[:2])
        if words.NUMBERS.get(token.norm):
            return words.NUMBERS[token.norm]
    return 0


def _with_shared_topics(named: Sequence[PartAsked], before: Sequence[str]) -> list[PartAsked]:
    """The parts, where one without topics has those of the next part that has some, else of the one before."""
    shared: list[PartAsked] = []
    for place, one in enumerate(named):
        following = next((later.topics for later in named[place:] if later.topics), ())
        earlier = shared[-1].topics if shared else before
        topics = one.topics or (earlier if before else following) or earlier
        shared.append(replace(one, topics=tuple(dict.fromkeys(topics))))
    return shared


def _with_definition(asked: list[PartAsked], before: tuple[str, ...]) -> list[PartAsked]:
    """The parts behind the definition of the first topics, unless they begin with it; no part is none of several."""
    if not asked or asked[0].part == "definition":
        return asked
    return [PartAsked("definition", before or asked[0].topics, 0), *asked]


def _defines(tokens: Sequence[Token]) -> bool:
    """True where a list of parts begins with a definition: “define KPO, two examples”, “what is BPO and its types”."""
    core = without_lead_ins(tokens)
    if not core or core[0].is_name:
        return False
    if core[0].norm in words.DEFINING:
        if any(token.norm in words.DIFFERENCE for token in core[1:3]):
            return False  # “explain the difference”
        return len(core) > 1 and (core[1].kind == TOPIC or core[1].norm in ("what", "the", "about", ","))
    is_what = core[0].norm in ("what", "whats", "what's")
    return is_what and any(t.kind == TOPIC for t in core[1:3])

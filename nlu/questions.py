"""From a clause as the components read it to the Questions that it holds. Pure: no Rasa, no conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dialogue import question as q
from dialogue.question import Claim, Nearness, Question
from knowledge.model import Aspect, Knowledge
from knowledge.phrases import normal
from nlu import closed_class as words
from nlu.grammar import Marks, has_tag, is_negated, marks, opens_question, without_lead_ins
from nlu.names import ASPECT, GAP, PART, SERVICE, TOPIC
from nlu.names import QUESTION as CERTAIN
from nlu.reader import Reading
from nlu.utterance import MARK, Token

# What each intent asks for, beside those that the knowledge lists for its parts.
FORMS = {
    "ask_aspect": q.TELL, "ask_comparison": q.COMPARE, "find_model": q.FIND, "ask_overview": q.LIST,
    "ask_not_covered": q.GAP, "choose_model": q.CHOOSE, "ask_more": q.MORE, "affirm": q.MORE, "ask_repeat": q.AGAIN,
    "ask_simpler": q.RESTYLE, "restyle": q.RESTYLE, "ask_example": q.EXAMPLE, "summarise": q.SUMMARISE,
    "ask_sources": q.SOURCE, "ask_sure": q.SURE, "ask_verdict": q.VERDICT, "ask_why": q.WHY, "correct": q.CORRECT,
    "edit_topics": q.EDIT, "ask_same": q.SAME, "pick_option": q.PICK, "go_back": q.BACK, "out_of_scope": q.DECLINE,
}  # fmt: skip
QUESTIONS = frozenset({q.TELL, q.COMPARE, q.VERIFY, q.FIND, q.LIST, q.GAP})
_CONFIRMED = frozenset({q.TELL, q.FIND, q.COMPARE})  # forms that a yes or no may answer
_BETWEEN = frozenset(
    ["vs", "versus", "or", "and", "with", "from", "than", "to", "against", "between", "unlike", "like"]
)
_ARTICLES = frozenset(["a", "an", "the", "our", "my", "your", "their", "some", "any", "using", "hiring", "engaging"])
_SETS_APART = frozenset(
    ["difference", "differences", "differ", "differs", "versus", "vs", "compare", "comparison", "distinguish"]
)
_DEFINING = frozenset(["define", "definition", "meaning", "explain", "describe"])
_HEAD = 4  # words in which a question denies its verb
_LONGEST_NAME = 4  # words of a name that nobody here knows
_ACRONYM = (2, 5)  # letters


@dataclass(frozen=True)
class Classified:
    """A clause with what the components found: the reading, the intents with their chances, and likenesses."""

    text: str
    reading: Reading
    ranking: tuple[tuple[str, float], ...]
    near: tuple[Nearness, ...] = ()
    answer: str = ""
    subjects: tuple[tuple[str, float], ...] = ()
    options: tuple[tuple[str, str, float], ...] = ()

    @property
    def intent(self) -> str:
        """The likeliest intent."""
        return self.ranking[0][0] if self.ranking else "out_of_scope"


def questions_of(clause: Classified, knowledge: Knowledge) -> list[Question]:
    """The questions of a clause, in order; at least one."""
    tokens = clause.reading.tokens
    said = marks(tokens)
    base = _base(clause, said, knowledge)
    several = _by_parts(tokens, said, knowledge)
    if len(several) > 1 and base.form in (*QUESTIONS, q.DECLINE, q.EXAMPLE, q.RESTYLE):
        return [_of_part(base, group, knowledge) for group in several]
    return [base]


def _base(clause: Classified, said: Marks, knowledge: Knowledge) -> Question:
    """The one question that the clause as a whole asks."""
    reading = clause.reading
    intent = clause.intent
    form, part = _form(intent, knowledge)
    if form == q.CHOOSE and _asks_about_them(reading.tokens):
        form, part = _next_question(clause.ranking, knowledge)
    if form == q.LIST and said.confirms and any(token.kind == ASPECT for token in reading.tokens):
        form = q.COMPARE  # “are all of these cheap?” lists nothing
    topics, excluded = _named(reading.tokens, TOPIC, said.excluded)
    services, without = _named(reading.tokens, SERVICE, said.excluded)
    aspects, _ = _named(reading.tokens, ASPECT, said.excluded)
    gaps, _ = _named(reading.tokens, GAP, said.excluded)
    style = said.style if intent != "ask_simpler" else replace(said.style, simple=True)
    unknown = _unknown(clause, knowledge, topics, form)
    claim = _claim(said, reading.tokens, aspects, knowledge) if form in _CONFIRMED else None
    if any(token.kind == CERTAIN for token in reading.tokens) and not opens_question(reading.tokens):
        claim = claim if has_tag(reading.tokens) else None  # “letting others hire for us, advantages?”
    tokens = reading.tokens
    names_part = any(token.kind == CERTAIN for token in tokens)
    only_topic = any((token.norm,) in words.ONLY and following.kind == TOPIC for token, following in pairwise(tokens))
    form, part = _by_certain_words(form, part, reading, said, knowledge)
    if form == q.TELL and part == "fit" and is_negated(without_lead_ins(tokens)[:_HEAD]):
        part = "drawbacks"  # “who shouldn't use it?”
    return Question(
        form=q.VERIFY if claim and form != q.COMPARE else form,
        intent=intent,
        chance=clause.ranking[0][1] if clause.ranking else 0.0,
        parts=(part,) if part else (),
        aspects=aspects,
        topics=tuple(id for id in topics if id in reading.topics),
        excluded=excluded,
        services=services,
        without=without,
        shut_out=said.shut_out,
        gap_words=tuple(clause.text[t.start : t.end] for t in tokens if t.kind == GAP),
        gaps=gaps,
        subjects=clause.subjects,
        unknown=unknown,
        references=said.references,
        claim=claim,
        pole=_pole(reading.tokens, aspects, knowledge),
        style=style,
        near=clause.near,
        answer=clause.answer,
        options=clause.options,
        ranking=clause.ranking,
        operation=said.operation,
        cues=(*_cues(said), *(("names_part",) if names_part else ()), *(("only_topic",) if only_topic else ())),
        wh=said.wh,
        words=reading.plain,
        content=reading.content,
        foreign=reading.foreign,
        evidence=(f"classified as {intent} ({clause.ranking[0][1]:.2f})" if clause.ranking else "no words",),
    )


def _form(intent: str, knowledge: Knowledge) -> tuple[str, str]:
    """The form and the part that an intent asks for."""
    part = next((question.part for question in knowledge.questions.values() if question.intent == intent), "")
    if part and intent != "ask_example":
        return q.TELL, part
    return FORMS.get(intent, q.TALK), ""


def _asks_about_them(tokens: Sequence[Token]) -> bool:
    """True for “do they decide for us?”, which asks what they do and wants nothing chosen."""
    core = without_lead_ins(tokens)
    if len(core) < 3 or core[0].is_name or core[0].norm not in words.AUXILIARIES:
        return False
    named = {token.id for token in core if token.kind == TOPIC}
    return len(named) < 2 and (core[1].kind == TOPIC or core[1].norm in words.PLURAL_PRONOUNS)


def _next_question(ranking: Iterable[tuple[str, float]], knowledge: Knowledge) -> tuple[str, str]:
    """The form and the part of the likeliest intent that asks something on the field."""
    found = (_form(name, knowledge) for name, _ in ranking)
    return next(((form, part) for form, part in found if form in QUESTIONS - {q.GAP}), (q.TELL, "definition"))


def _by_certain_words(form: str, part: str, reading: Reading, said: Marks, knowledge: Knowledge) -> tuple[str, str]:
    """Form and part, where words leave no doubt: “difference”, “related”, “its drawbacks”."""
    tokens = reading.tokens
    if form == q.COMPARE and _asks_relation(tokens):
        return q.TELL, "relations"
    named = len({token.id for token in tokens if token.kind == TOPIC})
    gaps = any(token.kind == GAP for token in tokens)
    if (
        named == 1
        and not gaps
        and form in (q.TELL, q.DECLINE, q.LIST)
        and any(t.norm in ("vs", "versus") for t in tokens)
    ):
        return q.COMPARE, ""
    if form == q.TELL and named > 1 and part != "relations" and any(t.norm in _SETS_APART for t in tokens):
        return q.COMPARE, ""
    certain = {token.id for token in tokens if token.kind == CERTAIN}
    parts = {token.id for token in tokens if token.kind == PART}
    if form == q.RESTYLE and named and len(parts) == 1:
        return q.TELL, parts.pop()
    if form not in QUESTIONS and len(certain) == 1 and (said.references or named) and not said.corrects:
        intent = certain.pop()
        return q.TELL, next((p.part for p in knowledge.questions.values() if p.intent == intent), part)
    return form, part


def _asks_relation(tokens: Sequence[Token]) -> bool:
    """True where words such as “related” stand and none that asks for the difference."""
    relation = any(token.kind == PART and token.id == "relations" for token in tokens)
    return relation and not any(token.norm in ("difference", "differences", "compare", "vs") for token in tokens)


def _cues(said: Marks) -> tuple[str, ...]:
    """The turns of the conversation that the grammar shows."""
    told = {
        "asks": said.asks,
        "either": said.quantifier == q.EITHER,
        "denies": said.negated,
        "corrects": said.corrects,
        "same_for": said.same_for,
        "back": said.back,
        "requests": said.requests,
        "advice": said.advice,
        "distress": said.distress,
    }
    return tuple(name for name, holds in told.items() if holds)


def _named(tokens: Sequence[Token], kind: str, excluded: frozenset[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of one kind of name: those wanted and those shut out; one that is both counts as shut out."""
    out = dict.fromkeys(t.id for place, t in enumerate(tokens) if t.kind == kind and place in excluded)
    wanted = dict.fromkeys(t.id for place, t in enumerate(tokens) if t.kind == kind and place not in excluded)
    return tuple(id for id in wanted if id not in out), tuple(out)


def _claim(said: Marks, tokens: Sequence[Token], aspects: Iterable[str], knowledge: Knowledge) -> Claim | None:
    """What shall be confirmed; None where nothing is."""
    if not said.confirms:
        return None
    core = without_lead_ins(tokens)
    inverted = bool(core) and core[0].norm in words.NEGATED_AUXILIARIES  # “doesn't HRO cover payroll?” expects a yes
    return Claim(inverted or not said.negated, said.quantifier, _pole(tokens, aspects, knowledge))


def _pole(tokens: Sequence[Token], aspects: Iterable[str], knowledge: Knowledge) -> str:
    """The end of an aspect's scale that the words name: “cheaper” is "high" for savings, “dearer” is "low"."""
    said = f" {' '.join(token.norm for token in tokens)} "
    for id in aspects:
        low, high = (_longest(said, names) for names in _scale_words(knowledge.aspects[id]))
        if low != high:
            return "low" if low > high else "high"
    return ""


def _scale_words(aspect: Aspect) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the low end of an aspect's scale, and of the high one."""
    return (aspect.scale.low_words, aspect.scale.high_words) if aspect.scale else ((), ())


def _longest(said: str, names: Iterable[str]) -> int:
    return max((len(name) for name in names if f" {normal(name)} " in said), default=0)


# -- several parts in one clause ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Group:
    """One part with the topics it is asked of, and how many points."""

    part: str
    topics: tuple[str, ...]
    points: int


def _of_part(base: Question, group: _Group, knowledge: Knowledge) -> Question:
    """The question on one part of several; “comparison” asks for the difference."""
    form = q.COMPARE if group.part == "comparison" else q.TELL
    style = replace(base.style, points=group.points)
    line = f"asks for {group.part} among other parts"
    parts = () if form == q.COMPARE else (group.part,)
    intent = "ask_comparison" if form == q.COMPARE else knowledge.questions[group.part].intent
    cues = tuple(dict.fromkeys((*base.cues, "names_part")))
    return base.because(line, form=form, parts=parts, topics=group.topics, style=style, claim=None, aspects=(),
                        intent=intent, cues=cues)  # fmt: skip


def _by_parts(tokens: Sequence[Token], said: Marks, knowledge: Knowledge) -> list[_Group]:
    """The parts that a clause names, each with its topics: “benefits of BPO and drawbacks of KPO” has two."""
    intents = {question.intent: question.part for question in knowledge.questions.values()}
    found: list[list[object]] = []  # [part, points, topics]
    before: list[str] = []
    for place, token in enumerate(tokens):
        part = _part_at(tokens, place, intents)
        if place in said.excluded:
            continue
        if part:
            found.append([part, _count_before(tokens, place), []])
        elif token.kind == TOPIC:
            (found[-1][2] if found else before).append(token.id)  # type: ignore[attr-defined]
    groups = _shared(found, before)
    if _defines(tokens) and groups and groups[0].part != "definition":
        groups = [_Group("definition", tuple(before) or groups[0].topics, 0), *groups]
    distinct = list(dict.fromkeys(groups))
    if len({group.part for group in distinct}) < 2 and len({group.topics for group in distinct}) < 2:
        return []
    return [group for group in distinct if not (group.part == "comparison" and len(group.topics) < 2)]


def _part_at(tokens: Sequence[Token], place: int, intents: Mapping[str, str]) -> str:
    token = tokens[place]
    if token.kind == CERTAIN:
        return intents.get(token.id, "")
    if token.kind == PART and not (place and tokens[place - 1].norm in ("which", "what", "this", "that")):
        return token.id
    return "comparison" if token.norm in ("difference", "differences") else ""


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


def _shared(found: Sequence[Sequence[object]], before: Sequence[str]) -> list[_Group]:
    """The groups, where a part without topics has those of the next part that has some, else of the one before."""
    groups: list[_Group] = []
    for place, (part, points, topics) in enumerate(found):
        own = tuple(dict.fromkeys(topics))  # type: ignore[call-overload]
        following = next((tuple(dict.fromkeys(t)) for _, _, t in found[place:] if t), ())  # type: ignore[call-overload]
        earlier = groups[-1].topics if groups else tuple(dict.fromkeys(before))
        groups.append(_Group(str(part), own or (following if not before else earlier) or earlier, int(str(points))))
    return groups


def _defines(tokens: Sequence[Token]) -> bool:
    """True where a list of parts begins with a definition: “define KPO, two examples”, “what is BPO and its types”."""
    core = without_lead_ins(tokens)
    if not core or core[0].is_name:
        return False
    if core[0].norm in _DEFINING:
        return len(core) > 1 and (core[1].kind == TOPIC or core[1].norm in ("what", "the", "about", ","))
    is_what = core[0].norm in ("what", "whats", "what's")
    return is_what and any(t.kind == TOPIC for t in core[1:3])


# -- names that nobody here knows --------------------------------------------------------------------------------------


def _unknown(clause: Classified, knowledge: Knowledge, topics: Sequence[str], form: str) -> tuple[str, ...]:
    """What is set beside a model, or asked for, and is no name of ours, as it was typed."""
    tokens = clause.reading.tokens
    if form == q.COMPARE and len(topics) == 1:
        cues = {normal(cue) for topic in knowledge.topics.values() for cue in (*topic.cues, topic.acronym.lower())}
        runs = (run for run in _runs(clause.reading) if _stands_beside(tokens, run) and tokens[run[0]].norm not in cues)
        return tuple(_typed(clause.text, tokens, run) for run in runs)[:1]
    if not topics and not clause.reading.services and clause.reading.foreign <= 1 and form != q.COMPARE:
        run = next((run for run in _runs(clause.reading) if _like_an_acronym(tokens, run, knowledge)), None)
        return (_typed(clause.text, tokens, run),) if run else ()
    return ()


def _runs(reading: Reading) -> list[tuple[int, int]]:
    """The spans of words in a row that are neither names nor ways of asking."""
    content, runs = set(reading.content), []
    start = None
    for place, token in enumerate((*reading.tokens, Token(".", MARK))):
        inside = token.kind == "" and token.norm in content and token.norm not in _BETWEEN
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            runs.append((start, place))
            start = None
    return [(start, end) for start, end in runs if end - start <= _LONGEST_NAME]


def _stands_beside(tokens: Sequence[Token], run: tuple[int, int]) -> bool:
    """True where a word that sets two things side by side stands at either end."""
    start, end = run
    before = start - 1
    while before >= 0 and tokens[before].norm in _ARTICLES:
        before -= 1
    joined = before >= 0 and tokens[before].norm in _BETWEEN - {"like"}
    return joined or (end < len(tokens) and tokens[end].norm in ("vs", "versus", "or", "and"))


def _like_an_acronym(tokens: Sequence[Token], run: tuple[int, int], knowledge: Knowledge) -> bool:
    """True for a lone word of a few letters that ends as the acronyms of the field do: “PPO”, “DPO”."""
    word = tokens[run[0]].norm
    endings = {topic.acronym.lower()[-2:] for topic in knowledge.models if topic.acronym}
    least, most = _ACRONYM
    known = {topic.acronym.lower() for topic in knowledge.topics.values()}
    return run[1] - run[0] == 1 and least < len(word) < most and word[-2:] in endings and word not in known


def _typed(text: str, tokens: Sequence[Token], run: tuple[int, int]) -> str:
    """The name as it stands in the message, with the plain nouns that end it: “consulting firm”."""
    end = run[1]
    while end < len(tokens) and end - run[0] < _LONGEST_NAME and _goes_on(tokens[end]):
        end += 1
    return text[tokens[run[0]].start : tokens[end - 1].end]


def _goes_on(token: Token) -> bool:
    """True for a word that may belong to the name before it."""
    closed = (
        words.REQUESTS
        | _SETS_APART
        | words.AUXILIARIES
        | words.WH
        | words.PRONOUNS
        | words.LEAD_INS
        | words.PREPOSITIONS
        | _BETWEEN
        | _ARTICLES
    )
    return token.kind == "" and token.norm not in closed

"""Which model, or which kind of one, takes over the work that a message describes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from actions.knowledge import Knowledge, Statement, Topic
from actions.phrases import is_in, normal, padded
from actions.replies import answer, ask
from actions.reply import Button, Reply, cited, enumerate_words, lines, sentence, sources_line
from actions.searches import NEAR, SURE, Found, services_called

CLEAR = 0.7  # likeness from which a kind is named although nobody spoke of its model
_NAMED = 0.6  # what a service that is named counts beside likeness
_WORD = 0.4  # what a word of a model's work counts
_CUE = 1.2  # what a word counts by which alone people mean the model (“hospital”, “lawyer”)
_LEAD = 0.3  # by how much a model must lead where its work stands for its name


def models_for(
    knowledge: Knowledge, text: str, phrases: Sequence[str], found: Sequence[Found]
) -> list[tuple[Topic, float]]:
    """The models that take over the work described, the likeliest first, with a score from 0."""
    scores: dict[str, float] = defaultdict(float)
    for topic, _ in services_called(knowledge, phrases):
        scores[topic.parent or topic.id] += _NAMED
    said = padded(text)
    for model in knowledge.models:
        words = {word for word in model.work_words if is_in(word, said)}
        # The cues of a model with a name of its own say what it is about; those of a shared acronym tell two apart.
        cues = words.intersection(map(normal, model.cues)) if not knowledge.namesakes(model) else set()
        scores[model.id] += min(1.2, _CUE * bool(cues) + _WORD * len(words - cues))
    best: Mapping[str, float] = _best_by_model(knowledge, found)
    for id, score in best.items():
        scores[id] += score if score >= NEAR else 0.0
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    return [(knowledge.topics[id], score) for id, score in ranked if score > 0 and knowledge.topics[id].is_model]


def model_of_work(knowledge: Knowledge, text: str, phrases: Sequence[str]) -> Topic | None:
    """The model whose work the words name, where one alone stands out: “our purchasing”, “the HR department”."""
    ranked = models_for(knowledge, text, phrases, ())
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0) if ranked else 0.0
    return ranked[0][0] if ranked and ranked[0][1] >= _NAMED and lead >= _LEAD else None


def _best_by_model(knowledge: Knowledge, found: Sequence[Found]) -> dict[str, float]:
    best: dict[str, float] = {}
    for f in found:
        if f.topic in knowledge.topics and f.part in ("services", "definition", "how_it_works", "fit"):
            model = knowledge.topics[f.topic].parent or f.topic
            best[model] = max(best.get(model, 0.0), f.score)
    return best


def kind_for(
    knowledge: Knowledge,
    named: Sequence[Topic],
    text: str,
    phrases: Sequence[str],
    found: Sequence[Found],
    least: float = CLEAR,
) -> Reply | None:
    """The kind of a model that is described, among the kinds of the models named; None where none stands out.

    `least`: the likeness that it takes where no model is named.
    """
    families = {topic.id for topic in named}
    called = [t for t, _ in services_called(knowledge, phrases) if t.parent in families]
    topic = _hinted_kind(knowledge, families, text) or next(iter(called), None)
    topic = topic or _described_kind(knowledge, families, found, least)
    if topic is None:
        return None
    worded = {model.id for model, _ in models_for(knowledge, text, phrases, ())}
    if not families and worded and topic.parent not in worded and model_of_work(knowledge, text, phrases):
        return None  # what is said in so many words goes before what is alike
    model = knowledge.topics[topic.parent]
    used = topic.part("definition")[:1]
    place = f"a kind of {model.full}" if model.types_are_all else topic.in_short
    text = f"That is {topic.name}, {place}. {sentence(used[0].text)}"
    buttons = (
        Button(f"Types of {knowledge.name(model)}", ask(knowledge, "types", model)),
        Button(f"What is {knowledge.name(model)}?", ask(knowledge, "definition", model)),
    )
    sources = cited(used)
    return Reply(
        lines(text, sources_line(knowledge, sources)), "find_model", (topic.id,), buttons=buttons, sources=sources
    )


def _hinted_kind(knowledge: Knowledge, families: set[str], text: str) -> Topic | None:
    """The one kind of the models named whose cues stand in a text; None where several have some there."""
    said = padded(text)
    kinds = (topic for topic in knowledge.topics.values() if topic.parent in families)
    hinted = [kind for kind in kinds if any(is_in(normal(cue), said) for cue in kind.cues)]
    return hinted[0] if len(hinted) == 1 else None


def _described_kind(knowledge: Knowledge, families: set[str], found: Sequence[Found], least: float) -> Topic | None:
    """The kind whose own statements a message is like; without a family named, it must be most like them."""
    for f in found:
        topic = knowledge.topics.get(f.topic)
        if topic and f.part == "types" and f.place < len(topic.types):
            topic = knowledge.topics.get(topic.types[f.place])
        if topic and topic.parent and (topic.parent in families or (not families and f.score >= least)):
            return topic if f.score >= NEAR else None
        if not families:
            return None
    return None


def kind_asked_for(
    knowledge: Knowledge, topics: Sequence[Topic], text: str, phrases: Sequence[str], found: Sequence[Found]
) -> Reply | None:
    """The kind of the one model named, where a message asks which one it is (“… is which type of BPO?”)."""
    if len(topics) != 1 or not topics[0].types or not _asks_which_kind(text, topics[0]):
        return None
    return kind_for(knowledge, topics, text, phrases, found)


def _asks_which_kind(text: str, topic: Topic) -> bool:
    name = re.escape(normal(topic.called))
    kind = "type|kind|category|variety|model"
    patterns = (
        rf"\b(?:which|what|kaunsa|konsa) (?:{kind})(?: of)?(?: {name}| outsourcing| is| would|$)",
        rf"\b(?:which|kaunsa|konsa) {name}(?: is| would| {kind}|$)",
        rf"\b{name} (?:{kind})$",
    )
    return any(re.search(pattern, normal(text)) for pattern in patterns)


def model_for(
    knowledge: Knowledge, text: str, phrases: Sequence[str], found: Sequence[Found], named: Sequence[Topic] = ()
) -> Reply:
    """The name of the model that takes over the work described, and the next best where it is close.

    Models in `named` only add to what the work itself says.
    """
    ranked = models_for(knowledge, text, phrases, found)
    if len(named) > 1:  # “do I look for a BPO or a KPO?”
        ranked = [(topic, score) for topic, score in ranked if topic in named] or ranked
    if not ranked and named:
        return answer(knowledge, "definition", named[:1])
    if not ranked or ranked[0][1] < NEAR:
        return no_model(knowledge)
    top, best = ranked[0]
    rivals = [topic for topic, score in ranked[1:3] if score >= 0.75 * best]
    match = _matching(knowledge, top, phrases, found)
    text = f"That is {top.full}: {top.in_short}."
    if match:
        text += f" {match.text if match not in top.part('services') else f'It covers {match.text}'}".rstrip(".") + "."
    if rivals:
        names = enumerate_words((f"{rival.full} ({rival.in_short})" for rival in rivals), "or")
        text += f" It could also be {names}."
    used = [*top.part("definition")[:1], *([match] if match else ())]
    buttons = [Button(f"What is {knowledge.name(t)}?", ask(knowledge, "definition", t)) for t in (top, *rivals)]
    buttons += [Button(f"Services of {knowledge.name(top)}", ask(knowledge, "services", top))]
    if rivals:
        names = f"{knowledge.name(top)} and {knowledge.name(rivals[0])}"
        buttons.append(Button(f"Compare {names}", f"What is the difference between {names}?"))
    sources = cited(used)
    ids = tuple(t.id for t in (top, *rivals))
    return Reply(
        lines(text, sources_line(knowledge, sources)),
        "find_model",
        ids[:1],
        buttons=tuple(buttons),
        sources=sources,
        options=ids,
    )


def _matching(knowledge: Knowledge, topic: Topic, phrases: Sequence[str], found: Sequence[Found]) -> Statement | None:
    """The service of the topic that made it fit."""
    named = [service for owner, service in services_called(knowledge, phrases) if owner.id == topic.id]
    ranked = [f.statement(knowledge) for f in found if f.topic == topic.id and f.part == "services" and f.score >= SURE]
    return next(iter([*named, *filter(None, ranked)]), None)


def no_model(knowledge: Knowledge) -> Reply:
    """No model of the documents takes that work over."""
    names = enumerate_words(knowledge.name(model) for model in knowledge.models)
    text = f"I find no model in the documents for that kind of work. They describe {names}."
    buttons = (
        Button("What are they?", "Which outsourcing models do you know?"),
        Button("Help me choose", "Help me choose a model"),
    )
    return Reply(text, "find_model", buttons=buttons)

"""The guided choice: understanding an answer to its questions, and the recommendation that follows. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.knowledge import ChoiceQuestion, Knowledge, Topic
from actions.model_search import models_for
from actions.phrases import is_in, normal, padded
from actions.replies import ask
from actions.reply import Button, Reply, cited, lines, sentence, sources_line
from actions.searches import NEAR, Found

WORK = "work"
UNSURE = "unsure"
_CLEAR_WORD = 6  # letters of a word that answers a question which was not asked yet
_LIKE = 0.3  # likeness from which a free answer is taken for an option none of whose words it has
_QUESTION = ("what", "who", "how", "why", "which", "when", "where", "is", "are", "does", "do", "can", "tell", "explain")
_LATER_QUESTION = re.compile(r"(?:what|whats|who|how|why|where)\b")
_FILLERS = {"wait", "ok", "okay", "hmm", "so", "but", "and", "first", "hold", "on", "sorry", "well", "before", "that"}
_DONT_KNOW = ("not sure", "dont know", "don t know", "no idea", "unsure", "anything", "other", "something else", "idk")


@dataclass(frozen=True)
class Likeness:
    """How much a message is like an option of a question: -1 to 1."""

    question: str
    option: str
    score: float


def question(knowledge: Knowledge, id: str) -> Reply:
    """A question of the choice with its options as buttons."""
    asked = next(q for q in knowledge.choice if q.id == id)
    if id == WORK:
        buttons = [Button(m.choice.work, m.choice.work) for m in knowledge.models if m.choice]
        buttons.append(Button("Not sure", "Not sure"))
    else:
        buttons = [Button(option.title, option.title) for option in asked.options]
    return Reply(sentence(asked.ask), "guided_choice", aspect=id, buttons=tuple(buttons))


def is_question(text: str, topics: Sequence[str]) -> bool:
    """True for a message that asks something of its own rather than answering."""
    said = [word for word in normal(text).split() if word not in _FILLERS]
    # “stop, what's the difference between the two first”
    later = any(_LATER_QUESTION.match(normal(clause)) for clause in re.split(r"[,.;!?]", text)[1:])
    return bool(said) and (said[0] in _QUESTION or later or (bool(topics) and text.rstrip().endswith("?")))


def answers(
    knowledge: Knowledge,
    text: str,
    services: Sequence[str],
    found: Sequence[Found],
    likeness: Sequence[Likeness],
    asked: str,
    open_questions: Sequence[str],
) -> dict[str, str]:
    """What a message answers: question id -> option id (for the work: a model's id, or "unsure").

    The question that was asked is tried with all means, the others by their words only; an answer that was given
    before may be given again.
    """
    told: dict[str, str] = {}
    for candidate in (question for question in knowledge.choice if question.id in open_questions):
        if candidate.id == WORK:
            option = _work(knowledge, text, services, found, candidate.id == asked)
        else:
            option = _by_words(candidate, text, 1 if candidate.id == asked else _CLEAR_WORD)
        if option and (candidate.id == asked or (candidate.id != WORK and not _generic(text, option))):
            told[candidate.id] = option
    if not told:
        again = {q.id: _by_words(q, text, _CLEAR_WORD) for q in knowledge.choice if q.id not in open_questions}
        told = {id: option for id, option in again.items() if option and id != WORK}
    if not told:
        return {q.id: option for q in knowledge.choice if q.id == asked and (option := _by_likeness(q, likeness))}
    return told if asked in told or asked != WORK else {}


def _work(knowledge: Knowledge, text: str, services: Sequence[str], found: Sequence[Found], asked: bool) -> str:
    said = normal(text)
    exact = next((m.id for m in knowledge.models if m.choice and normal(m.choice.work) == said), "")
    if exact or not asked:
        return exact
    if any(f" {phrase} " in f" {said} " for phrase in _DONT_KNOW):
        return UNSURE
    ranked = [(model, score) for model, score in models_for(knowledge, text, services, found) if model.choice]
    return ranked[0][0].id if ranked and ranked[0][1] >= NEAR - 0.08 else ""


def _by_words(candidate: ChoiceQuestion, text: str, least: int) -> str:
    """The option one of whose words stands in the text; the longest phrase wins (“not core” over “core”).

    Words shorter than `least` letters don't count: “low cost” says nothing on how low the involvement shall be.
    """
    said = padded(text)
    hits = [
        (len(normal(word)), option.id)
        for option in candidate.options
        for word in (option.title, *option.words)
        if len(word) >= least and is_in(normal(word), said)
    ]
    return max(hits)[1] if hits else ""


def _by_likeness(candidate: ChoiceQuestion, likeness: Sequence[Likeness]) -> str:
    return next((e.option for e in likeness if e.question == candidate.id and e.score >= _LIKE), "")


def _generic(text: str, option: str) -> bool:
    """True for a word that may answer any question (“not sure”, “no”): it counts for the one that was asked."""
    return option == "either" or len(normal(text).split()) < 2


def recommend(knowledge: Knowledge, told: Mapping[str, str]) -> Reply:
    """The best model for the answers: why, what to bear in mind, and what came second."""
    # Of equals the one with more services goes first: it covers more of the work that may be meant.
    choosable = (model for model in knowledge.models if model.choice)
    ranked = sorted(choosable, key=lambda m: (*rank(m, told), len(m.part("services"))), reverse=True)
    best, second = ranked[:2]
    if best.choice is None:
        raise ValueError("the knowledge holds no model with a `choice`: nothing can be recommended")
    equal = rank(best, told) == rank(second, told)
    runner_up = f"{second.full} meets your answers just as well" if equal else f"Second came {second.full}"
    misses = _misses(knowledge, best, told)
    sources = tuple(dict.fromkeys((*best.choice.sources, *cited(second.part("definition")[:1]))))
    text = lines(
        f"I would look at {best.full} first: {best.in_short}.",
        f"Why: {sentence(best.choice.reason)}",
        f"Bear in mind: {sentence(best.choice.caution)}{misses}",
        f"{runner_up}: {second.in_short}.",
        sources_line(knowledge, sources),
    )
    names = f"{knowledge.name(best)} and {knowledge.name(second)}"
    buttons = (
        Button(f"What is {knowledge.name(best)}?", ask(knowledge, "definition", best)),
        Button(f"Services of {knowledge.name(best)}", ask(knowledge, "services", best)),
        Button(f"Compare {names}", f"What is the difference between {names}?"),
        Button("Choose again", "Help me choose a model"),
    )
    return Reply(
        text,
        "recommendation",
        (best.id,),
        buttons=buttons,
        sources=sources,
        options=(best.id, second.id),
    )


def rank(model: Topic, told: Mapping[str, str]) -> tuple[bool, bool, float, float, bool]:
    """How well a model meets the answers, the greater the better.

    The work that was named decides. Where it leaves the question open, a model for work of many kinds goes before one
    for a single field; then the other answers count, and among equals first whether the work is core, then the wish.
    """
    choice = model.choice
    if choice is None:
        return False, False, float("-inf"), 0.0, False
    core = _agreement(choice.core, told.get("core"))
    meets_wish = told.get("priority") in choice.priorities
    points = core + meets_wish + _agreement(choice.involvement, told.get("involvement"))
    return told.get(WORK) == model.id, choice.any_work, points, core, meets_wish


def _agreement(offered: str, wanted: str | None) -> float:
    if wanted in (None, "either") or offered == "either":
        return 0.0
    return 1.0 if offered == wanted else -1.0


def _misses(knowledge: Knowledge, model: Topic, told: Mapping[str, str]) -> str:
    """A word on a wish that the documents speak of for other models."""
    wish = told.get("priority", "")
    if model.choice is None or not wish or wish in model.choice.priorities:
        return ""
    title = next(o.title for q in knowledge.choice for o in q.options if q.id == "priority" and o.id == wish)
    return f" And the documents stress {title.lower()} more for other models."

"""The guided choice in words: its questions, what was understood, and the recommendation. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actions.answer import Answer, Button, Line, enumerate_words, sentence
from actions.parts import ask
from dialogue.choice import EITHER, UNSURE, WORK
from knowledge.model import Knowledge, Topic

# Options of the choice that need more than their titles.
_TITLES = {
    ("core", "core"): "core work",
    ("core", "non_core"): "non-core work",
    ("involvement", "low"): "little involvement of your team",
    ("involvement", "high"): "close involvement of your team",
}


def question(knowledge: Knowledge, id: str, lead: str = "") -> Answer:
    """A question of the choice with its options as buttons; `lead` goes before it."""
    asked = next(q for q in knowledge.choice if q.id == id)
    if id == WORK:
        buttons = [Button(m.choice.work, m.choice.work) for m in knowledge.models if m.choice]
        buttons.append(Button("Not sure", "Not sure"))
    else:
        buttons = [Button(option.title, option.title) for option in asked.options]
    text = sentence(asked.ask)
    lines = (Line(lead), Line(text, joins=True)) if lead else (Line(text),)
    return Answer(lines, "guided_choice", aspects=(id,), buttons=tuple(buttons), waits=True)


def understood(knowledge: Knowledge, told: Mapping[str, str]) -> str:
    """What is known of the choice in a sentence: “So far: hiring people, lower costs.”; "" for nothing."""
    words = [title for id, option in told.items() if (title := _title(knowledge, id, option))]
    return f"So far I have: {enumerate_words(words)}." if words else ""


def _title(knowledge: Knowledge, id: str, option: str) -> str:
    """The option of a question in words that go on in a sentence; "" for one that says nothing."""
    if id == WORK:
        return _work(knowledge, option)
    if (id, option) in _TITLES:
        return _TITLES[(id, option)]
    found = next((o.title.lower() for c in knowledge.choice if c.id == id for o in c.options if o.id == option), "")
    return "" if option == EITHER else f"{found} first" if id == "priority" else found


def _work(knowledge: Knowledge, option: str) -> str:
    if option == UNSURE:
        return "work still open"
    topic = knowledge.topics.get(option)
    return topic.choice.work.lower() if topic and topic.choice else ""


def recommend(knowledge: Knowledge, told: Mapping[str, str], excluded: Sequence[str] = ()) -> Answer:
    """The best model for the answers: why, what to bear in mind, and what came second."""
    candidates = [model for model in knowledge.models if model.choice and model.id not in excluded]
    if not candidates:
        return Answer((Line("You have shut out every model that I could recommend."),), "recommendation")
    # Of equals the one with more services goes first: it covers more of the work that may be meant.
    ranked = sorted(candidates, key=lambda m: (*rank(m, told), len(m.part("services"))), reverse=True)
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    lines = [Line(f"I would look at {best.full} first: {best.in_short}."), *_reasons(knowledge, best, told)]
    buttons = [
        Button(f"What is {knowledge.name(best)}?", ask(knowledge, "definition", best)),
        Button(f"Services of {knowledge.name(best)}", ask(knowledge, "services", best)),
    ]
    if second:
        equal = rank(best, told) == rank(second, told)
        led = f"{second.full} meets your answers just as well" if equal else f"Second came {second.full}"
        lines.append(Line.of(f"{led}: {second.in_short}.", second.part("definition")[:1]))
        names = f"{knowledge.name(best)} and {knowledge.name(second)}"
        buttons.append(Button(f"Compare {names}", f"What is the difference between {names}?"))
    buttons.append(Button("Choose again", "Help me choose a model"))
    options = tuple(model.id for model in ranked[:2])
    return Answer(tuple(lines), "recommendation", (best.id,), buttons=tuple(buttons), options=options)


def _reasons(knowledge: Knowledge, best: Topic, told: Mapping[str, str]) -> list[Line]:
    choice = best.choice
    if choice is None:
        return []
    cites = (dict(choice.sections) or dict.fromkeys(choice.sources, ""),)
    misses = _misses(knowledge, best, told)
    lines = [
        Line(f"Why: {sentence(choice.reason)}", cites),
        Line(f"Bear in mind: {sentence(choice.caution)}{misses}", cites),
    ]
    if told.get(WORK) == best.id:
        lines.insert(0, Line(f"You named {choice.work.lower()}, and that decides.", joins=True))
    return lines


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
    if wanted in (None, EITHER) or offered == EITHER:
        return 0.0
    return 1.0 if offered == wanted else -1.0


def _misses(knowledge: Knowledge, model: Topic, told: Mapping[str, str]) -> str:
    """A word on a wish that the documents speak of for other models."""
    wish = told.get("priority", "")
    if model.choice is None or wish in ("", EITHER, *model.choice.priorities):
        return ""
    title = next((o.title for c in knowledge.choice for o in c.options if c.id == "priority" and o.id == wish), "")
    return f" And the documents stress {title.lower()} more for other models." if title else ""

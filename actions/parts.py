"""Answers on a part of one topic, or of several: knowledge in, answer out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import MOST_BUTTONS, Answer, Button, Line, bullet, enumerate_words, first, in_words, sentence
from actions.disputes import dispute_lines, other_views
from actions.wording import headed, name_first, noun_of, uncapped, with_pronoun, without_subject
from dialogue.question import Style
from knowledge.model import Knowledge, Statement, Topic
from knowledge.search import left, stem

FIRST = 3  # statements in a first answer
_FIRST_OF = {"services": 10, "types": 5, "definition": 2, "facts": 3, "relations": 3, "how_it_works": 2, "fit": 2}
_PLAIN = Style()
_FEW_SERVICES = 4  # of a short answer
_MOST = 20
HEADED = ("benefits", "drawbacks", "types")  # parts told as a list
_OPENINGS = {"benefits": "What {name} brings", "drawbacks": "What to watch with {name}"}


def part_of(
    knowledge: Knowledge,
    part: str,
    topics: Sequence[Topic],
    style: Style,
    start: int = 0,
    out: Sequence[str] = (),
    only: Sequence[str] = (),
) -> Answer:
    """The answer on a part of one topic, or of several side by side; from statement `start` on.

    `out`: words of what shall stay out; `only`: words by which some of the statements are meant.
    """
    if len(topics) > 1:
        return _on_several(knowledge, part, topics, style)
    topic = topics[0]
    if part == "types" and not topic.is_model and not topic.parent:
        return overview(knowledge)
    if part == "definition" and _in_short(style):
        return in_simple_words(knowledge, topics, style.simple)
    kept = _wanted(topic.part(part), out, only)
    if not kept:
        return nothing_on(knowledge, part, topic, style)
    shown = tuple(kept[start : start + page(part, style)])
    lines = _body(knowledge, part, topic, shown, style, start > 0)
    if len(kept) < len(topic.part(part)):
        lines = _led_as_narrowed(knowledge, part, topic, lines, kept, out)
    return _with_next(knowledge, part, topic, lines, style, start, start + len(shown), len(kept))


def _wanted(statements: Sequence[Statement], out: Sequence[str], only: Sequence[str]) -> list[int]:
    """The places of the statements without the words of `out`; where some hold one of `only`, these."""
    kept = left(statements, out) if out else list(range(len(statements)))
    without = set(left(statements, only)) if only else set(kept)
    fitting = [place for place in kept if place not in without]
    return fitting if len(fitting) > 1 else kept


def _led_as_narrowed(
    knowledge: Knowledge, part: str, topic: Topic, lines: tuple[Line, ...], kept: Sequence[int], out: Sequence[str]
) -> tuple[Line, ...]:
    """A list with a word on what was left out of it, or on what it was narrowed to."""
    if len(lines) < 2 or not lines[0].text.endswith(":"):
        return lines
    named = _those_in(topic.part(part), out)
    if named or part != "types":
        return (Line(_opening_without(knowledge, part, topic, lines[0].text, named)), *lines[1:])
    return (Line(f"{in_words(len(kept)).capitalize()} kinds of {knowledge.name(topic)} fit that:"), *lines[1:])


def _with_next(
    knowledge: Knowledge, part: str, topic: Topic, lines: tuple[Line, ...], style: Style, start: int, end: int, of: int
) -> Answer:
    """The lines on a part, with what is disputed of it and what can be asked next; `end` of `of` are told by then."""
    disputes = knowledge.disagreements_on((topic.id,), part)[:1] if start == 0 and not style else ()
    told = other_views(disputes, lines, told_alone=False) if part in HEADED else dispute_lines(disputes)
    both_sides = tuple(Button(d.question, d.question) for d in disputes if part in HEADED)
    return Answer(
        lines=(*lines, *told),
        part=part,
        topics=(topic.id,),
        buttons=(*both_sides, *next_questions(knowledge, topic, part, end < of))[:MOST_BUTTONS],
        options=topic.types if part == "types" else (),
        shown=end,
    )


def _in_short(style: Style) -> bool:
    """True where a definition is wanted in one sentence or in simple words."""
    return style.simple or style.points == 1 or (style.length == "short" and style.points < 2)


def _opening_without(knowledge: Knowledge, part: str, topic: Topic, opening: str, out: Sequence[str]) -> str:
    """What leads a list from which something is left out."""
    if part == "types":
        return f"Other kinds of {knowledge.name(topic)}:"
    return f"Apart from {enumerate_words(out)}: {uncapped(opening)}"


def _those_in(statements: Sequence[Statement], out: Sequence[str]) -> list[str]:
    """Those of some words that stand in the statements."""
    found = {stem(word): word for word in reversed(out) if len(left(statements, (word,))) < len(statements)}
    return list(found.values())[::-1]


def page(part: str, style: Style) -> int:
    """How many statements one answer holds."""
    if style.points:  # “(5 marks)” wants no list cut at five
        whole = part == "services" and (style.marks or style.layout == "prose")
        return max(style.points, _FIRST_OF["services"]) if whole else style.points
    if style.length == "long" or style.layout == "list":
        return _MOST
    if style.length == "short" and part not in HEADED:
        return _FEW_SERVICES if part == "services" else 1
    return _FIRST_OF.get(part, FIRST)


def _body(
    knowledge: Knowledge, part: str, topic: Topic, shown: Sequence[int], style: Style, more: bool
) -> tuple[Line, ...]:
    statements = [topic.part(part)[place] for place in shown]
    told = [(topic.id, part, place) for place in shown]
    if part == "services" and style.layout != "list":
        return (_in_a_row(knowledge, topic, statements, shown, more),)
    if style.length == "short" and part in HEADED and all(s.name for s in statements):
        names = enumerate_words(map(noun_of, statements))
        return (Line.of(f"{_short_opening(knowledge, part, topic)} {names}.", statements, told),)
    listed = style.layout == "list" or (part in HEADED and style.layout != "prose")
    if listed and (len(statements) > 1 or any(s.name for s in statements)):
        opening = Line(f"More on {knowledge.name(topic)}:" if more else _opening(knowledge, part, topic, len(shown)))
        items = (
            Line.of(bullet(headed(s, knowledge, topic)), (s,), (address,))
            for s, address in zip(statements, told, strict=True)
        )
        return (opening, *items)
    return _prose(knowledge, part, topic, shown)


def _short_opening(knowledge: Knowledge, part: str, topic: Topic) -> str:
    """What leads the headings of a part in one sentence."""
    if part == "types":
        return _opening(knowledge, part, topic, len(topic.types))
    name = name_first(knowledge, topic)
    return {"benefits": f"{name} brings", "drawbacks": f"Drawbacks named for {name}:"}.get(part, f"{name}:")


def _in_a_row(
    knowledge: Knowledge, topic: Topic, services: Sequence[Statement], shown: Sequence[int], goes_on: bool
) -> Line:
    more = "also covers" if goes_on else "covers"
    tail = " among other work" if len(topic.part("services")) > shown[-1] + 1 else ""
    text = f"{name_first(knowledge, topic)} {more} {enumerate_words(s.text for s in services)}{tail}."
    return Line.of(text, services, ((topic.id, "services", place) for place in shown))


def _prose(knowledge: Knowledge, part: str, topic: Topic, shown: Sequence[int]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for place in shown:
        statement = topic.part(part)[place]
        text = with_pronoun(statement.text, knowledge, topic) if place != shown[0] else sentence(statement.text)
        lines.append(Line.of(text, (statement,), ((topic.id, part, place),), joins=place != shown[0]))
    if part == "definition" and shown[0] == 0:
        spelt = _full_form(topic)
        model = knowledge.topics[topic.parent] if topic.parent else topic
        if spelt:
            lines[0] = replace(lines[0], text=f"{spelt}{lines[0].text}")
        if model.types_are_all and model != topic:
            lines.append(Line(f"It is a kind of {model.full}.", lines[0].cites, joins=True))
    return tuple(lines)


def _opening(knowledge: Knowledge, part: str, topic: Topic, shown: int) -> str:
    """What leads a list; where it is cut, that it is."""
    name, count = knowledge.name(topic), len(topic.part(part))
    if part in _OPENINGS:
        some = f" ({in_words(shown)} of {in_words(count)} points)" if shown < count else ""
        return f"{_OPENINGS[part].format(name=name)}{some}:"
    if part != "types":
        return f"{knowledge.questions[part].noun[0].upper()}{knowledge.questions[part].noun[1:]} of {name}:"
    if not topic.types_are_all:
        return f"The documents name these under {name}:"
    return f"{name_first(knowledge, topic)} comes in {in_words(len(topic.types))} kinds:"


def _full_form(topic: Topic) -> str:
    """“KPO stands for …” where the definition itself doesn't spell the name out."""
    first_text = topic.part("definition")[0].text.lower()
    if not topic.acronym or topic.name.lower() in first_text:
        return ""
    return f"{topic.acronym} stands for {topic.name}. "


def _on_several(knowledge: Knowledge, part: str, topics: Sequence[Topic], style: Style) -> Answer:
    """Two statements on each topic, each on a line of its own."""
    lines: list[Line] = []
    for topic in topics:
        statements = topic.part(part)[
            : style.points or (6 if part == "services" else 1 if style.length == "short" else 2)
        ]
        told = [(topic.id, part, place) for place in range(len(statements))]
        name = name_first(knowledge, topic)
        if not statements:
            text = bullet(f"{name}: the documents say nothing about {knowledge.questions[part].noun}.")
        elif part == "definition":
            text = bullet(f"{sentence(topic.full)[:-1]}: {sentence(topic.in_short)}")
            statements, told = statements[:1], told[:1]
        elif part == "services":
            text = bullet(f"{name}: {enumerate_words(s.text for s in statements)}{_tail(topic, len(statements))}.")
        else:
            said = " ".join(without_subject(s.text, knowledge, topic) for s in statements)
            text = bullet(f"{name}: {said}")
        lines.append(Line.of(text, statements, told))
    ids = tuple(topic.id for topic in topics)
    names = [knowledge.name(topic) for topic in topics]
    buttons = (Button("Compare them", f"compare {enumerate_words(names)}"), *_part_buttons(knowledge, topics[:2], part))
    disputes = knowledge.disagreements_on(ids, part)[:1]
    buttons = (*(Button(d.question, d.question) for d in disputes), *buttons)
    return Answer((*lines, *other_views(disputes, lines)), part, ids, buttons=first(buttons), options=ids, shown=2)


def shared(knowledge: Knowledge, part: str, topics: Sequence[Topic]) -> Answer | None:
    """What several topics have in common in a part, by the headings of their statements; None where nothing."""
    names = [{said.name for said in topic.part(part)} - {""} for topic in topics]
    common = [said.name for said in topics[0].part(part) if all(said.name in own for own in names)]
    if not common:
        return None
    told = [(t.id, part, place) for t in topics for place, said in enumerate(t.part(part)) if said.name in common]
    called = enumerate_words(map(knowledge.name, topics))
    text = f"{called} share {enumerate_words(map(uncapped, common))}."
    line = Line.of(text, [t.part(p)[place] for t in topics for i, p, place in told if i == t.id], told)
    ids = tuple(topic.id for topic in topics)
    return Answer((line,), part, ids, buttons=_part_buttons(knowledge, topics, part), options=ids)


def _tail(topic: Topic, shown: int) -> str:
    return " among other work" if len(topic.part("services")) > shown else ""


def _part_buttons(knowledge: Knowledge, topics: Sequence[Topic], part: str) -> tuple[Button, ...]:
    label = knowledge.questions[part].button
    return tuple(
        Button(f"{label}: {knowledge.name(topic)}", ask(knowledge, part, topic))
        for topic in topics
        if topic.part(part) and "{" not in label
    )


def ask(knowledge: Knowledge, part: str, topic: Topic) -> str:
    """A question that asks for a part of a topic: what a button says when it is pressed."""
    name = knowledge.name(topic)
    return {
        "definition": f"What is {name}?",
        "how_it_works": f"How does {name} work?",
        "services": f"What are the services of {name}?",
        "fit": f"Who should use {name}?",
        "relations": f"What is the relation of {name} to the other models?",
        "facts": f"What facts are there about {name}?",
        "examples": f"Give me an example of {name}",
    }.get(part, f"What are {knowledge.questions[part].noun} of {name}?")


def nothing_on(knowledge: Knowledge, part: str, topic: Topic, style: Style = _PLAIN) -> Answer:
    """An honest no, with what there is instead; a kind passes the question on to its model."""
    name, noun = knowledge.name(topic), knowledge.questions[part].noun
    no = Line(f"The documents say nothing about {noun} of {name}.")
    model = knowledge.topics.get(topic.parent)
    if model and part in ("fit", "benefits", "services"):  # what a kind is says what it is for, and what it does
        told = part_of(knowledge, "definition", (topic,), Style(points=2))
        if part == "benefits" and model.part(part):
            of_model = part_of(knowledge, part, (model,), Style(length="short", points=style.points))
            told = replace(told, lines=(*told.lines, *of_model.lines))
        label = knowledge.questions[part].button.format(name=knowledge.name(model))
        return replace(told, part=part, buttons=first((Button(label, ask(knowledge, part, model)), *told.buttons)))
    if model and model.part(part):
        whole = part_of(knowledge, part, (model,), Style())
        lead = Line(f"For {knowledge.name(model)} as a whole they do:", joins=True)
        return replace(whole.led_by(no, lead), verdict="silent")
    buttons = next_questions(knowledge, topic, part, False)
    known = topic.part("definition")[:1]
    lines = (no, *(Line.of(f"What they do say: {s.text}", (s,), ((topic.id, "definition", 0),), True) for s in known))
    return Answer(lines, part, (topic.id,), verdict="silent", buttons=buttons)


def next_questions(knowledge: Knowledge, topic: Topic, asked: str, more: bool) -> tuple[Button, ...]:
    """What else can be asked about the topic: only parts that have an answer."""
    name = knowledge.name(topic)
    buttons = [Button("Tell me more", "Tell me more")] if more else []
    buttons += [
        Button(question.button.format(name=name), ask(knowledge, part, topic))
        for part, question in knowledge.questions.items()
        if part != asked and topic.part(part)
    ]
    buttons = buttons[:4]
    rivals = [r.to for r in topic.relations if knowledge.topics[r.to].is_model]
    rival = next(iter(rivals), topic.parent)
    if rival:
        other = knowledge.name(knowledge.topics[rival])
        buttons.append(Button(f"Compare with {other}", f"What is the difference between {name} and {other}?"))
    return tuple(buttons)


def overview(knowledge: Knowledge, without: Sequence[str] = ()) -> Answer:
    """All models with what each is, but those that shall stay out."""
    models = [model for model in knowledge.models if model.id not in without]
    opening = f"The documents describe {in_words(len(knowledge.models))} outsourcing models"
    left = enumerate_words(knowledge.name(knowledge.topics[id]) for id in without if id in knowledge.topics)
    lines = [Line(f"{opening}; without {left}, these are:" if left else f"{opening}:")]
    for model in models:
        text = bullet(f"{model.full}: {model.in_short}")
        lines.append(Line.of(text, model.part("definition")[:1], ((model.id, "definition", 0),)))
    buttons = [Button(knowledge.name(m), ask(knowledge, "definition", m)) for m in models]
    ids = tuple(model.id for model in models)
    choose = Button("Which one fits us?", "Help me choose a model")
    return Answer(tuple(lines), "overview", buttons=(*buttons, choose), options=ids)


def in_simple_words(knowledge: Knowledge, topics: Sequence[Topic], plain: bool = False) -> Answer:
    """Each topic in one short line; `plain`: in a child's words."""
    lines = tuple(
        Line.of(
            f"{_spelt_out(knowledge, topic)} is {(plain and topic.in_plain) or topic.in_short}.",
            topic.part("definition")[:1],
            ((topic.id, "definition", 0),),
        )
        for topic in topics
    )
    buttons = next_questions(knowledge, topics[0], "definition", False)
    return Answer(lines, "definition", tuple(topic.id for topic in topics), buttons=buttons, shown=1)


def _spelt_out(knowledge: Knowledge, topic: Topic) -> str:
    """The name with what its acronym stands for: “KPO (Knowledge Process Outsourcing)”."""
    name = name_first(knowledge, topic)
    return f"{name} ({topic.name})" if name == topic.acronym else name


def statement_alone(knowledge: Knowledge, topic: Topic, part: str, place: int) -> Answer | None:
    """The one statement that was asked for; None where the knowledge has none there."""
    said = knowledge.statement(topic.id, part, place)
    if said is None:
        return None
    name = knowledge.name(topic)
    home = part if part in knowledge.questions else "facts"
    told = "aspect" if part.startswith("aspects ") else home
    buttons = [Button(f"What is {name}?", ask(knowledge, "definition", topic))]
    if len(topic.part(home)) > 1:
        label = knowledge.questions[home].button.format(name=name)
        buttons.insert(0, Button(f"{label}: {name}" if name not in label else label, ask(knowledge, home, topic)))
    aspects = (part.removeprefix("aspects "),) if told == "aspect" else ()
    disputes = knowledge.disagreements_on((topic.id,), "aspects", aspects[0]) if aspects else ()
    line = Line.of(_whole(said, knowledge, topic, part), (said,), ((topic.id, part, place),))
    return Answer((line, *dispute_lines(disputes[:1])), told, (topic.id,), aspects, buttons=first(buttons))


def _whole(statement: Statement, knowledge: Knowledge, topic: Topic, part: str) -> str:
    """A statement as a sentence: a service is only the name of some work."""
    if part == "services":
        return f"{name_first(knowledge, topic)} covers {statement.text}."
    return sentence(statement.text)

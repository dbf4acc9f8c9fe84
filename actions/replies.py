"""Answers on one topic or several, part by part: knowledge in, reply out. All wording that depends on facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.knowledge import Knowledge, Statement, Topic
from actions.reply import (
    Button,
    Reply,
    cited,
    ending,
    enumerate_words,
    in_words,
    lines,
    sentence,
    sources_line,
)

FIRST = 3  # statements in a first answer
FIRST_SERVICES = 8
MOST_BUTTONS = 5

_OPENINGS = {
    "benefits": "What {name} brings:",
    "drawbacks": "What to watch with {name}:",
    "types": "{name} comes in {count} kinds:",
}
_NAMED_TYPES = "The documents name these under {name}:"  # where none of them says how many there are


def answer(knowledge: Knowledge, part: str, topics: Sequence[Topic], start: int = 0) -> Reply:
    """The reply on a part of one topic, or of several side by side; from statement `start` on."""
    if len(topics) > 1:
        return _answer_on_several(knowledge, part, topics)
    topic = topics[0]
    if part == "types" and not topic.is_model and not topic.parent:
        return overview(knowledge)
    statements = topic.part(part)
    if not statements:
        return nothing_on(knowledge, part, topic)
    shown = statements[start : start + _page(part)]
    open_questions = knowledge.disagreements_on((topic.id,), part) if start == 0 else ()
    rest = len(statements) - start - len(shown)
    end, sources = ending(knowledge, shown, open_questions[:1])
    return Reply(
        text=lines(_body(knowledge, part, topic, shown, start), end),
        part=part,
        topics=(topic.id,),
        buttons=next_questions(knowledge, topic, part, rest > 0),
        sources=sources,
        options=topic.types if part == "types" else (),
        shown=start + len(shown),
    )


def _page(part: str) -> int:
    return {"services": FIRST_SERVICES, "types": 5}.get(part, FIRST)


def _body(knowledge: Knowledge, part: str, topic: Topic, statements: Sequence[Statement], start: int) -> str:
    name = knowledge.name(topic)
    if part == "services":
        more = "also covers" if start else "covers"
        tail = _tail(topic, start + len(statements))
        return f"{sentence(name)[:-1]} {more} {enumerate_words(s.text for s in statements)}{tail}."
    if part in _OPENINGS and (len(statements) > 1 or any(s.name for s in statements)):
        opening = f"More on {name}:" if start else _opening(knowledge, part, topic)
        return lines(opening, *(f"• {_headed(s)}" for s in statements))
    prose = " ".join(sentence(s.text) for s in statements)
    if part == "definition" and start == 0:
        model = knowledge.topics[topic.parent] if topic.parent else topic
        family = f" It is a kind of {model.full}." if model.types_are_all and model != topic else ""
        return f"{_full_form(knowledge, topic)}{prose}{family}"
    return prose


def _opening(knowledge: Knowledge, part: str, topic: Topic) -> str:
    name = knowledge.name(topic)
    if part != "types":
        return _OPENINGS[part].format(name=name)
    if not topic.types_are_all:
        return _NAMED_TYPES.format(name=name)
    return _OPENINGS[part].format(name=sentence(name)[:-1], count=in_words(len(topic.types)))


def _tail(topic: Topic, shown: int) -> str:
    """A word on the services that come after those shown."""
    return " among other work" if len(topic.part("services")) > shown else ""


def _headed(statement: Statement) -> str:
    return f"{statement.name}: {sentence(statement.text)}" if statement.name else sentence(statement.text)


def _full_form(knowledge: Knowledge, topic: Topic) -> str:
    """“KPO stands for …” where the definition itself doesn't spell the name out."""
    first = topic.part("definition")[0].text.lower()
    if not topic.acronym or topic.name.lower() in first:
        return ""
    return f"{topic.acronym} stands for {topic.name}. "


def _answer_on_several(knowledge: Knowledge, part: str, topics: Sequence[Topic]) -> Reply:
    """Two statements on each topic, each on a line of its own."""
    rows: list[str] = []
    used: list[Statement] = []
    for topic in topics:
        statements = topic.part(part)[: FIRST_SERVICES if part == "services" else 2]
        name = sentence(knowledge.name(topic))[:-1]
        if not statements:
            rows.append(f"• {name}: the documents say nothing about {knowledge.questions[part].noun}.")
        elif part == "services":
            rows.append(f"• {name}: {enumerate_words(s.text for s in statements)}{_tail(topic, len(statements))}.")
        else:
            rows.append(f"• {name}: {' '.join(sentence(s.text) for s in statements)}")
        used += statements
    ids = tuple(topic.id for topic in topics)
    open_questions = knowledge.disagreements_on(ids, part)[:1]
    end, sources = ending(knowledge, used, open_questions)
    text = lines(*rows, end)
    names = [knowledge.name(topic) for topic in topics]
    buttons = (Button("Compare them", f"compare {enumerate_words(names)}"), *_part_buttons(knowledge, topics[:2], part))
    return Reply(text, part, ids, buttons=buttons[:MOST_BUTTONS], sources=sources, options=ids)


def _part_buttons(knowledge: Knowledge, topics: Iterable[Topic], part: str) -> tuple[Button, ...]:
    noun = knowledge.questions[part].button
    return tuple(
        Button(f"{noun}: {knowledge.name(topic)}", ask(knowledge, part, topic))
        for topic in topics
        if topic.part(part) and "{" not in noun
    )


def ask(knowledge: Knowledge, part: str, topic: Topic) -> str:
    """A question that asks for a part of a topic: what a button says when it is pressed."""
    name = knowledge.name(topic)
    return {
        "definition": f"What is {name}?",
        "how_it_works": f"How does {name} work?",
        "services": f"What services does {name} cover?",
        "fit": f"Who should use {name}?",
        "relations": f"How is {name} related to the other models?",
        "facts": f"What facts are there about {name}?",
    }.get(part, f"What are {knowledge.questions[part].noun} of {name}?")


def nothing_on(knowledge: Knowledge, part: str, topic: Topic) -> Reply:
    """An honest no, with what there is instead; a kind passes the question on to its model."""
    name, noun = knowledge.name(topic), knowledge.questions[part].noun
    no = f"The documents say nothing about {noun} of {name}."
    definition = topic.part("definition")[:1]
    if topic.parent and knowledge.topics[topic.parent].part(part):
        model = knowledge.topics[topic.parent]
        shown = model.part(part)[: _page(part)]
        end, sources = ending(knowledge, [*definition, *shown], knowledge.disagreements_on((model.id,), part)[:1])
        means = " ".join(sentence(statement.text) for statement in definition)
        lead = f"{no} {means} For {knowledge.name(model)} as a whole they do:"
        buttons = next_questions(knowledge, model, part, len(model.part(part)) > len(shown))
        text = lines(lead, _body(knowledge, part, model, shown, 0), end)
        return Reply(text, part, (model.id,), buttons=buttons, sources=sources, shown=len(shown))
    text = lines(
        f"{no} What they do say: {sentence(definition[0].text)}" if definition else no,
        sources_line(knowledge, cited(definition)),
    )
    return Reply(
        text, part, (topic.id,), buttons=next_questions(knowledge, topic, part, False), sources=cited(definition)
    )


def next_questions(knowledge: Knowledge, topic: Topic, asked: str, more: bool) -> tuple[Button, ...]:
    """What else can be asked about the topic: only parts that have an answer."""
    name = knowledge.name(topic)
    buttons = [Button("Tell me more", "Tell me more")] if more else []
    buttons += [
        Button(question.button.format(name=name), ask(knowledge, part, topic))
        for part, question in knowledge.questions.items()
        if part != asked and topic.part(part)
    ]
    buttons = buttons[: MOST_BUTTONS - 1]
    rivals = [r.to for r in topic.relations if knowledge.topics[r.to].is_model]
    rival = next(iter(rivals), topic.parent)
    if rival:
        other = knowledge.name(knowledge.topics[rival])
        buttons.append(Button(f"Compare with {other}", f"What is the difference between {name} and {other}?"))
    return tuple(buttons)


def overview(knowledge: Knowledge) -> Reply:
    """All models with their full names and what each is."""
    rows = [f"• {model.full}: {model.in_short}" for model in knowledge.models]
    used = [model.part("definition")[0] for model in knowledge.models]
    text = lines(f"The documents describe {len(rows)} outsourcing models:", *rows, sources_line(knowledge, cited(used)))
    buttons = [Button(knowledge.name(m), ask(knowledge, "definition", m)) for m in knowledge.models]
    return Reply(
        text,
        "overview",
        buttons=(*buttons, Button("Which one fits us?", "Help me choose a model")),
        sources=cited(used),
        options=tuple(model.id for model in knowledge.models),
    )


def in_simple_words(knowledge: Knowledge, topics: Sequence[Topic]) -> Reply:
    """Each topic in one short line."""
    rows = [f"In short, {knowledge.name(topic)} is {topic.in_short}." for topic in topics]
    used = [topic.part("definition")[0] for topic in topics]
    return Reply(
        lines(*rows, sources_line(knowledge, cited(used))),
        "definition",
        tuple(topic.id for topic in topics),
        buttons=next_questions(knowledge, topics[0], "definition", False),
        sources=cited(used),
    )


def aspect_of(knowledge: Knowledge, topic: Topic, aspect: str) -> Reply:
    """One topic on one point of comparison, with the open questions on it."""
    statement = topic.aspects.get(aspect)
    if statement is None and topic.parent:
        parent = aspect_of(knowledge, knowledge.topics[topic.parent], aspect)
        label = knowledge.aspects[aspect].label.lower()
        text = lines(f"On {label}, the documents say nothing about {knowledge.name(topic)} itself.", parent.text)
        return Reply(text, "aspect", (topic.parent,), aspect, parent.buttons, parent.sources)
    if statement is None:
        label = knowledge.aspects[aspect].label.lower()
        reply = nothing_on(knowledge, "definition", topic)
        no = f"On {label}, the documents say nothing about {knowledge.name(topic)}."
        known = topic.part("definition")[:1]
        text = lines(f"{no} What they do say: {sentence(known[0].text)}", sources_line(knowledge, cited(known)))
        return Reply(text, "aspect", (topic.id,), aspect, reply.buttons, cited(known))
    open_questions = knowledge.disagreements_on((topic.id,), "aspects", aspect)[:1]
    end, sources = ending(knowledge, [statement], open_questions)
    return Reply(
        lines(sentence(statement.text), end),
        "aspect",
        (topic.id,),
        aspect,
        next_questions(knowledge, topic, "aspect", False),
        sources,
    )


def related(knowledge: Knowledge, topics: Sequence[Topic]) -> Reply:
    """How two topics belong together: the open question between them, or what the documents say of it."""
    ids = tuple(topic.id for topic in topics)
    open_questions = [d for d in knowledge.disagreements_on(ids, "relations") if set(ids) <= set(d.topics)][:1]
    used = [relation.statement for topic in topics for relation in topic.relations if relation.to in ids]
    used = used or [topic.part("definition")[0] for topic in topics if topic.parent in ids]
    used = used or _shared_wholes(knowledge, topics)
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    if open_questions:
        used, body = [], ""
    elif used:
        body = " ".join(dict.fromkeys(sentence(statement.text) for statement in used))
    else:
        used = [topic.part("definition")[0] for topic in topics]
        body = lines(
            f"The documents don't say how {names} belong together. What they are:",
            *(f"• {sentence(statement.text)}" for statement in used),
        )
    buttons = (
        Button(f"Compare {names}", f"What is the difference between {names}?"),
        *(Button(f"What is {knowledge.name(t)}?", ask(knowledge, "definition", t)) for t in topics),
    )
    end, sources = ending(knowledge, used, open_questions)
    return Reply(lines(body, end), "relations", ids, buttons=buttons, sources=sources, options=ids)


def _shared_wholes(knowledge: Knowledge, topics: Sequence[Topic]) -> list[Statement]:
    """What the documents say of the models that each of the topics is a part of."""
    parts = [{r.to: r.statement for r in topic.relations if r.kind == "part_of"} for topic in topics]
    shared = [id for id in knowledge.topics if knowledge.topics[id].is_model and all(id in wholes for wholes in parts)]
    return [wholes[id] for id in shared for wholes in parts]

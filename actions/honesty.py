"""Where the documents are silent, or the question lacks something: said so, with what can be said instead. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import MOST_BUTTONS, Answer, Button, Line, bullet, enumerate_words, in_words, sentence
from actions.parts import ask, next_questions, statement_alone
from dialogue.question import Question
from knowledge.model import Gap, Knowledge, Topic
from knowledge.search import word_index

_WORDS = 0.5  # share of an unknown name's words from which a statement treats it after all
_PLAIN = frozenset(
    ["firm", "company", "vendor", "provider", "service", "services", "team"]
)  # any name may end in these
_QUOTED = 7  # words of a question that are quoted at most
_LEADING = frozenset(["and", "but", "so", "or", "also", "then", ",", "."])
_KNOWS = Button("What do you know?", "Which outsourcing models do you know?")
_CHOOSES = Button("Help me choose", "Help me choose a model")


def gap(knowledge: Knowledge, subject: Gap, topics: Sequence[Topic], named: str = "") -> Answer:
    """A subject that the documents don't treat, named as such, with the nearest thing they do."""
    near, part = subject.nearest
    topic = topics[0] if topics and topics[0].part(part) else knowledge.topics[near]
    # Of several documents each says a part of it.
    reply = Line(subject.reply, tuple({id: section} for id, section in subject.sections.items()), joins=True)
    called = f"{named}, or {subject.name}" if named and named.lower() not in subject.name.lower() else subject.name
    lines = (Line(f"The documents say nothing about {called}."), reply)
    buttons = (Button(_offer(knowledge, part, topic), ask(knowledge, part, topic)), _KNOWS)
    ids = tuple(t.id for t in topics)
    return Answer(lines, "gap", ids, verdict="silent", buttons=buttons, subject=subject.id)


def _offer(knowledge: Knowledge, part: str, topic: Topic) -> str:
    label = knowledge.questions[part].button.format(name=knowledge.name(topic))
    return label if knowledge.name(topic) in label else f"{label}: {knowledge.name(topic)}"


def unknown(knowledge: Knowledge, topics: Sequence[Topic], question: Question) -> Answer:
    """A name that nobody here knows: named, with what the documents do say of it or of the other side."""
    name = question.unknown[0]
    if not topics:
        return _no_such_model(knowledge, name)
    topic = topics[0]
    told = _treated(knowledge, topic, question)
    if told:
        lead = Line(f"The documents describe no model called “{name}”, but they do say this:")
        return told.led_by(lead)
    definition = topic.part("definition")[:1]
    no = f"The documents say nothing about “{name}”, so I can't set the two side by side."
    of = Line.of(
        f"What they say of {knowledge.name(topic)}: it is {topic.in_short}.",
        definition,
        ((topic.id, "definition", 0),),
        True,
    )
    buttons = next_questions(knowledge, topic, "definition", False)
    return Answer((Line(no), of), "unknown", (topic.id,), verdict="silent", buttons=buttons)


def _treated(knowledge: Knowledge, topic: Topic, question: Question) -> Answer | None:
    """What the documents do say on the unknown name beside the topic."""
    index = word_index(knowledge)
    words = [word for word in question.unknown[0].lower().split() if word not in _PLAIN]
    places = [(topic.id, part, place) for part in topic.parts for place in range(len(topic.part(part)))]
    best = max(places, key=lambda address: index.shared(address, words)[0], default=None)
    if (
        best
        and index.shared(best, words)[0] >= _WORDS
        and best[1] in ("facts", "relations", "how_it_works", "definition")
    ):
        return statement_alone(knowledge, topic, best[1], best[2])
    return None


def _no_such_model(knowledge: Knowledge, name: str) -> Answer:
    short = [model for model in knowledge.models if model.acronym]
    near = sorted(short, key=lambda m: -sum(a == b for a, b in zip(m.acronym.lower(), name.lower(), strict=False)))[:3]
    names = enumerate_words((f"{model.full}" for model in near), "or")
    line = Line(f"The documents name no model called “{name}”. Did you mean {names}?")
    buttons = [Button(model.name, ask(knowledge, "definition", model)) for model in near]
    ids = tuple(model.id for model in near)
    return Answer((line,), "unknown", buttons=(*buttons, _KNOWS), options=ids, verdict="silent", waits=True)


def which_topic(knowledge: Knowledge, part: str, aspect: str = "") -> Answer:
    """Asked back when a question names no model and nothing was talked about: the models that can answer it."""
    part = part if part in knowledge.questions else "definition"
    models = [m for m in knowledge.models if (aspect in m.aspects if aspect else m.part(part))]
    text = f"Which model do you mean: {enumerate_words(map(knowledge.name, models), 'or')}?"
    label = knowledge.aspects[aspect].label.lower() if aspect else ""
    buttons = tuple(
        Button(knowledge.name(m), f"{label} of {knowledge.name(m)}" if aspect else ask(knowledge, part, m))
        for m in models
    )
    return Answer((Line(text),), "which_topic", buttons=buttons, options=tuple(m.id for m in models), waits=True)


def compare_with_what(knowledge: Knowledge, topic: Topic | None) -> Answer:
    """Asked when a comparison lacks its second topic, or both."""
    rivals = [model for model in knowledge.models if model != topic]
    if topic is None:
        names = enumerate_words((knowledge.name(model) for model in rivals), "or")
        return Answer((Line(f"Which models shall I compare: {names}?"),), "compare_with",
                      options=tuple(m.id for m in rivals), buttons=_pairs(knowledge), waits=True)  # fmt: skip
    name = knowledge.name(topic)
    buttons = [
        Button(knowledge.name(r), f"What is the difference between {name} and {knowledge.name(r)}?") for r in rivals
    ]
    ids = tuple(rival.id for rival in rivals)
    line = Line(f"Compare {name} with which model?")
    return Answer((line,), "compare_with", (topic.id,), buttons=tuple(buttons), options=ids, waits=True)


def _pairs(knowledge: Knowledge) -> tuple[Button, ...]:
    names = [knowledge.name(model) for model in knowledge.models[:4]]
    pairs = [(names[0], other) for other in names[1:]]
    return tuple(Button(f"{a} and {b}", f"What is the difference between {a} and {b}?") for a, b in pairs)


def with_namesake(knowledge: Knowledge, answer: Answer, topic: Topic, others: Sequence[Topic], again: str) -> Answer:
    """The answer, led by a word on which model a shared acronym was taken for and a button for each other.

    `again` is the question with “{name}” for the model, asked when the button is pressed.
    """
    names = enumerate_words((other.name for other in others), "or")
    note = Line(f"I take {topic.acronym} as {topic.name}. Or did you mean {names}?")
    other_senses = (Button(f"No, {other.name}", again.format(name=other.full)) for other in others)
    led = answer.led_by(note)
    return Answer(led.lines, led.part, led.topics, led.aspects, led.verdict,
                  (*other_senses, *led.buttons)[: MOST_BUTTONS + 1], led.table, led.options, led.shown,
                  led.subject)  # fmt: skip


def both_senses(knowledge: Knowledge, topics: Sequence[Topic]) -> Answer:
    """What a shared acronym stands for: each model in a line, and the question which one is meant."""
    lines = [Line(f"{topics[0].acronym} stands for {in_words(len(topics))} things:")]
    for topic in topics:
        said = topic.part("definition")[0]
        text = bullet(f"{topic.name}: {sentence(topic.in_short)}")
        lines.append(Line.of(text, (said,), ((topic.id, "definition", 0),)))
    lines.append(Line("Which one do you mean?"))
    buttons = tuple(Button(topic.name, ask(knowledge, "definition", topic)) for topic in topics)
    ids = tuple(topic.id for topic in topics)
    return Answer(tuple(lines), "definition", ids, buttons=buttons, options=ids)


def did_you_mean(knowledge: Knowledge, topics: Sequence[Topic]) -> Answer:
    """A near miss: the model was understood, the question wasn't."""
    topic = topics[0]
    line = Line(f"I am not sure what you want to know about {knowledge.name(topic)}. Did you mean one of these?")
    buttons = next_questions(knowledge, topic, "", False)
    return Answer((line,), "did_you_mean", tuple(t.id for t in topics), buttons=buttons, waits=True)


def taken_wrong(knowledge: Knowledge, topics: Sequence[Topic], part: str) -> Answer:
    """Something was wrong, and nothing told what: what was understood, and what else may be meant."""
    noun = (
        knowledge.questions[part].noun
        if part in knowledge.questions
        else "a comparison"
        if part == "comparison"
        else ""
    )
    names = enumerate_words(knowledge.name(topic) for topic in topics)
    taken = (
        f" I took it as a question on {noun} of {names}."
        if noun and names
        else f" I took it to be about {names}."
        if names
        else ""
    )
    line = Line(f"Sorry about that.{taken} What did you mean?")
    buttons = next_questions(knowledge, topics[0], part, False) if topics else (_KNOWS, _CHOOSES)
    return Answer((line,), "which_topic", tuple(t.id for t in topics), buttons=buttons, waits=True)


def no_words(knowledge: Knowledge) -> Answer:
    """Asked back when a message has no words at all."""
    one, other = (knowledge.name(model) for model in knowledge.models[:2])
    line = Line(
        f"I found no words to read in that. Ask me, for instance, what {one} is or how {one} and {other} differ."
    )
    return Answer((line,), "refusal", buttons=(_KNOWS, _CHOOSES))


def unheard(question: Question) -> Answer:
    """A question that nothing here answers is named, not passed over; so is a term that isn't explained."""
    if question.unknown:
        return Answer((Line(f"The documents use “{question.unknown[0]}” without explaining it."),), "unheard")
    if "figure" in question.cues:
        return Answer((Line("The documents give no figure for that."),), "unheard", verdict="silent")
    return Answer((Line(f"I found nothing in the documents {_on(question)}."),), "unheard")


def nothing_more(question: Question) -> Answer:
    """One of several questions has the same answer as another of them: it is named, and the words aren't repeated."""
    return Answer((Line(f"I found nothing beyond that {_on(question)}."),), "unheard")


def _on(question: Question) -> str:
    """What a question is on: its words, where they are few."""
    quoted = _quoted(question)
    return f"on “{quoted}”" if quoted else "on the other thing that you ask"


def _quoted(question: Question) -> str:
    """The words of a short question; "" for a longer one, of which a piece reads like a slip."""
    words = question.words.rstrip(" ?.!,").split()
    while words and words[0] in _LEADING:
        words = words[1:]
    return " ".join(words) if len(words) <= _QUOTED else ""


def decline(knowledge: Knowledge, kindly: bool = False) -> Answer:
    """One friendly sentence for what isn't this bot's subject; `kindly` where it tells of something sad."""
    if kindly:
        text = (
            "I'm sorry to hear that. I am only a bot for questions on outsourcing, but I am here if that is any help."
        )
        return Answer((Line(text),), "refusal", buttons=(_KNOWS,))
    names = enumerate_words(model.called for model in knowledge.models[:3])
    line = Line(f"I can't help with that: I only know outsourcing models such as {names}.")
    return Answer((line,), "refusal", buttons=(_KNOWS, _CHOOSES))

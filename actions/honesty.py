"""Replies that ask back, correct an assumption, or say no: what the bot does instead of bluffing."""

from __future__ import annotations

from collections.abc import Sequence

from actions.knowledge import Gap, Knowledge, Topic
from actions.replies import MOST_BUTTONS, ask, next_questions
from actions.reply import Button, Reply, cited, enumerate_words, in_words, lines, sentence, sources_line


def gap(knowledge: Knowledge, subject: Gap, topics: Sequence[Topic]) -> Reply:
    """A subject that the documents don't treat, named as such, with the nearest thing they do."""
    near, part = subject.nearest
    topic = topics[0] if topics and topics[0].part(part) else knowledge.topics[near]
    buttons = [Button(_offer(knowledge, part, topic), ask(knowledge, part, topic))]
    buttons.append(Button("What do you know?", "Which outsourcing models do you know?"))
    text = lines(
        f"The documents say nothing about {subject.name}. {subject.reply}", sources_line(knowledge, subject.sources)
    )
    return Reply(text, "gap", tuple(t.id for t in topics), subject.id, tuple(buttons), subject.sources)


def _offer(knowledge: Knowledge, part: str, topic: Topic) -> str:
    label = knowledge.questions[part].button.format(name=knowledge.name(topic))
    return label if knowledge.name(topic) in label else f"{label}: {knowledge.name(topic)}"


def which_topic(knowledge: Knowledge, part: str, aspect: str = "") -> Reply:
    """Asked back when a question names no model and nothing was talked about: the models that can answer it."""
    part = part if part in knowledge.questions else "definition"
    models = [m for m in knowledge.models if (aspect in m.aspects if aspect else m.part(part))]
    text = f"Which model do you mean: {enumerate_words(map(knowledge.name, models), 'or')}?"
    label = knowledge.aspects[aspect].label.lower() if aspect else ""
    buttons = tuple(
        Button(knowledge.name(m), f"{label} of {knowledge.name(m)}" if aspect else ask(knowledge, part, m))
        for m in models
    )
    return Reply(text, "which_topic", buttons=buttons, options=tuple(m.id for m in models))


def with_namesake(knowledge: Knowledge, reply: Reply, topic: Topic, others: Sequence[Topic], again: str) -> Reply:
    """The reply, led by a word on which model a shared acronym was taken for and a button for each other.

    `again` is the question with “{name}” for the model, asked when the button is pressed.
    """
    names = enumerate_words((other.name for other in others), "or")
    note = f"I take {topic.acronym} as {topic.name}. Or did you mean {names}?"
    buttons = (
        *(Button(f"No, {other.name}", again.format(name=other.full)) for other in others),
        *reply.buttons,
    )
    return Reply(
        lines(note, reply.text),
        reply.part,
        reply.topics,
        reply.aspect,
        buttons[: MOST_BUTTONS + 1],
        reply.sources,
        reply.table,
        reply.options,
        reply.shown,
    )


def both_senses(knowledge: Knowledge, topics: Sequence[Topic]) -> Reply:
    """What a shared acronym stands for: each model in a line, and the question which one is meant."""
    acronym = topics[0].acronym
    rows = [f"• {topic.name}: {sentence(topic.part('definition')[0].text)}" for topic in topics]
    used = [topic.part("definition")[0] for topic in topics]
    text = lines(
        f"{acronym} stands for {in_words(len(topics))} things:",
        *rows,
        "Which one do you mean?",
        sources_line(knowledge, cited(used)),
    )
    buttons = tuple(Button(topic.name, ask(knowledge, "definition", topic)) for topic in topics)
    ids = tuple(topic.id for topic in topics)
    return Reply(text, "definition", ids, buttons=buttons, sources=cited(used), options=ids)


def did_you_mean(knowledge: Knowledge, topics: Sequence[Topic]) -> Reply:
    """A near miss: the model was understood, the question wasn't."""
    topic = topics[0]
    name = knowledge.name(topic)
    text = f"I am not sure what you want to know about {name}. Did you mean one of these?"
    return Reply(text, "did_you_mean", tuple(t.id for t in topics), buttons=next_questions(knowledge, topic, "", False))


def no_words(knowledge: Knowledge) -> Reply:
    """Asked back when a message has no words at all."""
    first, second = (knowledge.name(model) for model in knowledge.models[:2])
    text = (
        f"I found no words to read in that. Ask me, for instance, what {first} is or how {first} and {second} differ."
    )
    return Reply(text, "refusal", buttons=decline(knowledge).buttons)


def decline(knowledge: Knowledge) -> Reply:
    """One friendly sentence for what isn't this bot's subject."""
    names = enumerate_words(model.called for model in knowledge.models[:3])
    text = f"I can't help with that: I only know outsourcing models such as {names}."
    buttons = (
        Button("What do you know?", "Which outsourcing models do you know?"),
        Button("Help me choose", "Help me choose a model"),
    )
    return Reply(text, "refusal", buttons=buttons)

"""Models that share an acronym: which sense is meant, and a word on the other one. Pure."""

from __future__ import annotations

from actions import honesty
from actions.answer import Answer, enumerate_words
from actions.topics import topics_of
from dialogue import question as q
from dialogue.question import Question
from knowledge.model import Knowledge, Topic

_MEANING = frozenset(["mean", "meant", "talking", "refer", "referring", "say", "saying"])


def both_senses(question: Question, knowledge: Knowledge, topic: Topic, part: str) -> Answer | None:
    """Both senses of a shared acronym, where it isn't clear or is asked which is meant."""
    namesakes = knowledge.namesakes(topic)
    open_sense = question.assumed and part == "definition" and not question.style
    asked = namesakes and (open_sense or _asks_sense(question))
    return honesty.both_senses(knowledge, (topic, *namesakes)) if asked else None


def _asks_sense(question: Question) -> bool:
    said = set(question.words.split())
    return "which" in said and bool(_MEANING & said)


def with_namesakes(answer: Answer, question: Question, knowledge: Knowledge) -> Answer:
    """The answer; where a shared acronym was taken in its main sense, with a word on the other sense."""
    topic = knowledge.topics.get(question.assumed)
    if topic is None or answer.waits or topic.id not in answer.topics:
        return answer
    others = tuple(
        other for other in knowledge.namesakes(topic) if other.id not in answer.topics and _could_answer(other, answer)
    )
    return honesty.with_namesake(knowledge, answer, topic, others, _again(question, knowledge)) if others else answer


def _could_answer(other: Topic, answer: Answer) -> bool:
    """True where the model of the other sense has something to say to the same question."""
    if answer.aspects:
        return any(aspect in other.aspects for aspect in answer.aspects)
    return answer.part in ("definition", "services", "how_it_works") and bool(other.part(answer.part))


def _again(question: Question, knowledge: Knowledge) -> str:
    """The question with “{name}” for the model whose acronym is shared."""
    if question.form == q.COMPARE:
        names = [knowledge.name(t) for t in topics_of(question, knowledge) if t.id != question.assumed]
        return f"compare {{name}} and {enumerate_words(names)}"
    if question.aspects and not question.parts:
        return f"{knowledge.aspects[question.aspects[0]].label.lower()} of {{name}}"
    part = question.parts[0] if question.parts and question.parts[0] in knowledge.questions else "definition"
    return f"{knowledge.questions[part].noun} of {{name}}"

"""“No, I meant …”: the question stands, the field changes."""

from __future__ import annotations

from dataclasses import replace

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Question
from knowledge.model import Knowledge

_SHORT = 9  # words of an utterance that only puts something right
_WHOLE = frozenset({q.COMPARE, q.LIST, q.CHOOSE, q.GAP, q.FIND})


def corrected(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The last question with what was put right; as it is where nothing was."""
    last = conversation.pending or conversation.last
    if not _corrects(question):
        return question
    if last is None:
        return _first(question)
    if question.form == q.COMPARE and len(question.topics) > 1:
        return question
    changes = _changes(question, last, knowledge) or _other_sense(question, last, knowledge)
    if not changes:
        return question.because("something was wrong, and nothing tells what", form=q.CORRECT)
    merged = replace(last, references=(), cues=("corrects",), evidence=question.evidence, style=question.style)
    merged = replace(merged, wh=question.wh, ranking=question.ranking, near=question.near, content=question.content)
    if "parts" in changes:
        merged = replace(merged, intent="", cues=("corrects", "names_part"))
    merged = merged.in_words_of(question)
    return merged.because(f"puts right the last question: {', '.join(changes)}", **{"assumed": "", **changes})


def _first(question: Question) -> Question:
    """The question by itself, where there is nothing yet that it could put right."""
    if not question.topics:
        return question
    return question.because("puts nothing right yet", form=q.TELL, parts=("definition",))


def _corrects(question: Question) -> bool:
    """True for what is classified as a correction, and for short utterances that say “I meant”."""
    if question.form == q.CORRECT:
        return True
    if question.form in (q.VERIFY, q.EDIT) or question.excluded or question.operation in ("add", "only", "swap"):
        return False
    asks = question.wh or "requests" in question.cues
    return "corrects" in question.cues and not asks and len(question.words.split()) <= _SHORT


def _changes(question: Question, last: Question, knowledge: Knowledge) -> dict[str, object]:
    """The fields that the correction names."""
    topics = {"topics": _sides(question.topics, last)} if question.topics else {}
    parts = _other_parts(question, last, knowledge)
    changes = {**topics, **parts, **_other_aspects(question, last), **_other_services(question, last)}
    if not changes and question.form in _WHOLE and question.form != last.form:
        return {"form": question.form}
    return changes


def _other_parts(question: Question, last: Question, knowledge: Knowledge) -> dict[str, object]:
    """The fields of a question on other parts than the last one's; none where no others are named."""
    classified = question.parts if question.form == q.TELL and not question.topics else ()
    parts = parts_named(question, knowledge) or classified
    if not parts or parts == last.parts:
        return {}
    return {"parts": parts, "form": q.TELL, "claim": None, "aspects": ()}


def _other_aspects(question: Question, last: Question) -> dict[str, object]:
    """The fields of a question on other aspects."""
    if not question.aspects or question.aspects == last.aspects:
        return {}
    return {"aspects": question.aspects, **({"parts": ()} if last.form == q.TELL else {})}


def _other_services(question: Question, last: Question) -> dict[str, object]:
    """The field of a question on other work, unless topics are named."""
    other = question.services and question.services != last.services and not question.topics
    return {"services": question.services} if other else {}


def _other_sense(question: Question, last: Question, knowledge: Knowledge) -> dict[str, object]:
    """The other model of the last question's acronym, where words name nothing else."""
    other = _namesakes(last, knowledge) if not question.content else ()
    return {"topics": other} if other else {}


def _sides(topics: tuple[str, ...], last: Question) -> tuple[str, ...]:
    """The topics named; of a comparison that they put right, the side that stays as well."""
    if last.form != q.COMPARE or len(topics) > 1 or len(last.topics) < 2:
        return topics
    kept = tuple(id for id in last.topics[:1] if id not in topics) or last.topics[1:2]
    return tuple(dict.fromkeys((*kept, *topics)))


def _namesakes(last: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """The other model with the same acronym, where the last question was on one that has a namesake."""
    topics = [knowledge.topics[id] for id in last.topics if id in knowledge.topics]
    return tuple(other.id for topic in topics for other in knowledge.namesakes(topic))[:1]


def parts_named(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    """The parts that the words name and don't reject: “benefits, not drawbacks”."""
    said = question.words.split()
    found = []
    for part in knowledge.questions.values():
        for name in (part.part, *part.certain, *part.nouns):
            place = said.index(name) if name in said else -1
            if place >= 0 and not (place and said[place - 1] == "not"):
                found.append((place, part.part))
                break
    return tuple(dict.fromkeys(part for _, part in sorted(found)))

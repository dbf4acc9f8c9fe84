"""“What does economies of scale mean?”: words of an answer that the documents use and don't explain."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue import question as q
from dialogue.conversation import Conversation
from dialogue.question import Question
from knowledge.model import Knowledge
from knowledge.phrases import normal
from knowledge.search import stem

_LONGEST = 4  # words that a term has at most, those between its own among them


def unexplained(question: Question, conversation: Conversation, knowledge: Knowledge) -> Question:
    """The question as one that nothing here answers, with the term that it asks for; else unchanged."""
    names = question.topics or question.aspects or question.services or question.gaps
    easier = question.form == q.RESTYLE and not question.style.length and len(question.content) > 1
    asks = easier or (question.form == q.TELL and question.parts == ("definition",))
    if not asks or names or not question.content:
        return question
    said = (knowledge.statement(*told.address) for told in conversation.told)
    terms = (_term(statement.text, question.content) for statement in said if statement)
    term = next(filter(None, terms), "")
    return question.because(f"asks what {term!r} means", form=q.UNHEARD, unknown=(term,)) if term else question


def _term(text: str, content: Sequence[str]) -> str:
    """The few words of a text that hold all words of the question; "" where they don't stand together."""
    words, wanted = normal(text).split(), {stem(word) for part in content for word in part.split()}
    places = [place for place, word in enumerate(words) if stem(word) in wanted]
    if {stem(words[place]) for place in places} != wanted or places[-1] - places[0] >= _LONGEST:
        return ""
    return " ".join(words[places[0] : places[-1] + 1])

"""Statements as parts of a text: without the subject that their surroundings name, in lists and in prose. Pure."""

from __future__ import annotations

import re

from actions.answer import sentence
from knowledge.model import Knowledge, Statement, Topic
from knowledge.phrases import normal
from knowledge.search import stem

# Behind a model's name: a verb, for which “it” may be the subject, or a noun that the name belongs to.
_VERB = re.compile(
    r"\b(?:is|are|was|can|may|might|could|does|has|also|often|usually|mainly|mostly|rather|[a-z]+n't|directly|basically|"
    r"(?!(?:providers|services|jobs|tasks|teams|arrangements)\b)[a-z]+s|began|consisted|gave|took)\b"
)
_NOUN = re.compile(r"(?:providers?|services?|work|jobs?|tasks|help|teams?|arrangements?|processes)\b")
_END = re.compile(r"(?<=[A-Za-z0-9)][.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!\.[A-Z]\.) (?=[A-Z])")
_FEW = 5  # words that need no heading
_OPENINGS = ("In ", "With ")  # “In BPO, a company …”


def without_subject(text: str, knowledge: Knowledge, topic: Topic) -> str:
    """A statement under a heading that names its topic: “KPO is all about …” → “All about …”."""
    rest = _behind_name(text, topic)
    if not rest or not (_VERB.match(rest) or _NOUN.match(rest) or _opened(text)):
        return sentence(text)
    return sentence(rest.removeprefix("is "))


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence."""
    return _END.split(text, maxsplit=1)[0]


def with_pronoun(text: str, knowledge: Knowledge, topic: Topic) -> str:
    """A statement behind another one on the same topic: “KPO focuses on …” → “It focuses on …”."""
    rest = _behind_name(text, topic)
    if not rest:
        return sentence(text)
    if _opened(text):
        return sentence(rest)
    if _NOUN.match(rest):
        return f"Its {rest}"
    return f"It {rest}" if _VERB.match(rest) else sentence(text)


def _opened(text: str) -> bool:
    """True for “In BPO, a company …”, which stands well without its beginning."""
    return text.startswith(_OPENINGS)


def _behind_name(text: str, topic: Topic) -> str:
    """What stands behind the topic's name at the beginning of a text; "" where the text begins otherwise."""
    names = sorted({topic.full, topic.name, topic.acronym, topic.called} - {""}, key=len, reverse=True)
    starts = (f"{opening}{name}" for opening in ("", *_OPENINGS) for name in names)
    for start in starts:
        rest = text.removeprefix(start)
        if rest == text:
            continue
        rest = rest.removeprefix(f" ({topic.name})").removeprefix(f" ({topic.acronym})" if topic.acronym else "")
        if rest.startswith((" ", ", ")):
            return rest.lstrip(" ,")
    return ""


def headed(statement: Statement, knowledge: Knowledge, topic: Topic) -> str:
    """An item of a list: its heading, then what it says without its subject."""
    if statement.name and statement.text.startswith(f"{statement.name} "):
        return (
            f"{statement.name}: {uncapped(sentence(statement.text.removeprefix(statement.name).removeprefix(' is')))}"
        )
    said = without_subject(statement.text, knowledge, topic)
    alone = len(said.split()) <= _FEW or _holds_heading(statement)
    return f"{statement.name}: {uncapped(said)}" if statement.name and not alone else said


def _holds_heading(statement: Statement) -> bool:
    """True where the text says all that its heading says: “Lower costs: reduces the client's costs”."""
    heading, text = ({stem(word) for word in normal(words).split()} for words in (statement.name, statement.text))
    return len(heading) > 1 and heading <= text


def uncapped(text: str) -> str:
    """The text with a small letter at its beginning, unless that begins an acronym or a name."""
    return text if len(text) > 1 and (text[1].isupper() or text[1] in "&-") else text[:1].lower() + text[1:]


def noun_of(statement: Statement) -> str:
    """A statement as a few words: its heading in lower case, else its text."""
    return uncapped(statement.name) if statement.name else statement.text.rstrip(".")


def name_first(knowledge: Knowledge, topic: Topic) -> str:
    """The topic's name with a capital, as it begins a sentence."""
    name = knowledge.name(topic)
    return name[0].upper() + name[1:]

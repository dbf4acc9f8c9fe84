"""What the wording of a message gives away beside its intent: a wish for a yes or no, a contrast, a pair."""

from __future__ import annotations

import re

from actions.knowledge import Knowledge, Topic
from actions.memory import Memory, from_memory
from actions.message import Message
from actions.phrases import is_in, normal, padded

PAIR = {"two", "both"}
PRONOUNS = {"it", "that", "this", "these", "those", "they", "them"}
_MEANING = {"mean", "meant", "talking", "refer", "referring", "say", "saying"}
_SEVERAL = {"those", "these", "them"}
_CHOOSING = {"which", "either"}
_OPEN = {"what", "which", "how", "who", "where", "why", "list", "name"}
# “How's that not just a BPO?”: what was talked about beside the model that is named.
CONTRAST = re.compile(
    r"\b(?:not (?:just|simply|only|a|an|called)|(?:just|simply|merely) an?|differ(?:s|ent)?|unlike|same old"
    r"|(?:sounds?|looks?)(?: \w+){0,4} like|another (?:name|word)|nicer name|call (?:it|that|this|them))\b"
)
_YES_NO = re.compile(
    r"^\W*(?:(?:so|and|but|hi|hello|hm|hmm|ok|okay|hey|well|fine|wait|sorry|then|please|pls|tell me)\b\W*)*"
    r"(?:does|do|did|is|are|can|could|will|would|should|has|have|(?:is|are|does|do|ca)n'?t)\b"
    r"|\b(?:right|correct|true|true or false|too|also|as well|isn't it|no|yes or no|or not)\W*$",
    re.IGNORECASE,
)
_NAMES = 6  # words of a message that may hold nothing but names
# Words by which a message asks something of its own.
_ASKING = {"what", "whats", "which", "who", "how", "why", "is", "are", "does", "do", "can", "explain", "define",
           "describe", "tell", "meaning", "definition", "stands", "full", "vs", "versus", "compare"}  # fmt: skip
_ONE_MORE = re.compile(r"\b(?:too|also|as well|included)\W*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_WHICH_IS_MORE = re.compile(
    r"^(?:\w+ ){0,2}wh?ich (?:one |1 )?(?:is|costs?|has|needs?|takes) (?:the )?(?:more|less|\w+er)\b"
)
# The words behind “than”, also where it is misspelt.
_THAN = re.compile(r"\b(?:more|less|\w+er) (?:\w+ ){0,2}(?:than|then|that) (.+)")


def is_yes_no(text: str) -> bool:
    """True where a message, or one of its questions, wants a yes or a no."""
    whole = text.strip()
    asked = (sentence for sentence in _SENTENCE.findall(whole) if sentence.rstrip().endswith("?"))
    return any(_YES_NO.search(part.strip()) for part in (whole, *asked))


def asks_to_confirm(text: str) -> bool:
    """True for a yes-or-no question, and for a statement with a question mark."""
    first = next(iter(normal(text).split()), "")
    return is_yes_no(text) or (text.rstrip().endswith("?") and first not in ("what", "who", "how", "which"))


def asks_which(known: Knowledge, message: Message, topic: Topic) -> bool:
    """True where a message asks which of the models with one acronym is meant."""
    acronym = topic.acronym.lower()
    said = set(normal(message.text).split())
    return acronym in message.topics and bool(known.namesakes(topic)) and "which" in said and bool(_MEANING & said)


def asks_openly(text: str) -> bool:
    """True for a question that a yes doesn't answer: “what payroll work does it do?”"""
    return next((word for word in normal(text).split() if word not in ("so", "and", "ok")), "") in _OPEN


def asks_for_one_more(text: str) -> bool:
    """True for “risk management too?”: whether what is named belongs to it as well."""
    return bool(_ONE_MORE.search(text.strip()))


def asks_between(text: str) -> bool:
    """True for a message that asks which of two or more things said before: “which of those is cheaper?”"""
    said = set(normal(text).split())
    return bool(_CHOOSING & said and (PAIR | _SEVERAL) & said) or bool(_WHICH_IS_MORE.search(normal(text)))


def names_parent(known: Knowledge, text: str, kind: Topic) -> bool:
    """True where a text names a kind and, beside it, the model that it is a kind of: “Offshore BPO and BPO”."""
    if not kind.parent:
        return False
    said, model = padded(text), normal(known.topics[kind.parent].called)
    return said.count(f" {model} ") > said.count(f" {normal(kind.name)} ") * (model in normal(kind.name).split())


def measured_against(known: Knowledge, message: Message, memory: Memory, named: Topic) -> Topic | None:
    """What was talked about, where a message measures it by the one topic that it names: “is it dearer than BPO?”"""
    than = _THAN.search(normal(message.text))
    names = map(normal, filter(None, (named.acronym, named.name, *named.aliases)))
    if than is None or not any(is_in(name, padded(than.group(1))) for name in names):
        return None
    return next((topic for topic in from_memory(known, memory) if topic != named), None)


def not_rejected(known: Knowledge, part: str, said: str) -> str:
    """The part, or the one named beside it where it is rejected (“benefits, not drawbacks”)."""
    others = [other for other in known.questions if other in said.split() and other != part]
    return others[0] if others and f"not {part}" in said else part


def only_names(message: Message) -> bool:
    """True for a short message that names topics and asks nothing: “KPO”, “I mean KPO”."""
    said = normal(message.text).split()
    return bool(message.topics) and len(said) <= _NAMES and not _ASKING & set(said)

"""The messages by which the understanding is measured: the training data, and those of tests/calibration/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rasa.shared.nlu.constants import INTENT, TEXT
from sklearn.model_selection import StratifiedKFold

from actions.knowledge import Knowledge
from actions.knowledge_files import load
from commands.evaluate import ROOT, phrasings
from nlu.importer import NOT_COVERED, KnowledgeImporter
from nlu.topic_extractor import OUT_OF_SCOPE

FOLDS = 5
SEED = 42
IN_SCOPE, GAPS, REFUSALS = "answers", "gaps", "refusals"  # the kinds, as `make eval` calls them

# Parts that no question of the knowledge asks for, and what besides that question leads to a right answer.
_INTENTS: Mapping[str, Sequence[str]] = {
    "services": ["find_model"],
    "types": ["ask_overview"],
    "overview": ["ask_overview", "ask_types"],
    "comparison": ["ask_comparison", "ask_aspect"],
    "aspect": ["ask_aspect", "ask_comparison"],
    "find_model": ["find_model"],
    "which_rpo": ["ask_definition"],
    "guided_choice": ["choose_model"],
    "recommendation": ["choose_model"],
    "gap": [NOT_COVERED],
    "refusal": [OUT_OF_SCOPE],
    "greeting": ["greet"],
    "goodbye": ["goodbye"],
    "thanks": ["thank"],
    "bot": ["ask_bot"],
    "human": ["ask_human"],
    "complaint": ["complain"],
    "sources": ["ask_sources"],
    "repeat": ["ask_repeat"],
}


@dataclass(frozen=True)
class Example:
    """A message of the training data."""

    text: str
    intent: str


@dataclass(frozen=True)
class Item:
    """A message of tests/calibration/: its kind, the intents that lead to a right answer, what it should lead to."""

    kind: str
    text: str
    intents: frozenset[str]
    parts: tuple[str, ...]
    topics: tuple[str, ...]

    @classmethod
    def of(cls, example: Example) -> Item:
        """A training message as an item of its own intent."""
        kind = {OUT_OF_SCOPE: REFUSALS, NOT_COVERED: GAPS}.get(example.intent, IN_SCOPE)
        return cls(kind, example.text, frozenset({example.intent}), (), ())


@cache
def training() -> tuple[Example, ...]:
    """What Rasa would learn from, in an order that is the same every time."""
    data = KnowledgeImporter(training_data_paths=[str(ROOT / "data" / "nlu")]).get_nlu_data()
    found = {Example(message.get(TEXT), message.get(INTENT)) for message in data.intent_examples}
    return tuple(sorted(found, key=lambda example: (example.intent, example.text)))


@cache
def calibration() -> tuple[Item, ...]:
    """The messages that settings may be chosen by; none of them is trained on."""
    knowledge = load()
    turns = phrasings(ROOT / "tests" / "calibration")
    return tuple(
        Item(
            turn.kind,
            turn.text,
            right_intents(knowledge, turn.expected.parts),
            turn.expected.parts,
            turn.expected.topics,
        )
        for turn in turns
    )


def right_intents(knowledge: Knowledge, parts: Iterable[str]) -> frozenset[str]:
    """The intents that lead to an answer with one of these parts; raises ValueError where a part has none."""
    found: set[str] = set()
    for part in parts:
        asked = [knowledge.questions[part].intent] if part in knowledge.questions else []
        if not asked and part not in _INTENTS:
            raise ValueError(f"no intent leads to {part!r}: add it to {__name__}")
        found.update(asked, _INTENTS.get(part, ()))
    return frozenset(found)


def folds(examples: Sequence[Example]) -> list[tuple[list[Example], list[Example]]]:
    """Pairs of what is learnt and what is asked: each example is asked once, each intent evenly spread."""
    splits = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(examples, [e.intent for e in examples])
    return [([examples[i] for i in learnt], [examples[i] for i in asked]) for learnt, asked in splits]

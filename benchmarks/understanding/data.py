"""The messages by which the understanding is measured: the training data, and those of tests/calibration/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import yaml
from rasa.shared.nlu.constants import INTENT, TEXT
from sklearn.model_selection import StratifiedKFold

from commands.evaluate import ROOT, phrasings
from knowledge.files import load
from knowledge.model import Knowledge
from nlu.gap_classifier import GAP_OF_EXAMPLE
from nlu.importer import KnowledgeImporter
from nlu.topic_extractor import NOT_COVERED, OUT_OF_SCOPE

FOLDS = 5
IN_SCOPE, GAPS, REFUSALS = "answers", "gaps", "refusals"  # the kinds, as `make eval` calls them

_NLU = ROOT / "data" / "nlu"
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
class Case:
    """A message and the intents that lead to a right answer: one for training messages.

    `parts` (never none) and `topics` are what those of tests/calibration/ expect; `gap` is the known gap asked for.
    """

    text: str
    kind: str
    intents: tuple[str, ...]
    parts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    gap: str = ""


Split = tuple[Sequence[Case], Sequence[Case]]  # what is learnt, what is asked


@cache
def training() -> tuple[Case, ...]:
    """What Rasa would learn from, in an order that is the same every time."""
    data = KnowledgeImporter(training_data_paths=[str(_NLU)]).get_nlu_data()
    kinds = {OUT_OF_SCOPE: REFUSALS, NOT_COVERED: GAPS}
    keys = (INTENT, TEXT, GAP_OF_EXAMPLE)
    examples = sorted({tuple(message.get(key, "") for key in keys) for message in data.intent_examples})
    return tuple(Case(text, kinds.get(intent, IN_SCOPE), (intent,), gap=gap) for intent, text, gap in examples)


@cache
def calibration() -> tuple[Case, ...]:
    """The messages that settings may be chosen by; none of them is trained on."""
    knowledge = load()
    found = ((turn, turn.expected) for turn in phrasings(ROOT / "tests" / "calibration"))
    return tuple(
        Case(t.text, t.kind, right_intents(knowledge, e.parts), e.parts, e.topics, e.subject) for t, e in found
    )


def right_intents(knowledge: Knowledge, parts: Iterable[str]) -> tuple[str, ...]:
    """The intents that lead to an answer with one of these parts; raises ValueError where a part has none."""
    found: list[str] = []
    for part in parts:
        if part in knowledge.questions:
            found.append(knowledge.questions[part].intent)
        elif part not in _INTENTS:
            raise ValueError(f"no intent leads to {part!r}: add it to {__name__}")
        found += _INTENTS.get(part, ())
    return tuple(found)


@cache
def families() -> Mapping[str, str]:
    """Intent -> its family, for all intents but the questions on models."""
    found = {OUT_OF_SCOPE: "unrelated", NOT_COVERED: "known gaps"}
    for stem, family in (("follow_up", "follow-ups"), ("talk", "conversation acts"), ("chitchat", "talk")):
        entries = yaml.safe_load((_NLU / f"{stem}.yml").read_text(encoding="utf-8"))["nlu"]
        found.update((entry["intent"], family) for entry in entries if "intent" in entry)
    return found


@cache
def splits() -> Sequence[Split]:
    """The folds of the training data; in the first, tests/calibration/ is asked as well."""
    (learnt, asked), *others = folds(training())
    return [(learnt, [*asked, *calibration()]), *others]


def folds(cases: Sequence[Case]) -> list[Split]:
    """Each message is asked in one fold and learnt in all others, with each intent evenly spread."""
    found = StratifiedKFold(FOLDS, shuffle=True, random_state=42).split(cases, [case.intents[0] for case in cases])
    return [([cases[i] for i in learnt], [cases[i] for i in asked]) for learnt, asked in found]

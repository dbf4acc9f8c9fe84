"""The tables of docs/nlu.md, and their way there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from rasa.shared.nlu.training_data.message import Message
from sklearn.metrics import f1_score

from benchmarks import document
from benchmarks.tables import markdown
from benchmarks.understanding import pictures
from benchmarks.understanding.data import GAPS, IN_SCOPE, REFUSALS, Case, families, splits
from benchmarks.understanding.measure import Answer, Answers, configured, prepared, thresholds
from benchmarks.understanding.pictures import Point, Shares
from benchmarks.understanding.variants import CONFIGURED, VARIANTS
from commands.evaluate import ROOT
from dialogue.points import SAME
from knowledge.files import load
from knowledge.search import CLEAR, NEAR, SURE
from nlu.knowledge_ranker import STATEMENTS, SUBJECTS
from nlu.topic_extractor import OUT_OF_SCOPE

COMMAND = "make bench OF=understanding"
DOCUMENT = ROOT / "docs" / "nlu.md"
PARTS = ("thresholds", "likeness", "gaps", "variants", "families", "confusions")

_PICTURES = {part: DOCUMENT.with_name(f"{part}.png") for part in ("thresholds", "confusions")}
_BY_LIKENESS = {"find_model", "facts"}  # parts that are answered by the statement that is most like the message
_LISTED = 10  # confusions

Rows = list[tuple[str, ...]]


def report(measured: Sequence[Answers]) -> None:
    """Print the tables, and write them and the pictures."""
    chosen, first = configured(), measured[0]
    points = [Point(*pair, *map(shares, halves(first[name]))) for name, pair in thresholds().items()]
    crossed = [answer for fold in measured for answer in halves(fold[CONFIGURED.name])[1]]
    tables = (
        tuned(points, chosen),
        likeness(prepared(CONFIGURED.reading, 0)[1], splits()[0][1]),
        told_gaps(prepared(CONFIGURED.reading, 0)[1], splits()[0][1]),
        tried({variant.name: first[variant.name] for variant in VARIANTS}),
        by_family(crossed),
        confusions(crossed),
    )
    print("\n\n".join(["", *tables]))
    pictures.thresholds(_PICTURES["thresholds"], points, chosen)
    pictures.confusion(_PICTURES["confusions"], crossed)
    for part, table in zip(PARTS, tables, strict=True):
        picture = f"![{part}]({_PICTURES[part].name})\n\n" if part in _PICTURES else ""
        document.write(DOCUMENT, part, picture + table, COMMAND)


def halves(answers: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """The answers to tests/calibration/, and those to training messages."""
    return [answer for answer in answers if answer[0].parts], [answer for answer in answers if not answer[0].parts]


def shares(answers: Sequence[Answer]) -> Shares:
    """The shares right by kind."""
    in_scope, gaps, refused = (accuracy([a for a in answers if a[0].kind == k]) for k in (IN_SCOPE, GAPS, REFUSALS))
    return in_scope, gaps, refused


def accuracy(answers: Sequence[Answer]) -> float:
    """The share of messages with an intent that leads to a right answer, 0 to 1."""
    return fmean(got in case.intents for case, got in answers)


def f1(answers: Sequence[Answer]) -> dict[str, float]:
    """Intent of training messages -> F1, the harmonic mean of precision and recall."""
    wanted, got = [case.intents[0] for case, _ in answers], [got for _, got in answers]
    labels = sorted(set(wanted))
    return dict(zip(labels, f1_score(wanted, got, labels=labels, average=None, zero_division=0), strict=True))


def tuned(points: Sequence[Point], chosen: Mapping[str, float]) -> str:
    """The table of the thresholds: on tests/calibration/, and in cross-validation."""
    rows: Rows = [("setting", "value", "in scope", "gaps", "refused", "in scope, CV", "gaps, CV", "refused, CV")]
    for setting, value, here, there in points:
        label = f"**{value:g}**" if value == chosen[setting] else f"{value:g}"
        rows.append((f"`{setting}`", label, *map(percent, (*here, *there))))
    return markdown(rows)


def likeness(messages: Sequence[Message], cases: Sequence[Case]) -> str:
    """The table of how like messages are to their nearest statement, and whether it is on a model that is meant."""
    meant, unrelated = _nearest(messages, cases)
    names = {NEAR: "`NEAR`", SURE: "`SURE`", CLEAR: "`CLEAR`", SAME: "`SAME`"}
    rows: Rows = [("likeness from", "", f"right, of {len(meant)}", "wrong", f"unrelated, of {len(unrelated)}")]
    for least in sorted({0.3, 0.45, 0.65, *names}):
        above = Counter(right for score, right in meant if score >= least)
        counts = (above[True], above[False], sum(score >= least for score in unrelated))
        rows.append((f"{least:g}", names.get(least, ""), *map(str, counts)))
    return markdown(rows)


def _nearest(messages: Sequence[Message], cases: Sequence[Case]) -> tuple[list[tuple[float, bool]], list[float]]:
    """How like messages are to their nearest statement: those on a model, with whether it is on that, and unrelated."""
    topics, meant, unrelated = load().topics, list[tuple[float, bool]](), list[float]()
    for message, case in zip(messages, cases, strict=True):
        models = {topics[id].parent or id for id in case.topics}
        for nearest in message.get(STATEMENTS, [])[:1]:  # none where there are no words
            if case.parts and case.kind == REFUSALS:
                unrelated.append(nearest["score"])
            elif _BY_LIKENESS & {*case.parts}:
                meant.append((nearest["score"], (topics[nearest["topic"]].parent or nearest["topic"]) in models))
    return meant, unrelated


def told_gaps(messages: Sequence[Message], cases: Sequence[Case]) -> str:
    """The table of which gap questions on one are taken to be about: by the nearest question, and by all of them."""
    rows: Rows = [("", "questions", "by the nearest", "by all")]
    asked = [(message, case) for message, case in zip(messages, cases, strict=True) if case.gap]
    for name, calibrated in (("`tests/calibration/`", True), ("CV", False)):
        found = [(m.get(SUBJECTS) or [], case.gap) for m, case in asked if bool(case.parts) == calibrated]
        rows.append((name, str(len(found)), *map(percent, _right(found))))
    return markdown(rows)


def _right(found: Sequence[tuple[Sequence[Mapping[str, Any]], str]]) -> tuple[float, float]:
    """The shares of questions whose nearest gap is the right one, and whose likeliest is."""
    known = [(subjects, gap) for subjects, gap in found if subjects]
    nearest = sum(max(subjects, key=lambda s: s["score"])["id"] == gap for subjects, gap in known)
    likeliest = sum(subjects[0]["id"] == gap for subjects, gap in known)
    return nearest / len(found), likeliest / len(found)


def tried(answers: Answers) -> str:
    """The table of the variants: on tests/calibration/, and in cross-validation."""
    rows: Rows = [("", "in scope", "gaps", "refused", "accuracy, CV", "macro F1, CV")]
    for name in answers:
        calibrated, crossed = halves(answers[name])
        figures = (*shares(calibrated), accuracy(crossed), fmean(f1(crossed).values()))
        rows.append((name, *map(percent, figures)))
    return markdown(rows)


def by_family(crossed: Sequence[Answer]) -> str:
    """The table of the cross-validation: how well each family of intents is told from all others."""
    scores, intents = f1(crossed), defaultdict[str, set[str]](set)
    for intent in scores:
        intents[families().get(intent, "questions on models")].add(intent)
    rows: Rows = [("", "intents", "messages", "accuracy", "macro F1")]
    for name, members in [*sorted(intents.items(), key=lambda pair: -len(pair[1])), ("all", set(scores))]:
        asked = [answer for answer in crossed if answer[0].intents[0] in members]
        figures = (accuracy(asked), fmean(scores[intent] for intent in members))
        rows.append((name, str(len(members)), f"{len(asked):,}", *map(percent, figures)))
    return markdown(rows)


def confusions(crossed: Sequence[Answer]) -> str:
    """The table of the most frequent confusions besides declining, each with a short message of its kind."""
    asked = Counter(case.intents[0] for case, _ in crossed)
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case, got in crossed:
        if got not in (*case.intents, OUT_OF_SCOPE):
            texts[case.intents[0], got].append(case.text)
    rows: Rows = [("asked", "taken for", "times", "of", "for instance")]
    for (intent, got), found in sorted(texts.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:_LISTED]:
        instance = min(found, key=lambda text: (len(text.split()) < 4, len(text), text)).replace("|", "/")
        rows.append((f"`{intent}`", f"`{got}`", str(len(found)), str(asked[intent]), f"“{instance}”"))
    return markdown(rows)


def percent(share: float) -> str:
    """A share from 0 to 1, as it is read."""
    return f"{100 * share:.1f} %"

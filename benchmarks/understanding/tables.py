"""The tables of docs/nlu.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from actions.searches import CLEAR, NEAR, SAME, SURE
from benchmarks.tables import markdown
from benchmarks.understanding.data import REFUSALS
from benchmarks.understanding.measure import Curves, Judged, Nearest, accuracy, at_least_refusing, macro_f1
from benchmarks.understanding.run import Outcome
from benchmarks.understanding.variants import CONFIGURED

_MOST = 10  # confusions that are listed
_SHOWN = {  # values of the settings that are shown besides the configured ones
    "scope": (0.0, 0.5, 0.95, 0.99),
    "unsupported": (0.0, 0.2, 0.6, 0.8),
    "certain": (0.3, 0.8),
    "scope_named": (0.0, 0.8, 0.95),
    "clueless": (0.0, 0.3, 0.5),
}


def tried(outcome: Outcome) -> str:
    """The table of the variants."""
    bar = outcome.calibrated[CONFIGURED.name].shares.refused
    rows: list[tuple[str, ...]] = [
        ("", "accuracy", "macro F1", "in scope", "gaps", "refused", f"in scope at {percent(bar)} refused")
    ]
    for name, one in outcome.calibrated.items():
        judged, level = outcome.judged(name), at_least_refusing(one.curves["scope"], bar)
        measured = (accuracy(judged), macro_f1(judged), one.shares.in_scope, one.shares.gaps, one.shares.refused)
        rows.append((name, *map(percent, measured), percent(level.in_scope) if level else "never"))
    return markdown(rows)


def settings(of: Curves, crossed: Curves, chosen: dict[str, float]) -> str:
    """The table of the thresholds: on tests/calibration/, and in cross-validation."""
    rows: list[tuple[str, ...]] = [
        ("setting", "value", "in scope", "gaps", "refused", "in scope, cross-val.", "refused, cross-val.")
    ]
    for setting, curve in of.items():
        for value in sorted({*_SHOWN[setting], chosen[setting]}):
            here, there = curve[value], crossed[setting][value]
            shown = (here.in_scope, here.gaps, here.refused, there.in_scope, there.refused)
            label = f"**{value:g}**" if value == chosen[setting] else f"{value:g}"
            rows.append((f"`{setting}`", label, *map(percent, shown)))
    return markdown(rows)


def likeness(found: Sequence[Nearest]) -> str:
    """The table of the likeness of messages to statements."""
    described = [one for one in found if one.kind != REFUSALS]
    unrelated = [one for one in found if one.kind == REFUSALS]
    names = {NEAR: "`NEAR`", SURE: "`SURE`", CLEAR: "`CLEAR`", SAME: "`SAME`"}
    rows: list[tuple[str, ...]] = [
        ("likeness from", "", f"right, of {len(described)}", "wrong", f"unrelated, of {len(unrelated)}")
    ]
    for least in sorted({0.3, 0.45, 0.65, *names}):
        above = [one.right for one in described if one.score >= least]
        strangers = sum(one.score >= least for one in unrelated)
        counts = (sum(above), len(above) - sum(above), strangers)
        rows.append((f"{least:g}", names.get(least, ""), *map(str, counts)))
    return markdown(rows)


def confusions(judged: Sequence[Judged]) -> str:
    """The table of the most frequent confusions, each with a short message of its kind."""
    asked = Counter(one.intent for one in judged)
    pairs = Counter((one.intent, one.predicted) for one in judged if one.intent != one.predicted)
    rows: list[tuple[str, ...]] = [("asked", "taken for", "times", "of", "for instance")]
    for (intent, predicted), times in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]:
        texts = [one.text for one in judged if (one.intent, one.predicted) == (intent, predicted)]
        instance = min(texts, key=lambda text: (len(text.split()) < 4, len(text), text)).replace("|", "/")
        rows.append((f"`{intent}`", f"`{predicted}`", str(times), str(asked[intent]), f"“{instance}”"))
    return markdown(rows)


def percent(share: float) -> str:
    """A share from 0 to 1, as it is read."""
    return f"{100 * share:.1f} %"

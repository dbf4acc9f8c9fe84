"""The measurements, shared out over the cores."""

from __future__ import annotations

import os
from collections import defaultdict
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import groupby
from multiprocessing import get_context
from typing import Any

from benchmarks.understanding.data import FOLDS
from benchmarks.understanding.measure import Calibrated, Crossed, Judged, Nearest, calibrated, crossed, nearest
from benchmarks.understanding.pipeline import variants, whole
from commands.progress import Progress


@dataclass
class Outcome:
    """All that was measured: by variant, and of the nearest statements."""

    folds: dict[str, list[Crossed]] = field(default_factory=lambda: defaultdict(list))
    calibrated: dict[str, Calibrated] = field(default_factory=dict)
    nearest: list[Nearest] = field(default_factory=list)

    def judged(self, name: str) -> list[Judged]:
        """What a variant made of every training message."""
        return [one for fold in self.folds[name] for one in fold.judged]


def measure(quick: bool) -> Outcome:
    """Measure all variants, or the configured one alone."""
    progress, outcome = Progress("Measuring the understanding"), Outcome()
    groups = [list(group) for _, group in groupby(variants(quick), key=lambda variant: variant.reading)]
    for group in groups:
        progress.tick("reading and encoding")
        whole(group[0].reading)
    outcome.nearest = nearest()
    # Forked, so that the processes have what was encoded; nothing here runs in threads at that moment.
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        folds = [pool.submit(crossed, group, number) for group in groups for number in range(FOLDS)]
        wholes = [pool.submit(calibrated, group) for group in groups]
        tasks: list[Future[Any]] = [*folds, *wholes]
        for done, _ in enumerate(as_completed(tasks), start=1):
            progress.tick(f"{done} of {len(tasks)} parts")
    for fold in folds:
        for name, one in fold.result().items():
            outcome.folds[name].append(one)
    for learnt in wholes:
        outcome.calibrated.update(learnt.result())
    progress.done("Measured the understanding")
    return outcome

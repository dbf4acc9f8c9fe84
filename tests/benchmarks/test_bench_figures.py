"""The statistics of the benchmarks."""

from __future__ import annotations

import pytest

from benchmarks.figures import Ratio, Round, percentile, ratio, slowest, typical, work


@pytest.mark.parametrize(("share", "expected"), [(0.5, 5), (0.95, 10), (0.9, 9), (0.05, 1), (0.0, 1), (1.0, 10)])
def test_a_percentile_is_one_of_the_values(share: float, expected: int) -> None:
    assert percentile([10, 1, 9, 2, 8, 3, 7, 4, 6, 5], share) == expected


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_messages_a_second_count_all_clients_together() -> None:
    assert Round((0.5, 0.5, 0.5, 0.5), elapsed=1.0).per_second == 4


def test_the_typical_and_the_slow_reply_are_taken_over_all_rounds() -> None:
    rounds = [Round((1.0, 2.0, 3.0), 1), Round((4.0, 50.0), 1)]
    assert (typical(rounds), slowest(rounds)) == (3.0, 50.0)


def test_a_ratio_pairs_the_rounds_so_that_noise_on_both_sides_cancels_out() -> None:
    theirs, ours = (10.0, 100.0, 10.0), (5.0, 50.0, 4.0)
    assert ratio(ours, theirs) == Ratio(middle=0.5, least=0.4, most=0.5)


def test_series_of_different_length_are_not_paired() -> None:
    with pytest.raises(ValueError, match="zip"):
        ratio((1.0,), (1.0, 2.0))


def test_the_work_of_a_reply_is_shared_out_over_all_messages() -> None:
    assert work([Round((1.0,) * 3, 1, processor=0.5), Round((1.0,), 1, processor=0.5)]) == 0.25

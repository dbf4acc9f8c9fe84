"""The bars of the benchmarks, and the tables and the document that show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bars import BESIDE_STARTER, WITH_MANY_MODELS, Bar, Row, rows
from benchmarks.document import marks, replaced, write
from benchmarks.figures import Ratio, Round
from benchmarks.measure import CLIENTS, Figures
from benchmarks.tables import markdown, table
from commands.command import CommandError

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"


def figures(factor: float = 1.0) -> Figures:
    """Figures of which all times, the memory and the archive are so many times those of another set-up."""
    talking = {clients: (Round((0.02 * factor,) * 10, 0.2 * factor, processor=factor),) * 3 for clients in CLIENTS}
    return Figures("bot", 50 * factor, int(9e6 * factor), (30 * factor, 32 * factor), int(1e9 * factor), talking)


def one(measure: str, of: list[Row]) -> Row:
    return next(row for row in of if row.measure == measure)


@pytest.mark.parametrize(
    ("bar", "middle", "met"),
    [
        (Bar(most=0.6), 0.6, True),
        (Bar(most=0.6), 0.61, False),
        (Bar(least=2.5), 2.5, True),
        (Bar(least=2.5), 2.4, False),
        (Bar(seconds=60), 9.0, True),
    ],
)
def test_a_bar_is_met_up_to_its_limit(bar: Bar, middle: float, met: bool) -> None:
    assert bar.is_met(60, Ratio(middle, middle, middle)) is met


def test_a_bar_of_seconds_looks_at_the_time_and_not_at_the_ratio() -> None:
    assert not Bar(seconds=60).is_met(60.1, Ratio(0.1, 0.1, 0.1))


def test_a_set_up_that_is_four_times_as_fast_passes_every_bar() -> None:
    assert all(row.passed for row in rows(figures(), figures(0.25), BESIDE_STARTER))


def test_a_set_up_that_is_as_fast_misses_every_ratio() -> None:
    missed = {row.measure for row in rows(figures(), figures(), BESIDE_STARTER) if not row.passed}
    assert missed == set(BESIDE_STARTER) - {"training"}


@pytest.mark.parametrize("bars", [BESIDE_STARTER, WITH_MANY_MODELS])
def test_every_bar_has_its_line(bars: dict[str, Bar]) -> None:
    measured = [row.measure for row in rows(figures(), figures(), bars) if row.bar]
    assert sorted(measured) == sorted(bars)


def test_set_ups_that_were_started_a_different_number_of_times_are_compared_by_their_medians() -> None:
    once = Figures("bot", 1, 1, (62.0,), 1, figures().rounds)
    assert one("first right answer after", rows(figures(), once, {})).ratio.middle == 2


def test_a_table_shows_values_ratio_bar_and_verdict() -> None:
    bar = Bar(most=0.6, aim=0.4)
    lines = table(rows(figures(), figures(0.5), {"median reply, 1 client": bar}), "starter", "guide").splitlines()
    cells = [cell.strip() for cell in lines[2].strip("|").split("|")]
    assert cells == ["median reply, 1 client", "20.0 ms", "10.0 ms", "0.50", "≤ 0.6 (aim 0.4)", "pass"]


def test_a_missed_bar_catches_the_eye() -> None:
    row = Row("memory", "1 MB", "2 MB", Ratio(2, 2, 2), Bar(most=0.8), passed=False)
    assert table([row], "starter", "guide").splitlines()[-1].endswith("| MISSED |")


def test_the_range_over_the_rounds_stands_beside_a_ratio() -> None:
    row = Row("memory", "", "", Ratio(0.5, 0.4, 0.6), None, passed=True)
    assert "0.50 (0.40–0.60)" in table([row], "starter", "guide")


def test_all_lines_of_a_table_are_of_one_width() -> None:
    lines = markdown([("", "a"), ("long name", "1"), ("x", "1000")]).splitlines()
    assert len({len(line) for line in lines}) == 1


def test_only_the_part_between_the_marks_is_replaced() -> None:
    begin, end = marks("speed")
    text = f"# By hand\n\n{begin}\n\nold\n\n{end}\n\n## By hand too\n"
    assert replaced(text, "speed", "new\n") == f"# By hand\n\n{begin}\n\nnew\n\n{end}\n\n## By hand too\n"


def test_replacing_twice_is_the_same_as_once() -> None:
    text = "\n".join(marks("speed"))
    once = replaced(text, "speed", "new")
    assert replaced(once, "speed", "new") == once


@pytest.mark.parametrize("text", ["", marks("speed")[0], "\n".join(reversed(marks("speed")))])
def test_a_document_without_both_marks_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "performance.md"
    path.write_text(text)
    with pytest.raises(CommandError, match="write the lines"):
        write(path, "speed", "new")
    assert path.read_text() == text


def test_our_document_has_a_place_for_the_figures() -> None:
    assert replaced(DOCUMENT.read_text(encoding="utf-8"), "speed", "new")

"""The table on the chat widget, from visits that were made up."""

from benchmarks.widget.__main__ import is_lightest, table
from benchmarks.widget.measure import Visit
from benchmarks.widget.peers import widgets


def visit(before: int, after: int, seconds: float = 0.1) -> Visit:
    """A visit that loaded so many bytes before and after opening."""
    return Visit(before, 1, after, 2, seconds, seconds)


def test_a_column_holds_the_medians_of_a_widget() -> None:
    text = table({"other": [visit(200_000, 300_000)], "ours": [visit(7_000, 90_000), visit(9_000, 1), visit(8_000, 2)]})
    rows = {row[0]: row[1:] for row in ([cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines())}
    assert rows[""] == ["other", "ours"]
    assert rows["loaded before opening"] == ["200 kB", "8.0 kB"]
    assert rows["from Enter to the answer"] == ["100 ms", "100 ms"]


def test_the_bar_is_met_only_where_ours_loads_less_than_each_other_before_and_after() -> None:
    others = {"a": [visit(100, 500)], "b": [visit(200, 300)]}
    assert is_lightest({**others, "ours": [visit(99, 299)]})
    assert not is_lightest({**others, "ours": [visit(100, 299)]})
    assert not is_lightest({**others, "ours": [visit(99, 300)]})


def test_every_widget_stands_on_the_same_page() -> None:
    for widget in widgets("http://127.0.0.1:1"):
        assert "<h1>A page</h1>" in widget.page
        assert widget.head in widget.page

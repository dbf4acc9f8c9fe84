"""How answers look on terminals of several widths."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from channels.shell.client import Answer, Button
from channels.shell.render import WIDTH, on_one_line, quick_replies, rendered
from tests.channels.shell.fake_bot import comparison


def screen(answer: Answer, width: int) -> list[str]:
    """The lines that a terminal of this width shows."""
    console = Console(file=StringIO(), width=width, color_system=None)
    for part in rendered(answer, width):
        console.print(part)
    output = console.file
    assert isinstance(output, StringIO)
    return output.getvalue().splitlines()


def compared(columns: int) -> Answer:
    """An answer with a table of so many columns."""
    answer = comparison(columns)
    return Answer(answer["text"], data=answer["data"])


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal_or_than_is_easy_to_read(width: int) -> None:
    lines = screen(Answer("• " + "some words " * 40 + "x" * 300), width)
    assert max(map(len, lines)) <= min(width, WIDTH)


def test_what_follows_a_bullet_is_indented() -> None:
    assert screen(Answer("• " + "word " * 30), 40)[1].startswith("  word")


def test_a_comparison_is_a_table_between_what_stands_before_and_after() -> None:
    lines = screen(compared(2), 80)
    assert lines[0] == "They differ."
    assert [word for word in lines[2].split() if word.isalpha()] == ["Alpha", "Beta"]
    assert lines[-2:] == ["The documents disagree.", "Sources: “A study”; “A guide”"]
    assert not any(line.startswith("• ") for line in lines)


def test_what_a_table_holds_is_not_said_again_though_the_text_may_call_it_by_a_shorter_name() -> None:
    table = {"columns": ["Alpha (A)", "Beta"], "rows": [{"label": "Cost", "cells": ["Low.", "High."]}]}
    answer = Answer("Cost:\n• A: Low.\n• Beta: High.\n• Another view.", data={"version": 1, "table": table})
    lines = screen(answer, 80)
    assert not any("A: Low." in line or "Beta: High." in line for line in lines)
    assert lines[-1] == "• Another view.", "a list behind it isn't part of it"


@pytest.mark.parametrize(("columns", "width", "table"), [(2, 60, True), (4, 60, False), (4, 80, False), (4, 120, True)])
def test_a_comparison_that_has_no_room_stays_a_text(columns: int, width: int, table: bool) -> None:
    answer = compared(columns)
    lines = screen(answer, width)
    assert any("│" in line for line in lines) == table
    assert table or " ".join(line.strip() for line in lines).split() == answer.text.split()


@pytest.mark.parametrize(("width", "table"), [(60, True), (12, False)])
def test_a_table_in_markdown_is_one_where_there_is_room_else_a_list(width: int, table: bool) -> None:
    text = "Before.\n| Aspect | A | B |\n| --- | --- | --- |\n| Cost | Low. | High. [1] |\nAfter."
    told = {"columns": ["A", "B"], "rows": [{"label": "Cost", "cells": ["Low.", "High."]}]}
    lines = screen(Answer(text, data={"version": 1, "table": told}), width)
    assert any("│" in line for line in lines) == table
    assert not any("---" in line for line in lines)
    assert table or [line.strip() for line in lines] == ["Before.", "Cost:", "• A: Low.", "• B: High.", "After."]


def test_a_table_that_the_text_does_not_hold_is_not_shown() -> None:
    answer = Answer("Something else.", data=comparison()["data"])
    assert screen(answer, 80) == ["Something else."]


def test_nothing_is_taken_for_markup() -> None:
    assert screen(Answer("[bold]not bold[/bold] :smile:"), 80) == ["[bold]not bold[/bold] :smile:"]


def test_quick_replies_are_numbered_and_never_cut_in_two() -> None:
    buttons = [Button(f"A title of reply {number}", "x") for number in range(1, 6)]
    lines = quick_replies(buttons, 60).plain.splitlines()
    assert lines[0].startswith("1 A title of reply 1   2 A title")
    assert all(len(line) <= 60 for line in lines)
    assert sum(line.count("A title of reply") for line in lines) == 5


def test_an_answer_for_a_pipe_has_one_line() -> None:
    assert on_one_line("First.\n• Second.\n\nSource: “A study”") == "First. / • Second. / Source: “A study”"

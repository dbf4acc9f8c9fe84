"""A message that wants a yes or a no is known from others."""

import pytest

from actions import searches


@pytest.mark.parametrize(
    "text",
    [
        "does it do payroll",
        "so can they hire for us",
        "it does payroll, right?",
        "They offered to host our site. I have never heard of that. Do they?",
        "Is tax part of it? Our accountant says no. I'd like to know.",
    ],
)
def test_a_question_for_a_yes_or_no_is_known(text: str) -> None:
    assert searches.is_yes_no(text)


@pytest.mark.parametrize("text", ["what does it do?", "They do payroll. How much of it?", "payroll", ""])
def test_another_question_is_no_such(text: str) -> None:
    assert not searches.is_yes_no(text)

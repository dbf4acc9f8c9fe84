"""Tells how many inputs were generated."""

from __future__ import annotations

import pytest

from tests.properties.inputs import generated


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line at the end of a run."""
    if generated:
        total = f"{sum(generated.values()):,}"
        terminalreporter.write_line(f"{total} inputs were generated for {len(generated)} property tests.")

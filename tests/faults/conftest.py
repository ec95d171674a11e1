"""What the tests of faults share: each tells its figures at the end of the run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

FIGURES = "figures"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Give what notes the figures of a fault."""

    def note(fault: str, **figures: int) -> None:
        record_property(FIGURES, (fault, figures))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line for each fault: what was counted, and the seconds that it took."""
    lines = []
    for report in terminalreporter.getreports("passed"):
        for name, told in report.user_properties:
            if name == FIGURES:
                fault, figures = told
                counted = [f"{count} {what.replace('_', ' ')}" for what, count in figures.items()]
                lines.append(f"{fault}: {', '.join(counted)}, {report.duration:.0f} s")
    if lines:
        terminalreporter.section("faults")
    for line in lines:
        terminalreporter.write_line(line)

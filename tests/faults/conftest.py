"""What the tests of faults share: each tells its figures at the end of the run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.postgresql import CARETAKER
from models.storage.opening import close_database
from tests.faults.full_disk import Full, LimitedFiles, small_disk
from tests.terminal.program import Home

NOBODY = 65534
"""Somebody whom file modes stop."""
FIGURES = "figures"


@pytest.fixture
def server_role() -> str:
    """Name a role that sees all the rows, and saves the base."""
    return CARETAKER


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Give what notes the figures of a fault."""

    def note(fault: str, **figures: int) -> None:
        record_property(FIGURES, (fault, figures))

    return note


@pytest.fixture(params=["limited files", "small disk"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Full]:
    """Give a disk that can be filled."""
    if request.param == "limited files":
        yield LimitedFiles(tmp_path)
    else:
        with small_disk(tmp_path / "disque") as disk:
            yield disk
    close_database()


@pytest.fixture
def home() -> Iterator[Home]:
    """Give the home of somebody whom file modes stop: nothing stops root."""
    folder = Path(tempfile.mkdtemp())
    home = Home(folder)
    home.create_espace()
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    yield home
    for closed in (one for one in folder.rglob("*") if one.is_dir()):
        closed.chmod(0o700)
    shutil.rmtree(folder)


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

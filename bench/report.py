"""The table of a run, as people read it and as docs/performance.md keeps it."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True)
class Line:
    """One work: what was measured, the goal, and whether it is reached (None: no goal)."""

    work: str
    size: str
    measured: str
    ratio: str = ""
    goal: str = ""
    reached: bool | None = None


def table(lines: Sequence[Line]) -> str:
    """Lay the lines out in Markdown."""
    head = "| travail | portefeuille | mesuré | rapport | but | |\n|---|---|---|---|---|---|\n"
    verdicts = {True: "oui", False: "**non**", None: ""}
    return head + "\n".join(
        f"| {one.work} | {one.size} | {one.measured} | {one.ratio} | {one.goal} "
        f"| {verdicts[one.reached]} |"
        for one in lines
    )


def machine() -> str:
    """Describe the machine in general words."""
    return f"{platform.system()}, {platform.machine()}, Python {platform.python_version()}"


def keep(text: str) -> None:
    """Put the run between the two marks of docs/performance.md."""
    page = PAGE.read_text()
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")

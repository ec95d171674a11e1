"""A base as an earlier version of the program left it."""

from __future__ import annotations

from pathlib import Path

from playhouse.migrations import Runner

from models.storage.file_copy import own_connection
from models.storage.schema import HISTORY, MIGRATIONS
from tests.faults.damage import content_of


def turn_back(path: Path) -> None:
    """Undo all the migrations of the base in `path` but the first."""
    second = sorted(MIGRATIONS.glob("0*.py"))[1].stem
    with own_connection(path) as base:
        Runner(base, str(MIGRATIONS)).down(second)


def untimed(path: Path) -> dict[str, list[str]]:
    """Give all that a sound base holds, but when each migration was applied."""
    found = content_of(path)
    return found | {HISTORY: [row.rpartition(",")[0] for row in found[HISTORY]]}

"""A command, run with a home of its own, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from models.storage.opening import open_database

PASSWORD = "cheval correct agrafe lundi"
Run = Callable[..., "Answer"]


class Answer:
    """What a command printed, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def rows(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self.out)
        return found

    @property
    def told(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.out)
        return found


def look(tmp_path: Path) -> None:
    open_database(tmp_path / "xdg_data_home" / "portefeuille" / "portefeuille.db")

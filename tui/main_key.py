"""Where the main key comes from, and what time it is: what every way in needs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from models.access import espace
from models.errors import KeyMissing
from models.sealing.vault import MainKey
from tui.config import is_there


def now() -> datetime:
    """Give the instant, in UTC."""
    return datetime.now(UTC)


def load_main_key(path: Path) -> MainKey | None:
    """Give the main key, None when its file is absent: what is sealed then stays so."""
    return MainKey.load(path) if is_there(path) else None


def main_key_for_new_espace(path: Path) -> tuple[MainKey, bool]:
    """Give the key that is there, or make one; says whether it is still to be printed.

    The opened base tells it, not the file: a try that was refused has already made the file.
    """
    try:
        key = MainKey.load(path)
    except KeyMissing:
        if is_there(path):
            raise
        key = MainKey.create(path)
    return key, not espace.knows(key)

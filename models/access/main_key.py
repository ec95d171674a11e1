"""Where the main key comes from: what every way in needs."""

from __future__ import annotations

from pathlib import Path

from models.access import espace
from models.errors import KeyMissing
from models.sealing.vault import MainKey


def load_main_key(path: Path) -> MainKey | None:
    """Give the main key, None when its file is absent: what is sealed then stays so."""
    return MainKey.load(path) if _is_there(path) else None


def main_key_for_new_espace(path: Path) -> tuple[MainKey, bool]:
    """Give the key that is there, or make one; says whether it is still to be printed.

    The opened base tells it, not the file: a try that was refused has already made the file.
    """
    try:
        key = MainKey.load(path)
    except KeyMissing:
        if _is_there(path):
            raise
        key = MainKey.create(path)
    return key, not espace.knows(key)


def _is_there(path: Path) -> bool:
    """Whether a file has this name; what may not be looked at may be there, and cannot be read."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True

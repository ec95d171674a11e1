"""Where the main key comes from: what every way in needs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from glob import escape
from pathlib import Path

from models.access import espace
from models.access.espace import knows_kek
from models.sealing.key_file import put_in_place
from models.sealing.vault import MainKey
from models.tables.table import database

NEW, FORMER = ".nouvelle-", ".ancienne-"
"""After the name of the file of the key, before the number of another key beside it."""


def load_main_key(path: Path) -> MainKey | None:
    """Give the main key, None when its file is absent: what is sealed then stays so.

    Where a replacement was cut once the base was wrapped by the new key, it is finished here.
    """
    new = _committed(path)
    if new is None:
        return MainKey.load(path) if _is_there(path) else None
    key = replace(MainKey.load(new), path=path)
    # Whoever may not write there, or comes second, reads it where it is.
    with suppress(OSError):
        put_in_place(new, path)
    return key


def new_key_file(path: Path, key: MainKey) -> Path:
    """Name the file that a key has until it takes the place of the one in `path`."""
    return path.with_name(f"{path.name}{NEW}{key.kek_id}")


def former_key_file(path: Path, key: MainKey) -> Path:
    """Name the file that a key keeps once another has taken its place in `path`."""
    return path.with_name(f"{path.name}{FORMER}{key.kek_id}")


def _committed(path: Path) -> Path | None:
    """Give the file of a new key by which the open base is wrapped already, if there is one."""
    if database.obj is None:
        return None
    with suppress(OSError):
        for one in path.parent.glob(f"{escape(path.name)}{NEW}*"):
            if knows_kek(one.name.removeprefix(f"{path.name}{NEW}")):
                return one
    return None


def main_key_for_new_espace(path: Path) -> tuple[MainKey, bool]:
    """Give the key that is there, or make one; says whether it is still to be printed.

    The opened base tells it, not the file: a try that was refused has already made the file.
    """
    key = load_main_key(path) or MainKey.create(path)
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

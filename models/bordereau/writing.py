"""The list to tick, in a file: who owns it alone reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.bordereau.lines import Bordereau
from models.bordereau.paper import pages
from models.bordereau.sheets import as_csv, as_xlsx
from models.errors import BadValue
from models.storage.failures import explaining
from models.storage.file_copy import dated, partial_file, put_in_place

FORMATS: dict[str, Callable[[Bordereau], bytes]] = {
    ".txt": lambda bordereau: pages(bordereau).encode(),
    ".csv": as_csv,
    ".xlsx": as_xlsx,
}


class AlreadyThere(BadValue):
    """A file of that name is there; it is kept unless one says to replace it."""


def format_of(path: Path) -> Callable[[Bordereau], bytes]:
    """Tell how a file is written by the end of its name; BadValue if it has none of FORMATS."""
    if (written := FORMATS.get(path.suffix.lower())) is None:
        raise BadValue("Le nom du fichier finit par .txt, .csv ou .xlsx, par exemple a-faire.txt.")
    return written


def refuse_existing(path: Path) -> None:
    """Raise AlreadyThere for a file that is there, BadValue for a folder."""
    target = path.expanduser()
    with explaining(target):
        if target.is_dir():
            raise BadValue(f"{target} est un dossier : ajoutez le nom du fichier.")
        if target.exists() or target.is_symlink():
            raise AlreadyThere(f"{target} existe déjà.")


def write(bordereau: Bordereau, path: Path, *, replace: bool = False) -> Path:
    """Write the file `path`, whole or not at all, for its owner alone; gives where it is.

    Raises BadValue (a name that tells no format), AlreadyThere unless `replace`, StorageFailure.
    """
    written = format_of(path)
    target = path.expanduser().absolute()
    if not replace:
        refuse_existing(target)
    # Beside it under another name: a copy never begins where a file stands.
    beside = dated(target, "nouveau") if replace else target
    with explaining(target), partial_file(beside) as part:
        with part.open("wb") as file:
            file.write(written(bordereau))
        put_in_place(part, target)
    return target

"""The list to tick, in a file: who owns it alone reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.bordereau.lines import Bordereau
from models.bordereau.paper import pages
from models.bordereau.sheets import as_csv, as_xlsx
from models.exportation import files

FORMATS: dict[str, Callable[[Bordereau], bytes]] = {
    ".txt": lambda bordereau: pages(bordereau).encode(),
    ".csv": as_csv,
    ".xlsx": as_xlsx,
}


def format_of(path: Path) -> Callable[[Bordereau], bytes]:
    """Tell how a file is written by the end of its name; BadValue if it has none of FORMATS."""
    return files.by_ending(path, FORMATS, "a-faire")


def write(bordereau: Bordereau, path: Path, *, replace: bool = False) -> Path:
    """Write the file `path`, whole or not at all, for its owner alone; gives where it is.

    Raises BadValue (a name that tells no format), AlreadyThere unless `replace`, StorageFailure.
    """
    written = format_of(path)(bordereau)
    return files.write(path, lambda file: file.write(written), replace=replace)

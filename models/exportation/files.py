"""A file that a person asks for: whole or not at all, for its owner alone, over nothing unasked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, TypeVar

from models.errors import BadValue
from models.storage.failures import explaining
from models.storage.file_copy import dated, partial_file, put_anew, put_in_place

Fill = Callable[[BinaryIO], object]
"""Writes what the file is to hold."""


Format = TypeVar("Format")


class AlreadyThere(BadValue):
    """A file of that name is there; it is kept unless one says to replace it."""


def by_ending(path: Path, formats: Mapping[str, Format], stem: str) -> Format:
    """Give the format that the end of a name tells; BadValue says those there are."""
    if (found := formats.get(path.suffix.lower())) is None:
        *others, last = formats
        ends, example = f"{', '.join(others)} ou {last}", f"{stem}{next(iter(formats))}"
        raise BadValue(f"Le nom du fichier finit par {ends}, par exemple {example}.")
    return found


def refuse_existing(path: Path) -> None:
    """Raise AlreadyThere for a file that is there, BadValue for a folder."""
    target = path.expanduser()
    with explaining(target):
        _refuse_folder(target)
        if target.exists() or target.is_symlink():
            raise AlreadyThere(f"{target} existe déjà.")


def write(path: Path, fill: Fill, *, replace: bool = False) -> Path:
    """Write the file `path`, whole or not at all, for its owner alone; gives where it is.

    Raises AlreadyThere unless `replace`, BadValue (a folder), StorageFailure, and what `fill`
    raises.
    """
    target = path.expanduser().absolute()
    if not replace:
        refuse_existing(target)
    # Beside it under another name: a copy never begins where a file stands.
    beside = dated(target, "nouveau") if replace else target
    with explaining(target):
        _refuse_folder(target)
        with partial_file(beside) as part:
            with part.open("wb") as file:
                fill(file)
            put_in_place(part, target) if replace else put_anew(part, target)
    return target


def _refuse_folder(target: Path) -> None:
    if target.is_dir():
        raise BadValue(f"{target} est un dossier : ajoutez le nom du fichier.")

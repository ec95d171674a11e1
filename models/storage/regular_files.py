"""Reading files that a person names: those of a disk alone, and no more than they held."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from models.errors import StorageFailure
from models.storage.causes import FULL
from models.wording import show_number

PIECE = 1 << 20
KINDS = (
    (stat.S_ISDIR, "un dossier"),
    (stat.S_ISCHR, "un périphérique"),
    (stat.S_ISBLK, "un périphérique"),
    (stat.S_ISFIFO, "un tube"),
    (stat.S_ISSOCK, "une prise réseau"),
)


BACKUP = "celui d'une sauvegarde, par exemple portefeuille-2026-11-23.db"


@contextmanager
def read_file(path: Path, *, expected: str = BACKUP) -> Iterator[tuple[BinaryIO, int]]:
    """Open the regular file `path`; give it with its size of this moment, in bytes.

    `expected` says which file to give. Raises StorageFailure for another kind, which may have
    no end or never answer; OSError.
    """
    # Looked at first: opening some devices is enough to move them.
    _refuse_other_kinds(path, path.stat(), expected)
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        opened = os.fstat(file.fileno())
        _refuse_other_kinds(path, opened, expected)
        yield file, opened.st_size


def copy_file(source: Path, target: Path) -> None:
    """Copy into the file `target` what `source` holds when it is opened, and nothing after.

    Raises StorageFailure: no regular file, no room for it, a size that changes; OSError.
    """
    with read_file(source) as (file, size), target.open("wb") as copy:
        refuse_no_room(target.parent, size)
        for piece in _pieces(file, size):
            copy.write(piece)
        if os.fstat(file.fileno()).st_size != size:
            raise StorageFailure(
                f"{source} a changé pendant la copie : attendez qu'il soit entier, "
                "puis recommencez."
            )


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of the regular file `path`, as it is when it is opened."""
    digest = hashlib.sha256()
    with read_file(path) as (file, size):
        for piece in _pieces(file, size):
            digest.update(piece)
    return digest.hexdigest()


def first_bytes(path: Path, most: int) -> bytes:
    """Give what the regular file `path` begins with."""
    with read_file(path) as (file, _):
        return file.read(most)


def refuse_no_room(folder: Path, size: int) -> None:
    """Raise StorageFailure unless `size` more bytes can be written in `folder`."""
    free = shutil.disk_usage(folder).free
    if free < size:
        needed, left = show_number(-(-size // 1_000_000)), show_number(free // 1_000_000)
        raise StorageFailure(
            f"{FULL.what} : il faut {needed} Mo dans {folder}, il en reste {left}. {FULL.advice}"
        )


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Give the first `size` bytes: a file that grows would never end."""
    while size and (piece := file.read(min(PIECE, size))):
        size -= len(piece)
        yield piece


def _refuse_other_kinds(path: Path, status: os.stat_result, expected: str) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    kind = next((kind for test, kind in KINDS if test(status.st_mode)), "d'une autre sorte")
    raise StorageFailure(f"{path} est {kind}, pas un fichier : donnez {expected}.")

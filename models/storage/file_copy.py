"""Sound copies of an SQLite base, taken while others write in it."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from secrets import token_hex
from socket import gethostname
from time import time

from peewee import SqliteDatabase

from models.errors import StorageFailure
from models.storage.database_file import is_missing, is_shared, sync_folder
from models.storage.failures import explaining

WAIT_SECONDS = 5
ABANDONED_SECONDS = 3600
PARTIAL = re.compile(r"\..+\.\d+\.[0-9a-f]+\.partiel")


class Taken(StorageFailure):
    """Something bears already the name that a new file was to have."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"{target} existe déjà : il n'a pas été remplacé.")


def copy_base(source: Path, target: Path) -> None:
    """Copy the base `source`, as of one instant, to the new file `target`.

    `target` appears whole or not at all. Raises StorageFailure: it exists, disk full, damaged.
    """
    with explaining(target), partial_file(target) as part:
        copy_into(source, part)
        put_anew(part, target)


def copy_into(source: Path, part: Path) -> None:
    """Copy the base `source`, as of one instant, into the empty file `part`, and check it.

    Raises StorageFailure: damaged; OSError and what the driver raises.
    """
    # The program's own connection may not: VACUUM INTO attaches a file.
    with own_connection(source) as base:
        # As an address, it may have any name: SQLite takes text in UTF-8 alone.
        base.execute_sql("VACUUM INTO ?", (part.as_uri(),))
    refuse_damaged(part, source)


def beside(path: Path, suffix: str) -> Path:
    """Name the file of the same name and a further suffix."""
    return path.with_name(path.name + suffix)


def dated(path: Path, why: str) -> Path:
    """Name a file beside `path` that tells `why` and when it was kept, and is not there yet."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    names = (
        path.with_name(f"{path.stem}.{why}.{stamp}{f'-{number}' if number else ''}{path.suffix}")
        for number in count()
    )
    return next(name for name in names if not name.exists())


@contextmanager
def own_connection(path: Path) -> Iterator[SqliteDatabase]:
    """Open the file `path`, which is there, apart from the database of the program.

    SQLite would make the file that is missing, and find an empty base sound.
    """
    existing = f"{path.absolute().as_uri()}?mode=rw"
    base = SqliteDatabase(existing, uri=True, timeout=WAIT_SECONDS, autoconnect=False)
    base.connect()
    with closing(base):
        yield base


@contextmanager
def partial_file(target: Path) -> Iterator[Path]:
    """Make an empty file beside `target`, readable by its owner alone, gone at the end.

    It is locked meanwhile: nobody holds that of a program that was killed.
    """
    if not is_missing(target):
        raise Taken(target)
    remove_abandoned(target.parent)
    part, handle = _new_part(target)
    try:
        yield part
    finally:
        try:
            part.unlink(missing_ok=True)
        finally:
            # The signal that ends the program may have come just before.
            part.unlink(missing_ok=True)
            os.close(handle)


def _new_part(target: Path) -> tuple[Path, int]:
    while True:
        # Another process may have the same number: the one before in a container, or elsewhere.
        name = f".{target.name}.{gethostname()}.{os.getpid()}.{token_hex(4)}.partiel"
        part = target.with_name(name)
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with suppress(OSError):  # some shared disks know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        # Before it was locked, another program may have thought it abandoned.
        if part.exists():
            return part, handle
        os.close(handle)


def remove_abandoned(folder: Path) -> None:
    """Remove the copies that a program that was killed left: as large as a base, and hidden."""
    for part in folder.glob(".*.partiel"):
        with suppress(OSError), abandoned(part) as gone:
            if gone:
                part.unlink()


@contextmanager
def abandoned(part: Path) -> Iterator[bool]:
    """Tell whether no program is writing `part` any more; nobody takes it during the block.

    On a disk of this machine, its lock says so. What lies on another may have none there: it is
    left for an hour, or for ever if another machine made it. A container, or a copied machine,
    may bear the name of this one.
    """
    named = PARTIAL.fullmatch(part.name)
    if not named or (is_shared(part) and not _left_long_ago(part)):
        yield False
        return
    with part.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free = True
        except OSError as error:
            free = not isinstance(error, BlockingIOError) and is_shared(part)
        yield free


def _left_long_ago(part: Path) -> bool:
    here = re.fullmatch(rf".*\.{re.escape(gethostname())}\.(\d+)\.[0-9a-f]+\.partiel", part.name)
    old = part.stat().st_mtime < time() - ABANDONED_SECONDS
    return here is not None and old and not _runs(int(here[1]))


def _runs(pid: int) -> bool:
    """Whether another process has this number: this one leaves nothing behind."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return pid != os.getpid()


def put_in_place(part: Path, target: Path) -> None:
    """Give `part` its name once it is on the disk; an existing `target` is replaced."""
    _sync(part)
    part.replace(target)
    sync_folder(target.parent)


def put_anew(part: Path, target: Path) -> None:
    """Give `part` the name `target` once it is on the disk; Taken if something bears it."""
    _sync(part)
    try:
        os.link(part, target)
    except FileExistsError:
        raise Taken(target) from None
    except OSError:
        # Some disks know no second name: a key, a share.
        if not is_missing(target):
            raise Taken(target) from None
        part.replace(target)
    sync_folder(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refuse_damaged(part: Path, named: Path) -> None:
    """Raise StorageFailure unless SQLite finds tables, and every page of the file `part` sound.

    `named` is what a person knows of it.
    """
    with own_connection(part) as base:
        verdict = base.execute_sql("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok" or not base.get_tables():
            raise StorageFailure(f"{named} est endommagé ou vide.")

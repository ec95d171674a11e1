"""Sound copies of an SQLite base, taken while others write in it."""

from __future__ import annotations

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
from models.storage.database_file import sync_folder
from models.storage.failures import explaining

WAIT_SECONDS = 5
ABANDONED_SECONDS = 3600


def copy_base(source: Path, target: Path) -> None:
    """Copy the base `source`, as of one instant, to the new file `target`.

    `target` appears whole or not at all. Raises StorageFailure: it exists, disk full, damaged.
    """
    with explaining(target), partial_file(target) as part:
        # The program's own connection may not: VACUUM INTO attaches a file.
        with own_connection(source) as base:
            # As an address, it may have any name: SQLite takes text in UTF-8 alone.
            base.execute_sql("VACUUM INTO ?", (part.as_uri(),))
        refuse_damaged(part)
        put_in_place(part, target)


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
    """Make an empty file beside `target`, readable by its owner alone, gone at the end."""
    if target.exists() or target.is_symlink():
        raise StorageFailure(f"{target} existe déjà : il n'a pas été remplacé.")
    host = gethostname()
    _remove_abandoned(target.parent, host)
    # Another process may have the same number: of the one before in a container, or elsewhere.
    part = target.with_name(f".{target.name}.{host}.{os.getpid()}.{token_hex(4)}.partiel")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
    finally:
        part.unlink(missing_ok=True)


def _remove_abandoned(folder: Path, host: str) -> None:
    """Remove the copies that a program killed on `host` left: as large as a base, and hidden.

    Locks would tell more, but a folder of another machine may not have any. What was written
    lately is left: a container, or a copied machine, may bear the name `host` too.
    """
    for part in folder.glob(".*.partiel"):
        named = re.fullmatch(rf".*\.{re.escape(host)}\.(\d+)\.[0-9a-f]+\.partiel", part.name)
        if named and not _runs(int(named[1])):
            with suppress(OSError):
                if part.stat().st_mtime < time() - ABANDONED_SECONDS:
                    part.unlink()


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
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(target)
    sync_folder(target.parent)


def refuse_damaged(path: Path) -> None:
    """Raise StorageFailure unless SQLite finds tables, and every page of the file `path` sound."""
    with own_connection(path) as base:
        verdict = base.execute_sql("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok" or not base.get_tables():
            raise StorageFailure(f"{path} est endommagé ou vide.")

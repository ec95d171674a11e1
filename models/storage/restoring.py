"""Putting a backup in the place of a base: in one step, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from models.command import command
from models.errors import NotFound, StorageBusy, StorageFailure
from models.storage.causes import BUSY, cause_of
from models.storage.database_file import (
    absolute,
    folder_made,
    is_missing,
    prepare_file,
    refuse_lone_log,
    refuse_place,
)
from models.storage.dumps import dump, restore_dump, rows_in_dump
from models.storage.failures import explaining
from models.storage.file_copy import (
    abandoned,
    beside,
    dated,
    own_connection,
    partial_file,
    put_anew,
    put_in_place,
    refuse_damaged,
    remove_abandoned,
)
from models.storage.postgresql_engine import SCHEMES, postgresql_base
from models.storage.regular_files import (
    copy_file,
    first_bytes,
    read_file,
    refuse_no_room,
    sha256_of,
)
from models.storage.row_security import NEEDS_OWNER
from models.storage.schema import HISTORY, refuse_foreign, refuse_newer, refuse_unusable
from models.storage.sqlite_engine import SQLITE
from models.storage.transferred import refuse_transferred

ASIDE = "avant-restauration"
DIGEST_LENGTH = 64


Decrypt = Callable[[Path, Path], None]
"""Decrypts a whole backup into another file, which is there and empty."""


def require_backup(source: Path) -> None:
    """Raise NotFound, StorageFailure unless `source` may be one: a file, no base in service."""
    with explaining(source):
        if is_missing(source):
            raise NotFound(f"Il n'y a pas de sauvegarde dans {source} : vérifiez le chemin.")
        with read_file(source):
            _refuse_in_service(source)


def restore_backup(
    source: Path, target: str | Path, *, decrypt: Decrypt | None = None
) -> Path | None:
    """Put the backup `source` in the place of the base `target` (a path or a URL).

    Gives the dated file that keeps what was there, None if nothing was: a base that is lost is
    what one restores. The change is atomic, and a refusal leaves nothing. Raises NotFound:
    `source` is not there; StorageFailure: it is no regular file, damaged, no backup, newer than
    the program, or too large for the disk; StorageBusy: `target` is open somewhere; what
    `decrypt` raises.
    """
    source = Path(source).absolute()
    require_backup(source)
    if str(target).startswith(SCHEMES):
        return _restore_dump(source, str(target), decrypt)
    path = absolute(Path(str(target).removeprefix(SQLITE)))
    refuse_lone_log(path)
    refuse_place(path)
    refuse_transferred(path)
    with explaining(path), folder_made(path.parent):
        clear_up(path)
        kept = dated(path, ASIDE)
        with partial_file(kept) as part:
            with explaining(source):
                (decrypt or copy_file)(source, part)
                refuse_altered(source if decrypt else part, source)
                refuse_unusable_copy(part, source)
            return _put(part, path, kept)


def clear_up(path: Path) -> None:
    """Take back what a restore of the base `path` that was killed had begun; all is closed.

    Its copy is of no use, and SQLite forbids that a base has a second name.
    """
    with explaining(path):
        if not is_missing(path):
            for kept in _set_aside(path):
                _take_back(path, kept)
        remove_abandoned(path.parent)


def _set_aside(path: Path) -> set[Path]:
    """Name what restores of `path` that do not run any more kept, or were about to keep."""
    start = f"{path.stem}.{ASIDE}."
    found = set()
    for name in os.listdir(path.parent):  # noqa: PTH208 - at each start: names are enough
        if name.startswith(start):
            kept = path.with_name(name.removesuffix("-wal"))
            copies = _copies(kept)
            # A log alone may be what somebody else left.
            if all(copies) and (copies or not is_missing(kept)):
                found.add(kept)
    return found


def _copies(kept: Path) -> list[bool]:
    """Give, for each copy of a restore that keeps `kept`, whether it is abandoned."""
    found = []
    for part in kept.parent.glob(f".{escape(kept.name)}.*.partiel"):
        with suppress(FileNotFoundError), abandoned(part) as free:
            found.append(free)
    return found


def _take_back(path: Path, kept: Path) -> None:
    """Undo what a restore had put aside, unless its backup is in place already."""
    log, kept_log = beside(path, "-wal"), beside(kept, "-wal")
    if not is_missing(kept):
        if not kept.samefile(path):
            return
        if is_missing(log) and not is_missing(kept_log):
            # It is that of the file that bears its name again.
            kept_log.rename(log)
        kept.unlink()
    kept_log.unlink(missing_ok=True)


def _put(part: Path, path: Path, kept: Path) -> Path | None:
    """Put `part` in the place of `path`, a base or nothing."""
    if is_missing(path):
        _remove_log(path)
        put_anew(part, path)
        return None
    prepare_file(path)
    try:
        return _swap(part, path, kept)
    except BaseException:
        _take_back(path, kept)
        raise


def _remove_log(path: Path) -> None:
    """Remove the log: SQLite would replay that of the old file into the new one."""
    for suffix in ("-wal", "-shm"):
        beside(path, suffix).unlink(missing_ok=True)


def _swap(part: Path, path: Path, kept: Path) -> Path | None:
    """Put `part` in the place of `path`, which is kept with its log if that cannot be read."""
    empty = path.stat().st_size == 0
    log, kept_log = beside(path, "-wal"), beside(kept, "-wal")
    if log.exists() and not empty:
        os.link(log, kept_log)
    with closed_to_others(path) as folded:
        if folded:
            kept_log.unlink(missing_ok=True)
        if not empty:
            os.link(path, kept)
        _remove_log(path)
        put_in_place(part, path)
    return None if empty else kept


@contextmanager
def closed_to_others(path: Path) -> Iterator[SqliteDatabase | None]:
    """Fold the log into the file and let nobody open it meanwhile; None if it is too damaged.

    Raises StorageBusy while the base is open.
    """
    with ExitStack() as held:
        base = None
        try:
            base = held.enter_context(own_connection(path))
            base.execute_sql("PRAGMA journal_mode = delete")
            base.execute_sql("BEGIN EXCLUSIVE")
            # Whoever came in between has made a log again, and reads in spite of the lock.
            busy = base.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
        except DatabaseError as error:
            held.close()
            base, busy = None, cause_of(error) is BUSY
        if busy:
            raise StorageBusy(
                f"{path} est ouverte dans une autre session : "
                "fermez Portefeuille partout, puis recommencez."
            )
        yield base


def _restore_dump(source: Path, url: str, decrypt: Decrypt | None) -> Path:
    """Put a dump in the place of the base at `url`; one that is encrypted has a plain copy."""
    with explaining(source):
        refuse_altered(source, source)
        if decrypt is None:
            return _put_dump(source, source, url, dated(source, ASIDE))
        kept = dated(source.with_suffix(""), ASIDE)
        with partial_file(beside(kept, ".claire")) as plain:
            decrypt(source, plain)
            return _put_dump(plain, source, url, kept)


def _put_dump(read: Path, source: Path, url: str, kept: Path) -> Path:
    """Put what was `read` of `source` in the place of the base, of which `kept` keeps a dump."""
    with explaining(source):
        refuse_other_dump(read, source)
        refuse_no_room(read.parent, read.stat().st_size)
    base = postgresql_base(url)
    with explaining("PostgreSQL"), base.connection_context():
        if base.get_tables():
            refuse_foreign(base)
            if not base.looks_after():
                raise StorageFailure(NEEDS_OWNER)
    with explaining(kept), partial_file(kept) as part:
        dump(url, part)
        put_anew(part, kept)
    with explaining(source), partial_file(beside(kept, ".sql")) as script:
        restore_dump(read, url, script)
    return kept


def refuse_other_dump(read: Path, source: Path) -> None:
    """Raise StorageFailure unless what was `read` of `source` is a dump that this program knows."""
    applied = [row["name"] for row in rows_in_dump(read, HISTORY) if "name" in row]
    if not applied:
        raise StorageFailure(f"{source} n'est pas une sauvegarde de Portefeuille.")
    refuse_newer(applied)


def refuse_unusable_copy(part: Path, source: Path) -> None:
    """Raise StorageFailure unless `part`, a copy of `source`, is a sound base of this program."""
    refuse_damaged(part, source)
    with own_connection(part) as base:
        refuse_unusable(base)


def _refuse_in_service(source: Path) -> None:
    log = beside(source, "-wal")
    if log.exists() and log.stat().st_size:
        raise StorageFailure(
            f"{source} est une base en service, pas une sauvegarde : "
            f"faites-en une avec « {command('sauvegarder')} »."
        )


def refuse_altered(read: Path, source: Path) -> bool:
    """Compare what was `read` with the SHA-256 beside `source`; False if there is none."""
    digest = beside(source, ".sha256")
    if is_missing(digest):
        return False
    if first_bytes(digest, DIGEST_LENGTH) != sha256_of(read).encode():
        raise StorageFailure(
            f"{source} a changé depuis sa sauvegarde (empreinte SHA-256 différente) : "
            "prenez-en une autre."
        )
    return True

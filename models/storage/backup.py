"""Saving, restoring and checking the base, whatever its engine."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from peewee import Database, DatabaseError, PostgresqlDatabase

from models.errors import StorageFailure
from models.storage.causes import BUSY, cause_of
from models.storage.database_file import prepare_file
from models.storage.drivers import DRIVER_ERRORS
from models.storage.dumps import dump, restore_dump
from models.storage.failures import explaining, reading
from models.storage.file_copy import (
    copy_base,
    own_connection,
    partial_file,
    put_in_place,
    refuse_damaged,
)
from models.storage.postgresql_engine import SCHEMES
from models.storage.schema import pending, refuse_unusable
from models.storage.sqlite_engine import SQLITE
from models.tables.table import database


def save_backup(target: Path) -> Path:
    """Save the open base to the new file `target` and its SHA-256 beside it; give `target`.

    The copy is of one instant, checked, and on the disk before it bears its name. Raises
    StorageFailure: `target` exists, disk full, base damaged.
    """
    target = Path(target).absolute()
    if isinstance(database.obj, PostgresqlDatabase):
        with explaining(target), partial_file(target) as part:
            dump(database.obj.database, part)
            put_in_place(part, target)
    else:
        copy_base(Path(database.obj.database), target)
    with explaining(target):
        _write_digest(target)
    return target


def restore_backup(source: Path, target: str | Path) -> Path | None:
    """Put the backup `source` in the place of the base `target` (a path or a URL).

    Gives the dated file that keeps what was there, None if nothing was. The change is atomic.
    Raises StorageFailure: `source` is damaged, is no backup, or is newer than the program;
    StorageBusy: `target` is open somewhere.
    """
    source = Path(source).absolute()
    with explaining(source):
        _refuse_altered(source)
    if str(target).startswith(SCHEMES):
        kept = source.with_name(f"avant-restauration.{_stamp()}.dump")
        with explaining(kept), partial_file(kept) as part:
            dump(str(target), part)
            put_in_place(part, kept)
        restore_dump(source, str(target))
        return kept
    path = prepare_file(Path(str(target).removeprefix(SQLITE)))
    kept = path.with_name(f"{path.stem}.avant-restauration.{_stamp()}{path.suffix}")
    with explaining(source), partial_file(kept) as part:
        shutil.copyfile(source, part)
        _refuse_unusable(part)
        with explaining(path):
            return _swap(part, path, kept)


def check_database() -> tuple[str, ...]:
    """Say in French all that is wrong with the open base; nothing when it is sound."""
    with reading():
        wrong = [] if isinstance(database.obj, PostgresqlDatabase) else _wrong_pages(database.obj)
        if missing := pending(database.obj):
            wrong.append(f"La base attend une mise à jour : {', '.join(missing)}.")
    return tuple(wrong)


def _wrong_pages(base: Database) -> list[str]:
    try:
        found = [line for (line,) in base.execute_sql("PRAGMA integrity_check").fetchall()]
        broken = base.execute_sql("PRAGMA foreign_key_check").fetchall()
    except DRIVER_ERRORS as error:
        return [cause_of(error).sentence()]
    wrong = [f"SQLite signale : {line}." for line in found if line != "ok"]
    wrong += [
        f"La ligne {row} de la table {table} renvoie à une ligne absente de {parent}."
        for table, row, parent, _key in broken
    ]
    return wrong


def _swap(part: Path, path: Path, kept: Path) -> Path | None:
    """Put `part` in the place of `path`; SQLite's log must not outlive the file it is of."""
    if path.stat().st_size == 0:
        put_in_place(part, path)
        return None
    _close_log(path)
    os.link(path, kept)
    for suffix in ("-wal", "-shm"):
        log = path.with_name(path.name + suffix)
        if log.exists():
            log.replace(kept.with_name(kept.name + suffix))
    put_in_place(part, path)
    return kept


def _close_log(path: Path) -> None:
    """Fold the log into the file; refuses while anybody has the base open."""
    try:
        with own_connection(path) as base:
            base.execute_sql("PRAGMA journal_mode = delete")
    except DatabaseError as error:
        if cause_of(error) is BUSY:
            raise StorageFailure(
                f"{path} est ouverte dans une autre session : "
                "fermez Portefeuille partout, puis recommencez."
            ) from error
        # A damaged base is replaced as it stands, with its log.


def _refuse_unusable(part: Path) -> None:
    refuse_damaged(part)
    with own_connection(part) as base:
        refuse_unusable(base)


def _refuse_altered(source: Path) -> None:
    """Compare `source` with the SHA-256 beside it, when there is one."""
    log = source.with_name(f"{source.name}-wal")
    if log.exists() and log.stat().st_size:
        raise StorageFailure(
            f"{source} est une base en service, pas une sauvegarde : "
            "faites-en une avec « portefeuille sauvegarder »."
        )
    digest = _digest_file(source)
    if digest.exists() and digest.read_text(encoding="utf-8").split()[:1] != [_sha256(source)]:
        raise StorageFailure(
            f"{source} a changé depuis sa sauvegarde (empreinte SHA-256 différente) : "
            "prenez-en une autre."
        )


def _write_digest(target: Path) -> None:
    digest = _digest_file(target)
    digest.unlink(missing_ok=True)
    with partial_file(digest) as part:
        part.write_text(f"{_sha256(target)}  {target.name}\n", encoding="utf-8")
        put_in_place(part, digest)


def _digest_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")

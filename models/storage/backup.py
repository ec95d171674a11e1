"""Saving, restoring and checking the base, whatever its engine."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from peewee import Database, DatabaseError

from models.errors import StorageBusy, StorageFailure
from models.storage.causes import BUSY, cause_of
from models.storage.database_file import prepare_file
from models.storage.dumps import dump, restore_dump, rows_in_dump
from models.storage.failures import explaining, reading
from models.storage.file_copy import (
    dated,
    own_connection,
    partial_file,
    put_in_place,
    refuse_damaged,
)
from models.storage.opening import opened
from models.storage.postgresql_engine import SCHEMES, postgresql_base
from models.storage.schema import (
    HISTORY,
    pending,
    refuse_foreign,
    refuse_newer,
    refuse_unusable,
)
from models.storage.sqlite_engine import SQLITE
from models.tables import (
    Archive,
    Cabinet,
    Cle,
    Compte,
    Inscription,
    Modele,
    Operation,
    Retour,
    Utilisateur,
)

WRONG_TOTALS = "Les totaux de la liste ne sont plus ceux des comptes : restaurez une sauvegarde."
READ_WHOLE = (Cabinet, Cle, Utilisateur, Inscription, Compte, Operation, Retour, Modele, Archive)


def save_backup(target: Path) -> Path:
    """Save the open base to the new file `target` and its SHA-256 beside it; give `target`.

    The copy is of one instant, checked, and on the disk before it bears its name. Raises
    StorageFailure: `target` exists, disk full, base damaged.
    """
    target = Path(target).absolute()
    with explaining(target):
        opened().save_to(target)
        sha256 = _sha256(target)
    with explaining(f"{target} est faite et vérifiée, mais son empreinte n'a pas été gardée"):
        _write_digest(target, sha256)
    return target


def restore_backup(source: Path, target: str | Path) -> Path | None:
    """Put the backup `source` in the place of the base `target` (a path or a URL).

    Gives the dated file that keeps what was there, None if nothing was. The change is atomic.
    Raises StorageFailure: `source` is damaged, is no backup, or is newer than the program;
    StorageBusy: `target` is open somewhere.
    """
    source = Path(source).absolute()
    with explaining(source):
        _refuse_in_service(source)
    if str(target).startswith(SCHEMES):
        return _restore_dump(source, str(target))
    path = prepare_file(Path(str(target).removeprefix(SQLITE)))
    kept = dated(path, "avant-restauration")
    with explaining(source), partial_file(kept) as part:
        shutil.copyfile(source, part)
        _refuse_altered(part, source)
        _refuse_unusable(part)
        with explaining(path):
            return _swap(part, path, kept)


def check_database() -> tuple[str, ...]:
    """Say in French all that is wrong with the open base; nothing when it is sound."""
    with reading():
        base = opened()
        wrong = base.faults()
        if missing := pending(base):
            wrong.append(f"La base attend une mise à jour : {', '.join(missing)}.")
        else:
            wrong += [WRONG_TOTALS] if _totals_differ(base) else []
            wrong += base.search_faults()
            wrong += [] if wrong else _wrong_values()
    return tuple(wrong)


def _wrong_values() -> list[str]:
    """Read each row of each table; say the first value that cannot be, one a table."""
    wrong = []
    for table in READ_WHOLE:
        try:
            for _ in table.select().iterator():
                pass
        except StorageFailure as refusal:
            wrong.append(str(refusal))
    return wrong


def _totals_differ(base: Database) -> bool:
    """Compare with the inscriptions what triggers count of them (migration 0004)."""
    counted = (
        "SELECT cabinet_id, substr(cle_nom, 1, 3), regime, report,"
        " CASE WHEN retire_le IS NULL THEN 0 ELSE 1 END, COUNT(*)"
        " FROM inscription GROUP BY 1, 2, 3, 4, 5"
    )
    kept = "SELECT cabinet_id, debut, regime, report, retire, nombre FROM compteur WHERE nombre > 0"
    differences = (f"{counted} EXCEPT {kept}", f"{kept} EXCEPT {counted}")
    return any(base.execute_sql(one).fetchone() for one in differences)


def _swap(part: Path, path: Path, kept: Path) -> Path | None:
    """Put `part` in the place of `path`, which is kept with its log if that cannot be read."""
    empty = path.stat().st_size == 0
    log, kept_log = _beside(path, "-wal"), _beside(kept, "-wal")
    if log.exists() and not empty:
        os.link(log, kept_log)
    try:
        with _closed_to_others(path) as folded:
            if folded:
                kept_log.unlink(missing_ok=True)
            if not empty:
                os.link(path, kept)
            # SQLite would replay the log of the old file into the new one.
            log.unlink(missing_ok=True)
            _beside(path, "-shm").unlink(missing_ok=True)
            put_in_place(part, path)
    except StorageBusy:
        kept_log.unlink(missing_ok=True)
        raise
    return None if empty else kept


@contextmanager
def _closed_to_others(path: Path) -> Iterator[bool]:
    """Fold the log into the file and let nobody open it meanwhile; False if it is too damaged.

    Raises StorageBusy while the base is open.
    """
    with ExitStack() as held:
        try:
            base = held.enter_context(own_connection(path))
            base.execute_sql("PRAGMA journal_mode = delete")
            base.execute_sql("BEGIN EXCLUSIVE")
            folded = True
            # Whoever came in between has made a log again, and reads in spite of the lock.
            busy = base.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
        except DatabaseError as error:
            held.close()
            folded, busy = False, cause_of(error) is BUSY
        if busy:
            raise StorageBusy(
                f"{path} est ouverte dans une autre session : "
                "fermez Portefeuille partout, puis recommencez."
            )
        yield folded


def _restore_dump(source: Path, url: str) -> Path:
    kept = dated(source, "avant-restauration")
    with explaining(source):
        _refuse_altered(source, source)
    _refuse_other_dump(source)
    base = postgresql_base(url)
    with explaining("PostgreSQL"), base.connection_context():
        if base.get_tables():
            refuse_foreign(base)
    with explaining(kept), partial_file(kept) as part:
        dump(url, part)
        put_in_place(part, kept)
    with explaining(source), partial_file(_beside(kept, ".sql")) as script:
        restore_dump(source, url, script)
    return kept


def _refuse_other_dump(source: Path) -> None:
    applied = [row["name"] for row in rows_in_dump(source, HISTORY) if "name" in row]
    if not applied:
        raise StorageFailure(f"{source} n'est pas une sauvegarde de Portefeuille.")
    refuse_newer(applied)


def _refuse_unusable(part: Path) -> None:
    refuse_damaged(part)
    with own_connection(part) as base:
        refuse_unusable(base)


def _refuse_in_service(source: Path) -> None:
    log = _beside(source, "-wal")
    if log.exists() and log.stat().st_size:
        raise StorageFailure(
            f"{source} est une base en service, pas une sauvegarde : "
            "faites-en une avec « portefeuille sauvegarder »."
        )


def _refuse_altered(read: Path, source: Path) -> None:
    """Compare what was `read` with the SHA-256 beside `source`, when there is one."""
    digest = _beside(source, ".sha256")
    if digest.exists() and digest.read_bytes().split()[:1] != [_sha256(read).encode()]:
        raise StorageFailure(
            f"{source} a changé depuis sa sauvegarde (empreinte SHA-256 différente) : "
            "prenez-en une autre."
        )


def _write_digest(target: Path, sha256: str) -> None:
    digest = _beside(target, ".sha256")
    digest.unlink(missing_ok=True)
    with partial_file(digest) as part:
        # As `sha256sum` does: the name may be any bytes.
        part.write_bytes(f"{sha256}  ".encode() + os.fsencode(target.name) + b"\n")
        put_in_place(part, digest)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

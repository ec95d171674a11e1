"""The embedded engine: one file, in WAL mode, that loses nothing at a power cut."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import OperationalError, SqliteDatabase

from models.errors import StorageFailure
from models.storage.causes import cause_of
from models.storage.claims import Claims
from models.storage.drivers import AS_PEEWEE, sqlite3
from models.storage.engine import Contents, Engine, SavedNir
from models.storage.file_copy import copy_base, copy_into, dated, own_connection
from models.storage.sqlite_age import refuse_old_sqlite
from models.storage.sqlite_checks import file_faults, word_faults

SQLITE = "sqlite:///"
WAIT_MS = 250
GONE = (
    "Le fichier des données a été déplacé, supprimé ou remplacé : rien n'a été enregistré. "
    "Quittez, puis rouvrez Portefeuille."
)
OPENING_SECONDS = 5.0
FIRST_NIR = """SELECT cabinet.uid, cle.kid, cle.enveloppe, inscription.uid, inscription.nir
FROM inscription JOIN cabinet ON cabinet.id = inscription.cabinet_id
JOIN cle ON cle.cabinet_id = cabinet.id
WHERE inscription.nir IS NOT NULL ORDER BY inscription.id, cle.kid DESC LIMIT 1"""
MANY_ROWS_KIB = -(64 << 10)
"""64 MiB, as SQLite spells a size: not a number of pages."""

PRAGMAS: dict[str, int | str] = {
    # Before the lock is waited for: a restore may hold it, and put another file in this place.
    "journal_mode": "wal",
    "busy_timeout": WAIT_MS,
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "wal_autocheckpoint": 500,
    "journal_size_limit": 64 << 20,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "temp_store": 2,  # memory
}


class _ReplacedMeanwhile(StorageFailure):
    """The file was replaced, as by a restore, between its opening and its first use."""


class SqliteBase(SqliteDatabase, Engine):
    """An SQLite base whose every connection is checked and may reach no other file."""

    holds_one_cabinet = True
    _file: tuple[int, int] | None = None

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Connect, or check that the connection still writes in the file that bears the name.

        What is written in a file that was removed or replaced is lost with the connection. The
        connection of each thread is to be one to the file of the first.
        """
        before = _identity(self.database)
        opened: bool = super().connect(reuse_if_open)
        first = self._file is None
        if first:
            self._file = _identity(self.database)
        if before is None or before != self._file:
            if opened:
                self.close()
            if first:
                self._file = None
            # Opened while it was replaced, one knows not which of the two.
            raise _ReplacedMeanwhile(GONE) if first and before else StorageFailure(GONE)
        return opened

    def _initialize_connection(self, conn: Any) -> None:
        for name, wanted in PRAGMAS.items():
            got = conn.execute(f"PRAGMA {name}").fetchone()[0]
            if got != wanted:
                raise StorageFailure(
                    f"SQLite n'a pas accepté le réglage {name} = {wanted} : "
                    "la base n'a pas été ouverte."
                )
        conn.set_authorizer(_own_file_only)

    @contextmanager
    def alone(self, seconds: int) -> Iterator[None]:
        """Hold the file; a change that breaks a link between rows is taken back."""
        # Rebuilding a table that others refer to needs this, and it is ignored in a transaction.
        self.execute_sql("PRAGMA foreign_keys = 0")
        self.execute_sql(f"PRAGMA busy_timeout = {seconds * 1000}")
        try:
            with self.atomic("IMMEDIATE"):
                yield
                if self.execute_sql("PRAGMA foreign_key_check").fetchone():
                    raise StorageFailure("La mise à jour romprait des liens : rien n'a été changé.")
        finally:
            self.execute_sql("PRAGMA foreign_keys = 1")
            self.execute_sql(f"PRAGMA busy_timeout = {WAIT_MS}")

    @contextmanager
    def one_instant(self) -> Iterator[None]:
        """Hold the end of the log where it is; others write behind it."""
        with self.atomic("DEFERRED"):
            yield

    @contextmanager
    def large_cache(self) -> Iterator[None]:
        """Keep the pages of ten thousand rows; otherwise each is written and read again."""
        usual = self.execute_sql("PRAGMA cache_size").fetchone()[0]
        self.execute_sql(f"PRAGMA cache_size = {MANY_ROWS_KIB}")
        try:
            yield
        finally:
            if not self.is_closed():
                self.execute_sql(f"PRAGMA cache_size = {usual}")

    def may_change(self, table: str) -> bool:  # noqa: ARG002 - a file has no owner of tables
        """Say yes: whoever may write in the file may change its schema."""
        return True

    def keep_aside(self, why: str) -> None:
        """Copy the file beside itself."""
        path = Path(self.database)
        copy_base(path, dated(path, why))

    def grant(self, role: str, rights: Callable[[str], str]) -> list[str]:  # noqa: ARG002 - Engine's
        """Refuse: the rights are those of the file."""
        raise StorageFailure("Une base SQLite n'a pas de rôles : protégez son fichier.")

    def readers(self, table: str) -> list[str]:  # noqa: ARG002 - Engine's
        """Name nobody."""
        return []

    @cached_property
    def _claims(self) -> Claims:
        return Claims(Path(self.database))

    def claim(self, thing: UUID) -> None:
        """Lock a file for it."""
        self._claims.take(thing)

    def let_go(self, thing: UUID) -> None:
        """Remove that file."""
        self._claims.let_go(thing)

    def claimed(self, things: Iterable[UUID]) -> frozenset[UUID]:
        """Look which files are locked."""
        return self._claims.held().intersection(things)

    def run_prepared(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """Run it as any other: the driver keeps what it compiled."""
        with AS_PEEWEE:
            rows: Iterator[tuple[Any, ...]] = self.cursor().execute(sql, values)
        return rows

    def state(self) -> Hashable:
        """Give the counts of what others wrote, and of what this connection did."""
        mine = self.connection()
        ((of_others,),) = mine.execute("PRAGMA data_version")
        return id(mine), of_others, mine.total_changes

    def next_numbers(self, table: str, column: str, count: int) -> Sequence[int]:
        """Go on from where the file is: this transaction alone writes in it."""
        last = "SELECT MAX(seq) FROM sqlite_sequence WHERE name = ?"
        highest = f"SELECT MAX({column}) FROM {table}"
        ((known,), (there,)) = (
            self.execute_sql(last, (table,)).fetchone(),
            self.execute_sql(highest).fetchone(),
        )
        first = max(known or 0, there or 0) + 1
        return range(first, first + count)

    def write_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement, prepared once, for all of them."""
        marks = ", ".join("?" * len(columns))
        into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        with AS_PEEWEE:
            self.cursor().executemany(into, rows)

    def see(self, cabinet: int | None) -> None:
        """Do nothing, as the four below: there is one cabinet, and a file has no other wall."""

    def hide(self) -> None:
        """Do nothing."""

    is_hidden = False

    def see_all(self) -> None:
        """Do nothing."""

    def whose(self, identifiant: str) -> int | None:  # noqa: ARG002 - Engine's
        """Say none: who asks has only to see it."""
        return None

    def whose_key(self, empreinte: str) -> int | None:  # noqa: ARG002 - Engine's
        """Say none."""
        return None

    def cabinets(self) -> list[int]:
        """Read the one that there is."""
        return [number for (number,) in self.execute_sql("SELECT id FROM cabinet ORDER BY id")]

    def forget(self, inscriptions: Sequence[int]) -> None:
        """Delete them."""
        marks = ", ".join("?" * len(inscriptions))
        for table, column in (("compte", "inscription_id"), ("inscription", "id")):
            self.execute_sql(f"DELETE FROM {table} WHERE {column} IN ({marks})", inscriptions)

    @property
    def folder(self) -> Path:
        """That of the file."""
        return Path(self.database).parent

    def save_into(self, part: Path) -> Contents:
        """Copy the file while others write in it."""
        tables = ("cabinet", "inscription WHERE retire_le IS NULL", "operation")
        copy_into(Path(self.database), part)
        with own_connection(part) as saved:
            counts = (saved.execute_sql(f"SELECT count(*) FROM {one}").fetchone() for one in tables)
            return Contents(*(number for (number,) in counts))

    def saved_nir(self, part: Path) -> SavedNir | None:
        """Ask the copy."""
        with own_connection(part) as saved:
            found = saved.execute_sql(FIRST_NIR).fetchone()
        if found is None:
            return None
        cabinet, kid, enveloppe, uid, sealed = found
        return SavedNir(UUID(cabinet), kid, bytes(enveloppe), UUID(uid), bytes(sealed))

    def faults(self) -> list[str]:
        """Check every page and every link."""
        return file_faults(self)

    def search_faults(self) -> list[str]:
        """Check the index of the words."""
        return word_faults(self)


def _identity(path: str) -> tuple[int, int] | None:
    """Tell which file bears the name `path` now; None if there is none that can be looked at."""
    try:
        status = os.stat(path)  # noqa: PTH116 - once for each gesture, and Path costs as much again
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _own_file_only(action: int, *_details: str | None) -> int:
    """Refuse ATTACH and DETACH."""
    if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH):
        return int(sqlite3.SQLITE_DENY)
    return int(sqlite3.SQLITE_OK)


def sqlite_base(path: Path) -> SqliteBase:
    """Describe the base in `path`, still closed; raises StorageFailure for an old SQLite."""
    refuse_old_sqlite()
    return SqliteBase(
        str(path),
        pragmas=PRAGMAS,
        lock_type="IMMEDIATE",
        timeout=0,
        autoconnect=False,
    )


def connect_patiently(base: SqliteBase) -> None:
    """Connect; opening a file waits for no lock, so open it again until it is free and in place."""
    give_up = time.monotonic() + OPENING_SECONDS
    while True:
        try:
            base.connect()
        except (OperationalError, _ReplacedMeanwhile) as error:
            passing = isinstance(error, _ReplacedMeanwhile) or cause_of(error).passing
            if not passing or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
        else:
            return

"""Filling an empty base with all the rows of another, compared and verified before the commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from peewee import Database

from models.access.espace import open_vault
from models.backups.one_nir import OneNir
from models.errors import Unsound
from models.sealing.vault import MainKey, Vault
from models.storage.backup import WRONG_TOTALS, totals_differ
from models.storage.engine import SavedNir
from models.storage.failures import gesture
from models.storage.opening import opened
from models.tables import Cabinet, Cle, Inscription
from models.tables.table import Table
from models.transfer.rows import Seen, add_page, count_rows, moved_tables, name_of, pages
from models.writing import journal
from models.writing.author import Author
from models.writing.journal import Entry
from models.writing.verifying import verify

TRANSFERRED = "transferer"
PATIENCE = 60
"""Seconds: the server may take some to see that whoever was killed is gone."""

NUMBERS = "SELECT name, seq FROM sqlite_sequence WHERE seq > 0"
GO_ON_FROM = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)"
ALTERED = "Ce qui est arrivé n'est pas ce qui est parti : rien n'a été transféré."

Told = Callable[[int, int], None]
"""Is told how many rows were copied and read again, and of how many."""


class Filling:
    """Fills the open base; `rows` are those of each table, `nir` says what came of reading one."""

    def __init__(self, base: Database, main_key: MainKey, now: datetime, told: Told) -> None:
        self._base = base
        self._key = main_key
        self._now = now
        self._told = told
        self._done = self._whole = 0
        self.rows: dict[str, int] = {}
        self.nir = ""

    def run(self) -> None:
        """Copy, compare, verify and tell the journal: all of it, or nothing.

        Raises Unsound, StorageBusy, StorageFailure, IntegrityError.
        """
        with gesture(), opened().alone(PATIENCE):
            # The server would end a session that computes between two pages.
            opened().execute_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            tables = moved_tables(opened())
            self._whole = 2 * sum(count_rows(self._base, table) for table in tables)
            _empty(tables)
            left = {table: self._copy(table) for table in tables}
            self._number()
            for table, seen in left.items():
                self._compare(table, seen)
            cabinet, vault = self._verify()
            author = Author(cabinet, None, vault, self._now)
            champs = {"lignes": sum(self.rows.values())}
            journal.record(Entry(author, TRANSFERRED, champs=champs))

    def _copy(self, table: type[Table]) -> Seen:
        seen = Seen()
        for page in pages(self._base, table):
            add_page(table, page)
            seen = seen.with_page(page)
            self._tell(len(page))
        self.rows[name_of(table)] = seen.rows
        return seen

    def _number(self) -> None:
        """Have the next row of each table numbered as it would have been: never a number again."""
        for name, last in self._base.execute_sql(NUMBERS).fetchall():
            opened().execute_sql(GO_ON_FROM, (name, last))

    def _compare(self, table: type[Table], left: Seen) -> None:
        came = Seen()
        for page in pages(opened(), table):
            came = came.with_page(page)
            self._tell(len(page))
        if came != left:
            raise Unsound(f"{ALTERED} Table « {name_of(table)} ».")

    def _verify(self) -> tuple[Cabinet, Vault]:
        """Follow the journal and the seals of the rows by what the base now has; read one NIR."""
        cabinet = Cabinet.get()
        vault = open_vault(cabinet, self._key)
        wrong = [WRONG_TOTALS] if totals_differ(opened()) else []
        wrong += verify(cabinet, vault).wrong
        nir = OneNir(self._key)
        nir(_first_nir(cabinet))
        wrong += [] if nir.sound else [nir.said]
        if wrong:
            raise Unsound("\n".join([ALTERED, *wrong]))
        self.nir = nir.said
        return cabinet, vault

    def _tell(self, more: int) -> None:
        self._done += more
        self._told(self._done, self._whole)


def _empty(tables: Sequence[type[Table]]) -> None:
    """Take away what a base without a cabinet may hold: tries to come in."""
    for table in reversed(tables):
        table.delete().execute()


def _first_nir(cabinet: Cabinet) -> SavedNir | None:
    rows = Inscription.select().where(Inscription.nir.is_null(False)).order_by(Inscription.id)
    row = rows.first()
    if row is None:
        return None
    key = Cle.select().where(Cle.cabinet == cabinet).order_by(Cle.kid.desc()).get()
    return SavedNir(cabinet.uid, key.kid, key.enveloppe, row.uid, row.nir)

"""The shared engine: a PostgreSQL server, for who outgrows one machine."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import OperationalError

from models.cleaning import one_line
from models.errors import NotFound, StorageFailure
from models.storage.drivers import AS_PEEWEE, server_driver
from models.storage.dumps import dump
from models.storage.engine import Contents, Engine, SavedNir
from models.storage.read_dumps import contents_of_dump, nir_in_dump
from models.storage.row_security import NEEDS_OWNER, UPKEEP, YES, RowSecurity
from models.storage.server_roles import LIMITS, Roles

OLDEST = 15
ADVISORY_LOCK = 0x706F7274  # « port »
CLAIMED = """SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 1 AND granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
SCHEMES = ("postgresql://", "postgres://")

OPTIONS = {
    **LIMITS,
    "synchronous_commit": "on",
    # What a key waits for: a page that an index leads to is in memory or on an SSD, and two workers
    # take longer to start than they save.
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
}
CONNECTION: dict[str, Any] = {
    # No statement is prepared but those of `run_prepared`: the server would keep one plan for any
    # fragment, which may be found once or everywhere.
    "prepare_threshold": sys.maxsize,
    "connect_timeout": 2,  # seconds, as the three below
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # ms: of a server that vanished while it was asked
    "application_name": "portefeuille",
}


COLUMNS = """SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0"""
AT_ONCE = 5_000
"""As many rows as one statement writes."""

REFUSED = "FATAL"
"""In what a server answers that has not let one in."""

BESIDE = "postgres"
"""The database that nearly all servers have."""


class PostgresqlBase(RowSecurity, Roles, Engine):
    """A PostgreSQL base whose server is recent enough."""

    holds_one_cabinet = False

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Connect; NotFound if the server says that it has no such database."""
        try:
            opened: bool = super().connect(reuse_if_open)
        except OperationalError as error:
            if name := self._lacking(error):
                raise NotFound(
                    f"Il n'y a pas de base « {one_line(name)} » sur ce serveur PostgreSQL. "
                    "Vérifiez --base, ou faites d'abord créer cette base sur le serveur."
                ) from error
            raise
        return opened

    def _lacking(self, error: OperationalError) -> str:
        """Name the database that is not there; empty if it is, or if nobody can tell.

        What the server answers is in its own language, and without a code: another database is
        asked, if this role may.
        """
        name = str(server_driver().conninfo.conninfo_to_dict(self.database).get("dbname", ""))
        if not name or REFUSED not in str(error):
            return ""
        asked = {"dbname": BESIDE, "connect_timeout": CONNECTION["connect_timeout"]}
        try:
            with server_driver().connect(self.database, **asked) as beside:
                there = "SELECT 1 FROM pg_database WHERE datname = %s"
                return "" if beside.execute(there, (name,)).fetchone() else name
        except server_driver().Error:
            return ""

    def _initialize_connection(self, conn: Any) -> None:
        super()._initialize_connection(conn)
        if self.server_version < OLDEST * 10000:
            raise StorageFailure(
                f"Ce serveur PostgreSQL est trop ancien (version {self.server_version // 10000}) : "
                f"il faut PostgreSQL {OLDEST} ou plus récent."
            )

    @contextmanager
    def alone(self, seconds: int) -> Iterator[None]:
        """Hold a lock of the server's that programs agree upon."""
        with self.atomic():
            self.execute_sql("SET LOCAL statement_timeout = 0")
            self.execute_sql(f"SET LOCAL lock_timeout = '{seconds}s'")
            self.execute_sql("SELECT pg_advisory_xact_lock(%s)", (ADVISORY_LOCK,))
            # An update is one of the rows of all the cabinets.
            self.execute_sql(f"SET LOCAL {UPKEEP} = '{YES}'")
            yield

    @contextmanager
    def one_instant(self) -> Iterator[None]:
        """Ask the server for one snapshot; a transaction that is under way sees its own rows."""
        if self.in_transaction():
            yield
            return
        with self.atomic():
            self.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def large_cache(self) -> AbstractContextManager[None]:
        """Do nothing: the server keeps what it needs."""
        return nullcontext()

    def keep_aside(self, why: str) -> None:
        """Keep nothing: it takes pg_dump, and the whole update is one transaction."""

    def claim(self, thing: UUID) -> None:
        """Hold a lock of the server's, which this connection keeps."""
        self.execute_sql("SELECT pg_try_advisory_lock(%s)", (_lock_of(thing),))

    def let_go(self, thing: UUID) -> None:  # noqa: ARG002 - Engine's
        """Give up all that this connection holds: it is that of one thread, for one thing."""
        self.execute_sql("SELECT pg_advisory_unlock_all()")

    def claimed(self, things: Iterable[UUID]) -> frozenset[UUID]:
        """Look which locks are held."""
        held = {number for (number,) in self.execute_sql(CLAIMED).fetchall()}
        return frozenset(one for one in things if _lock_of(one) in held)

    def run_prepared(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """Let the server keep it, and its plan if that is as good for other values."""
        # The driver gives a number one of three types, by its size: ten ids, of each mixture, would
        # be another statement.
        long = server_driver().types.numeric.Int8
        same = [long(value) if isinstance(value, int) else value for value in values]
        with AS_PEEWEE:
            rows: Iterator[tuple[Any, ...]] = self.cursor().execute(sql, same, prepare=True)
        return rows

    def state(self) -> None:
        """Nothing tells it for less than a look at the rows costs."""

    def next_numbers(self, table: str, column: str, count: int) -> Sequence[int]:
        """Take them from the sequence, which others take from too: some may lie between."""
        asked = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        return [one for (one,) in self.execute_sql(asked, (table, column, count)).fetchall()]

    def write_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Send them column by column: COPY is refused where rows are secured."""
        types = dict(self.execute_sql(COLUMNS, (table,)).fetchall())
        arrays = ", ".join(f"%s::{types[column]}[]" for column in columns)
        into = f"INSERT INTO {table} ({', '.join(columns)}) SELECT * FROM unnest({arrays})"
        left = iter(rows)
        while some := list(islice(left, AT_ONCE)):
            self.execute_sql(into, [list(column) for column in zip(*some, strict=True)])

    def forget(self, inscriptions: Sequence[int]) -> None:
        """Ask the function that may: the role of the application deletes none."""
        self.execute_sql("SELECT oublier(%s::bigint[])", (list(inscriptions),))

    @property
    def folder(self) -> None:
        """That of the server, which may be anywhere."""
        return None

    def save_into(self, part: Path) -> Contents:
        """Make a dump with the server's own tools, and read it from one end to the other."""
        if not self.looks_after():
            raise StorageFailure(NEEDS_OWNER)
        dump(self.database, part)
        return contents_of_dump(part)

    def saved_nir(self, part: Path) -> SavedNir | None:
        """Look for it in the dump."""
        return nir_in_dump(part)

    def faults(self) -> list[str]:
        """Find nothing: the server keeps its own pages and links."""
        return []

    def search_faults(self) -> list[str]:
        """Find nothing: its index of words is no copy."""
        return []


def _lock_of(thing: UUID) -> int:
    """Give the number of 63 bits that stands for it."""
    return thing.int >> 65


def postgresql_base(url: str) -> PostgresqlBase:
    """Describe the base at `url`, still closed; raises StorageFailure without psycopg 3."""
    if server_driver() is None:
        raise StorageFailure(
            "Il manque le pilote PostgreSQL : installez « portefeuille[postgresql] »."
        )
    address = f"postgresql://{url.partition('://')[2]}"
    return PostgresqlBase(
        address,
        prefer_psycopg3=True,
        autoconnect=False,
        encoding="utf8",
        options=" ".join(f"-c {name}={value}" for name, value in OPTIONS.items()),
        **CONNECTION,
        **_among(address),
    )


def _among(address: str) -> dict[str, Any]:
    """Ask for the host that writes, where there are several and the address asks for none.

    Each connection is sought among them all: whichever was promoted meanwhile is found.
    """
    with suppress(server_driver().Error):
        said = server_driver().conninfo.conninfo_to_dict(address)
        if "," in f"{said.get('host', '')}{said.get('hostaddr', '')}":
            return {"target_session_attrs": said.get("target_session_attrs", "read-write")}
    return {}

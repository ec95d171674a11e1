"""What the two engines do, each in its own way; the rest is Peewee's and the same."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from peewee import Database

from models.storage.drivers import AS_PEEWEE


class Contents(NamedTuple):
    """How much a backup holds; `clients` are those of the list, without the corbeille."""

    cabinets: int
    clients: int
    operations: int


class SavedNir(NamedTuple):
    """A NIR as a backup holds it, sealed, with what opens it for who has the main key."""

    cabinet_uid: UUID
    kid: int
    enveloppe: bytes
    uid: UUID
    sealed: bytes


class Engine(Database, ABC):
    """A base of Portefeuille, on SQLite or on PostgreSQL.

    Driver errors pass untouched, unless a method says that it raises StorageFailure.
    """

    holds_one_cabinet: ClassVar[bool]
    """Whether a base is that of one cabinet alone."""

    seen: int | None = None
    """The number of the cabinet whose rows the connections see; None: those of none."""

    @property
    @abstractmethod
    def is_hidden(self) -> bool:
        """Whether this thread sees no row, whatever is seen elsewhere."""

    @abstractmethod
    def see(self, cabinet: int | None) -> None:
        """See the rows of this cabinet, on this connection and those to come; None: no row."""

    @abstractmethod
    def hide(self) -> None:
        """See no row on the connections of this thread until `see`; others go on."""

    @abstractmethod
    def see_all(self) -> None:
        """See the rows of all the cabinets, on this connection: it is of who owns the base."""

    @abstractmethod
    def cabinets(self) -> list[int]:
        """Give the numbers of all the cabinets, the oldest first, whichever is seen."""

    @abstractmethod
    def whose(self, identifiant: str) -> int | None:
        """Give the number of the cabinet of this person; None: there is nobody."""

    @abstractmethod
    def whose_key(self, empreinte: str) -> int | None:
        """Give the number of the cabinet in which this SSH key is open; None: it is in none."""

    @abstractmethod
    def alone(self, seconds: int) -> AbstractContextManager[None]:
        """Open the transaction in which this session alone may change the schema.

        Another session that does so is waited for, `seconds` at most.
        """

    @abstractmethod
    def one_instant(self) -> AbstractContextManager[None]:
        """Read the base as of one instant, whatever others write; nothing is written."""

    @abstractmethod
    def large_cache(self) -> AbstractContextManager[None]:
        """Keep more of the base in memory for as long as the block runs: it changes many rows."""

    @abstractmethod
    def may_change(self, table: str) -> bool:
        """Whether this session may create tables, and change those of the owner of `table`."""

    @abstractmethod
    def keep_aside(self, why: str) -> None:
        """Keep a dated copy beside the base, where that takes no other program."""

    @abstractmethod
    def grant(self, role: str, rights: Callable[[str], str]) -> list[str]:
        """Give `role` the `rights` on each table, and no more; StorageFailure if it cannot be.

        Gives the statements that who administers the server has still to run.
        """

    @abstractmethod
    def readers(self, table: str) -> list[str]:
        """Name the roles, beside the owner, that may read `table`."""

    @abstractmethod
    def claim(self, thing: UUID) -> None:
        """Hold `thing` until it is let go, or the program or this thread's connection ends."""

    @abstractmethod
    def let_go(self, thing: UUID) -> None:
        """Hold it no longer."""

    @abstractmethod
    def claimed(self, things: Iterable[UUID]) -> frozenset[UUID]:
        """Give those of `things` that somebody holds, in this program or in another."""

    @abstractmethod
    def run_prepared(self, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a SELECT that is run again and again with other values."""

    @abstractmethod
    def state(self) -> Hashable | None:
        """Give what is another after each write to the base, by whomever; None: nothing tells."""

    @abstractmethod
    def next_numbers(self, table: str, column: str, count: int) -> Sequence[int]:
        """Give numbers, in order, that no row of `table` ever had, inside a transaction."""

    @abstractmethod
    def write_rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows of `table`, their values as the base keeps them, inside a transaction."""

    def change_rows(
        self, table: str, columns: Sequence[str], keys: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> int:
        """Change `columns` of the rows that `keys` name; gives how many were there.

        Each of `rows` has the new values, then those of the keys, inside a transaction.
        """
        changes = ", ".join(f"{column}={self.param}" for column in columns)
        same = " AND ".join(f"{key}={self.param}" for key in keys)
        cursor = self.cursor()
        with AS_PEEWEE:
            cursor.executemany(f"UPDATE {table} SET {changes} WHERE {same}", rows)
        return int(cursor.rowcount)

    @abstractmethod
    def forget(self, inscriptions: Sequence[int]) -> None:
        """Delete inscriptions that the archive has, and their comptes, inside a transaction."""

    @property
    @abstractmethod
    def folder(self) -> Path | None:
        """The folder of the base on this machine; None: a server has it."""

    @abstractmethod
    def save_into(self, part: Path) -> Contents:
        """Save the base, as of one instant, into the empty file `part`; check it, and count."""

    @abstractmethod
    def saved_nir(self, part: Path) -> SavedNir | None:
        """Give the first NIR that the backup `part` of this base holds; None: it has none."""

    @abstractmethod
    def faults(self) -> list[str]:
        """Say in French what is damaged in the file and in the links between rows."""

    @abstractmethod
    def search_faults(self) -> list[str]:
        """Say in French what is wrong with the index of the words."""

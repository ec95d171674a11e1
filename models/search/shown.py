"""Rows read to be shown, without the object that Peewee makes of each.

A page of them is read at every key, and making the objects took most of its time. What is read
to be changed is read by Peewee.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from models.tables import Compte, Inscription, Utilisateur
from models.tables.table import Table, database, kept_as_they_are

T = TypeVar("T")


def _columns_of(table: type[Table], *, without: Collection[str]) -> Any:
    """Make the tuple of the columns of `table`, `without` those that nobody is shown."""
    columns = table._meta.sorted_fields  # noqa: SLF001 - Peewee's documented accessor
    names = [one.column_name for one in columns if one.name not in without]
    return namedtuple(f"Shown{table.__name__}", names)


if TYPE_CHECKING:
    # A row that is read here has columns of its table, by the same names.
    ShownInscription = Inscription
    ShownCompte = Compte
else:
    ShownInscription = _columns_of(
        Inscription, without={"cabinet", "cle_recherche", "cree_par", "retire_par"}
    )
    ShownCompte = _columns_of(Compte, without={"cabinet", "retire_le"})


class ShownPersonne(NamedTuple):
    """What is shown of a person who signs in."""

    id: int
    uid: UUID
    nom: str
    identifiant: str


class Reader(Generic[T]):
    """Reads rows of `table` as tuples of `kind`, by the rules of its fields.

    StorageFailure if a value is one that its field may not hold.
    """

    def __init__(self, table: type[Table], kind: type[T]) -> None:
        names: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
        self._kind = kind
        self.columns = tuple(getattr(table, name) for name in names)
        """What a query selects to be read here."""
        self._rules = tuple(
            (kept_as_they_are(column), column.python_value) for column in self.columns
        )

    def read(self, statement: tuple[str, Sequence[Any]]) -> Iterator[T]:
        """Give the rows of a query that selects `columns`."""
        rules = self._rules
        for row in database.execute_sql(*statement):
            values = (
                value if type(value) in kept else read(value)
                for value, (kept, read) in zip(row, rules, strict=True)
            )
            yield self._kind(*values)


INSCRIPTIONS = Reader(Inscription, ShownInscription)
COMPTES = Reader(Compte, ShownCompte)
PERSONNES = Reader(Utilisateur, ShownPersonne)

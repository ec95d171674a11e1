"""Rows read to be shown, without the object that Peewee makes of each.

A page of them is read at every key, and making the objects took most of its time. What is read
to be changed is read by Peewee.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from models.tables import Compte, Inscription, Utilisateur
from models.tables.table import Table, database, kept_as_they_are

T = TypeVar("T", bound=tuple[Any, ...])


class ShownInscription(NamedTuple):
    """What is shown of an inscription; the names are those of the table."""

    id: int
    uid: UUID
    regime: str
    siren: str | None
    siren_societe: str | None
    raison_sociale: str
    civilite: str | None
    cle_nom: str
    forme_juridique: str | None
    code_dossier: str | None
    responsable_id: int | None
    services: int
    montant_centimes: int | None
    nir: bytes | None
    note: str
    report: str
    report_le: datetime | None
    report_par_id: int | None
    report_motif: str | None
    version: int
    cree_le: datetime
    modifie_le: datetime
    modifie_par_id: int | None
    retire_le: datetime | None


class ShownCompte(NamedTuple):
    """What is shown of a compte."""

    id: int
    inscription_id: int
    numero_compte: str | None
    siret: str | None
    etat: str
    code_postal: str
    ville: str


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

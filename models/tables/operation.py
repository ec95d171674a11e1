"""The journal: one row for each gesture, in the same transaction as the change."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from uuid import UUID

from peewee import CharField, ForeignKeyField, TextField

from models.tables.cabinet import Cabinet
from models.tables.table import InstantField, NumberField, SealedField, Table, UidField
from models.tables.utilisateur import Utilisateur


class Operation(Table):
    """Who did what to which inscription, and when; never a value that is personal.

    `id` is given by the caller, so that a retry changes nothing twice. `champs` is canonical
    JSON: the names of the fields that changed, the services gained and lost. `sceau` is an
    HMAC over the row and the seal before it (null: written without the main key, as early
    versions could). `sceau_ligne` seals what the operation left of the inscription, or of the
    person, that it changed (models.writing.row_seals); null where it changed none. `origine` is
    where the command line was run from (`unix:NAME`), null on the screens. What follows from the
    rest, so that the journal is read by an index: `premier` is 1 for the first of its lot, 0 for
    the others; `annule` is the lot that an undoing undoes.
    """

    id = UidField(primary_key=True)
    cabinet = ForeignKeyField(Cabinet)
    rang = NumberField()
    lot = UidField()
    utilisateur = ForeignKeyField(Utilisateur, null=True)
    instant = InstantField()
    verbe = CharField()
    inscription_uid = UidField(null=True)
    champs = TextField(default="{}")
    sceau = SealedField(null=True)
    sceau_ligne = SealedField(null=True)
    origine = CharField(null=True)
    premier = NumberField(default=1)
    annule = UidField(null=True)

    cabinet_id: int
    utilisateur_id: int | None

    @property
    def details(self) -> dict[str, Any]:
        """What `champs` says; nothing where that is no JSON, as the seal of the row then tells."""
        return details_of(self.champs)


def details_of(champs: str) -> dict[str, Any]:
    """Read what an operation says, or nothing."""
    with suppress(ValueError):
        said = json.loads(champs)
        return said if isinstance(said, dict) else {}
    return {}


class Retour(Table):
    """What undoing an operation needs: the row as it was, sealed."""

    operation = ForeignKeyField(Operation, primary_key=True)
    cabinet = ForeignKeyField(Cabinet)
    avant = SealedField()

    operation_id: UUID

"""The sessions that are open."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from models.tables.cabinet import Cabinet
from models.tables.table import InstantField, Table, UidField
from models.tables.utilisateur import Utilisateur


class Seance(Table):
    """One row for each session of the screens, gone when it ends.

    That of a session that was killed stays until somebody comes in: nobody holds it any more
    (`Engine.claimed`). `origine` is the source from which they came (models.access.sources).
    """

    session = UidField(primary_key=True)
    cabinet = ForeignKeyField(Cabinet)
    utilisateur = ForeignKeyField(Utilisateur)
    depuis = InstantField()
    origine = CharField()

    utilisateur_id: int

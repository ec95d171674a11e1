"""Who has which inscription of the queue open."""

from __future__ import annotations

from peewee import ForeignKeyField

from models.tables.cabinet import Cabinet
from models.tables.table import InstantField, Table, UidField
from models.tables.utilisateur import Utilisateur


class Presence(Table):
    """One row for each screen on which an inscription of the queue is open, gone when it closes.

    That of a session that was killed stays, and is old.
    """

    session = UidField(primary_key=True)
    cabinet = ForeignKeyField(Cabinet)
    utilisateur = ForeignKeyField(Utilisateur)
    inscription_uid = UidField()
    depuis = InstantField()

"""A long work that is under way."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from models.tables.cabinet import Cabinet
from models.tables.table import InstantField, NumberField, Table, UidField


class Travail(Table):
    """Who changes many inscriptions now: one row for each lot, gone when it ends.

    That of a work that was killed stays, and is old.
    """

    lot = UidField(primary_key=True)
    cabinet = ForeignKeyField(Cabinet)
    qui = CharField()
    quoi = CharField()
    combien = NumberField()
    depuis = InstantField()

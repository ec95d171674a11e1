"""Kept totals: how many inscriptions are alike."""

from __future__ import annotations

from peewee import CompositeKey, ForeignKeyField, TextField

from models.tables.cabinet import Cabinet
from models.tables.table import NumberField, Table


class Compteur(Table):
    """How many inscriptions share the beginning of their name (`debut`), régime and report.

    Triggers of the base keep it (migration 0004); `retire` is 1 for those that were removed.
    """

    cabinet = ForeignKeyField(Cabinet)
    debut = TextField()
    regime = TextField()
    report = TextField()
    retire = NumberField()
    nombre = NumberField()

    class Meta:
        primary_key = CompositeKey("cabinet", "debut", "regime", "report", "retire")

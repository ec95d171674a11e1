"""The archive: what is left of a client that was removed long ago."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from models.identifiers import siren
from models.labels import Regime
from models.tables.cabinet import Cabinet
from models.tables.table import CodeField, InstantField, RowField, Table, UidField


class Archive(Table):
    """An inscription that left the corbeille; `par` is the name of who had removed it."""

    id = RowField()
    cabinet = ForeignKeyField(Cabinet)
    uid = UidField()
    nom = CharField()
    siren = CharField(null=True)
    regime = CodeField(Regime)
    cree_le = InstantField()
    retire_le = InstantField()
    par = CharField()

    @property
    def called(self) -> str:
        """What a sentence calls it."""
        return self.nom or f"{Regime(self.regime).label} {siren.show(self.siren or '')}"

"""The cabinet, and the keys that seal what it keeps secret."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from models.tables.table import InstantField, NumberField, RowField, SealedField, Table, UidField


class Cabinet(Table):
    """A firm. An SQLite file holds one; a PostgreSQL base holds many."""

    id = RowField()
    uid = UidField()
    nom = CharField()
    siren = CharField(null=True)
    cree_le = InstantField()


class Cle(Table):
    """The data key and the journal key of a cabinet, wrapped by the main key `kek_id`."""

    id = RowField()
    cabinet = ForeignKeyField(Cabinet)
    kid = NumberField()
    kek_id = CharField()
    enveloppe = SealedField()

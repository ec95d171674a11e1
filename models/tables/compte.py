"""A compte: what the Urssaf knows one employer or self-employed person by."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField

from models.labels import Etat
from models.tables.cabinet import Cabinet
from models.tables.inscription import Inscription
from models.tables.table import CodeField, InstantField, RowField, Table


class Compte(Table):
    """One account of an inscription; a firm with three shops may have three.

    `retire_le` follows the inscription, so that the database itself keeps `numero_compte`
    unique among the living.
    """

    id = RowField()
    cabinet = ForeignKeyField(Cabinet)
    inscription = ForeignKeyField(Inscription, backref="comptes")
    numero_compte = CharField(null=True)
    siret = CharField(null=True)
    etat = CodeField(Etat, default=Etat.ACTIF)
    code_postal = CharField(default="")
    ville = CharField(default="")
    retire_le = InstantField(null=True)

    inscription_id: int

"""The people of a cabinet, and their models of services."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from models.labels import Role
from models.tables.cabinet import Cabinet
from models.tables.table import (
    CodeField,
    InstantField,
    NumberField,
    RowField,
    Table,
    UidField,
)


class Utilisateur(Table):
    """A person who signs in; `identifiant` is casefolded and unique in the whole base."""

    id = RowField()
    cabinet = ForeignKeyField(Cabinet)
    uid = UidField()
    identifiant = CharField()
    nom = CharField()
    hachage = CharField()
    role = CodeField(Role)
    actif = BooleanField(default=True)
    code_secours_hachage = CharField(null=True)
    echecs = NumberField(default=0)
    derniere_connexion = InstantField(null=True)
    preferences = TextField(default="{}")

    cabinet_id: int


class Modele(Table):
    """A named set of services that the form can apply."""

    id = RowField()
    cabinet = ForeignKeyField(Cabinet)
    nom = CharField()
    regime = CharField(null=True)
    services = NumberField(default=0)

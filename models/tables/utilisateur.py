"""The people of a cabinet, their drafts and their models of services."""

from __future__ import annotations

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    TextField,
    UUIDField,
)

from models.tables.cabinet import Cabinet
from models.tables.table import InstantField, Table


class Utilisateur(Table):
    """A person who signs in; `identifiant` is casefolded and unique in the whole base."""

    id = AutoField()
    cabinet = ForeignKeyField(Cabinet)
    uid = UUIDField()
    identifiant = CharField()
    nom = CharField()
    hachage = CharField()
    role = CharField()
    actif = BooleanField(default=True)
    code_secours_hachage = CharField(null=True)
    echecs = IntegerField(default=0)
    derniere_connexion = InstantField(null=True)
    preferences = TextField(default="{}")


class Brouillon(Table):
    """What a person was typing on a screen, sealed."""

    id = AutoField()
    cabinet = ForeignKeyField(Cabinet)
    utilisateur = ForeignKeyField(Utilisateur)
    ecran = CharField()
    contenu = BlobField()
    modifie_le = InstantField()


class Modele(Table):
    """A named set of services that the form can apply."""

    id = AutoField()
    cabinet = ForeignKeyField(Cabinet)
    nom = CharField()
    regime = CharField(null=True)
    services = IntegerField(default=0)

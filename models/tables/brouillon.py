"""What people were typing, and have not saved yet."""

from __future__ import annotations

from peewee import ForeignKeyField

from models.labels import Ecran
from models.tables.cabinet import Cabinet
from models.tables.table import CodeField, InstantField, RowField, SealedField, Table, UidField
from models.tables.utilisateur import Utilisateur


class Brouillon(Table):
    """What a person was typing on a screen, sealed; `session` is that screen, while it is open.

    `corrections` are those of a pasted table, which is written once.
    """

    id = RowField()
    cabinet = ForeignKeyField(Cabinet)
    uid = UidField()
    utilisateur = ForeignKeyField(Utilisateur)
    ecran = CodeField(Ecran)
    inscription_uid = UidField(null=True)
    session = UidField()
    contenu = SealedField()
    corrections = SealedField(null=True)
    modifie_le = InstantField()

"""The SSH public keys by which people come in through sshd."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, TextField

from models.tables.cabinet import Cabinet
from models.tables.table import InstantField, RowField, Table, UidField
from models.tables.utilisateur import Utilisateur


class CleSsh(Table):
    """A public key of a person, open until it is removed; it then stays, for the journal.

    `cle` is its type and its base64, without options; `empreinte` what `ssh-keygen -l` says of
    it. An open key is unique in the whole base: sshd knows people by nothing else.
    """

    id = RowField()
    cabinet = ForeignKeyField(Cabinet)
    utilisateur = ForeignKeyField(Utilisateur)
    uid = UidField()
    cle = TextField()
    empreinte = CharField()
    nom = CharField(default="")
    ajoutee_le = InstantField()
    retiree_le = InstantField(null=True)

    cabinet_id: int
    utilisateur_id: int

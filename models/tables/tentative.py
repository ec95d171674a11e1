"""Tries to sign in that failed: what slows the next ones down."""

from __future__ import annotations

from peewee import CharField

from models.tables.table import InstantField, NumberField, Table


class Tentative(Table):
    """Tries under one identifiant, whether or not somebody has it.

    A row that has a `personne`, the empreinte of the other kind, counts the failures in a row
    from one source; `connue_le` is when somebody last came in from there. A row that has none
    holds what the sources from which nobody ever came in have tried together.

    No cabinet: an identifiant that nobody has belongs to none. `empreinte` is a digest, since
    people type their password in the wrong field.
    """

    empreinte = CharField(primary_key=True)
    echecs = NumberField(default=0)
    dernier = InstantField()
    personne = CharField(null=True)
    connue_le = InstantField(null=True)

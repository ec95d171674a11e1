"""Tries to sign in that failed: what slows the next ones down."""

from __future__ import annotations

from peewee import CharField

from models.tables.table import InstantField, NumberField, Table


class Tentative(Table):
    """Failures in a row under one identifiant, whether or not somebody has it.

    No cabinet: an identifiant that nobody has belongs to none. `empreinte` is a digest, since
    people type their password in the wrong field.
    """

    empreinte = CharField(primary_key=True)
    echecs = NumberField(default=0)
    dernier = InstantField()

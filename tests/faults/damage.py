"""What a fault may leave half done or broken in the open base."""

from __future__ import annotations

from pathlib import Path

from peewee import Database

from models.access.espace import open_vault
from models.sealing.vault import MainKey
from models.storage.backup import check_database
from models.storage.file_copy import own_connection
from models.tables import Cabinet, Compte, Inscription, Operation
from models.writing import verifying


def look_for_damage(key: Path) -> list[str]:
    """Say what is half done or broken in the base, whose main key is in the file `key`."""
    wrong = list(check_database())
    orphans = Inscription.select().where(Inscription.id.not_in(Compte.select(Compte.inscription)))
    wrong += [f"an inscription without its compte: {row.uid}" for row in orphans]
    recorded = Operation.select(Operation.inscription_uid).where(Operation.verbe == "inscrire")
    silent = Inscription.select().where(Inscription.uid.not_in(recorded))
    wrong += [f"an inscription without its operation: {row.uid}" for row in silent]
    there = Inscription.select(Inscription.uid)
    idle = Operation.select().where(
        (Operation.verbe == "inscrire") & Operation.inscription_uid.not_in(there)
    )
    wrong += [f"an operation without its inscription: {row.id}" for row in idle]
    cabinet = Cabinet.get()
    verdict = verifying.verify(cabinet, open_vault(cabinet, MainKey.load(key)))
    # Which says too where the head that is kept outside the base would be ahead of it.
    return [*wrong, *verdict.wrong]


def numeros() -> set[str]:
    """Give the account numbers that the open base holds."""
    return {one.numero_compte for one in Compte.select() if one.numero_compte}


def content(base: Database) -> dict[str, list[str]]:
    """Give every row of every table of `base`, and its schema."""
    schema = base.execute_sql("SELECT type, name, sql FROM sqlite_master")
    rows = {one: base.execute_sql(f"SELECT * FROM {one}") for one in sorted(base.get_tables())}
    return {one: sorted(map(repr, found)) for one, found in {**rows, "": schema}.items()}


def content_of(path: Path) -> dict[str, list[str]]:
    """Give the same for the base in `path`, which is sound."""
    with own_connection(path) as base:
        assert base.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        return content(base)

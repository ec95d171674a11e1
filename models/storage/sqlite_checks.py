"""What SQLite finds damaged in its own file, in French sentences."""

from __future__ import annotations

from peewee import Database

from models.storage.causes import DAMAGED, cause_of
from models.storage.drivers import driver_errors

WRONG_WORDS = "La recherche ne trouve plus tous les comptes : restaurez une sauvegarde."
# It compares the index with its content, and writes nothing.
CHECK_WORDS = "INSERT INTO inscription_mots (inscription_mots, rank) VALUES ('integrity-check', 1)"


def file_faults(base: Database) -> list[str]:
    """Check every page, every index, and every link from a row to another."""
    try:
        told = [line for (line,) in base.execute_sql("PRAGMA integrity_check").fetchall()]
        broken = base.execute_sql("PRAGMA foreign_key_check").fetchall()
    except driver_errors() as error:
        return [cause_of(error).sentence()]
    faults = [f"SQLite signale : {line}." for line in told if line != "ok"]
    faults += [
        f"La ligne {row} de la table {table} renvoie à une ligne absente de {parent}."
        for table, row, parent, _key in broken
    ]
    return faults


def word_faults(base: Database) -> list[str]:
    """Compare the trigrams of the names with the names (migrations 0004 and 0005).

    A base that is busy passes untouched: it says nothing of the index.
    """
    try:
        base.execute_sql(CHECK_WORDS)
    except driver_errors() as error:
        cause = cause_of(error)
        if cause.passing:
            raise
        untold = cause.sentence("la recherche n'a pas été vérifiée")
        return [WRONG_WORDS if cause is DAMAGED else untold]
    return []
